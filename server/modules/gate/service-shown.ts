/** What was shown at the gate, judged on the server: a phone's signed code, a printed pass, and the quota of a closure (J-03). */
import type { z } from 'zod'
import { type Instant, localDate } from '../../core/clock.ts'
import { parseIdNumber } from '../../core/formats.ts'
import type { Ctx } from '../../core/house.ts'
import { NIL } from '../../core/ids.ts'
import { parseRoom, roomText } from '../../core/room.ts'
import { codeMark, codeTime, paperProof, readShown, type Shown, signatureHolds } from './code.ts'
import type { Quota, RegisterBody, Registered } from './contract-passage.ts'
import { nextOuting, type PermitKind, permitRefusal, takesOuting } from './quota.ts'
import type { RefusalCode } from './rules.ts'
import { localTime, type Sealing, type SiteFacts } from './site.ts'
import * as store from './store-permit.ts'

type Input = z.output<typeof RegisterBody>

/** What a rule says of what was shown, and what the attempt takes when it passes. */
export interface Judged {
  estateId: string
  refusal: RefusalCode | null
  /** a pass that opens outside the closure's hours */
  beyondHours: boolean
  /** kept with the passage: the standing pass, or the phone's key */
  passId: string | null
  quota: z.output<typeof Quota> | undefined
  code: { mark: Buffer; keyId: string } | null
  /** numbers to be taken, one per person; `whose` is missing for somebody who is new */
  outings: { whose: string | undefined; n: number }[]
  closureId: string
  day: string
}

interface Opened {
  refusal: RefusalCode | null
  passId: string | null
  permit: store.PermitRow | undefined
  unit: string | null
  code: Judged['code']
}

const nothing: Opened = { refusal: null, passId: null, permit: undefined, unit: null, code: null }

async function openCode(
  ctx: Ctx,
  site: SiteFacts,
  input: Input,
  shown: Extract<Shown, { kind: 'code' }>,
  at: Instant,
): Promise<Opened> {
  if (shown.estateId !== site.estateId) return { ...nothing, refusal: 'pass_gate' }
  const [key] = await store.keysOf(ctx.db, site.estateId, at, { id: shown.keyId })
  if (key === undefined) return { ...nothing, refusal: 'pass_unknown' }
  const code = { mark: codeMark(shown.signed), keyId: key.id }
  const found = { ...nothing, passId: key.id, unit: key.unit_label, code }
  if (!signatureHolds(key.public_key, shown.signed, shown.signature))
    return { ...nothing, refusal: 'code_forged' }
  const ended = key.gone || (key.ended_at !== null && key.ended_at.epochMilliseconds <= at.epochMilliseconds)
  if (ended) return { ...found, refusal: 'pass_revoked', code: null }
  const late = codeTime(shown.ms, readAt(input, site, at), site.code)
  if (late !== null) return { ...found, refusal: late, code: null }
  const used = await store.codeUseOf(ctx.db, site.estateId, code.mark)
  if (used !== undefined && used.client_id !== input.clientId)
    return { ...found, refusal: 'code_used', code: null }
  return found
}

/** Epoch ms at which the terminal read the code: its own word where that lies within the rule's time before the record. */
function readAt(input: Input, site: SiteFacts, at: Instant): number {
  const told = input.shownAt === undefined ? at.epochMilliseconds : Date.parse(input.shownAt)
  const ago = at.epochMilliseconds - told
  return ago >= 0 && ago <= site.code.readSeconds * 1000 ? told : at.epochMilliseconds
}

async function openPermit(
  ctx: Ctx,
  site: SiteFacts,
  input: Input,
  shown: Extract<Shown, { kind: 'paper' | 'number' }>,
  at: Instant,
): Promise<Opened> {
  const by = shown.kind === 'paper' ? { id: shown.permitId } : { number: shown.number }
  const [permit] = await store.permitsOf(ctx.db, site.estateId, by)
  if (permit === undefined) return { ...nothing, refusal: 'pass_unknown' }
  if (shown.kind === 'paper' && paperProof(permit.id, shown.secret) !== permit.proof)
    return { ...nothing, refusal: 'code_forged' }
  return {
    ...nothing,
    refusal: judgePermit(site, permit, input, at),
    passId: permit.id,
    permit,
    unit: permit.unit_label,
  }
}

