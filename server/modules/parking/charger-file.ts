/** A charger application as everybody sees it (F-11): its limit, its states, a step of it, what the household hears. */
import type { z } from 'zod'
import { addWorkingDays, buildCalendar } from '../../core/calendar.ts'
import { packagedYears } from '../../core/calendar-years.ts'
import { dayEnd, type Instant, localDate } from '../../core/clock.ts'
import { fail } from '../../core/errors.ts'
import type { Ctx } from '../../core/house.ts'
import { ruleFor } from '../../core/rule-set.ts'
import { notify, withdrawNotices } from '../notice/notify.ts'
import { accountsOfUnit } from '../people/gate.ts'
import { uploadedYears } from '../people/store-requests.ts'
import { type Charger, chargerFail } from './contract-charger.ts'
import { monthsAfter } from './lot-rules.ts'
import * as store from './store-charger.ts'

/** What messages about an application speak of. */
export const CHARGER_REF = 'parking/chargers'

/** Rule `parking.charger` (data, by jurisdiction). */
export interface ChargerRule {
  answerWorkingDays: number
  remindWorkingDays: number
  /** a lease of so many months makes a space a fixed one */
  fixedMonths: number
  /** the only reasons; `paper`: a written basis must be named */
  refusals: readonly { code: string; paper: boolean; zh: string; en: string }[]
}

export const ruleOf = (ctx: Ctx, estateId: string) =>
  ruleFor<ChargerRule>(ctx.db, 'parking.charger', estateId, localDate(ctx.now).toString())

type State = store.ChargerRow['state']
/** The state machine: action → from. A look that was not passed leaves it accepted. */
export const moves = {
  answer: ['filed'],
  check: ['accepted', 'checked'],
  install: ['checked'],
  withdraw: ['filed', 'accepted', 'checked'],
} as const satisfies Record<string, readonly State[]>
export const may = (state: State, act: keyof typeof moves): true | 'parking.charger_state' =>
  (moves[act] as readonly State[]).includes(state) ? true : 'parking.charger_state'

/** Own, or let for the rule's months or longer (F-11). Pure. */
export const isFixed = (p: { kind: string; from: number; until: number | null }, months: number): boolean =>
  p.kind === 'sale' || p.kind === 'gift' || p.until === null || p.until >= monthsAfter(p.from, months)

/** The first instant after the n-th working day; null while a year on the way is not published. */
export async function endOfWorkingDay(ctx: Ctx, n: number): Promise<Instant | null> {
  const cal = buildCalendar([...packagedYears(), ...(await uploadedYears(ctx.db))])
  const found = addWorkingDays(cal, localDate(ctx.now), n)
  return found.ok ? dayEnd(found.date) : null
}

export function present(ctx: Ctx, c: store.ChargerRow, rule: ChargerRule): z.input<typeof Charger> {
  const reason = rule.refusals.find(r => r.code === c.refusal)
  const answered = (c.answered_at ?? ctx.now).epochMilliseconds
  return {
    id: c.id,
    number: c.number,
    unitId: c.unit_id,
    room: c.room,
    spaceId: c.space_id,
    space: c.space,
    lot: c.lot,
    fixed: c.fixed,
    watts: c.watts,
    meter: c.meter,
    note: c.note,
    documents: c.documents,
    askedBy: c.asked_by,
    askedAt: c.asked_at.toString(),
    answerBy: c.answer_by?.toString() ?? null,
    late: c.state !== 'withdrawn' && c.answer_by !== null && answered >= c.answer_by.epochMilliseconds,
    state: c.state,
    conditions: c.conditions,
    refusal: c.refusal && (reason?.[ctx.lang] ?? c.refusal),
    refusalText: c.refusal_text,
    refusalPaper: c.refusal_paper,
    answeredBy: c.answered_by,
    answeredAt: c.answered_at?.toString() ?? null,
    checkPassed: c.check_passed,
    checkNote: c.check_note,
    checkPhoto: c.check_photo,
    checkedBy: c.checked_by,
    checkedAt: c.checked_at?.toString() ?? null,
    installedOn: c.installed_on,
    meterNumber: c.meter_number,
    powerPaper: c.power_paper,
    installer: c.installer,
    version: c.version,
    allowed: {
      answer: may(c.state, 'answer'),
      check: may(c.state, 'check'),
      install: may(c.state, 'install'),
      withdraw: may(c.state, 'withdraw'),
    },
  }
}

export async function rowOf(ctx: Ctx, estateId: string, id: string): Promise<store.ChargerRow> {
  const [row] = await store.chargers(ctx.db, estateId, ctx.now, { id, state: 'all', offset: 0, limit: 1 })
  if (row === undefined) throw fail('core.not_found')
  return row
}

export const shown = async (ctx: Ctx, estateId: string, id: string) =>
  present(ctx, await rowOf(ctx, estateId, id), await ruleOf(ctx, estateId))

interface Both {
  zh: string
  en: string
}

/** Tells the household what became of its application. */
export async function tellHome(ctx: Ctx, estateId: string, c: store.ChargerRow, title: Both, body: Both) {
  for (const p of await accountsOfUnit(ctx.db, estateId, c.unit_id, ctx.now))
    await notify(ctx, {
      estateId,
      to: { accountId: p.id, name: p.name },
      kind: 'parking.charger',
      ref: { topic: CHARGER_REF, id: c.id },
      title,
      body,
    })
}

type Step = Parameters<typeof store.setCharger>[5]

/** One step of an application: judged by its state, written from the version that was seen, told and audited. */
export async function step(
  ctx: Ctx,
  estateId: string,
  id: string,
  o: { act: keyof typeof moves; version?: number; to: State; set: Step; reason?: string },
): Promise<store.ChargerRow> {
  const before = await rowOf(ctx, estateId, id)
  if (may(before.state, o.act) !== true) throw chargerFail('parking.charger_state')
  if (!(await store.setCharger(ctx.db, estateId, id, o.version ?? before.version, o.to, o.set)))
    throw fail('core.stale')
  await ctx.audit(
    {
      action: `parking.charger_${o.act}`,
      subject: 'parking_charger',
      subjectId: id,
      before: { state: before.state },
      after: { state: o.to, ...o.set },
      ...(o.reason ? { reason: o.reason } : {}),
    },
    estateId,
  )
  await withdrawNotices(ctx, estateId, { topic: CHARGER_REF, id })
  await ctx.signal({ estateId, topic: 'parking', ref: id })
  return before
}
