/** Responsibility on a real database: leaders with dates, the parties of each estate, the list of gaps, and who may see it. */
import { expect, test } from 'vitest'
import { anAccount } from '../../../test/factories.ts'
import { actor, testHouse } from '../../../test/harness.ts'
import { aTown, bringIn, someMembers, type Town } from '../../../test/response-factories.ts'
import { checkIn } from '../roster/presence.ts'
import { createPost } from '../roster/service.ts'
import { freeVehicle, giveVehicle, listMembers, listVehicles } from './brigade.ts'
import { estateDuty, listDuties, nameAtEstate, nameInRegion, regionDuty } from './duty.ts'
import {
  confirmCommunity,
  confirmForestry,
  getGrouping,
  listGroupings,
  proposeGrouping,
  returnGrouping,
} from './grouping.ts'

const t = await testHouse()
const today = '2026-03-02'

test('[S6-17] [S6-18] [S6-19] a neighbourhood has a county leader and a cadre, the town main responsibility, each with dates', async () => {
  const w = await aTown(t)
  const name = (kind: 'county_leader' | 'section_cadre' | 'main', holder: string, from = today) =>
    nameInRegion(t.ctx(w.town), {
      regionId: w.neighbourhood,
      kind,
      holder,
      office: '副县长',
      from,
      phone: '13812345678',
    })
  const lacking = async () =>
    (await regionDuty(t.ctx(w.headquarters), { regionId: w.regions.subdistrict })).children[0]?.lacking
  expect(await lacking()).toEqual(['county_leader', 'section_cadre'])
  await name('county_leader', '王县长')
  await expect(name('main', '张镇长')).rejects.toMatchObject({ code: 'response.wrong_level' })
  await nameInRegion(t.ctx(w.town), {
    regionId: w.regions.subdistrict,
    kind: 'main',
    holder: '张镇长',
    office: '奇克镇镇长',
    from: today,
  })
  const above = await regionDuty(t.ctx(w.headquarters), { regionId: w.regions.subdistrict })
  expect(above.holders).toMatchObject([{ kind: 'main', holder: '张镇长' }])
  expect(above.children).toMatchObject([
    {
      id: w.neighbourhood,
      holders: [{ holder: '王县长', phone: '138****5678' }],
      lacking: ['section_cadre'],
    },
  ])
  // the next leader begins the day after: until then the first one holds, and stays in the history
  await name('county_leader', '李县长', '2026-03-03')
  expect((await regionDuty(t.ctx(w.officer), { regionId: w.neighbourhood })).holders[0]).toMatchObject({
    holder: '王县长',
    until: '2026-03-03',
  })
  await expect(name('county_leader', '赵县长', '2026-03-01')).rejects.toMatchObject({
    code: 'response.duty_before',
  })
})

test('[S6-25] [S6-26] [S6-28] [S6-29] [S6-44] each estate shows its parties, who answers for each, and is red until somebody does', async () => {
  const w = await aTown(t)
  const list = () => listDuties(t.ctx(w.officer), { regionId: w.neighbourhood })
  const before = await list()
  expect(before.items.map(e => e.state)).toEqual(['nobody', 'nobody', 'nobody', 'nobody'])
  const of = async (id: string) => (await list()).items.find(e => e.id === id)
  expect((await of(w.court))?.parties.map(p => [p.kind, p.main, p.organisation !== null])).toEqual([
    ['subject_unit', true, true],
  ])
  expect((await of(w.abandoned))?.parties.map(p => p.kind)).toEqual(['brigade'])
  const name = (estateId: string, party: 'subject_unit' | 'company' | 'self' | 'neighbourhood') =>
    nameAtEstate(t.ctx(w.officer), { estateId, party, holder: '刘主任', office: '办公室主任', from: today })
  await expect(name(w.abandoned, 'company')).rejects.toMatchObject({ code: 'response.not_a_party' })
  await name(w.court, 'subject_unit')
  await name(w.managed, 'company')
  await name(w.managed, 'neighbourhood')
  expect(await of(w.court)).toMatchObject({ state: 'full' })
  // the company is named, the brigade's part is still open
  expect(await of(w.managed)).toMatchObject({ state: 'part' })
  expect((await of(w.managed))?.parties.map(p => [p.kind, p.missing])).toEqual([
    ['company', false],
    ['brigade', true],
    ['neighbourhood', false],
  ])
  const red = await listDuties(t.ctx(w.officer), { regionId: w.neighbourhood, state: 'nobody' })
  expect(red.items.map(e => e.id).sort()).toEqual([w.self, w.abandoned].sort())
  expect((await estateDuty(t.ctx(w.officer), { estateId: w.court })).parties[0]?.holder?.holder).toBe(
    '刘主任',
  )
})