function judgePermit(site: SiteFacts, p: store.PermitRow, input: Input, at: Instant): RefusalCode | null {
  const time = localTime(site, at)
  const minute = time.hour * 60 + time.minute + (time.second + time.millisecond / 1000) / 60
  // one that was lost or withdrawn later did open then: a late record is judged by its own time
  const stood = p.ended_at !== null && p.ended_at.epochMilliseconds > at.epochMilliseconds
  const facts = {
    state: stood ? ('live' as const) : p.state,
    fromMs: p.from_at.epochMilliseconds,
    untilMs: p.until_at.epochMilliseconds,
    gates: p.gates,
    hours: p.hours,
  }
  return permitRefusal(facts, input.gateId, at.epochMilliseconds, minute)
}

/** Judges `passText` and, under a closure, whether the homes of those who go out have an outing left. */
export async function judgeShown(
  ctx: Ctx,
  site: SiteFacts,
  input: Input,
  at: Instant,
  under: Sealing,
): Promise<Judged> {
  const closure = under.closureId !== NIL
  const shown = input.passText === undefined ? undefined : readShown(input.passText)
  let opened = nothing
  if (shown?.kind === 'code') opened = await openCode(ctx, site, input, shown, at)
  else if (shown?.kind === 'paper' || shown?.kind === 'number')
    opened = await openPermit(ctx, site, input, shown, at)
  else if (shown !== undefined) opened = { ...nothing, refusal: 'pass_unknown' }
  const kind: PermitKind | null = opened.refusal === null ? (opened.permit?.kind ?? null) : null
  const judged: Judged = {
    estateId: site.estateId,
    refusal: opened.refusal,
    beyondHours: kind !== null && site.permit.beyondHours.includes(kind),
    passId: opened.passId,
    quota: undefined,
    code: opened.code,
    outings: [],
    closureId: under.closureId,
    day: localDate(at, site.zone).toString(),
  }
  const counts = takesOuting({
    closure,
    direction: input.direction,
    emergency: input.emergency !== undefined,
    shown: kind,
  })
  if (judged.refusal !== null || !counts || input.refuse) return judged
  if (site.permit.outings === 0 && !site.permit.required) return judged
  return judgeQuota(ctx, site, input, at, under, opened, judged)
}

interface Going {
  whose: string | undefined
  unit: string | undefined
}

/** Whose outing each person's way out is: his home's, or his own; nobody's for a visitor or worker. */
async function going(ctx: Ctx, site: SiteFacts, input: Input, under: Sealing): Promise<Going[]> {
  const { estateId } = site
  const ids = input.persons.flatMap(p => p.registrantId ?? [])
  const known = new Map(
    (ids.length > 0 ? await store.homesOf(ctx.db, estateId, ids) : []).map(h => [h.id, h]),
  )
  const blindOf = (text: string | undefined) => {
    const id = text === undefined ? undefined : parseIdNumber(text)
    return id?.ok ? under.cipher.blind('id', id.value) : undefined
  }
  const blinds = input.persons.flatMap(p => blindOf(p.idNumber) ?? [])
  const told = blinds.length > 0 ? await store.byIdBlind(ctx.db, estateId, under.closureId, blinds) : []
  return input.persons.flatMap((p): Going[] => {
    const home = p.registrantId === undefined ? undefined : known.get(p.registrantId)
    if ((home?.kind ?? p.kind) !== 'resident') return []
    const room = p.unit === undefined ? undefined : parseRoom(p.unit)
    const unit = home?.unit_label ?? (room?.ok ? roomText(room.value) : undefined)
    if (site.permit.per === 'household')
      return [{ whose: unit === undefined ? undefined : `h:${unit}`, unit }]
    const blind = blindOf(p.idNumber)
    const before = blind && told.find(each => each.id_blind.equals(blind))
    const id = p.registrantId ?? before?.id
    return [{ whose: id === undefined ? undefined : `p:${id}`, unit }]
  })
}

