/** The dissuasion record as paper: what stands in it and who may have it. */
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { aHousehold, anAccount, anEstate } from '../../../test/factories.ts'
import { actor, testHouse } from '../../../test/harness.ts'
import { toPdf } from '../../core/print-pdf.ts'
import { keepPhoto } from '../files/service.ts'
import * as conduct from './conduct.ts'
import { conductSheet } from './conduct-sheet.ts'

const t = await testHouse()

test('[SX-04] [S7-17] the dissuasion record says who, where, when, what, by whom and with what result, with room to sign', async () => {
  t.clock.set('2026-03-02T22:40:00+08:00')
  const e = await anEstate(t)
  const h = await aHousehold(t, e.id)
  const staff = async (role: 'guard' | 'manager') => (await anAccount(t, e.id, { role })).actor
  const [guard, manager] = [await staff('guard'), await staff('manager')]
  const estateId = e.id
  const bytes = await sharp({ create: { width: 40, height: 30, channels: 3, background: '#a33' } })
    .jpeg()
    .toBuffer()
  const photo = await keepPhoto(t.ctx(guard), {
    estateId,
    purpose: 'conduct',
    upload: { filename: 'a.jpg', mediaType: 'image/jpeg', bytes },
  } as never)
  const made = await conduct.recordConduct(t.ctx(guard), {
    estateId,
    kind: 'fire_passage',
    room: '1-2-301',
    who: '租客的朋友',
    what: '杂物堵住消防通道，要求当晚清走',
    place: '1 栋 2 单元楼道',
    result: 'refused',
    resultNote: '称明天再搬',
    photoId: photo.id,
  })
  const at = { estateId, conductId: made.id }
  await conduct.enterReply(t.ctx(manager), { ...at, text: '来前台说明：已联系搬走' })
  await conduct.reportConduct(t.ctx(manager), {
    ...at,
    toWhom: 'fire',
    toName: '消防救援站',
    text: '占用消防通道，不听劝阻',
  })
  const doc = await conductSheet.document(t.ctx(manager), at)
  expect(doc).toMatchObject({ title: '劝阻记录', date: '2026-03-02' })
  const facts = Object.fromEntries(
    doc.blocks.flatMap(b => (b.kind === 'keyValues' ? b.items.map(i => [i.label, i.value]) : [])),
  )
  expect(facts).toMatchObject({
    行为: '占用消防通道',
    房号: '1-2-301',
    当事人: '租客的朋友',
    发生时间: '2026-03-02 22:40',
    地点: '1 栋 2 单元楼道',
    劝阻登记人: guard.name,
    劝阻结果: '不听劝阻',
    结果说明: '称明天再搬',
    住户说明: `来前台说明：已联系搬走（${manager.name} 代录）`,
  })
  expect(doc.blocks).toContainEqual(
    expect.objectContaining({ kind: 'paragraph', text: '杂物堵住消防通道，要求当晚清走' }),
  )
  expect(doc.blocks.flatMap(b => (b.kind === 'table' ? b.rows : []))).toContainEqual([
    '2026-03-02 22:40',
    '消防 消防救援站',
    '占用消防通道，不听劝阻',
    manager.name,
  ])
  expect(doc.blocks.filter(b => b.kind === 'image')).toHaveLength(1)
  const places = doc.blocks.flatMap(b => (b.kind === 'signatures' ? b.places : []))
  expect(places.map(p => p.label)).toEqual(['劝阻人', '当事人', '见证人', '物业服务企业'])
  expect((await toPdf(doc)).missing).toEqual([])
  const english = await conductSheet.document({ ...t.ctx(manager), lang: 'en' }, at)
  expect([english.title, JSON.stringify(english.blocks).includes('Would not listen')]).toEqual([
    'Record of dissuasion',
    true,
  ])

  const status = async (who: Parameters<typeof t.http>[0]) =>
    (await t.http(who, 'GET', `/api/prints/conduct-record?estateId=${estateId}&conductId=${made.id}`))
      .statusCode
  expect(await status(manager)).toBe(200)
  expect(await status(actor('owner', 'unit', h.unitId, estateId))).toBe(403)
  const far = await anEstate(t)
  expect(await status((await anAccount(t, far.id, { role: 'manager' })).actor)).toBe(404)
})
