// Generated from the catalogues by `npm test -- test/schema.test.ts` with ANJU_UPDATE=1; do not edit.
import type { Generated } from 'kysely'
import type { Temporal } from 'temporal-polyfill'

/** jsonb holds what the module that owns the column says. */
type Json = unknown

export interface AccountTable {
  id: string
  name: string
  username: string | null
  display_username: string | null
  email: string
  email_verified: Generated<boolean>
  image: string | null
  two_factor_enabled: Generated<boolean>
  must_change_password: Generated<boolean>
  phone_sealed: Buffer | null
  phone_blind: Buffer | null
  disabled_at: Temporal.Instant | null
  made_by: Generated<string>
  created_at: Temporal.Instant
  updated_at: Temporal.Instant
  version: Generated<number>
}

export interface AccountCredentialTable {
  id: string
  account_id: string
  provider_id: string
  provider_account_id: string
  access_token: string | null
  refresh_token: string | null
  id_token: string | null
  access_token_expires_at: Temporal.Instant | null
  refresh_token_expires_at: Temporal.Instant | null
  scope: string | null
  password: string | null
  created_at: Temporal.Instant
  updated_at: Temporal.Instant
}

export interface AccountTwoFactorTable {
  id: string
  account_id: string
  secret: string
  backup_codes: string
  verified: Generated<boolean | null>
  failed_count: Generated<number | null>
  locked_until: Temporal.Instant | null
}

export interface AccountVerificationTable {
  id: string
  identifier: string
  value: string
  expires_at: Temporal.Instant
  created_at: Temporal.Instant
  updated_at: Temporal.Instant
}

export interface AccountViewTable {
  account_id: string
  list: string
  views: Json
  changed_at: Temporal.Instant
}

export interface ApiKeyTable {
  id: string
  estate_id: string
  name: string
  role: string
  hash: Buffer
  hint: string
  until_at: Temporal.Instant | null
  made_by: string
  made_at: Temporal.Instant
  revoked_at: Temporal.Instant | null
}

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

export interface BrigadeMemberTable {
  id: string
  organisation_id: string
  number: string
  name: string
  squad: string | null
  phone_sealed: Buffer | null
  left_on: string | null
  version: Generated<number>
  made_by: string
  made_at: Temporal.Instant
}

export interface BrigadePostTable {
  estate_id: string
  id: string
  grouping_id: string
  group_name: string
  member_id: string
  leads: boolean
  from_at: Temporal.Instant
  until_at: Temporal.Instant | null
}

export interface BuildingTable {
  estate_id: string
  id: string
  name: string
  floors: number | null
  version: Generated<number>
  kind: Generated<string>
  sort: Generated<string>
}

export interface BulletinTable {
  estate_id: string
  id: string
  category: string
  title: string
  body: string
  audience: Json
  state: string
  publish_at: Temporal.Instant | null
  sent_at: Temporal.Instant | null
  withdrawn_at: Temporal.Instant | null
  sender_id: string | null
  sender_name: string
  schedule_id: string | null
  schedule_due: string | null
  made_at: Temporal.Instant
  version: Generated<number>
  pinned: Generated<boolean>
  urgent: Generated<boolean>
  edition: Generated<number>
  cites: Generated<Json>
}

export interface BulletinCategoryTable {
  estate_id: string
  key: string
  zh: string
  en: string
  place: number
}

export interface BulletinEditionTable {
  estate_id: string
  bulletin_id: string
  edition: number
  title: string
  body: string
  reason: string
  by_name: string
  at: Temporal.Instant
}

export interface BulletinMissTable {
  estate_id: string
  schedule_id: string
  due: string
  alarmed_at: Temporal.Instant
}

export interface BulletinReadTable {
  estate_id: string
  bulletin_id: string
  account_id: string
  at: Temporal.Instant
  edition: Generated<number>
}

export interface BulletinScheduleTable {
  estate_id: string
  id: string
  category: string
  title: string
  every_days: number
  next_due: string
  audience: Json
  account_id: string
  name: string
  ended_at: Temporal.Instant | null
  version: Generated<number>
}

export interface CardGivenTable {
  estate_id: string
  id: string
  household_id: string
  unit_id: string
  account_id: string
  card_version: number
  shown: Json
  quantity: number
  given_on: string
  by_id: string | null
  by_name: string
  at: Temporal.Instant
}

export interface CareCaseTable {
  estate_id: string
  id: string
  closure_id: string
  kind: string
  unit_id: string
  unit_label: string
  sealed: Buffer
  start_on: string
  end_on: string | null
  checks_a_day: number
  worker_id: string
  worker_name: string
  state: string
  ended_name: string | null
  ended_at: Temporal.Instant | null
  made_by: string
  made_name: string
  made_at: Temporal.Instant
  version: Generated<number>
}

export interface CareCheckTable {
  estate_id: string
  id: string
  case_id: string
  closure_id: string
  day: string
  turn: number
  alarm: boolean
  sealed: Buffer
  made_by: string
  made_name: string
  made_at: Temporal.Instant
  device_at: Temporal.Instant | null
}

export interface CareNeedTable {
  estate_id: string
  id: string
  case_id: string
  closure_id: string
  kind: string
  sealed: Buffer
  due_on: string
  made_name: string
  made_at: Temporal.Instant
  brought_name: string | null
  brought_at: Temporal.Instant | null
}

export interface CatalogueDeedTable {
  estate_id: string
  id: string
  on_date: string
  staff_id: string | null
  staff_name: string
  text: string
  made_by_id: string | null
  made_by: string
  made_at: Temporal.Instant
  recognised_by: string | null
  recognised_at: Temporal.Instant | null
  words: string | null
}

export interface CatalogueDirectoryTable {
  estate_id: string
  id: string
  kind: string
  name: string
  body: string
  price: string | null
  contact: string | null
  checked_on: string | null
  version: Generated<number>
  source: string | null
  checked_by: string | null
}

export interface CatalogueHeadingTable {
  estate_id: string
  heading: string
  active: boolean
  changed_by: string
  changed_at: Temporal.Instant
}

export interface CatalogueItemTable {
  estate_id: string
  id: string
  service: string
  management: string | null
  life: string | null
  name: string
  content: Generated<string>
  standard: Generated<string>
  audience: string | null
  provider: string | null
  hours: string | null
  delivery: string | null
  origin: string | null
  starts_on: string | null
  state: Generated<string>
  sort: Generated<string>
  version: Generated<number>
  clause: string | null
  groups: Generated<Json>
  paid: boolean | null
  order_class: Generated<string>
}

export interface CataloguePerformanceTable {
  estate_id: string
  id: string
  item_id: string
  on_date: string
  text: string
  file_id: string | null
  made_by: string
  made_at: Temporal.Instant
}

export interface CataloguePriceTable {
  estate_id: string
  id: string
  item_id: string
  method: string
  amount: number | null
  unit: string | null
  note: string | null
  valid_from: string
  reason: string | null
  made_by: string
  made_at: Temporal.Instant
}

export interface CatalogueWarnedTable {
  estate_id: string
  month: string
  stage: string
  at: Temporal.Instant
}

export interface CctvReferenceTable {
  estate_id: string
  id: string
  name: string
  covers: string
  recorder: string
  keep_days: number
  checked_on: string
  works: boolean
  ended_at: Temporal.Instant | null
  made_by: string
  made_at: Temporal.Instant
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
  made_by_name: Generated<string>
  checked_by_name: string | null
}

export interface ChannelTable {
  estate_id: string
  id: string
  kind: string
  name: string
  url: Buffer
  host: string
  secret: Buffer | null
  urgent_only: Generated<boolean>
  active: Generated<boolean>
  version: Generated<number>
}

export interface ClosureTable {
  estate_id: string
  id: string
  decision_id: string
  state: string
  buildings: string[] | null
  reason: string
  starts_at: Temporal.Instant
  ends_at: Temporal.Instant
  review_on: string | null
  made_by: string
  made_at: Temporal.Instant
  lift_decision_id: string | null
  lift_reason: string | null
  lifted_by: string | null
  lifted_at: Temporal.Instant | null
  erased_at: Temporal.Instant | null
  version: Generated<number>
}

export interface ClosureDecisionTable {
  id: string
  kind: string
  region_id: string | null
  issuer: string
  number: string
  decided_on: string
  scope: string
  measures: string | null
  purpose_zh: string | null
  purpose_en: string | null
  made_by: string
  made_at: Temporal.Instant
}

export interface ClosureErasureTable {
  estate_id: string
  id: string
  closure_id: string
  asked_by: string
  asked_name: string
  asked_at: Temporal.Instant
  confirmed_by: string | null
  confirmed_name: string | null
  confirmed_at: Temporal.Instant | null
  before: Json | null
  after: Json | null
  key_destroyed: boolean | null
}

export interface ClosureReviewTable {
  estate_id: string
  id: string
  closure_id: string
  due_on: string
  result: string
  note: string
  made_by: string
  made_name: string
  made_at: Temporal.Instant
}

export interface CodeUseTable {
  estate_id: string
  code: Buffer
  key_id: string
  client_id: string
  gate_id: string
  at: Temporal.Instant
}

export interface ConductTable {
  estate_id: string
  id: string
  kind: string
  unit_id: string | null
  who: Buffer | null
  what: Buffer
  place: string | null
  happened_at: Temporal.Instant
  recorded_at: Temporal.Instant
  recorded_by: string
  recorded_name: string
  result: string
  result_note: Buffer | null
  article: string | null
  text_id: string | null
  photo_id: string | null
  repeat_no: Generated<number>
  report_due: Generated<boolean>
  state: Generated<string>
  reply: Buffer | null
  reply_at: Temporal.Instant | null
  closed_at: Temporal.Instant | null
  closed_name: string | null
  outcome: string | null
  reply_by: string | null
}

