/** Records that terminals queued without network: opened here, entered in their order and once, an answer for each. */
import { Temporal } from 'temporal-polyfill'
import type { Instant } from '../../core/clock.ts'
import { AppError } from '../../core/errors.ts'
import type { Ctx } from '../../core/house.ts'
import { verb } from '../../core/verb.ts'
import { gateApi, gateFail } from './contract.ts'
import { RegisterBody } from './contract-passage.ts'
import { openSealed, type SealedBox } from './sealing.ts'
import { actorName } from './service-gate.ts'
import { type RegisterInput, registerOne } from './service-register.ts'
import { closureSealing, type Sealing, siteOf } from './site.ts'
import { sawTerminal } from './store-pass.ts'
import { keepApart } from './store-passage.ts'

interface Queued {
  clientId: string
  deviceAt?: string | undefined
  sealed: SealedBox
}

interface Result {
  clientId: string
  outcome: 'stored' | 'repeat' | 'conflict' | 'kept_apart'
  code?: string
}

/** A terminal's clock is believed within two days back and not ahead of ours; else server time stands (SX-06). */
const BELIEVED_MS = 48 * 3_600_000

export function believed(deviceAt: string | undefined, now: Instant): Instant {
  if (deviceAt === undefined) return now
  const at = Temporal.Instant.from(deviceAt)
  const late = now.epochMilliseconds - at.epochMilliseconds
  return late >= 0 && late <= BELIEVED_MS ? at : now
}

const CLOSURE_KID = /^c:([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/

/** Whose key a box was sealed to, or nothing when that key is gone or another estate's. */
async function keyOf(ctx: Ctx, estateId: string, kid: string): Promise<Sealing | undefined> {
  const site = await siteOf(ctx, estateId)
  if (kid === site.estate.kid) return site.estate
  if (site.closed && kid === site.closed.kid) return site.closed
  const closureId = CLOSURE_KID.exec(kid)?.[1]
  return closureId === undefined ? undefined : closureSealing(ctx.house, closureId)
}

/** @throws gate.record_unreadable when the key is gone or the box holds no record */
export async function opened(
  ctx: Ctx,
  estateId: string,
  clientId: string,
  sealed: SealedBox,
): Promise<{ data: RegisterInput; key: Sealing }> {
  const key = await keyOf(ctx, estateId, sealed.kid)
  if (key === undefined) throw gateFail('gate.record_unreadable')
  let inside: unknown
  try {
    inside = openSealed(key.key, sealed)
  } catch {
    throw gateFail('gate.record_unreadable')
  }
  const read = RegisterBody.safeParse({ ...(inside as object), clientId })
  if (!read.success) throw gateFail('gate.record_unreadable', { log: { issues: read.error.issues.length } })
  return { data: read.data, key }
}

async function enter(
  ctx: Ctx,
  estateId: string,
  record: Queued,
  terminalId: string | undefined,
): Promise<Result> {
  const { clientId } = record
  const { data, key } = await opened(ctx, estateId, clientId, record.sealed)
  const deviceAt = record.deviceAt ?? data.deviceAt
  const input = { ...data, deviceAt, ...(terminalId === undefined ? {} : { terminalId }) }
  const { answer, repeat } = await registerOne(ctx, estateId, input, {
    offline: true,
    at: believed(deviceAt, ctx.now),
    sealedUnder: key,
  })
  if (repeat) return { clientId, outcome: 'repeat' }
  if (answer.conflict !== null) return { clientId, outcome: 'conflict', code: answer.conflict }
  return { clientId, outcome: 'stored' }
}

/**
 * Enters a batch. What cannot be entered (unreadable, its closure over, a unit that is none) is kept apart for a person
 * to decide, and the terminal may forget it; a trouble of the database ends the batch, and the terminal sends the rest
 * again.
 * @throws gate.terminal_revoked
 */
export const sync = verb(
  'gate.sync',
  gateApi['POST /api/estates/:estateId/gate/sync'],
  async (ctx, { estateId, terminalId, records }) => {
    if (terminalId !== undefined && !(await sawTerminal(ctx.db, estateId, terminalId, ctx.now)))
      throw gateFail('gate.terminal_revoked')
    const results: Result[] = []
    for (const record of records) {
      try {
        results.push(await enter(ctx, estateId, record, terminalId))
      } catch (error) {
        if (!(error instanceof AppError) || error.status >= 500) throw error
        await keepApart(ctx.db, estateId, {
          clientId: record.clientId,
          terminalId: terminalId ?? null,
          sealed: record.sealed,
          code: error.code,
          deviceAt: record.deviceAt ?? null,
          by: actorName(ctx),
          at: ctx.now,
        })
        results.push({ clientId: record.clientId, outcome: 'kept_apart', code: error.code })
      }
    }
    return { results }
  },
)