async function judgeQuota(
  ctx: Ctx,
  site: SiteFacts,
  input: Input,
  at: Instant,
  under: Sealing,
  opened: Opened,
  judged: Judged,
): Promise<Judged> {
  const rule = site.permit
  const all = await going(ctx, site, input, under)
  if (rule.required)
    for (const unit of new Set(all.map(g => g.unit))) {
      if (unit === undefined || opened.permit?.unit_label === unit) continue
      const [home] = await store.permitsOf(ctx.db, site.estateId, { unit, kind: 'household', limit: 1 })
      if (home === undefined) return { ...judged, refusal: 'permit_none' }
      const refusal = judgePermit(site, home, input, at)
      if (refusal !== null) return { ...judged, refusal }
      judged.passId ??= home.id
    }
  if (rule.outings === 0) return judged
  const whose = [...new Set(all.flatMap(g => g.whose ?? []))]
  const before = (
    whose.length > 0 ? await store.outingsOf(ctx.db, site.estateId, under.closureId, { whose }) : []
  ).filter(o => o.client_id !== input.clientId)
  const outings: Judged['outings'] = []
  for (const one of whose) {
    const own = before.filter(o => o.whose === one)
    const count = all.filter(g => g.whose === one).length
    const { used, next } = nextOuting(
      rule,
      own.map(o => o.day),
      judged.day,
      count,
    )
    if (next !== null)
      return {
        ...judged,
        refusal: 'quota',
        quota: { used, outings: rule.outings, everyDays: rule.everyDays, next },
        outings: mark(one, own, count),
      }
    outings.push(...mark(one, own, count))
  }
  if (rule.per === 'person')
    for (const g of all) if (g.whose === undefined) outings.push({ whose: undefined, n: 1 })
  return { ...judged, outings }
}

function mark(whose: string, own: readonly store.OutingRow[], count: number): Judged['outings'] {
  const last = Math.max(0, ...own.map(o => o.n))
  return Array.from({ length: count }, (_, i) => ({ whose, n: last + 1 + i }))
}

/**
 * Takes the code and the outings for this request. @returns false when somebody was faster: judge again.
 * The same request again finds its own.
 */
export async function takeShown(ctx: Ctx, input: Input, judged: Judged): Promise<boolean> {
  const { code, outings } = judged
  const estateId = judged.estateId
  if (code !== null) {
    const use = {
      code: code.mark,
      keyId: code.keyId,
      clientId: input.clientId,
      gateId: input.gateId,
      at: ctx.now,
    }
    if (!(await store.takeCode(ctx.db, estateId, use))) return false
  }
  for (const o of outings) {
    if (o.whose === undefined) continue
    if (!(await store.takeOuting(ctx.db, estateId, outing(ctx, input, judged, o.whose, o.n)))) {
      const mine = await store.outingsOf(ctx.db, estateId, judged.closureId, { whose: [o.whose] })
      if (mine.some(each => each.n === o.n && each.client_id === input.clientId)) continue
      await giveBackShown(ctx, estateId, input, judged)
      return false
    }
  }
  return true
}

function outing(ctx: Ctx, input: Input, judged: Judged, whose: string, n: number): store.NewOuting {
  const { closureId, day } = judged
  return { closureId, whose, n, clientId: input.clientId, gateId: input.gateId, day, at: ctx.now }
}

/** Who was new has a name now: his first outing is written under it. */
export async function settleOutings(
  ctx: Ctx,
  input: Input,
  judged: Judged,
  answer: z.output<typeof Registered>,
): Promise<void> {
  if (!judged.outings.some(o => o.whose === undefined)) return
  const fresh = answer.persons.filter((_, i) => input.persons[i]?.registrantId === undefined)
  for (const { registrantId } of fresh)
    if (registrantId !== null)
      await store.takeOuting(ctx.db, judged.estateId, outing(ctx, input, judged, `p:${registrantId}`, 1))
}

export async function giveBackShown(ctx: Ctx, estateId: string, input: Input, judged: Judged): Promise<void> {
  if (judged.code !== null || judged.outings.length > 0)
    await store.giveBack(ctx.db, estateId, input.clientId, judged.code?.mark ?? null)
}
