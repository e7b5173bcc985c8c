/** Closed entrances whose check is overdue: whoever is accountable hears of each once, then the next person (K14, SX-09). */
import { localDate } from '../../core/clock.ts'
import type { Ctx } from '../../core/house.ts'
import { ruleFor } from '../../core/rule-set.ts'
import { within } from '../../core/within.ts'
import { notify } from '../notice/notify.ts'
import { staffOf } from '../roster/store-staff.ts'
import { checkDue, checkLate } from './rules.ts'
import { siteOf } from './site.ts'
import * as store from './store-check.ts'

/** What a message about a closed entrance speaks of; a check or opening it takes the message back. */
export const exitRef = (gateId: string) => ({ topic: 'gate_exit', id: gateId })

/** Its keeper, where the register's name is that of exactly one who works here; else the roster names the first. */
async function keeperOf(ctx: Ctx, gate: store.ClosedGateRow) {
  if (!gate.keeper) return undefined
  const staff = await staffOf(ctx.db, gate.estate_id, ctx.now, { regions: false })
  const [one, ...more] = staff.filter(person => person.name === gate.keeper)
  return one && more.length === 0 ? { accountId: one.id, name: one.name } : undefined
}

async function tell(ctx: Ctx, gate: store.ClosedGateRow, dueOn: string): Promise<void> {
  const { estate_id: estateId, id, name } = gate
  if (!(await store.noteCheckTold(ctx.db, estateId, id, dueOn, ctx.now))) return
  const { zone } = await siteOf(ctx, estateId)
  const today = localDate(ctx.now, zone).toString()
  const { minutes } = await ruleFor<{ minutes: number }>(ctx.db, 'gate.exit_alarm', estateId, today)
  const to = await keeperOf(ctx, gate)
  const key = gate.key_place ?? '—'
  await notify(ctx, {
    estateId,
    duty: 'security',
    ...(to ? { to } : {}),
    kind: 'gate.exit_late',
    escalateAfterMinutes: minutes,
    ref: exitRef(id),
    title: { zh: `应急出口逾期未检查：${name}`, en: `Emergency exit not checked: ${name}` },
    body: {
      zh: `${name}已封闭，最迟 ${dueOn} 应检查能否打开，现已逾期。看管人 ${gate.keeper ?? '—'}，钥匙 ${key}。请到现场试开并登记。`,
      en: `${name} is closed and was to be tried by ${dueOn}. Keeper: ${gate.keeper ?? '—'}; key: ${key}. Go there, try whether it opens, and record it.`,
    },
  })
  await ctx.audit(
    { action: 'gate.exit_late', subject: 'gate', subjectId: id, after: { dueOn, to: to?.name ?? null } },
    estateId,
  )
}

/** Some times an hour; safe to repeat. A night's message waits for the morning, as the house's quiet hours say. */
export async function watchExits(ctx: Ctx): Promise<void> {
  for (const gate of await store.closedUnseen(ctx.db, ctx.now.subtract({ hours: 24 }))) {
    const { zone, exitCheck } = await siteOf(ctx, gate.estate_id)
    const due = checkDue({ closedAt: gate.state_at, checkedAt: gate.last_check_at }, exitCheck.days, zone)
    if (due && checkLate(due, localDate(ctx.now, zone)))
      await within(ctx, inner => tell(inner, gate, due.toString()))
  }
}
