/** What every use case stands on: the installed services (House) and one call's context (Ctx). */
import type { Kysely } from 'kysely'
import type { Logger } from 'pino'
import {
  type Actor,
  type Directory,
  type Permission,
  type Reach,
  reach,
  type ScopeWhere,
  scopeWhere,
} from './access.ts'
import { type AuditContext, type AuditEntry, writeAudit } from './audit.ts'
import type { Clock, Instant } from './clock.ts'
import type { Config } from './config.ts'
import { type FieldCipher, fieldCipher, type KeyRing } from './crypto.ts'
import type { DB, Db } from './db.ts'
import type { FileVault } from './files.ts'
import { NIL, newId } from './ids.ts'
import { type JobOptions, type JobTable, putOutbox } from './jobs.ts'
import { putSignal, type SignalEntry } from './realtime.ts'
import type { TransferTable } from './transfer.ts'

export interface House {
  db: Kysely<DB>
  ring: KeyRing
  clock: Clock
  config: Config
  log: Logger
  files: FileVault
  directory: Directory
  /** The path of a region, or nothing if there is no such region. */
  regionPath(regionId: string): string | undefined
  /** Reads the estates' places anew; called after an estate or region changed. */
  refreshDirectory(): Promise<void>
  /** Who stands behind a request; set by the module that owns accounts. */
  jobs: JobTable
  transfers: TransferTable
}

export type Lang = 'zh' | 'en'

export interface Ctx extends AuditContext {
  readonly house: House
  readonly db: Db
  readonly actor: Actor
  readonly now: Instant
  readonly requestId: string
  readonly lang: Lang
  readonly clientId: string | undefined
  /** The clock of a phone or device that captured this offline, kept beside server time (SX-06). */
  readonly deviceTime: Instant | undefined
  readonly device: string | undefined
  /** How far the actor's permission reaches inside an estate; throws 404 or 403. */
  reach(permission: Permission, estateId: string): Reach
  scopeWhere(permission: Permission): ScopeWhere
  audit(entry: AuditEntry, estateId?: string): Promise<void>
  /** A hot verb that wrote its audit row inside its own statement says so. */
  auditedInStatement(): void
  enqueue(kind: string, payload: object, options?: JobOptions): Promise<void>
  signal(entry: SignalEntry): Promise<void>
  cipher(estateId: string): Promise<FieldCipher>
  /** Runs after the transaction committed; never for what must not be lost (that is an outbox row). */
  afterCommit(run: () => void | Promise<void>): void
}

export interface CallOptions {
  actor: Actor
  now?: Instant
  requestId?: string
  lang?: Lang
  clientId?: string | undefined
  device?: string | undefined
  deviceTime?: Instant | undefined
  /** Who stands behind the request now; an open stream asks again while it lasts (SX-14). */
  again?: () => Promise<Actor>
}

/** One call's context together with what the verb machinery asks of it. */
export interface LiveCtx extends Ctx {
  readonly state: { audited: boolean; after: (() => void | Promise<void>)[] }
  on(db: Db): LiveCtx
  again(): Promise<Actor>
}

export function makeCtx(
  house: House,
  options: CallOptions,
  db: Db = house.db,
  state: LiveCtx['state'] = { audited: false, after: [] },
): LiveCtx {
  const now = options.now ?? house.clock.now()
  const requestId = options.requestId ?? newId()
  const fixed = { ...options, now, requestId }
  const ctx: LiveCtx = {
    house,
    db,
    state,
    actor: options.actor,
    now,
    requestId,
    lang: options.lang ?? 'zh',
    clientId: options.clientId,
    device: options.device,
    deviceTime: options.deviceTime,
    on: other => makeCtx(house, fixed, other, state),
    again: options.again ?? (async () => options.actor),
    reach: (permission, estateId) => reach(options.actor, permission, house.directory(estateId)),
    scopeWhere: permission => scopeWhere(options.actor, permission),
    audit: async (entry, estateId = NIL) => {
      await writeAudit(db, house.ring, ctx, estateId, entry)
      state.audited = true
    },
    auditedInStatement: () => {
      state.audited = true
    },
    enqueue: (kind, payload, jobOptions) => putOutbox(db, house.jobs, now, kind, payload, jobOptions),
    signal: entry => putSignal(db, now, entry),
    cipher: estateId => fieldCipher(house.ring, db, estateId),
    afterCommit: run => {
      state.after.push(run)
    },
  }
  return ctx
}
