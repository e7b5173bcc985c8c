/** "What would have been late last month?": the estate's own tickets of last month under a changed clock. */
import { Temporal } from 'temporal-polyfill'
import { localDate } from '../../core/clock.ts'
import { query } from '../../core/verb.ts'
import { promiseApi } from './contract-promises.ts'
import { deskFail } from './errors.ts'
import { findFault } from './promise-faults.ts'
import { type Judged, judge } from './promise-preview.ts'
import { rulesOf } from './rulebook.ts'
import { pausesOf, promisesOf, ticketsOf } from './store-promise.ts'

/** Shown at most; the counts are of all. */
const MOST_SHOWN = 200

export const preview = query(
  'desk.table_preview',
  promiseApi['POST /api/estates/:estateId/desk/table/preview'],
  async (ctx, input) => {
    const fault = findFault(input)
    if (fault) throw deskFail(fault.code, { params: fault.params })
    const { estateId } = input
    const rules = await rulesOf(ctx.house, estateId, ctx.now)
    const month = localDate(ctx.now, rules.cal.zone).toPlainYearMonth().subtract({ months: 1 })
    const first = month.toPlainDate({ day: 1 })
    const at = (d: Temporal.PlainDate) => Temporal.Instant.fromEpochMilliseconds(rules.cal.startOf(d))
    const tickets = await ticketsOf(ctx.db, estateId, {
      kind: input.kind,
      class: input.class,
      from: at(first),
      to: at(first.add({ months: 1 })),
    })
    const ids = tickets.map(t => t.id)
    const promises = Map.groupBy(await promisesOf(ctx.db, estateId, ids, input.clock), p => p.ticket_id)
    const pauses = Map.groupBy(await pausesOf(ctx.db, estateId, ids), p => p.ticket_id)
    const judged = tickets.flatMap(t => {
      const stood = (pauses.get(t.id) ?? []).map(p => ({ from: p.from_at, to: p.to_at, reason: p.reason }))
      return judge(t, promises.get(t.id) ?? [], stood, input, rules.cal, ctx.now) ?? []
    })
    const count = (test: (j: Judged) => boolean) => judged.filter(test).length
    const newlyLate = judged.filter(j => j.lateThen && !j.lateNow)
    const noLongerLate = judged.filter(j => j.lateNow && !j.lateThen)
    return {
      month: month.toString(),
      tickets: tickets.length,
      judged: judged.length,
      lateNow: count(j => j.lateNow),
      lateThen: count(j => j.lateThen),
      newlyLate: newlyLate.length,
      noLongerLate: noLongerLate.length,
      unpublished: count(j => j.unpublished),
      items: [...newlyLate, ...noLongerLate].slice(0, MOST_SHOWN).map(shown),
    }
  },
)

function shown(j: Judged) {
  const text = (at: Temporal.Instant | null) => at?.toString() ?? null
  return {
    id: j.ticket.id,
    number: j.ticket.number,
    unit: j.ticket.unit,
    assignee: j.ticket.assignee_name,
    start: j.start.toString(),
    done: text(j.done),
    dueNow: text(j.dueNow),
    dueThen: text(j.dueThen),
    lateNow: j.lateNow,
    lateThen: j.lateThen,
  }
}
