/** A small town for the tests of organising a closure: four estates of every kind, a brigade, an officer of each level. */
import { NIL } from '../server/core/ids.ts'
import type { RegisteredImport, RowOutcome } from '../server/core/transfer.ts'
import { within } from '../server/core/within.ts'
import { createEstate } from '../server/modules/estate/service.ts'
import { createOrganisation } from '../server/modules/estate/service-organisations.ts'
import { imports } from '../server/modules/response/imports.ts'
import { aRegion } from './factories.ts'
import { actor, system, type TestHouse } from './harness.ts'

let towns = 0

export async function aTown(t: TestHouse) {
  const regions = await aRegion(t)
  const { district, neighbourhood, paths } = regions
  const n = ++towns
  const organisation = async (
    kind: 'company' | 'subject_unit' | 'brigade',
    name: string,
    more: { staffCount?: number; vehicleCount?: number } = {},
  ) =>
    (await createOrganisation(t.ctx(system), { kind, name: `${name}${n}`, regionId: district, ...more })).id
  const company = await organisation('company', '安和物业', { staffCount: 30 })
  const unit = await organisation('subject_unit', '县法院')
  const brigade = await organisation('brigade', '县扑火大队', { staffCount: 300, vehicleCount: 70 })
  const estate = async (name: string, more: object) =>
    (await createEstate(t.ctx(system), { regionId: neighbourhood, name, ...more })).id
  return {
    regions,
    neighbourhood,
    paths,
    company,
    unit,
    brigade,
    brigadeName: `县扑火大队${n}`,
    managed: await estate('物业小区', { care: 'company', companyId: company }),
    self: await estate('自管小区', { care: 'self_managed' }),
    abandoned: await estate('弃管小区', { care: 'abandoned' }),
    court: await estate('法院家属院', { care: 'abandoned', subjectUnitId: unit }),
    officer: { ...actor('neighbourhood_officer', 'region', paths.neighbourhood), name: '社区小李' },
    town: { ...actor('subdistrict_officer', 'region', paths.subdistrict), name: '镇长' },
    bureau: { ...actor('bureau_officer', 'region', paths.district), name: '住建局' },
    forestry: { ...actor('forestry_officer', 'region', paths.district), name: '林业局' },
    headquarters: { ...actor('headquarters', 'region', paths.district), name: '指挥部' },
    police: { ...actor('police', 'region', paths.district), name: '公安局' },
  }
}
export type Town = Awaited<ReturnType<typeof aTown>>

/** Runs a table through an import as the transfer room does. */
export async function bringIn(
  t: TestHouse,
  key: string,
  who: Town['forestry'],
  header: string[],
  rows: string[][],
) {
  const def = imports.find(i => i.key === key) as RegisteredImport
  const begun = def.begin(def.suggest(header))
  begun.read(rows.map((cells, at) => ({ line: at + 2, cells })))
  let outcomes: RowOutcome[] = []
  await within(t.ctx(who), async ctx => {
    outcomes = await begun.save(ctx, NIL, 0, begun.good.length)
  })
  return { bad: begun.bad, outcomes }
}

/** Members PH-001 … of the town's brigade. */
export async function someMembers(t: TestHouse, town: Town, count: number) {
  const rows = Array.from({ length: count }, (_, i) => [
    town.brigadeName,
    `PH-${String(i + 1).padStart(3, '0')}`,
    `队员${'甲乙丙丁戊己庚辛壬癸'[i % 10]}`,
    '一中队',
    `138${String(10_000_000 + i)}`,
  ])
  return bringIn(t, 'response.members', town.forestry, ['大队', '编号', '姓名', '中队', '电话'], rows)
}
