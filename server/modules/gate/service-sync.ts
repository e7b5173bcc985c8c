/** Records that terminals queued without network: opened here, entered in their order and once, an answer for each. */
import { Temporal } from 'temporal-polyfill'
import type { z } from 'zod'
import type { Instant } from '../../core/clock.ts'
import { AppError } from '../../core/errors.ts'
import { type Ctx, type LiveCtx, makeCtx } from '../../core/house.ts'
import { verb } from '../../core/verb.ts'
import { gateApi, gateFail } from './contract.ts'
import { SealedBody } from './contract-passage.ts'
import { heldRight, type Maker, makerOf, markGiven } from './maker.ts'
import { openSealed, type SealedBox } from './sealing.ts'
import { actorName } from './service-gate.ts'
import { registerOne } from './service-register.ts'
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
  outcome: 'stored' | 'repeat' | 'conflict' | 'kept_apart' | 'not_own'
  code?: string
}

/** A terminal's clock is believed within two days back and not ahead of ours; else server time stands (SX-06). */
const BELIEVED_MS = 48 * 3_600_000
/** A tap waits some seconds for the server before it is kept, and what the terminal holds may be read anew meanwhile. */
const CONTACT_MS = 10_000

/**
 * When a record was made, as far as its terminal's clock is believed.
 * @param contact when the server gave out what is sealed into the record: it was made after that, whatever its clock says
 */
export function believed(deviceAt: string | undefined, now: Instant, contact?: Instant): Instant {
  if (deviceAt === undefined) return now
  const at = Temporal.Instant.from(deviceAt)
  const late = now.epochMilliseconds - at.epochMilliseconds
  const before = contact ? contact.epochMilliseconds - at.epochMilliseconds : 0
  return late >= 0 && late <= BELIEVED_MS && before <= CONTACT_MS ? at : now
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

/** @throws gate.record_unreadable when the key is gone or it was not sealed to it */
export async function openBox(
  ctx: Ctx,
  estateId: string,
  sealed: SealedBox,
): Promise<{ inside: unknown; key: Sealing }> {
  const key = await keyOf(ctx, estateId, sealed.kid)
  if (key === undefined) throw gateFail('gate.record_unreadable')
  try {
    return { inside: openSealed(key.key, sealed), key }
  } catch {
    throw gateFail('gate.record_unreadable')
  }
}

/** @throws gate.record_unreadable also when the box holds no record */
export async function opened(
  ctx: Ctx,
  estateId: string,
  clientId: string,
  sealed: SealedBox,
): Promise<{ data: z.output<typeof SealedBody>; key: Sealing }> {
  const { inside, key } = await openBox(ctx, estateId, sealed)
  const read = SealedBody.safeParse({ ...(inside as object), clientId })
  if (!read.success) throw gateFail('gate.record_unreadable', { log: { issues: read.error.issues.length } })
  return { data: read.data, key }
}

/** The same call as him who made the record: the passage, its audit row and its client id are his; what follows the commit stays the call's. */
export function asMaker(ctx: Ctx, maker: Maker | undefined): Ctx {
  if (maker === undefined || ('id' in ctx.actor && ctx.actor.id === maker.id)) return ctx
  const { now, requestId, lang, device, deviceTime } = ctx
  const { state } = ctx as LiveCtx
  return makeCtx(ctx.house, { actor: maker, now, requestId, lang, device, deviceTime }, ctx.db, state)
}

/** What is known of a record that could not be entered. */
interface Seen {
  maker?: Maker | undefined
}

async function enter(
  ctx: Ctx,
  estateId: string,
  record: Queued,
  terminalId: string | undefined,
  seen: Seen,
  ownOnly: boolean,
): Promise<Result> {
  const { clientId } = record
  const { data, key } = await opened(ctx, estateId, clientId, record.sealed)
  const { maker: mark, ...attempt } = data
  // the time under the seal: whoever brings the record cannot move it
  const deviceAt = data.deviceAt ?? record.deviceAt
  const at = believed(deviceAt, ctx.now, markGiven(ctx, estateId, mark))
  const maker = await makerOf(ctx, estateId, mark, at)
  if (ownOnly && (maker === undefined || !('id' in ctx.actor) || maker.id !== ctx.actor.id))
    return { clientId, outcome: 'not_own' }
  seen.maker = maker
  if (maker) heldRight(ctx, estateId, maker)
  const input = { ...attempt, deviceAt, ...(terminalId === undefined ? {} : { terminalId }) }
  const his = asMaker(ctx, maker)
  const { answer, repeat } = await registerOne(his, estateId, input, {
    offline: true,
    at,
    sealedUnder: key,
    ...(his === ctx ? {} : { broughtBy: actorName(ctx) }),
  })
  if (repeat) return { clientId, outcome: 'repeat' }
  if (answer.conflict !== null) return { clientId, outcome: 'conflict', code: answer.conflict }
  return { clientId, outcome: 'stored' }
}

async function enterAll(
  ctx: Ctx,
  estateId: string,
  terminalId: string | undefined,
  records: readonly Queued[],
  ownOnly: boolean,
): Promise<Result[]> {
  const results: Result[] = []
  for (const record of records) {
    const seen: Seen = {}
    try {
      results.push(await enter(ctx, estateId, record, terminalId, seen, ownOnly))
    } catch (error) {
      if (!(error instanceof AppError) || error.status >= 500) throw error
      // before it is known to be his own, nothing of a stranger's is kept
      if (ownOnly && seen.maker === undefined) {
        results.push({ clientId: record.clientId, outcome: 'not_own', code: error.code })
        continue
      }
      await keepApart(ctx.db, estateId, {
        clientId: record.clientId,
        terminalId: terminalId ?? null,
        sealed: record.sealed,
        code: error.code,
        deviceAt: record.deviceAt ?? null,
        by: actorName(ctx),
        madeBy: seen.maker?.name ?? null,
        at: ctx.now,
      })
      results.push({ clientId: record.clientId, outcome: 'kept_apart', code: error.code })
    }
  }
  return results
}

/**
 * Enters a batch, each record under the name of the guard who made it, whoever brings it. What cannot be entered
 * (unreadable, its closure over, a unit that is none, a guard whose right had ended before he made it) is kept apart for
 * a person to decide, and the terminal may forget it; a trouble of the database ends the batch, and the terminal sends
 * the rest again.
 * @throws gate.terminal_revoked
 */
export const sync = verb(
  'gate.sync',
  gateApi['POST /api/estates/:estateId/gate/sync'],
  async (ctx, { estateId, terminalId, records }) => {
    if (terminalId !== undefined && !(await sawTerminal(ctx.db, estateId, terminalId, ctx.now)))
      throw gateFail('gate.terminal_revoked')
    return { results: await enterAll(ctx, estateId, terminalId, records, false) }
  },
)

/**
 * A guard who was taken off during his shift still brings what he had registered (SX-14): only records that carry his
 * own mark, judged as those that the next guard brings. Of anybody else's nothing is read into the books.
 */
export const bringLeft = verb(
  'gate.left',
  gateApi['POST /api/gate/left'],
  async (ctx, { estateId, terminalId, records }) => ({
    results: ctx.house.directory(estateId)
      ? await enterAll(ctx, estateId, terminalId, records, true)
      : records.map(({ clientId }): Result => ({ clientId, outcome: 'not_own' })),
  }),
)
