/** S1-41: inquiries answered at once and later, both measured; S1-47: times agreed past the rule, listed. */
import { Temporal } from 'temporal-polyfill'
import type { z } from 'zod'
import { dayStart } from '../../core/clock.ts'
import { query } from '../../core/verb.ts'
import { deskApi } from './contract.ts'
import type { Answers } from './contract-shapes.ts'
import { rate } from './measures.ts'
import { rulesOf } from './rulebook.ts'
import { beyond, type Counted, counted } from './store-answers.ts'

type Out = z.input<typeof Answers>
const share = (count: number, of: number) => {
  const { basisPoints } = rate(count, of)
  return { count, of, basisPoints }
}

function rowOf(c: Counted): Out['rows'][number] {
  return {
    class: c.class,
    total: c.total,
    atOnce: share(c.at_once, c.total),
    laterInTime: share(c.in_time, c.total),
    late: share(c.late, c.total),
    open: c.open,
  }
}

export const answers = query(
  'desk.answers',
  deskApi['GET /api/estates/:estateId/desk/answers'],
  async (ctx, input) => {
    const { zone } = (await rulesOf(ctx.house, input.estateId, ctx.now)).cal
    const first = Temporal.PlainYearMonth.from(input.month).toPlainDate({ day: 1 })
    const from = dayStart(first, zone)
    const to = dayStart(first.add({ months: 1 }), zone)
    const rows = await counted(ctx.db, input.estateId, from, to, ctx.now)
    const sum = (key: 'total' | 'at_once' | 'in_time' | 'late' | 'open') =>
      rows.reduce((n, r) => n + r[key], 0)
    const all: Counted = {
      class: '',
      total: sum('total'),
      at_once: sum('at_once'),
      in_time: sum('in_time'),
      late: sum('late'),
      open: sum('open'),
    }
    return {
      rows: [...rows, all].map(rowOf),
      beyond: (await beyond(ctx.db, input.estateId, from, to)).map(({ due_at, unit, ...b }) => ({
        ...b,
        unit: unit as Out['beyond'][number]['unit'],
        dueAt: due_at?.toString() ?? null,
      })),
    }
  },
)
