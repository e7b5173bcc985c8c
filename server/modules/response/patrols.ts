/** Police patrols in the county town (S6-31). */
import { reachRegion } from '../../core/access.ts'
import { instantText } from '../../core/clock.ts'
import { fail } from '../../core/errors.ts'
import type { Ctx } from '../../core/house.ts'
import { newId } from '../../core/ids.ts'
import { query, verb } from '../../core/verb.ts'
import { able, pathOf, self } from './actor.ts'
import { responseApi } from './contract.ts'
import { responseFail } from './errors.ts'
import * as store from './store-watch.ts'
import { takeBack } from './tell.ts'

const present = (ctx: Ctx, p: store.PatrolRow) => ({
  id: p.id,
  startsAt: instantText(p.starts_at),
  endsAt: instantText(p.ends_at),
  route: p.route,
  leader: p.leader,
  officers: p.officers,
  state: p.state,
  late: p.state === 'planned' && p.ends_at.epochMilliseconds < ctx.now.epochMilliseconds,
  note: p.note,
  incidents: p.incidents,
  closedBy: p.closed_name,
  version: p.version,
})

export const listPatrols = query(
  'response.patrols',
  responseApi['GET /api/regions/:regionId/response/patrols'],
  async (ctx, input) => {
    const path = pathOf(ctx, input.regionId)
    const { rows, total } = await store.patrols(ctx.db, path, input)
    return {
      items: rows.map(p => present(ctx, p)),
      total,
      plans: able(() => reachRegion(ctx.actor, 'patrol.write', path)),
    }
  },
)

async function load(ctx: Ctx, regionId: string, id: string): Promise<store.PatrolRow> {
  const row = await store.patrolById(ctx.db, regionId, id)
  if (row === undefined) throw fail('core.not_found')
  return row
}

export const planPatrol = verb(
  'response.plan_patrol',
  responseApi['POST /api/regions/:regionId/response/patrols'],
  async (ctx, input) => {
    const by = self(ctx)
    const id = newId<'patrol'>(ctx.now.epochMilliseconds)
    const { startsAt, endsAt, route, leader, officers } = input
    const row = { id, regionId: input.regionId, startsAt, endsAt, route, leader, officers }
    await store.insertPatrol(ctx.db, { ...row, by: by.id, name: by.name, at: ctx.now })
    await ctx.audit({ action: 'response.plan_patrol', subject: 'police_patrol', subjectId: id, after: row })
    return present(ctx, await load(ctx, input.regionId, id))
  },
)

export const closePatrol = verb(
  'response.close_patrol',
  responseApi['POST /api/regions/:regionId/response/patrols/:patrolId/close'],
  async (ctx, input) => {
    const row = await load(ctx, input.regionId, input.patrolId)
    if (row.state !== 'planned') throw responseFail('response.patrol_state')
    const { state, note, incidents } = input
    const done = { state, note, incidents, name: self(ctx).name, at: ctx.now }
    if (!(await store.closePatrol(ctx.db, row.id, input.version, done))) throw fail('core.stale')
    await ctx.audit({
      action: 'response.close_patrol',
      subject: 'police_patrol',
      subjectId: row.id,
      after: { state, note, incidents },
    })
    await takeBack(ctx, 'response_patrol', row.id)
    return present(ctx, await load(ctx, input.regionId, row.id))
  },
)