test('[S6-26] an account of a subject unit checks in at the posts of its own estate and finds no other', async () => {
  const w = await aTown(t)
  const post = (estateId: string) =>
    createPost(t.ctx(actor('manager', 'estate', estateId)), {
      estateId,
      kind: 'gate',
      name: '东门岗',
      party: 'subject_unit',
      covers: [{ from: 420, until: 1260 }],
    })
  const own = await post(w.court)
  const other = await post(w.managed)
  const clerk = {
    ...(await anAccount(t, w.court, { role: 'subject_unit' })).actor,
    grants: actor('subject_unit', 'organisation', w.unit).grants,
  }
  const here = await checkIn(t.ctx(clerk), { estateId: w.court, postId: own.id })
  expect(here.present.map(p => p.accountId)).toEqual([clerk.id])
  await expect(checkIn(t.ctx(clerk), { estateId: w.managed, postId: other.id })).rejects.toMatchObject({
    code: 'core.not_found',
  })
})

test('[S6-12] members come in from a table, the same file again changes nothing, phones are masked; another county’s brigade is refused', async () => {
  const w = await aTown(t)
  const first = await someMembers(t, w, 300)
  expect(first.outcomes.filter(o => 'did' in o && o.did === 'created')).toHaveLength(300)
  const list = await listMembers(t.ctx(w.officer), { regionId: w.neighbourhood, limit: 500 })
  expect(list).toMatchObject({ all: 300, assigned: 0, total: 300 })
  expect(list.items[0]).toMatchObject({ number: 'PH-001', phone: '138****0000' })
  const header = ['大队', '编号', '姓名']
  const again = await bringIn(t, 'response.members', w.forestry, header, [
    [w.brigadeName, 'PH-001', '队员甲'],
    [w.brigadeName, 'PH-002', '新名字'],
  ])
  expect(again.outcomes.map(o => ('did' in o ? o.did : o.errors[0]?.code))).toEqual(['same', 'updated'])
  const far = await aTown(t)
  const wrong = await bringIn(t, 'response.members', far.forestry, header, [
    [w.brigadeName, 'PH-900', '外人'],
  ])
  expect(wrong.outcomes).toMatchObject([{ errors: [{ code: 'brigade.unknown' }] }])
})

async function plan(w: Town) {
  await someMembers(t, w, 6)
  const { items } = await listMembers(t.ctx(w.officer), { regionId: w.neighbourhood })
  const ids = items.map(m => m.id)
  return [
    { name: '一组', leaderId: ids[0]!, memberIds: ids.slice(0, 3), estateIds: [w.managed, w.self] },
    { name: '二组', leaderId: ids[3]!, memberIds: ids.slice(3, 5), estateIds: [w.abandoned] },
  ]
}