export interface ConductReportTable {
  estate_id: string
  id: string
  conduct_id: string
  to_whom: string
  to_name: string
  text: Buffer
  at: Temporal.Instant
  by_name: string
}

export interface ConsentTable {
  estate_id: string
  id: string
  person_id: string
  purpose: string
  channel: string
  given_at: Temporal.Instant
  until_at: Temporal.Instant | null
  withdrawn_at: Temporal.Instant | null
  made_by: string
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
  event_id: string | null
  event_at: Temporal.Instant | null
}

export interface DispatchTable {
  estate_id: string
  id: string
  member_id: string | null
  account_id: string | null
  name: string
  work: string
  from_at: Temporal.Instant
  until_at: Temporal.Instant
  state: string
  arrived_at: Temporal.Instant | null
  ended_at: Temporal.Instant | null
  made_by: string
  made_name: string
  made_at: Temporal.Instant
  version: Generated<number>
}

export interface DutyTable {
  estate_id: string
  id: string
  kind: string
  post_id: string | null
  account_id: string
  name: string
  party: Generated<string>
  starts_at: Temporal.Instant
  ends_at: Temporal.Instant | null
  superior_id: string | null
  superior_name: string | null
  absent_at: Temporal.Instant | null
  absence_reason: string | null
  made_by: string
  version: Generated<number>
}

export interface DutySwapTable {
  estate_id: string
  id: string
  duty_id: string
  return_id: string | null
  asked_id: string
  asked_name: string
  to_id: string
  to_name: string
  reason: string
  state: Generated<string>
  asked_at: Temporal.Instant
  answered_at: Temporal.Instant | null
  decided_at: Temporal.Instant | null
  decided_by: string | null
  note: string | null
}

