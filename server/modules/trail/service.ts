/** The audit log as its readers see it: nothing that stands sealed in a row leaves it here. */
import { Temporal } from 'temporal-polyfill'
import { dayStart } from '../../core/clock.ts'
import { fail } from '../../core/errors.ts'
import { query } from '../../core/verb.ts'
import { deviceName } from '../people/rules.ts'
import { trailApi } from './contract.ts'
import * as store from './store.ts'
import { actName, actsNamed, thingName } from './words.ts'

const isDay = (when: string) => when.length === 10
const beginOf = (when: string) => (isDay(when) ? dayStart(when).toString() : when)
const endOf = (when: string) =>
  isDay(when) ? dayStart(Temporal.PlainDate.from(when).add({ days: 1 })).toString() : when

function present(r: store.TrailStored) {
  return {
    id: r.id,
    at: r.at.toString(),
    actor: r.actor_name,
    actorKind: r.actor_kind,
    action: r.action,
    said: actName(r.action),
    subject: r.subject,
    thing: thingName(r.subject),
    subjectId: r.subject_id,
    reason: r.reason,
    device: r.device && (deviceName(r.device) || r.device),
    before: r.before,
    after: r.after,
    sealed: r.sealed,
    chained: r.chained,
  }
}

/** Who did what in an estate, newest first (SX-03). */
export const readTrail = query(
  'trail.read',
  trailApi['GET /api/estates/:estateId/audit'],
  async (ctx, input) => {
    const { rows, total } = await store.trail(ctx.db, input.estateId, {
      ...input,
      from: input.from && beginOf(input.from),
      until: input.until && endOf(input.until),
      acts: input.q ? actsNamed(input.q) : [],
    })
    const subjects = await store.subjects(ctx.db, input.estateId)
    return { items: rows.map(present), total, subjects: subjects.map(key => ({ key, name: thingName(key) })) }
  },
)

export const readTrailRow = query(
  'trail.row',
  trailApi['GET /api/estates/:estateId/audit/:auditId'],
  async (ctx, input) => {
    const found = await store.trailRow(ctx.db, input.estateId, input.auditId)
    if (found === undefined) throw fail('core.not_found')
    return present(found)
  },
)