test('[S6-27] [S6-30] groups hold only when the neighbourhood and the forestry bureau both confirmed; a change needs both again', async () => {
  const w = await aTown(t)
  const groups = await plan(w)
  const at = { regionId: w.neighbourhood }
  const propose = (list: typeof groups, revision: number) =>
    proposeGrouping(t.ctx(w.officer), { ...at, groups: list, revision })
  const partly = await propose(groups.slice(0, 1), 0)
  expect(partly.without.map(e => e.id)).toEqual([w.abandoned])
  await expect(confirmCommunity(t.ctx(w.officer), { ...at, revision: 1 })).rejects.toMatchObject({
    code: 'response.grouping_incomplete',
  })
  await propose(groups, 1)
  const half = await confirmCommunity(t.ctx(w.officer), { ...at, revision: 2 })
  expect(half).toMatchObject({ state: 'open', community: { by: '社区小李' }, forestry: null })
  // nobody stands anywhere while one side is missing
  const sums = async () => (await regionDuty(t.ctx(w.officer), at)).figures
  expect(await sums()).toMatchObject({ brigadeNeeded: 3, brigadeThere: 0 })
  // what is changed now takes the first confirmation back
  const changed = await propose([...groups].reverse(), half.revision)
  expect(changed.community).toBeNull()
  const given = await returnGrouping(t.ctx(w.forestry), {
    ...at,
    revision: changed.revision,
    reason: '一组人太多',
  })
  expect(given.returned).toMatchObject({ by: '林业局', reason: '一组人太多' })
  await confirmForestry(t.ctx(w.forestry), { ...at, revision: given.revision })
  const agreed = await confirmCommunity(t.ctx(w.officer), { ...at, revision: given.revision + 1 })
  expect(agreed).toMatchObject({ state: 'agreed', version: 1 })
  expect(await sums()).toMatchObject({ brigadeNeeded: 3, brigadeThere: 3 })
  const red = await listDuties(t.ctx(w.officer), { ...at, state: 'nobody' })
  expect(red.items.map(e => e.id)).toEqual([w.court])

  // a new version leaves the old one standing until both confirm, then who left is history with his last day
  const next = [{ ...groups[0]!, memberIds: groups[0]!.memberIds.slice(0, 2) }, groups[1]!]
  const second = await propose(next, 0)
  expect((await getGrouping(t.ctx(w.officer), at)).agreed?.version).toBe(1)
  t.clock.advance({ hours: 1 })
  await confirmCommunity(t.ctx(w.officer), { ...at, revision: second.revision })
  await confirmForestry(t.ctx(w.forestry), { ...at, revision: second.revision + 1 })
  const { brigade } = await estateDuty(t.ctx(w.officer), { estateId: w.managed })
  expect(brigade.map(b => [b.group, b.leads, b.until === null])).toEqual([
    ['一组', true, true],
    ['一组', false, true],
    ['一组', false, false],
  ])
  expect((await listGroupings(t.ctx(w.forestry), { regionId: w.regions.district })).items).toMatchObject([
    { needed: 3, assigned: 3, members: 4, agreed: 2, open: null },
  ])
})

test('[S6-30] the neighbourhood cannot confirm for the bureau, nor the bureau propose; a member of another neighbourhood is named', async () => {
  const w = await aTown(t)
  const groups = await plan(w)
  const at = { regionId: w.neighbourhood }
  await proposeGrouping(t.ctx(w.officer), { ...at, groups, revision: 0 })
  await expect(confirmForestry(t.ctx(w.officer), { ...at, revision: 1 })).rejects.toMatchObject({
    code: 'core.forbidden',
  })
  await expect(proposeGrouping(t.ctx(w.forestry), { ...at, groups, revision: 1 })).rejects.toMatchObject({
    code: 'core.forbidden',
  })
  const far = await aTown(t)
  await expect(getGrouping(t.ctx(far.officer), at)).rejects.toMatchObject({ code: 'core.not_found' })
  await expect(
    proposeGrouping(t.ctx(w.officer), {
      ...at,
      groups: [{ ...groups[0]!, estateIds: [far.managed] }],
      revision: 1,
    }),
  ).rejects.toMatchObject({ code: 'response.estate_outside' })
})

test('[S6-13] 70 vehicles are registered and given to a group or an estate with dates, each to one place at a time', async () => {
  const w = await aTown(t)
  const rows = Array.from({ length: 70 }, (_, i) => [w.brigadeName, `黑N${10_000 + i}`, '运兵车', '12'])
  const header = ['大队', '车牌号', '车型', '座位数']
  await bringIn(t, 'response.vehicles', w.forestry, header, rows)
  const at = { regionId: w.neighbourhood }
  const list = () => listVehicles(t.ctx(w.officer), { ...at, limit: 100 })
  expect(await list()).toMatchObject({ all: 70, used: 0 })
  const [first] = (await list()).items
  const vehicleId = first!.id
  const use = () =>
    giveVehicle(t.ctx(w.officer), { ...at, vehicleId, estateId: w.abandoned, driver: '老周', from: today })
  await use()
  await expect(use()).rejects.toMatchObject({ code: 'response.vehicle_busy' })
  expect((await list()).items.find(v => v.id === vehicleId)?.use).toMatchObject({
    place: '弃管小区',
    from: today,
  })
  await freeVehicle(t.ctx(w.officer), { ...at, vehicleId, until: today })
  expect((await list()).used).toBe(0)
  // a brigade of another county is not in the list at all
  const far = await aTown(t)
  expect((await listVehicles(t.ctx(far.officer), { regionId: far.neighbourhood })).all).toBe(0)
})
