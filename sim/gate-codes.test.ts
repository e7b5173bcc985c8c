import { expect, test } from 'vitest'
import { myKeys } from '../server/modules/gate/service-key.ts'
import { listParcels } from '../server/modules/gate/service-parcel.ts'
import { listPasses } from '../server/modules/gate/service-pass.ts'
import { inside } from '../server/modules/gate/service-passage.ts'
import { listPermits } from '../server/modules/gate/service-permit.ts'
import { aUnit } from '../test/factories.ts'
import { aSite, close } from '../test/gate-factories.ts'
import { actor, testHouse } from '../test/harness.ts'
import type { MadeHousehold } from './households.ts'
import { loadGateCodes } from './load/gate-codes.ts'
import { makePerson } from './people.ts'
import { random } from './random.ts'

const t = await testHouse()

/** An estate of twenty homes under closure, filled at a local time of 2 March. */
async function filled(at: string) {
  t.clock.set(`2026-03-02T${at}:00+08:00`)
  const site = await aSite(t)
  await close(t, site)
  const { estateId, gateId } = site
  const r = random('codes')
  const households: MadeHousehold[] = []
  let unitId = ''
  for (let i = 0; i < 20; i++) {
    const id = await aUnit(t, estateId, `1-1-${101 + i}`)
    if (i === 0) unitId = id
    const unit = { building: '1', section: '1', number: String(101 + i), floor: 1, area: 8000 }
    households.push({
      ...{ unit: { ...unit, use: 'home', occupied: true }, ownerLivesHere: true, lessee: undefined },
      ...{ owner: makePerson(r, [30, 60]), members: [], plates: [] },
    })
  }
  const owner = actor('owner', 'unit', unitId, estateId)
  const world = { house: t.house, r, now: t.clock.now(), town: actor('manager', 'estate', estateId) }
  const made = await loadGateCodes(
    { ...world, say: () => {} },
    {
      ...{ estateId, gateId, households },
      manager: actor('manager', 'estate', estateId),
      desk: actor('front_desk', 'estate', estateId),
      guard: site.guard,
      owner: { actor: owner, home: households[0]! },
    },
  )
  return { estateId, made, owner, desk: actor('manager', 'estate', estateId) }
}

test.each(['17:00', '02:30', '07:40'])(
  'the demo’s entrance has passes, codes, a quota partly used and parcels in it when it is filled at %s',
  async at => {
    const { estateId, made, owner, desk } = await filled(at)
    const here = { estateId }
    const permits = await listPermits(t.ctx(desk), { ...here, limit: 200 })
    expect(permits.items.filter(p => p.state === 'lost')).toHaveLength(1)
    expect(permits.rule.outings).toBe(2)
    const mine = await myKeys(t.ctx(owner), here)
    expect(mine.permits).toMatchObject([{ kind: 'household', state: 'live' }])
    expect(mine.quotas).toMatchObject([{ unit: '1-1-101', used: 1, outings: 2 }])
    const used = await t.pool.query(
      'SELECT count(*)::int AS n FROM gate_outing WHERE estate_id = $1 GROUP BY whose ORDER BY n',
      [estateId],
    )
    expect(used.rows.map(x => x.n)).toEqual([1, 2])
    const passes = (await listPasses(t.ctx(desk), here)).items
    expect(passes.filter(p => p.issuedAs === 'resident')).toHaveLength(2)
    expect(new Set(passes.map(p => p.issuedAs))).toEqual(new Set(['resident', 'desk', 'guard']))
    const byDay = at === '17:00'
    expect(passes.filter(p => p.used > 0)).toHaveLength(byDay ? 1 : 0)
    const { items } = await inside(t.ctx(desk), here)
    expect(items.filter(p => p.kind === 'visitor')).toHaveLength(byDay ? 1 : 0)
    const waiting = await listParcels(t.ctx(desk), { ...here, state: 'waiting' })
    expect([waiting.total, waiting.items.filter(p => p.late).length]).toEqual([5, 1])
    expect(made).toBe(permits.total + passes.length + 7)
    const refused = await t.pool.query(
      "SELECT refusal FROM passage WHERE estate_id = $1 AND outcome = 'refused'",
      [estateId],
    )
    expect(refused.rows).toEqual([])
  },
)
