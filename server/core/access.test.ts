/** Where a role reaches: the tree of regions, organisations, estates, buildings and units (SX-01). */
import { expect, test } from 'vitest'
import { type Actor, type EstatePlace, type Grant, reach, reachRegion } from './access.ts'

const place: EstatePlace = { id: 'e1', paths: ['1/12/7/3/'], organisations: ['o1'] }
const who = (grant: object): Actor => ({
  kind: 'account',
  id: 'a' as never,
  name: '甲',
  sessionId: 's',
  grants: [{ role: 'manager', ...grant } as Grant],
})
const code = (run: () => unknown) => {
  try {
    return run()
  } catch (error) {
    return (error as { code: string }).code
  }
}
const at = (grant: object) => code(() => reach(who(grant), 'gate.read', place))

test.each([
  [{ scope: 'system' }, 'estate'],
  [{ scope: 'region', target: '1/' }, 'estate'],
  [{ scope: 'region', target: '1/12/7/' }, 'estate'],
  [{ scope: 'region', target: '1/12/7/3/' }, 'estate'],
  [{ scope: 'region', target: '1/12/7/3/9/' }, 'core.not_found'],
  [{ scope: 'region', target: '1/12/7/4/' }, 'core.not_found'],
  [{ scope: 'region', target: '1/1/' }, 'core.not_found'],
  [{ scope: 'organisation', target: 'o1' }, 'estate'],
  [{ scope: 'organisation', target: 'o2' }, 'core.not_found'],
  [{ scope: 'estate', target: 'e1' }, 'estate'],
  [{ scope: 'estate', target: 'e2' }, 'core.not_found'],
  [
    { scope: 'building', target: 'b1', estateId: 'e1' },
    { buildings: ['b1'], units: [] },
  ],
  [{ scope: 'building', target: 'b1', estateId: 'e2' }, 'core.not_found'],
  [
    { scope: 'unit', target: 'u1', estateId: 'e1' },
    { buildings: [], units: ['u1'] },
  ],
  [{ scope: 'unit', target: 'u1', estateId: 'e2' }, 'core.not_found'],
])('[SX-01] a role of %o reaches an estate as %o', (grant, reached) => {
  expect(at(grant)).toEqual(reached)
})

test('[SX-01] who reaches an estate without the right is told so; who does not reach it learns not that it is there', () => {
  const guard = { role: 'cleaner', scope: 'estate' }
  expect(code(() => reach(who({ ...guard, target: 'e1' }), 'closure.decide', place))).toBe('core.forbidden')
  expect(code(() => reach(who({ ...guard, target: 'e2' }), 'closure.decide', place))).toBe('core.not_found')
  expect(code(() => reach({ kind: 'nobody' } as Actor, 'gate.read', place))).toBe('core.not_found')
})

test('[SX-01] a region is reached by its own officers and those above it, not by those beside or below', () => {
  const of = (target: string) =>
    code(() => reachRegion(who({ role: 'headquarters', scope: 'region', target }), 'rollup.read', '1/12/7/'))
  expect([of('1/'), of('1/12/'), of('1/12/7/')]).toEqual([undefined, undefined, undefined])
  expect([of('1/12/7/3/'), of('1/12/8/'), of('1/1/')]).toEqual(Array(3).fill('core.not_found'))
})