export interface EstablishmentTable {
  estate_id: string
  role: string
  headcount: number
  certificate: string | null
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

export interface EstateDutyTable {
  estate_id: string
  id: string
  party: string
  holder: string
  office: string
  phone_sealed: Buffer | null
  from_on: string
  until_on: string | null
  made_by: string
  made_at: Temporal.Instant
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

export interface ExplanationTable {
  estate_id: string
  id: string
  unit_id: string
  topic: string
  on_date: string
  by_id: string | null
  by_name: string
  at: Temporal.Instant
}

export interface FigureDayTable {
  estate_id: string
  day: string
  figure: string
  numerator: number
  denominator: number | null
  at: Temporal.Instant
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

export interface FollowupCallTable {
  estate_id: string
  month: string
  ticket_id: string
  id: string
  at: Temporal.Instant
  device_time: Temporal.Instant | null
  by_id: string | null
  by_name: string
  outcome: string
  satisfaction: string | null
  script_version: number | null
  answers: Json | null
  note: string | null
}

export interface FollowupDrawTable {
  estate_id: string
  month: string
  round: number
  cut_from: Temporal.Instant
  cut_until: Temporal.Instant
  percent: number
  population: number
  drawn: number
  list_hash: string
  seed: string
  at: Temporal.Instant
  by_name: string
}

export interface FollowupItemTable {
  estate_id: string
  month: string
  ticket_id: string
  round: number
  place: number
  number: string
  kind: string
  class: string
  closed_at: Temporal.Instant
  drawn_major: boolean
  major: boolean
  final_refusal: boolean
  how: string | null
  due_on: string | null
  assigned_id: string | null
  assigned_name: string | null
  attempts: Generated<number>
  attempt_days: Generated<number>
  last_attempt_at: Temporal.Instant | null
  result: string | null
  result_at: Temporal.Instant | null
}

export interface FollowupScriptTable {
  estate_id: string
  version: number
  at: Temporal.Instant
  by_name: string
  body: Json
}

export interface FollowupVersionTable {
  estate_id: string
  month: string
  version: number
  at: Temporal.Instant
  by_id: string | null
  by_name: string
  reason: string | null
  report: Json
  hash: string
}

export interface GapNoticeTable {
  estate_id: string
  post_id: string
  gap_from: Temporal.Instant
  gap_until: Temporal.Instant
  told_at: Temporal.Instant
}

export interface GarageTable {
  estate_id: string
  id: string
  lot_id: string | null
  name: string
  kind: string
  levels: number
  machines: Generated<number>
  cycle_seconds: number
  land_area: number
  place: string
  registration: string
  keeper: string
  rescue: string
  inspected_until: string
  applied_on: string | null
  apply_told_for: string | null
  in_use_from: string
  state: Generated<string>
  state_reason: string | null
  state_by: string | null
  state_at: Temporal.Instant | null
  made_by: string
  made_at: Temporal.Instant
  version: Generated<number>
}

export interface GarageFaultTable {
  estate_id: string
  id: string
  garage_id: string
  number: string
  what: string
  found_at: Temporal.Instant
  device_at: Temporal.Instant | null
  found_by: string
  photos: Generated<string[]>
  trapped: Generated<number>
  trapped_who: Buffer | null
  slot: string | null
  called_at: Temporal.Instant | null
  called_who: string | null
  arrive_by: Temporal.Instant | null
  reminded_at: Temporal.Instant | null
  overdue_at: Temporal.Instant | null
  arrived_at: Temporal.Instant | null
  freed_at: Temporal.Instant | null
  harm: string | null
  accountable_id: string | null
  accountable: string | null
  repaired_at: Temporal.Instant | null
  repaired_by: string | null
  cause: string | null
  repair: string | null
  inspection_id: string | null
  closed_at: Temporal.Instant | null
  closed_by: string | null
  state: Generated<string>
  version: Generated<number>
}

export interface GarageFetchTable {
  estate_id: string
  id: string
  garage_id: string
  slot: string
  unit_id: string | null
  asked_id: string
  asked_by: string
  asked_at: Temporal.Instant
  state: Generated<string>
  began_at: Temporal.Instant | null
  ready_at: Temporal.Instant | null
  ended_at: Temporal.Instant | null
  ended_by: string | null
}

export interface GarageInspectionTable {
  estate_id: string
  id: string
  garage_id: string
  kind: string
  done_on: string
  passed: boolean
  report: string
  body: string
  valid_until: string | null
  note: string | null
  made_by: string
  made_at: Temporal.Instant
}

export interface GarageNoteTable {
  estate_id: string
  id: string
  garage_id: string
  kind: string
  reason: string | null
  by_name: string
  at: Temporal.Instant
}

export interface GarageOptionTable {
  estate_id: string
  id: string
  project_id: string
  name: string
  kind: string
  site: string
  site_kind: string
  land_area: number
  green_lost: number
  green_replaced: number
  green_how: string | null
  spaces: number
  spaces_lost: number
  cost: number
  note: string | null
}

export interface GaragePlanTable {
  estate_id: string
  id: string
  garage_id: string | null
  title: string
  text: string
  steps: Json
  state: Generated<string>
  approved_by: string | null
  approved_id: string | null
  approved_at: Temporal.Instant | null
  made_id: string
  made_by: string
  made_at: Temporal.Instant
  version: Generated<number>
}

export interface GarageProjectTable {
  estate_id: string
  id: string
  number: string
  name: string
  need: string
  state: Generated<string>
  waiting: number
  option_id: string | null
  voted_on: string | null
  voted_document: string | null
  voted_area: number | null
  voted_area_for: number | null
  voted_heads: number | null
  voted_heads_for: number | null
  approvals: Generated<Json>
  accepted_on: string | null
  accepted_by: string | null
  accepted_note: string | null
  inspected_on: string | null
  inspection_report: string | null
  inspected_until: string | null
  garage_id: string | null
  dropped_reason: string | null
  made_by: string
  made_at: Temporal.Instant
  version: Generated<number>
}

export interface GarageProjectStepTable {
  estate_id: string
  id: string
  project_id: string
  act: string
  note: string | null
  by_name: string
  at: Temporal.Instant
}

export interface GarageSlotTable {
  estate_id: string
  garage_id: string
  code: string
  level: number
  max_length: number
  max_width: number
  max_height: number
  max_weight: number
  state: Generated<string>
  note: string | null
  unit_id: string | null
  vehicle_id: string | null
  car: Json | null
  version: Generated<number>
}

export interface GateTable {
  estate_id: string
  id: string
  name: string
  kind: string
  state: string
  state_reason: string | null
  state_by: string | null
  state_at: Temporal.Instant | null
  keeper: string | null
  key_place: string | null
  version: Generated<number>
}

export interface GateAskTable {
  estate_id: string
  id: string
  unit_id: string
  unit_label: string
  guest: Buffer
  gate_id: string
  asked_by: string
  asked_name: string
  at: Temporal.Instant
  told: number
  state: string
  how: string | null
  answered_by: string | null
  answered_name: string | null
  answered_at: Temporal.Instant | null
  pass_id: string | null
}

export interface GateCheckTable {
  estate_id: string
  id: string
  gate_id: string
  kind: string
  ok: boolean
  note: string | null
  made_by: string
  at: Temporal.Instant
}

export interface GateCheckToldTable {
  estate_id: string
  gate_id: string
  due_on: string
  at: Temporal.Instant
}

export interface GateDayTable {
  estate_id: string
  day: string
  persons_in: Generated<number>
  persons_out: Generated<number>
  vehicles_in: Generated<number>
  vehicles_out: Generated<number>
  refusals: Generated<number>
  emergencies: Generated<number>
  incidents: Generated<number>
  unattended: Generated<number>
}

export interface GateDisclosureTable {
  estate_id: string
  id: string
  number: string
  authority: string
  officer: string
  document: string
  basis: string
  kinds: string[]
  from_on: string
  until_on: string
  state: string
  asked_by: string
  asked_name: string
  asked_at: Temporal.Instant
  decided_by: string | null
  decided_name: string | null
  decided_at: Temporal.Instant | null
  note: string | null
  exported_name: string | null
  exported_at: Temporal.Instant | null
  rows: number | null
  buildings: string[] | null
  extent: Generated<string>
  paper: string | null
  secret_until: string | null
}

export interface GateExceptionTable {
  estate_id: string
  id: string
  closure_id: string
  gate_id: string
  reason: string
  asked_by: string
  asked_name: string
  asked_at: Temporal.Instant
  state: string
  decided_by: string | null
  decided_name: string | null
  decided_at: Temporal.Instant | null
}

export interface GateHourTable {
  estate_id: string
  day: string
  hour: number
  slot: number
  persons_in: Generated<number>
  persons_out: Generated<number>
  vehicles_in: Generated<number>
  vehicles_out: Generated<number>
  refusals: Generated<number>
  emergencies: Generated<number>
  incidents: Generated<number>
}

export interface GateIncidentTable {
  estate_id: string
  id: string
  number: string
  kind: string
  state: string
  happened_at: Temporal.Instant
  gate_id: string | null
  place: string
  closure_id: string | null
  sealed: Buffer | null
  photos: Generated<string[]>
  police_number: string | null
  handed_at: Temporal.Instant | null
  handed_by: string | null
  result: string | null
  made_by: string
  made_name: string
  made_at: Temporal.Instant
  device_at: Temporal.Instant | null
  version: Generated<number>
  kept_basis: string | null
  kept_by: string | null
  kept_name: string | null
  kept_at: Temporal.Instant | null
  erased_at: Temporal.Instant | null
  client_id: string | null
}

export interface GateMusterTable {
  estate_id: string
  key: string
  kind: string
  begun_by: string
  begun_name: string
  at: Temporal.Instant
  device_at: Temporal.Instant | null
  inside: number
  ended_name: string | null
  ended_at: Temporal.Instant | null
  joined_key: string | null
}

export interface GateMusterTickTable {
  estate_id: string
  muster_key: string
  person_id: string
  safe: boolean
  by_name: string
  at: Temporal.Instant
  device_at: Temporal.Instant
}

export interface GateOutingTable {
  estate_id: string
  closure_id: string
  whose: string
  n: number
  client_id: string
  gate_id: string
  day: string
  at: Temporal.Instant
}

export interface GateParcelTable {
  estate_id: string
  id: string
  unit_id: string
  unit_label: string
  carrier: string
  courier: Buffer | null
  place: string
  pieces: number
  state: string
  made_by: string
  made_name: string
  at: Temporal.Instant
  ended_name: string | null
  ended_at: Temporal.Instant | null
}

export interface GatePermitTable {
  estate_id: string
  id: string
  number: string
  kind: string
  unit_id: string | null
  unit_label: string | null
  holder: Buffer | null
  gates: string[] | null
  hours: Json | null
  from_at: Temporal.Instant
  until_at: Temporal.Instant
  proof: string
  token: Buffer
  state: string
  replaces: string | null
  reason: string | null
  printed: Generated<number>
  issued_by: string
  issued_name: string
  issued_at: Temporal.Instant
  ended_by: string | null
  ended_at: Temporal.Instant | null
  changed_at: Temporal.Instant
  version: Generated<number>
}

export interface GatePurgeTable {
  estate_id: string
  id: string
  closure_id: string
  at: Temporal.Instant
  cutoff: Temporal.Instant
  days: number
  before: Json
  after: Json
}

export interface GateReportTable {
  region_id: string
  level: string
  day: string
  version: number
  due_at: Temporal.Instant
  figures: Json
  parts: Json
  note: string | null
  reason: string | null
  by_id: string
  by_name: string
  at: Temporal.Instant
  before_hash: string | null
  hash: string
}

export interface GateReportDutyTable {
  region_id: string
  level: string
  account_id: string
  name: string
  deputy_id: string | null
  deputy_name: string | null
  made_by: string
  at: Temporal.Instant
  version: Generated<number>
}

export interface GateReportToldTable {
  region_id: string
  level: string
  day: string
  what: string
  at: Temporal.Instant
  name: string | null
  kept_with: string | null
}

export interface GateStrayTable {
  estate_id: string
  client_id: string
  terminal_id: string | null
  sealed: Json
  code: string
  device_at: Temporal.Instant | null
  sent_by: string
  at: Temporal.Instant
  decided: string | null
  decided_by: string | null
  decided_at: Temporal.Instant | null
  made_by: string | null
}

export interface GateTimingTable {
  estate_id: string
  id: string
  gate_id: string
  direction: string
  method: string
  millis: number
  queue: number
  at: Temporal.Instant
  made_by: string
}

export interface GateVehicleTable {
  estate_id: string
  closure_id: string
  plate_blind: Buffer
  last_direction: string
  last_at: Temporal.Instant
}

export interface GridReportTable {
  estate_id: string
  id: string
  account_id: string
  name: string
  day: string
  visited: number
  not_met: number
  needs: string | null
  note: string | null
  photos: Generated<string[]>
  made_at: Temporal.Instant
  device_at: Temporal.Instant | null
}

export interface GridWorkerTable {
  estate_id: string
  id: string
  account_id: string
  name: string
  grid: string
  buildings: string[]
  from_on: string
  until_on: string | null
  made_by: string
  made_at: Temporal.Instant
}

export interface GroupingTable {
  id: string
  region_id: string
  version: number
  state: string
  groups: Json
  reason: string | null
  community_by: string | null
  community_name: string | null
  community_at: Temporal.Instant | null
  forestry_by: string | null
  forestry_name: string | null
  forestry_at: Temporal.Instant | null
  returned_name: string | null
  returned_reason: string | null
  returned_at: Temporal.Instant | null
  made_by: string
  made_name: string
  made_at: Temporal.Instant
  agreed_at: Temporal.Instant | null
  ended_at: Temporal.Instant | null
  revision: Generated<number>
}

export interface HouseholdTable {
  estate_id: string
  id: string
  unit_id: string
  kind: string
  from_at: Temporal.Instant
  until_at: Temporal.Instant | null
  end_reason: string | null
  made_by: string
  made_at: Temporal.Instant
  version: Generated<number>
}

export interface HouseholdMemberTable {
  estate_id: string
  id: string
  household_id: string
  person_id: string
  relation: string
  contact: Generated<boolean>
  from_at: Temporal.Instant
  until_at: Temporal.Instant | null
  end_reason: string | null
  made_by: string
  made_at: Temporal.Instant
}

export interface ImportMappingTable {
  owner_id: string
  kind: string
  signature: string
  mapping: Json
  used_by: string
  used_at: Temporal.Instant
}

export interface ImportRunTable {
  estate_id: string
  id: string
  kind: string
  state: string
  file_id: string | null
  file_name: string
  sha256: Buffer
  sheets: Json
  sheet: number
  mapping: Json
  remembered: boolean
  mode: string | null
  total: Generated<number>
  bad: Generated<number>
  done: Generated<number>
  created: Generated<number>
  updated: Generated<number>
  same: Generated<number>
  failed: Generated<number>
  failures: Buffer | null
  made_by: string
  made_by_name: string
  made_at: Temporal.Instant
  finished_at: Temporal.Instant | null
  moved_at: Temporal.Instant | null
}

export interface LaneTable {
  estate_id: string
  id: string
  gate_id: string
  name: string
  direction: string
  carries: string
}

export interface LaneAgentTable {
  estate_id: string
  id: string
  name: string
  code_hash: Buffer | null
  code_until: Temporal.Instant | null
  key_hash: Buffer | null
  tag_key: Buffer
  made_by: string
  made_at: Temporal.Instant
  enrolled_at: Temporal.Instant | null
  revoked_by: string | null
  revoked_at: Temporal.Instant | null
  seen_at: Temporal.Instant | null
  backlog: Generated<number>
  oldest_at: Temporal.Instant | null
  disk: string | null
  unkept: Generated<number>
  drift_ms: number | null
  p50_ms: number | null
  p99_ms: number | null
  program: string | null
  pictures: Generated<number>
  pictures_lost: Generated<number>
}

export interface LaneCardTable {
  estate_id: string
  id: string
  kind: string
  number_sealed: Buffer
  number_blind: Buffer
  holder_sealed: Buffer
  lanes: string[] | null
  from_at: Temporal.Instant
  until_at: Temporal.Instant | null
  made_by: string
  made_at: Temporal.Instant
  ended_by: string | null
  ended_at: Temporal.Instant | null
  end_reason: string | null
}

export interface LaneCommandTable {
  estate_id: string
  id: string
  lane_id: string
  device_id: string
  act: string
  way: string
  state: string
  position: string | null
  reason: string
  event_id: string | null
  asked_by: string
  asked_name: string
  asked_at: Temporal.Instant
  sent_at: Temporal.Instant | null
  done_at: Temporal.Instant | null
  answer: string | null
  tries: Generated<number>
}

export interface LaneDeviceTable {
  estate_id: string
  id: string
  lane_id: string | null
  name: string
  maker: string
  direction: string
  key_hash: Buffer
  serial: string | null
  host: string | null
  login_sealed: Buffer | null
  channel: Generated<number>
  way: string
  made_by: string
  made_at: Temporal.Instant
  revoked_by: string | null
  revoked_at: Temporal.Instant | null
  stopped_at: Temporal.Instant | null
  version: Generated<number>
  agent_id: string | null
}

export interface LaneEventTable {
  estate_id: string
  at: Temporal.Instant
  id: string
  device_id: string | null
  lane_id: string
  gate_id: string
  direction: string
  subject: string
  device_at: Temporal.Instant | null
  record: string | null
  replay: Generated<boolean>
  manual: Generated<boolean>
  plate_sealed: Buffer | null
  plate_blind: Buffer | null
  plate_kind: string | null
  plate_colour: string | null
  vehicle_kind: string
  confidence: number | null
  outcome: string
  code: string
  right_kind: string | null
  right_id: string | null
  near_sealed: Buffer | null
  marks: Generated<string[]>
  frames: Generated<number>
  let_through: boolean
  opened_by: string | null
  picture_id: string | null
  settled_at: Temporal.Instant | null
  settled_by: string | null
  settled_as: string | null
  read_sealed: Buffer | null
  note: string | null
  offence: string | null
}

export interface LaneHealthTable {
  estate_id: string
  device_id: string
  seen_at: Temporal.Instant | null
  beat_at: Temporal.Instant | null
  event_at: Temporal.Instant | null
  drift_ms: number | null
  backlog: number | null
  events: Generated<number>
  replays: Generated<number>
  malformed: Generated<number>
  address: string | null
  serial: string | null
  p50_ms: number | null
  p99_ms: number | null
  wrong_passwords: Generated<number>
}

export interface LaneHourTable {
  estate_id: string
  day: string
  hour: number
  lane_id: string
  passed_in: Generated<number>
  passed_out: Generated<number>
  held: Generated<number>
  refused: Generated<number>
  replayed: Generated<number>
}

export interface LaneListTable {
  estate_id: string
  id: string
  kind: string
  service: string | null
  plate_sealed: Buffer
  plate_blind: Buffer
  reason: string
  until_at: Temporal.Instant | null
  state: string
  asked_by: string
  asked_name: string
  asked_at: Temporal.Instant
  decided_by: string | null
  decided_name: string | null
  decided_at: Temporal.Instant | null
  ended_by: string | null
  ended_at: Temporal.Instant | null
}

export interface LanePlateTable {
  estate_id: string
  plate_blind: Buffer
  plate_sealed: Buffer
  direction: string
  at: Temporal.Instant
  lane_id: string
  event_id: string
  right_kind: string | null
}

export interface LanePushTable {
  estate_id: string
  id: string
  device_id: string
  plates: number
  rest_sealed: Buffer | null
  state: string
  parts: number
  sent_parts: Generated<number>
  asked_by: string
  asked_at: Temporal.Instant
  sent_at: Temporal.Instant | null
  confirmed_at: Temporal.Instant | null
  answer: string | null
  recnos: Generated<string[]>
}

export interface LaneSettingTable {
  estate_id: string
  lane_id: string
  temporary: Generated<string>
  leaving: Generated<string>
  passback: Generated<string>
  texts: Generated<Json>
  version: Generated<number>
  changed_by: string
  changed_at: Temporal.Instant
}

export interface LaneStrayTable {
  estate_id: string
  id: string
  face: string
  maker: string
  serial: string | null
  name: string | null
  address: string | null
  knocks: Generated<number>
  first_at: Temporal.Instant
  last_at: Temporal.Instant
  dropped_at: Temporal.Instant | null
}

export interface LedgerChargeTable {
  estate_id: string
  id: string
  source: string
  source_id: string
  unit_id: string | null
  account_id: string | null
  person_id: string | null
  title: string
  unit_price: number | null
  unit: string | null
  quantity: number
  amount: number
  reverses: string | null
  reason: string | null
  made_by: string
  made_at: Temporal.Instant
  public_income: Generated<boolean>
}

export interface LedgerCounterTable {
  estate_id: string
  kind: string
  year: number
  last: number
}

export interface LedgerPaymentTable {
  estate_id: string
  id: string
  way: string
  amount: number
  tendered: number | null
  refunds: string | null
  reason: string | null
  reference: string | null
  made_by: string
  made_at: Temporal.Instant
}

export interface LedgerPrintTable {
  estate_id: string
  receipt_id: string
  copy: number
  paper: string
  made_by: string
  made_at: Temporal.Instant
}

export interface LedgerReceiptTable {
  estate_id: string
  id: string
  payment_id: string
  year: number
  number: number
  made_by: string
  made_at: Temporal.Instant
}

export interface LedgerShareTable {
  estate_id: string
  payment_id: string
  charge_id: string
  amount: number
}

export interface LibraryAcknowledgementTable {
  estate_id: string
  document_id: string
  version: number
  account_id: string
  name: string
  at: Temporal.Instant
}

export interface LibraryDocumentTable {
  estate_id: string
  id: string
  kind: string
  title: string
  code: string | null
  basis: Generated<Json>
  open_to_residents: Generated<boolean>
  acknowledge: Generated<boolean>
  owner_id: string | null
  owner_name: string | null
  review_months: Generated<number>
  next_review: string | null
  current_version: number | null
  withdrawn_at: Temporal.Instant | null
  made_at: Temporal.Instant
}

export interface LibraryReminderTable {
  estate_id: string
  document_id: string
  due: string
  told_at: Temporal.Instant
}

export interface LibraryReviewTable {
  estate_id: string
  id: string
  document_id: string
  version: number
  on_date: string
  result: string
  finding: string
  measure: string | null
  by_id: string | null
  by_name: string
  at: Temporal.Instant
}

export interface LibraryVersionTable {
  estate_id: string
  document_id: string
  version: number
  body: string
  change_note: string | null
  state: Generated<string>
  made_id: string | null
  made_name: string
  made_at: Temporal.Instant
  approved_id: string | null
  approved_name: string | null
  approved_at: Temporal.Instant | null
  effective_from: string | null
  refused: string | null
}

export interface MessageTable {
  estate_id: string
  id: string
  thread: string
  step: Generated<number>
  account_id: string | null
  name: string | null
  kind: string
  title: Json
  body: Json
  ref_topic: string | null
  ref_id: string | null
  urgent: boolean
  at: Temporal.Instant
  deliver_at: Temporal.Instant
  delivered_at: Temporal.Instant | null
  seen_at: Temporal.Instant | null
  acknowledged_at: Temporal.Instant | null
  withdrawn_at: Temporal.Instant | null
  escalate_minutes: number | null
  chain: Generated<Json>
}

export interface MessageAttemptTable {
  estate_id: string
  id: string
  message_id: string
  channel: string
  channel_id: string | null
  target: string
  at: Temporal.Instant
  try: Generated<number>
  ok: boolean
  error: string | null
}

export interface OperatorCheckTable {
  estate_id: string
  id: string
  contract_id: string
  at: Temporal.Instant
  by_name: string
  items: Json
  kept: number
  asked: number
  photos: Generated<string[]>
  device_at: Temporal.Instant | null
}

export interface OperatorContractTable {
  estate_id: string
  id: string
  name: string
  credit_code: string | null
  contract: string
  scope: string
  from_on: string
  until_on: string
  fee: number
  contact: string
  staff_wanted: number
  ended_on: string | null
  end_reason: string | null
  reminded_for: string | null
  made_by: string
  made_at: Temporal.Instant
  version: Generated<number>
}

export interface OperatorFineTable {
  estate_id: string
  id: string
  contract_id: string
  check_id: string
  rule_id: string
  amount: number
  note: string | null
  state: Generated<string>
  objection: string | null
  decision: string | null
  decided_by: string | null
  decided_at: Temporal.Instant | null
  made_id: string
  made_by: string
  made_at: Temporal.Instant
  version: Generated<number>
}

export interface OperatorRuleTable {
  estate_id: string
  id: string
  contract_id: string
  clause: string
  text: string
  fine: number
  ended_at: Temporal.Instant | null
}

export interface OperatorStaffTable {
  estate_id: string
  contract_id: string
  account_id: string
  assignment_id: string
  name: string
  duty: string
  from_at: Temporal.Instant
  until_at: Temporal.Instant
}

export interface OrderAccidentTable {
  estate_id: string
  id: string
  number: string
  kind: string
  zone: string
  place: string
  happened_at: Temporal.Instant
  what: string
  injured: Generated<number>
  parties: Buffer | null
  photos: Generated<string[]>
  accountable_id: string
  accountable: string
  police_number: string | null
  insurance_id: string | null
  state: Generated<string>
  result: string | null
  liable: string | null
  closed_at: Temporal.Instant | null
  closed_by: string | null
  made_by: string
  made_at: Temporal.Instant
  version: Generated<number>
}

export interface OrderCongestionTable {
  estate_id: string
  id: string
  gate_id: string
  from_at: Temporal.Instant
  until_at: Temporal.Instant | null
  length: number
  cause: string
  note: string | null
  measure: string | null
  made_by: string
  made_at: Temporal.Instant
}

export interface OrderMoveTable {
  estate_id: string
  id: string
  number: string
  place: string
  reason: string
  plate_sealed: Buffer
  plate_blind: Buffer
  owner_unit_id: string | null
  owner_ids: Generated<string[]>
  asked_id: string
  asked_by: string
  asked_as: string
  asked_at: Temporal.Instant
  answer_by: Temporal.Instant
  state: Generated<string>
  answer: string | null
  minutes: number | null
  answered_at: Temporal.Instant | null
  raised_at: Temporal.Instant | null
  closed_at: Temporal.Instant | null
  closed_by: string | null
  result: string | null
  version: Generated<number>
}

export interface OrderViolationTable {
  estate_id: string
  id: string
  number: string
  phase: string
  type: string
  zone: string
  place: string
  plate_sealed: Buffer
  plate_blind: Buffer
  vehicle_kind: string
  vehicle_id: string | null
  unit_id: string | null
  person_id: string | null
  account_id: string | null
  repeat: number
  note: string | null
  photos: Generated<string[]>
  happened_at: Temporal.Instant
  device_at: Temporal.Instant | null
  green_area: number | null
  damage: string | null
  compensation: number | null
  charged_at: Temporal.Instant | null
  state: Generated<string>
  told_at: Temporal.Instant | null
  slips: Generated<number>
  result: string | null
  closed_by: string | null
  closed_at: Temporal.Instant | null
  made_id: string
  made_by: string
  made_at: Temporal.Instant
  version: Generated<number>
}

export interface OrganisationTable {
  id: string
  kind: string
  name: string
  credit_code: string | null
  region_id: string | null
  contact_name: string | null
  staff_count: number | null
  version: Generated<number>
  contact_phone_sealed: Buffer | null
  staff_counted_on: string | null
  vehicle_count: number | null
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

export interface OwnerTextTable {
  estate_id: string
  id: string
  kind: string
  version: number
  title: string
  body: string
  decision: string | null
  made_by: string
  made_name: string
  made_at: Temporal.Instant
  published_at: Temporal.Instant | null
  published_name: string | null
}

export interface OwnerTextReceiptTable {
  estate_id: string
  id: string
  text_id: string
  unit_id: string
  name: string
  channel: string
  at: Temporal.Instant
  entered_by: string
  entered_name: string
  on_behalf: boolean
}

export interface OwnershipTable {
  estate_id: string
  id: string
  unit_id: string
  person_id: string
  share_part: number
  share_whole: number
  from_at: Temporal.Instant
  until_at: Temporal.Instant | null
  end_reason: string | null
  made_by: string
  made_at: Temporal.Instant
}

export interface PanelTable {
  estate_id: string
  id: string
  building_id: string
  place: string
  mounted_on: string
  account_id: string
  card_version: number
  shown: Json
  photo_id: string | null
  by_id: string | null
  by_name: string
  at: Temporal.Instant
  removed_on: string | null
  removed_by: string | null
}

export interface PaperUnitTable {
  paper_id: string
  unit_kind: string
  unit_id: string
  unit_name: string
  read_by: string | null
  read_name: string | null
  read_at: Temporal.Instant | null
  reply: string | null
}

export interface ParkingChargerTable {
  estate_id: string
  id: string
  number: string
  unit_id: string
  space_id: string
  permit_id: string
  fixed: boolean
  watts: number
  meter: string
  note: string | null
  documents: string[]
  account_id: string | null
  asked_by: string
  asked_at: Temporal.Instant
  answer_by: Temporal.Instant | null
  state: string
  conditions: string | null
  refusal: string | null
  refusal_text: string | null
  refusal_paper: string | null
  answered_by: string | null
  answered_at: Temporal.Instant | null
  check_passed: boolean | null
  check_note: string | null
  check_photo: string | null
  checked_by: string | null
  checked_at: Temporal.Instant | null
  installed_on: string | null
  meter_number: string | null
  power_paper: string | null
  installer: string | null
  ended_by: string | null
  ended_at: Temporal.Instant | null
  reminded_at: Temporal.Instant | null
  late_told_at: Temporal.Instant | null
  version: Generated<number>
}

export interface ParkingCouponTable {
  estate_id: string
  id: string
  merchant_id: string
  stay_id: string
  minutes: number
  amount: number
  percent: number
  given_by: string
  given_at: Temporal.Instant
  value: number | null
  valued_at: Temporal.Instant | null
}

export interface ParkingDayTable {
  estate_id: string
  day: string
  totals: Json
  note: string | null
  closed_by: string
  closed_at: Temporal.Instant
}

export interface ParkingDisputeTable {
  estate_id: string
  id: string
  number: string
  kind: string
  stay_id: string | null
  title: string
  claim: string
  party: Buffer
  other_party: Buffer | null
  unit_id: string | null
  state: string
  result: string | null
  result_text: string | null
  refund: number | null
  mediator: string | null
  due_on: string | null
  made_by: string
  made_at: Temporal.Instant
  closed_by: string | null
  closed_at: Temporal.Instant | null
  version: Generated<number>
}

export interface ParkingDisputeEntryTable {
  estate_id: string
  id: string
  dispute_id: string
  kind: string
  text: string
  files: Generated<string[]>
  made_by: string
  made_at: Temporal.Instant
}

export interface ParkingFeeTable {
  estate_id: string
  id: string
  stay_id: string
  kind: string
  until_at: Temporal.Instant
  total: number
  before: number
  amount: number
  lines: Json
  way: string | null
  shift_id: string | null
  payment_id: string | null
  reason: string | null
  picture_id: string | null
  made_by: string
  made_name: string
  made_at: Temporal.Instant
}

export interface ParkingHeardTable {
  estate_id: string
  event_id: string
  plate_blind: Buffer | null
  happened_at: Temporal.Instant
  direction: string
  did: string
  stay_id: string | null
  heard_at: Temporal.Instant
  free: string | null
}

export interface ParkingInsuranceTable {
  estate_id: string
  id: string
  kind: string
  insurer: string
  policy: string
  sum: number
  from_on: string
  until_on: string
  reminded_for: string | null
  ended_at: Temporal.Instant | null
  made_by: string
  made_at: Temporal.Instant
}

export interface ParkingLotTable {
  estate_id: string
  id: string
  name: string
  ground: string
  levels: string[]
  gates: string[] | null
  visitor_spaces: Generated<number>
  operator: string
  hours: string
  complaint_phone: string
  payee_text: string | null
  disposal: string | null
  disposal_on: string | null
  version: Generated<number>
  made_by: string
  made_at: Temporal.Instant
  land_area: number | null
}

export interface ParkingMerchantTable {
  estate_id: string
  id: string
  name: string
  unit_id: string | null
  minutes: number
  amount: number
  month_coupons: number
  percent: number
  active: Generated<boolean>
  version: Generated<number>
  made_by: string
  made_at: Temporal.Instant
}

export interface ParkingPayNoticeTable {
  estate_id: string
  id: string
  reference: string
  slip_number: string | null
  amount: number
  way: string
  paid_at: Temporal.Instant
  note: string | null
  told_by: string
  told_at: Temporal.Instant
  state: string
  why: string | null
  slip_id: string | null
  settled_by: string | null
  settled_at: Temporal.Instant | null
  settled_reason: string | null
}

export interface ParkingPermitTable {
  estate_id: string
  id: string
  lot_id: string
  kind: string
  unit_id: string | null
  person_id: string | null
  holder: Buffer | null
  spaces: number
  price: number
  deed: string | null
  signed_on: string | null
  from_at: Temporal.Instant
  until_at: Temporal.Instant | null
  public_income: boolean
  ended_at: Temporal.Instant | null
  ended_by: string | null
  end_reason: string | null
  version: Generated<number>
  made_by: string
  made_at: Temporal.Instant
}

export interface ParkingPermitCarTable {
  estate_id: string
  id: string
  permit_id: string
  plate_blind: Buffer
  plate_sealed: Buffer
  vehicle_id: string | null
  added_at: Temporal.Instant
  added_by: string
  removed_at: Temporal.Instant | null
  removed_by: string | null
}

export interface ParkingPermitDueTable {
  estate_id: string
  id: string
  permit_id: string
  from_at: Temporal.Instant
  until_at: Temporal.Instant | null
  amount: number
  made_at: Temporal.Instant
}

export interface ParkingPermitSpaceTable {
  estate_id: string
  permit_id: string
  space_id: string
  from_at: Temporal.Instant
  until_at: Temporal.Instant | null
}

export interface ParkingShiftTable {
  estate_id: string
  id: string
  booth: string
  account_id: string
  name: string
  opened_at: Temporal.Instant
  float_cash: number
  closed_at: Temporal.Instant | null
  system_cash: number | null
  counted_cash: number | null
  totals: Json | null
  reason: string | null
  handed_to: string | null
  day: string | null
}

export interface ParkingSlipTable {
  estate_id: string
  id: string
  number: string
  stay_id: string
  amount: number
  account_id: string | null
  made_by: string
  made_at: Temporal.Instant
  until_at: Temporal.Instant
  paid_at: Temporal.Instant | null
  fee_id: string | null
  receipt_id: string | null
  reference: string | null
}

export interface ParkingSpaceTable {
  estate_id: string
  id: string
  lot_id: string
  level: string
  number: string
  ground: string
  use: string
  capacity: Generated<number>
  former_use: string
  decision: string | null
  charger: Generated<boolean>
  sign: Generated<boolean>
  state: string
  state_reason: string | null
  version: Generated<number>
  made_by: string
  made_at: Temporal.Instant
}

export interface ParkingStayTable {
  estate_id: string
  id: string
  lot_id: string
  plate_blind: Buffer | null
  plate_sealed: Buffer | null
  class: string
  nev: Generated<boolean>
  disabled: Generated<boolean>
  entered_at: Temporal.Instant | null
  entry_event: string | null
  entry_lane: string | null
  entry_gate: string | null
  entry_picture: string | null
  left_at: Temporal.Instant | null
  exit_event: string | null
  exit_lane: string | null
  exit_gate: string | null
  exit_picture: string | null
  right_kind: string | null
  permit_id: string | null
  state: string
  flags: Generated<string[]>
  coupon_minutes: Generated<number>
  coupon_amount: Generated<number>
  fee: number | null
  by_day: Generated<Json>
  waived: Generated<number>
  note: string | null
  joined_into: string | null
  sort_at: Temporal.Instant
  version: Generated<number>
}

export interface ParkingTariffTable {
  estate_id: string
  id: string
  lot_id: string
  name: string
  basis: string
  body: Json
  state: string
  effective_on: string | null
  made_by: string
  made_at: Temporal.Instant
  published_by: string | null
  published_at: Temporal.Instant | null
  withdrawn_by: string | null
  withdrawn_at: Temporal.Instant | null
  withdrawn_reason: string | null
  version: Generated<number>
}

export interface ParkingWaitTable {
  estate_id: string
  id: string
  unit_id: string
  person_id: string | null
  account_id: string | null
  use: string
  lot_id: string | null
  disability: Generated<boolean>
  note: string | null
  asked_at: Temporal.Instant
  made_by: string
  state: string
  offered_space: string | null
  offered_at: Temporal.Instant | null
  offered_until: Temporal.Instant | null
  done_at: Temporal.Instant | null
  done_by: string | null
  reason: string | null
  permit_id: string | null
  version: Generated<number>
  reminded_at: Temporal.Instant | null
}

export interface PassTable {
  estate_id: string
  id: string
  kind: string
  code_blind: Buffer
  code_sealed: Buffer
  guest: Buffer | null
  unit_id: string
  unit_label: string
  plate_blind: Buffer | null
  from_at: Temporal.Instant
  until_at: Temporal.Instant
  uses: number
  used: Generated<number>
  state: string
  issued_as: string
  issued_by: string
  issued_name: string
  issued_at: Temporal.Instant
  ended_by: string | null
  ended_at: Temporal.Instant | null
}

export interface PassKeyTable {
  estate_id: string
  id: string
  account_id: string
  account_name: string
  person_id: string | null
  unit_id: string
  unit_label: string
  public_key: Buffer
  device: string
  made_at: Temporal.Instant
  ended_by: string | null
  ended_at: Temporal.Instant | null
}

export interface PassageTable {
  estate_id: string
  at: Temporal.Instant
  id: string
  attempt_id: string
  closure_id: string | null
  gate_id: string
  lane_id: string | null
  terminal_id: string | null
  direction: string
  subject: string
  outcome: string
  refusal: string | null
  note: string | null
  emergency: string | null
  mask: boolean | null
  unit_id: string | null
  unit_label: string | null
  registrant_id: string | null
  pass_id: string | null
  plate_blind: Buffer | null
  licence_checked: boolean | null
  driving_checked: boolean | null
  occupants: number | null
  missing: string | null
  sealed: Buffer | null
  by_id: string
  by_name: string
  client_id: string | null
  device_at: Temporal.Instant | null
  offline: Generated<boolean>
  conflict: string | null
  happened_at: Temporal.Instant | null
}

export interface PassageRightTable {
  estate_id: string
  id: string
  kind: string
  plate_blind: Buffer
  plate_sealed: Buffer
  lanes: string[] | null
  direction: Generated<string>
  from_at: Temporal.Instant
  until_at: Temporal.Instant | null
  stay_group: string | null
  group_spaces: number | null
  source: string
  source_id: string
  note: string | null
  made_by: string
  made_at: Temporal.Instant
  ended_by: string | null
  ended_at: Temporal.Instant | null
}

export interface PatrolPointTable {
  estate_id: string
  id: string
  name: string
  place: string
  code: string
  position: number
  ended_at: Temporal.Instant | null
}

export interface PatrolVisitTable {
  estate_id: string
  id: string
  point_id: string
  round: string
  ok: boolean
  proof: string
  note: string | null
  at: Temporal.Instant
  device_at: Temporal.Instant | null
  by_id: string
  by_name: string
}

export interface PersonTable {
  estate_id: string
  id: string
  kind: Generated<string>
  name: string
  pinyin: string
  initials: string
  phone_sealed: Buffer | null
  phone_blind: Buffer | null
  phone_tail: Buffer | null
  id_sealed: Buffer | null
  id_blind: Buffer | null
  birth_year: number | null
  note: string | null
  version: Generated<number>
  made_by: string
  made_at: Temporal.Instant
  changed_at: Temporal.Instant
}

export interface PhoneClaimTable {
  phone_blind: Buffer
  estate_id: string
  person_id: string
}

export interface PhoneCodeTable {
  phone_blind: Buffer
  code_hash: Buffer
  tries: Generated<number>
  until_at: Temporal.Instant
}

export interface PlanScenarioTable {
  estate_id: string
  id: string
  name: string
  source: string
  from_on: string | null
  until_on: string | null
  question: Json
  state: Generated<string>
  progress: Generated<number>
  answer: Json | null
  refusal: string | null
  made_by: string
  made_at: Temporal.Instant
  ended_at: Temporal.Instant | null
}

export interface PlanStayTable {
  estate_id: string
  ref: string
  in_at: Temporal.Instant
  out_at: Temporal.Instant | null
}

export interface PolicePatrolTable {
  id: string
  region_id: string
  starts_at: Temporal.Instant
  ends_at: Temporal.Instant
  route: string
  leader: string
  officers: number
  state: string
  note: string | null
  incidents: number | null
  closed_name: string | null
  closed_at: Temporal.Instant | null
  made_by: string
  made_name: string
  made_at: Temporal.Instant
  version: Generated<number>
}

export interface PostTable {
  estate_id: string
  id: string
  kind: string
  name: string
  building_id: string | null
  section_id: string | null
  party: Generated<string>
  covers: Json
  unattended_minutes: number | null
  headcount: number | null
  certificate: string | null
  opened_at: Temporal.Instant
  closed_at: Temporal.Instant | null
  version: Generated<number>
  presence_minutes: number | null
  demands: Generated<string[]>
}

export interface PostDisplayTable {
  estate_id: string
  id: string
  post_id: string
  secret: Buffer
  pair_blind: Buffer | null
  pair_until: Temporal.Instant | null
  made_by: string
  made_at: Temporal.Instant
  paired_by: string | null
  paired_at: Temporal.Instant | null
  revoked_at: Temporal.Instant | null
}

export interface PostMarkTable {
  estate_id: string
  id: string
  post_id: string
  kind: string
  blind: Buffer
  sealed: Buffer
  made_by: string
  made_at: Temporal.Instant
  revoked_at: Temporal.Instant | null
}

export interface PresenceTable {
  estate_id: string
  id: string
  post_id: string
  account_id: string
  name: string
  duty_id: string | null
  in_at: Temporal.Instant
  in_device_time: Temporal.Instant | null
  out_at: Temporal.Instant | null
  out_device_time: Temporal.Instant | null
  note: string | null
  handed_to: string | null
  handed_name: string | null
  read_at: Temporal.Instant | null
  in_proof: string | null
  signed_at: Temporal.Instant | null
  in_learned_at: Temporal.Instant | null
  out_learned_at: Temporal.Instant | null
  matters: Generated<string[]>
  reason: string | null
}

export interface PresenceSignTable {
  estate_id: string
  id: string
  presence_id: string
  at: Temporal.Instant
  proof: string | null
  learned_at: Temporal.Instant | null
}

export interface ProfileDefinitionTable {
  estate_id: string
  key: string
  body: Json
  version: Generated<number>
  changed_by: string
  changed_at: Temporal.Instant
}

export interface ProfileEntryTable {
  estate_id: string
  id: string
  household_id: string
  field: string
  member_id: string | null
  state: string
  value: Buffer | null
  purposes: string[]
  sensitive: boolean
  separate: Generated<boolean>
  consent_by: string
  channel: string
  given_at: Temporal.Instant
  until_at: Temporal.Instant
  entered_by: string
  entered_name: string
  on_behalf: boolean
  ended_at: Temporal.Instant | null
  end_reason: string | null
  ended_name: string | null
}

export interface ProfileLookTable {
  estate_id: string
  id: string
  household_id: string
  at: Temporal.Instant
  account_id: string
  name: string
  how: string
  purpose: string
  fields: string[]
}

export interface ProfileMemberTable {
  estate_id: string
  id: string
  household_id: string
  name: Buffer | null
  relation: string
  made_by: string
  made_at: Temporal.Instant
  ended_at: Temporal.Instant | null
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

export interface RegionDutyTable {
  id: string
  region_id: string
  kind: string
  holder: string
  office: string
  phone_sealed: Buffer | null
  from_on: string
  until_on: string | null
  made_by: string
  made_at: Temporal.Instant
}

export interface RegistrantTable {
  estate_id: string
  id: string
  closure_id: string
  kind: string
  unit_id: string | null
  unit_label: string | null
  person_id: string | null
  sealed: Buffer | null
  trip: Buffer | null
  id_blind: Buffer | null
  last4_blind: Buffer | null
  initials_blind: Buffer | null
  plate: Buffer | null
  plate_blind: Buffer | null
  pass_id: string | null
  last_direction: string | null
  last_at: Temporal.Instant | null
  last_gate_id: string | null
  due_out_at: Temporal.Instant | null
  made_at: Temporal.Instant
  overstay_told: Temporal.Instant | null
}

export interface RequestTable {
  estate_id: string
  client_id: string
  verb: string
  actor: string
  at: Temporal.Instant
  answer: Json | null
}

export interface ResponsePaperTable {
  id: string
  region_id: string
  kind: string
  series: string
  version: number
  title: string
  body: Json
  reason: string | null
  state: string
  due_on: string | null
  made_by: string
  made_name: string
  made_at: Temporal.Instant
  sent_by: string | null
  sent_name: string | null
  sent_at: Temporal.Instant | null
  revision: Generated<number>
}

export interface ResponseTaskTable {
  estate_id: string
  id: string
  kind: string
  title: string
  place: string | null
  detail: string | null
  due_on: string
  organisation_name: string
  account_id: string | null
  account_name: string | null
  state: string
  started_at: Temporal.Instant | null
  started_name: string | null
  started_device: Temporal.Instant | null
  done_at: Temporal.Instant | null
  done_by: string | null
  done_name: string | null
  device_at: Temporal.Instant | null
  minutes: number | null
  material: string | null
  cost: number | null
  note: string | null
  photos: Generated<string[]>
  returned_reason: string | null
  seen_name: string | null
  seen_at: Temporal.Instant | null
  plan_key: string | null
  made_by: string
  made_name: string
  made_at: Temporal.Instant
  version: Generated<number>
}

export interface ResponseToldTable {
  topic: string
  subject: string
  what: string
  kept_with: string
  at: Temporal.Instant
}

export interface ResponseVehicleTable {
  id: string
  organisation_id: string
  plate: string
  kind: string
  seats: number | null
  left_on: string | null
  version: Generated<number>
  made_by: string
  made_at: Temporal.Instant
}

export interface RightsVersionTable {
  estate_id: string
  version: number
}

export interface RoleAssignmentTable {
  id: string
  account_id: string
  role: string
  scope: string
  target: string | null
  estate_id: string | null
  from_at: Temporal.Instant
  until_at: Temporal.Instant | null
  made_by: string
  made_at: Temporal.Instant
  end_reason: string | null
}

export interface RosterTemplateTable {
  estate_id: string
  id: string
  name: string
  turns: Json
  made_by: string
  made_at: Temporal.Instant
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
  sort: Generated<string>
}

export interface SessionTable {
  id: string
  account_id: string
  token: string
  expires_at: Temporal.Instant
  ip_address: string | null
  user_agent: string | null
  created_at: Temporal.Instant
  updated_at: Temporal.Instant
}

export interface SettingTable {
  scope_id: string
  key: string
  value: Json | null
  changed_by: string
  changed_at: Temporal.Instant
}

export interface SignInGuardTable {
  key: string
  failures: number
  until: Temporal.Instant
  at: Temporal.Instant
}

export interface SignalTable {
  estate_id: string
  id: string
  at: Temporal.Instant
  topic: string
  ref: string
  account_id: string | null
}

export interface StaffCardTable {
  estate_id: string
  account_id: string
  name: string
  photo_id: string | null
  strengths: string | null
  phone: string | null
  more: Generated<Json>
  version: Generated<number>
  photo_width: number | null
  photo_height: number | null
  changed_at: Temporal.Instant | null
}

export interface StaffCertificateTable {
  estate_id: string
  id: string
  account_id: string
  name: string
  kind: string
  issuer: string | null
  valid_until: string | null
  file_id: string | null
  made_by: string
  made_at: Temporal.Instant
  ended_at: Temporal.Instant | null
}

export interface StaffEntryTable {
  estate_id: string
  id: string
  account_id: string
  kind: string
  on_date: string
  title: string
  text_sealed: Buffer | null
  score: number | null
  made_by: string
  made_by_name: string
  made_at: Temporal.Instant
  seen_at: Temporal.Instant | null
  reply_sealed: Buffer | null
  withdrawn_at: Temporal.Instant | null
  withdrawn_reason: string | null
}

export interface StewardLeaveTable {
  estate_id: string
  id: string
  account_id: string
  name: string
  stand_in_id: string
  stand_in_name: string
  from_date: string
  until_date: string
  reason: string | null
  made_by: string
  made_at: Temporal.Instant
  ended_on: string | null
  ended_by: string | null
}

export interface StewardshipTable {
  estate_id: string
  id: string
  building_id: string
  account_id: string
  name: string
  full_time: Generated<boolean>
  from_date: string
  until_date: string | null
  made_by: string
  made_at: Temporal.Instant
}

export interface SubjectRequestTable {
  estate_id: string
  id: string
  household_id: string
  kind: string
  state: Generated<string>
  asked_by: string
  channel: string
  note: string | null
  asked_at: Temporal.Instant
  due_on: string | null
  entered_by: string
  entered_name: string
  on_behalf: boolean
  done_at: Temporal.Instant | null
  done_name: string | null
  answer: string | null
  wiped: number | null
}

export interface SurveyTable {
  estate_id: string
  id: string
  year: number
  target: number
  questions: Json
  population: number
  opened_at: Temporal.Instant
  opened_by: string
  closed_at: Temporal.Instant | null
  closed_by: string | null
  result: Json | null
}

export interface SurveyAnswerTable {
  estate_id: string
  survey_id: string
  respondent: Buffer
  kind: string
  scores: Json
  day: string
  entered_by: string | null
  sheet_id: string | null
}

export interface SurveyResultTable {
  round_id: string
  version: number
  figures: Json
  reason: string | null
  made_by: string
  made_name: string
  made_at: Temporal.Instant
}

export interface SurveyRoundTable {
  id: string
  region_id: string
  title: string
  bureau: string
  town: string
  starts_on: string
  due_on: string
  state: string
  made_by: string
  made_name: string
  made_at: Temporal.Instant
  version: Generated<number>
}

export interface TerminalTable {
  estate_id: string
  id: string
  gate_id: string
  name: string
  made_by: string
  made_at: Temporal.Instant
  seen_at: Temporal.Instant | null
  revoked_by: string | null
  revoked_at: Temporal.Instant | null
}

export interface TicketTable {
  estate_id: string
  id: string
  number: string
  kind: string
  class: string
  subtype: string | null
  severity: Generated<string>
  state: Generated<string>
  outcome: string | null
  channel: string
  text: string
  place: string | null
  unit_id: string | null
  accused_unit_id: string | null
  reveal_to_accused: Generated<boolean>
  requester_account_id: string | null
  requester_person_id: string | null
  requester_name: Buffer | null
  requester_phone: Buffer | null
  phone_blind: Buffer | null
  entered_by: string | null
  entered_by_name: string | null
  on_behalf: Generated<boolean>
  first_receiver_id: string | null
  first_receiver_name: string | null
  assignee_id: string | null
  assignee_name: string | null
  at_once: boolean | null
  satisfied: boolean | null
  rating: number | null
  received_at: Temporal.Instant
  device_time: Temporal.Instant | null
  office_at: Temporal.Instant | null
  taken_at: Temporal.Instant | null
  arrived_at: Temporal.Instant | null
  handled_at: Temporal.Instant | null
  signed_at: Temporal.Instant | null
  closed_at: Temporal.Instant | null
  consented_at: Temporal.Instant | null
  quoted_fee: number | null
  postponed: Generated<boolean>
  paused: Generated<boolean>
  round: Generated<number>
  due_at: Temporal.Instant | null
  due_clock: string | null
  due_soon_at: Temporal.Instant | null
  late: Generated<boolean>
  joined_to: string | null
  grams: string
  version: Generated<number>
  told: Json | null
  phone_tail: Buffer | null
  repeats: Generated<number>
  renovation_ref: string | null
}

export interface TicketAlarmTable {
  estate_id: string
  ticket_id: string
  id: string
  promise_id: string | null
  stage: string
  at: Temporal.Instant
  due_at: Temporal.Instant | null
  to_account_id: string | null
  to_name: string | null
  message_id: string | null
}

export interface TicketEventTable {
  estate_id: string
  ticket_id: string
  id: string
  seq: number
  at: Temporal.Instant
  device_time: Temporal.Instant | null
  act: string
  by_id: string | null
  by_name: string
  text: string | null
  data: Json | null
}

export interface TicketFileTable {
  estate_id: string
  ticket_id: string
  file_id: string
  use: string
  at: Temporal.Instant
  by_name: string
}

export interface TicketHistoryTable {
  estate_id: string
  id: string
  source_key: string
  number: string | null
  opened_on: string
  opened_time: string | null
  closed_on: string | null
  closed_time: string | null
  kind: string | null
  text: string
  room: string | null
  unit_id: string | null
  result: string | null
  flags: Generated<string[]>
  source: Generated<string>
  imported_by: string
  imported_at: Temporal.Instant
}

export interface TicketLinkTable {
  estate_id: string
  ticket_id: string
  other_id: string
  at: Temporal.Instant
  by_name: string
}

export interface TicketNumberTable {
  estate_id: string
  next: number
}

export interface TicketOrderTable {
  estate_id: string
  ticket_id: string
  item_id: string
  item: string
  service: string
  management: string | null
  price_id: string
  method: string
  unit_price: number | null
  unit: string | null
  quantity: number
  amount: number | null
  wanted_at: Temporal.Instant | null
  quote_ticket_id: string | null
  quoted_at: Temporal.Instant | null
  quoted_by: string | null
  agreed_at: Temporal.Instant | null
  agreed_how: string | null
  waived_at: Temporal.Instant | null
  waived_by: string | null
  waived_reason: string | null
  cancelled_at: Temporal.Instant | null
  cancelled_by: string | null
  cancel_reason: string | null
}

export interface TicketPauseTable {
  estate_id: string
  ticket_id: string
  id: string
  from_at: Temporal.Instant
  to_at: Temporal.Instant | null
  reason: string
  note: string | null
  by_name: string
}

export interface TicketPromiseTable {
  estate_id: string
  ticket_id: string
  id: string
  round: Generated<number>
  clock: string
  rule_id: string | null
  starts_at: string
  unit: string
  amount: number
  frames: Json | null
  frame_days: Generated<string>
  chosen: Generated<boolean>
  max: number | null
  over_policy: Generated<string>
  soon_minutes: number
  escalate_minutes: number
  start_at: Temporal.Instant
  due_at: Temporal.Instant | null
  unpublished_year: number | null
  set_at: Temporal.Instant | null
  set_reason: string | null
  approved_by: string | null
  postponed_from: Temporal.Instant | null
  met_at: Temporal.Instant | null
  stopped_at: Temporal.Instant | null
  stop_reason: string | null
  next_alarm_at: Temporal.Instant | null
  next_alarm: string | null
}

export interface TicketProposalTable {
  estate_id: string
  item_id: string
  ticket_id: string
  proposed_by: string
  proposed_at: Temporal.Instant
  decision: string | null
  reason: string | null
  decided_by: string | null
  decided_at: Temporal.Instant | null
  told_at: Temporal.Instant | null
  told_by: string | null
  told_how: string | null
}

export interface TriageModelTable {
  estate_id: string
  made_at: Temporal.Instant
  form: number
  tickets: number
  threshold: number
  figures: Json
  body: Buffer
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
  sort: Generated<string>
}

export interface UnitNoteTable {
  estate_id: string
  id: string
  unit_id: string
  text_sealed: Buffer
  made_by: string
  made_by_name: string
  made_at: Temporal.Instant
  ended_at: Temporal.Instant | null
}

export interface VacancyTable {
  estate_id: string
  id: string
  post_id: string
  since: Temporal.Instant
  limit_minutes: number
  alarmed_at: Temporal.Instant
  alarmed_id: string | null
  alarmed_name: string | null
  ended_at: Temporal.Instant | null
  settled: string | null
  settled_reason: string | null
  learned_at: Temporal.Instant | null
}

export interface VehicleTable {
  estate_id: string
  id: string
  plate: string
  kind: Generated<string>
  model: string | null
  unit_id: string | null
  person_id: string | null
  from_at: Temporal.Instant
  until_at: Temporal.Instant | null
  end_reason: string | null
  made_by: string
  made_at: Temporal.Instant
  version: Generated<number>
}

export interface VehicleUseTable {
  id: string
  vehicle_id: string
  region_id: string
  place_kind: string
  place_id: string
  place_name: string
  driver: string | null
  from_on: string
  until_on: string | null
  made_by: string
  made_at: Temporal.Instant
}

export interface DB {
  account: AccountTable
  account_credential: AccountCredentialTable
  account_two_factor: AccountTwoFactorTable
  account_verification: AccountVerificationTable
  account_view: AccountViewTable
  api_key: ApiKeyTable
  audit: AuditTable
  audit_head: AuditHeadTable
  audit_key: AuditKeyTable
  audit_pending: AuditPendingTable
  audit_seal: AuditSealTable
  brigade_member: BrigadeMemberTable
  brigade_post: BrigadePostTable
  building: BuildingTable
  bulletin: BulletinTable
  bulletin_category: BulletinCategoryTable
  bulletin_edition: BulletinEditionTable
  bulletin_miss: BulletinMissTable
  bulletin_read: BulletinReadTable
  bulletin_schedule: BulletinScheduleTable
  card_given: CardGivenTable
  care_case: CareCaseTable
  care_check: CareCheckTable
  care_need: CareNeedTable
  catalogue_deed: CatalogueDeedTable
  catalogue_directory: CatalogueDirectoryTable
  catalogue_heading: CatalogueHeadingTable
  catalogue_item: CatalogueItemTable
  catalogue_performance: CataloguePerformanceTable
  catalogue_price: CataloguePriceTable
  catalogue_warned: CatalogueWarnedTable
  cctv_reference: CctvReferenceTable
  census: CensusTable
  channel: ChannelTable
  closure: ClosureTable
  closure_decision: ClosureDecisionTable
  closure_erasure: ClosureErasureTable
  closure_review: ClosureReviewTable
  code_use: CodeUseTable
  conduct: ConductTable
  conduct_report: ConductReportTable
  consent: ConsentTable
  data_key: DataKeyTable
  device_seen: DeviceSeenTable
  dispatch: DispatchTable
  duty: DutyTable
  duty_swap: DutySwapTable
  establishment: EstablishmentTable
  estate: EstateTable
  estate_duty: EstateDutyTable
  estate_profile: EstateProfileTable
  estate_supervision: EstateSupervisionTable
  explanation: ExplanationTable
  figure_day: FigureDayTable
  file: FileTable
  followup_call: FollowupCallTable
  followup_draw: FollowupDrawTable
  followup_item: FollowupItemTable
  followup_script: FollowupScriptTable
  followup_version: FollowupVersionTable
  gap_notice: GapNoticeTable
  garage: GarageTable
  garage_fault: GarageFaultTable
  garage_fetch: GarageFetchTable
  garage_inspection: GarageInspectionTable
  garage_note: GarageNoteTable
  garage_option: GarageOptionTable
  garage_plan: GaragePlanTable
  garage_project: GarageProjectTable
  garage_project_step: GarageProjectStepTable
  garage_slot: GarageSlotTable
  gate: GateTable
  gate_ask: GateAskTable
  gate_check: GateCheckTable
  gate_check_told: GateCheckToldTable
  gate_day: GateDayTable
  gate_disclosure: GateDisclosureTable
  gate_exception: GateExceptionTable
  gate_hour: GateHourTable
  gate_incident: GateIncidentTable
  gate_muster: GateMusterTable
  gate_muster_tick: GateMusterTickTable
  gate_outing: GateOutingTable
  gate_parcel: GateParcelTable
  gate_permit: GatePermitTable
  gate_purge: GatePurgeTable
  gate_report: GateReportTable
  gate_report_duty: GateReportDutyTable
  gate_report_told: GateReportToldTable
  gate_stray: GateStrayTable
  gate_timing: GateTimingTable
  gate_vehicle: GateVehicleTable
  grid_report: GridReportTable
  grid_worker: GridWorkerTable
  grouping: GroupingTable
  household: HouseholdTable
  household_member: HouseholdMemberTable
  import_mapping: ImportMappingTable
  import_run: ImportRunTable
  lane: LaneTable
  lane_agent: LaneAgentTable
  lane_card: LaneCardTable
  lane_command: LaneCommandTable
  lane_device: LaneDeviceTable
  lane_event: LaneEventTable
  lane_health: LaneHealthTable
  lane_hour: LaneHourTable
  lane_list: LaneListTable
  lane_plate: LanePlateTable
  lane_push: LanePushTable
  lane_setting: LaneSettingTable
  lane_stray: LaneStrayTable
  ledger_charge: LedgerChargeTable
  ledger_counter: LedgerCounterTable
  ledger_payment: LedgerPaymentTable
  ledger_print: LedgerPrintTable
  ledger_receipt: LedgerReceiptTable
  ledger_share: LedgerShareTable
  library_acknowledgement: LibraryAcknowledgementTable
  library_document: LibraryDocumentTable
  library_reminder: LibraryReminderTable
  library_review: LibraryReviewTable
  library_version: LibraryVersionTable
  message: MessageTable
  message_attempt: MessageAttemptTable
  operator_check: OperatorCheckTable
  operator_contract: OperatorContractTable
  operator_fine: OperatorFineTable
  operator_rule: OperatorRuleTable
  operator_staff: OperatorStaffTable
  order_accident: OrderAccidentTable
  order_congestion: OrderCongestionTable
  order_move: OrderMoveTable
  order_violation: OrderViolationTable
  organisation: OrganisationTable
  outbox: OutboxTable
  owner_text: OwnerTextTable
  owner_text_receipt: OwnerTextReceiptTable
  ownership: OwnershipTable
  panel: PanelTable
  paper_unit: PaperUnitTable
  parking_charger: ParkingChargerTable
  parking_coupon: ParkingCouponTable
  parking_day: ParkingDayTable
  parking_dispute: ParkingDisputeTable
  parking_dispute_entry: ParkingDisputeEntryTable
  parking_fee: ParkingFeeTable
  parking_heard: ParkingHeardTable
  parking_insurance: ParkingInsuranceTable
  parking_lot: ParkingLotTable
  parking_merchant: ParkingMerchantTable
  parking_pay_notice: ParkingPayNoticeTable
  parking_permit: ParkingPermitTable
  parking_permit_car: ParkingPermitCarTable
  parking_permit_due: ParkingPermitDueTable
  parking_permit_space: ParkingPermitSpaceTable
  parking_shift: ParkingShiftTable
  parking_slip: ParkingSlipTable
  parking_space: ParkingSpaceTable
  parking_stay: ParkingStayTable
  parking_tariff: ParkingTariffTable
  parking_wait: ParkingWaitTable
  pass: PassTable
  pass_key: PassKeyTable
  passage: PassageTable
  passage_right: PassageRightTable
  patrol_point: PatrolPointTable
  patrol_visit: PatrolVisitTable
  person: PersonTable
  phone_claim: PhoneClaimTable
  phone_code: PhoneCodeTable
  plan_scenario: PlanScenarioTable
  plan_stay: PlanStayTable
  police_patrol: PolicePatrolTable
  post: PostTable
  post_display: PostDisplayTable
  post_mark: PostMarkTable
  presence: PresenceTable
  presence_sign: PresenceSignTable
  profile_definition: ProfileDefinitionTable
  profile_entry: ProfileEntryTable
  profile_look: ProfileLookTable
  profile_member: ProfileMemberTable
  region: RegionTable
  region_duty: RegionDutyTable
  registrant: RegistrantTable
  request: RequestTable
  response_paper: ResponsePaperTable
  response_task: ResponseTaskTable
  response_told: ResponseToldTable
  response_vehicle: ResponseVehicleTable
  rights_version: RightsVersionTable
  role_assignment: RoleAssignmentTable
  roster_template: RosterTemplateTable
  rule_set: RuleSetTable
  section: SectionTable
  session: SessionTable
  setting: SettingTable
  sign_in_guard: SignInGuardTable
  signal: SignalTable
  staff_card: StaffCardTable
  staff_certificate: StaffCertificateTable
  staff_entry: StaffEntryTable
  steward_leave: StewardLeaveTable
  stewardship: StewardshipTable
  subject_request: SubjectRequestTable
  survey: SurveyTable
  survey_answer: SurveyAnswerTable
  survey_result: SurveyResultTable
  survey_round: SurveyRoundTable
  terminal: TerminalTable
  ticket: TicketTable
  ticket_alarm: TicketAlarmTable
  ticket_event: TicketEventTable
  ticket_file: TicketFileTable
  ticket_history: TicketHistoryTable
  ticket_link: TicketLinkTable
  ticket_number: TicketNumberTable
  ticket_order: TicketOrderTable
  ticket_pause: TicketPauseTable
  ticket_promise: TicketPromiseTable
  ticket_proposal: TicketProposalTable
  triage_model: TriageModelTable
  unit: UnitTable
  unit_note: UnitNoteTable
  vacancy: VacancyTable
  vehicle: VehicleTable
  vehicle_use: VehicleUseTable
}
