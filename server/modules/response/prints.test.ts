/** The papers of a closure as they are printed, and the lists as files: what stands in them and who may have them. */
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { aSite, close } from '../../../test/gate-factories.ts'
import { actor, testHouse } from '../../../test/harness.ts'
import { aTown, someMembers } from '../../../test/response-factories.ts'
import type { Actor } from '../../core/access.ts'
import { NIL } from '../../core/ids.ts'
import type { PrintBlock, PrintDocument } from '../../core/print.ts'
import { listMembers } from './brigade.ts'
import { nameInRegion } from './duty.ts'
import { confirmCommunity, confirmForestry, proposeGrouping } from './grouping.ts'
import { lists } from './lists.ts'
import { prints } from './prints.ts'
import { addTask, finishTask } from './tasks.ts'

const t = await testHouse()

function printed(key: string, who: Actor, asked: object): Promise<PrintDocument> {
  const def = prints.find(p => p.key === key)
  if (def === undefined) throw new Error(`no document ${key}`)
  return def.document(t.ctx(who), asked)
}

const words = (blocks: PrintBlock[]) => JSON.stringify(blocks)

test('[S6-30] [SX-04] the grouping sheet names each group, its leader, members and estates, with room for both seals', async () => {
  const w = await aTown(t)
  await someMembers(t, w, 4)
  const at = { regionId: w.neighbourhood }
  const { items } = await listMembers(t.ctx(w.officer), at)
  const ids = items.map(m => m.id)
  const groups = [
    { name: '一组', leaderId: ids[0]!, memberIds: ids, estateIds: [w.managed, w.self, w.abandoned] },
  ]
  await proposeGrouping(t.ctx(w.officer), { ...at, groups, revision: 0 })
  await confirmCommunity(t.ctx(w.officer), { ...at, revision: 1 })
  await confirmForestry(t.ctx(w.forestry), { ...at, revision: 2 })
  const sheet = await printed('response.grouping', w.forestry, at)
  expect(sheet).toMatchObject({ title: '扑火队员编组表', unit: '测试社区' })
  const text = words(sheet.blocks)
  for (const said of ['一组', '队员甲（PH-001）', '弃管小区', '社区小李', '林业局', '双方已确认'])
    expect(text).toContain(said)
  expect(sheet.blocks.at(-1)).toMatchObject({ kind: 'signatures', places: [{ seal: true }, { seal: true }] })
  const far = await aTown(t)
  await expect(printed('response.grouping', far.officer, at)).rejects.toMatchObject({
    code: 'core.not_found',
  })
})

test('[S6-17] [S6-27] the list of responsibility is printed with its sums, and as a file gives no other region', async () => {
  const w = await aTown(t)
  const at = { regionId: w.neighbourhood }
  await nameInRegion(t.ctx(w.town), {
    ...at,
    kind: 'county_leader',
    holder: '王县长',
    office: '副县长',
    from: '2026-03-02',
  })
  const sheet = await printed('response.duty', w.officer, at)
  const text = words(sheet.blocks)
  for (const said of ['王县长', '小区4个', '应配扑火队员3个，已配0个', '无人负责'])
    expect(text).toContain(said)
  const def = lists.find(l => l.key === 'response.duty')
  const rows = async (who: Actor) => {
    const out = []
    for await (const cells of def!.cells(t.ctx(who), { ...at, estateId: NIL })) out.push(cells)
    return out
  }
  expect(await rows(w.officer)).toHaveLength(4)
  const far = await aTown(t)
  await expect(rows(far.officer)).rejects.toMatchObject({ code: 'core.not_found' })
})

test('[S6-14] [S6-16] the fencing record has unit, times, material, cost in yuan and the photo', async () => {
  const w = await aTown(t)
  const task = await addTask(t.ctx(w.bureau), {
    estateId: w.self,
    kind: 'fence',
    title: '西侧围挡',
    dueOn: '2026-03-03',
    organisation: '县住建局',
  })
  const bytes = await sharp({ create: { width: 8, height: 8, channels: 3, background: '#a33' } })
    .jpeg()
    .toBuffer()
  const at = { estateId: w.self, taskId: task.id }
  await finishTask(t.ctx(actor('guard', 'estate', w.self)), {
    ...at,
    minutes: 50,
    material: '彩钢板',
    cost: 128_050,
    upload: { filename: 'a.jpg', mediaType: 'image/jpeg', bytes },
  })
  const sheet = await printed('response.task', w.bureau, at)
  const text = words(sheet.blocks.filter(b => b.kind !== 'image'))
  for (const said of ['自管小区', '县住建局', '彩钢板', '1280.50', '50']) expect(text).toContain(said)
  expect(sheet.blocks.filter(b => b.kind === 'image')).toHaveLength(1)
})

test('[S6-01] [S6-15] [K14] the decision and the register of entrances are printed', async () => {
  const site = await aSite(t)
  const closure = await close(t, site)
  const head = actor('headquarters', 'region', site.regions.paths.district)
  const at = { estateId: site.estateId }
  const paper = await printed('response.decision', head, { ...at, closureId: closure.id })
  expect(paper.number).toMatch(/防控〔2026〕/)
  expect(words(paper.blocks)).toContain('全县住宅小区')
  const register = words((await printed('response.entrances', head, at)).blocks)
  for (const said of ['北门', '南门', '封闭（应急出口）', '只保留一个出入口'])
    expect(register).toContain(said)
})
