// Generated from the catalogues by `npm test -- test/schema.test.ts` with ANJU_UPDATE=1; do not edit.
import type { Generated } from 'kysely'
import type { Temporal } from 'temporal-polyfill'

/** jsonb holds what the module that owns the column says. */
type Json = unknown

export interface AuditTable {
  estate_id: string
  at: Temporal.Instant
  id: string
  actor_kind: string
  actor_id: string | null
  actor_name: string
  action: string
  subject: string
  subject_id: string
  device: string | null
  request_id: string
  reason: string | null
  before: Json | null
  after: Json | null
  sealed: Buffer | null
}

export interface AuditHeadTable {
  estate_id: string
  seq: number
  month: string
  hash: Buffer
}

export interface AuditKeyTable {
  estate_id: string
  audit_id: string
  wrapped: Buffer
}

export interface AuditPendingTable {
  estate_id: string
  at: Temporal.Instant
  id: string
}

export interface AuditSealTable {
  estate_id: string
  seq: number
  audit_at: Temporal.Instant
  audit_id: string
  hash: Buffer
}

export interface BuildingTable {
  estate_id: string
  id: string
  name: string
  floors: number | null
  version: Generated<number>
}

export interface CensusTable {
  estate_id: string
  id: string
  version: number
  facts: Json
  reason: string | null
  made_by: string
  made_at: Temporal.Instant
  checked_by: string | null
  checked_at: Temporal.Instant | null
}

export interface DataKeyTable {
  estate_id: string
  wrapped: Buffer
}

export interface DeviceSeenTable {
  estate_id: string
  device_id: string
  record: string
  device_time: Temporal.Instant
  at: Temporal.Instant
}

export interface EstateTable {
  id: string
  region_id: string
  name: string
  kind: string
  care: string
  company_id: string | null
  subject_unit_id: string | null
  address: string | null
  zone: Generated<string>
  jurisdiction: Generated<string>
  service_level: string | null
  fictional: Generated<boolean>
  version: Generated<number>
  created_at: Temporal.Instant
}

export interface EstateProfileTable {
  estate_id: string
  boundaries: Generated<Json>
  indicators: Generated<Json>
  location: string | null
  version: Generated<number>
  changed_at: Temporal.Instant
}

export interface EstateSupervisionTable {
  estate_id: string
  region_id: string
}

export interface FileTable {
  estate_id: string
  id: string
  media_type: string
  size: number
  sha256: Buffer
  purpose: string
  made_by: string
  made_at: Temporal.Instant
}

export interface OrganisationTable {
  id: string
  kind: string
  name: string
  credit_code: string | null
  region_id: string | null
  contact_name: string | null
  contact_phone: string | null
  staff_count: number | null
  version: Generated<number>
}

export interface OutboxTable {
  estate_id: string
  id: string
  at: Temporal.Instant
  kind: string
  payload: Json
  run_at: Temporal.Instant | null
  key: string | null
}

export interface RegionTable {
  id: string
  parent_id: string | null
  kind: string
  code: string
  name: string
  path: string
  version: Generated<number>
}

export interface RequestTable {
  estate_id: string
  client_id: string
  verb: string
  actor: string
  at: Temporal.Instant
  answer: Json | null
}

export interface RightsVersionTable {
  estate_id: string
  version: number
}

export interface RuleSetTable {
  id: string
  kind: string
  jurisdiction: string
  estate_id: string | null
  level: string | null
  effective_from: string
  effective_until: string | null
  body: Json
  source: string
  made_by: string
  made_at: Temporal.Instant
}

export interface SectionTable {
  estate_id: string
  id: string
  building_id: string
  name: string
}

export interface SettingTable {
  scope_id: string
  key: string
  value: Json | null
  changed_by: string
  changed_at: Temporal.Instant
}

export interface SignalTable {
  estate_id: string
  id: string
  at: Temporal.Instant
  topic: string
  ref: string
  account_id: string | null
}

export interface UnitTable {
  estate_id: string
  id: string
  building_id: string
  section_id: string
  number: string
  label: string
  floor: number | null
  area: number | null
  use: Generated<string>
  state: Generated<string>
  version: Generated<number>
}

export interface DB {
  audit: AuditTable
  audit_head: AuditHeadTable
  audit_key: AuditKeyTable
  audit_pending: AuditPendingTable
  audit_seal: AuditSealTable
  building: BuildingTable
  census: CensusTable
  data_key: DataKeyTable
  device_seen: DeviceSeenTable
  estate: EstateTable
  estate_profile: EstateProfileTable
  estate_supervision: EstateSupervisionTable
  file: FileTable
  organisation: OrganisationTable
  outbox: OutboxTable
  region: RegionTable
  request: RequestTable
  rights_version: RightsVersionTable
  rule_set: RuleSetTable
  section: SectionTable
  setting: SettingTable
  signal: SignalTable
  unit: UnitTable
}
