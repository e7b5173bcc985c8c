/** The guide, the covenant and improper conduct on a real database. */
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { aHousehold, anAccount, anEstate } from '../../../test/factories.ts'
import { actor, system, testHouse } from '../../../test/harness.ts'
import { makeCtx } from '../../core/house.ts'
import { keepPhoto } from '../files/service.ts'
import { linkPhone, newAccount } from '../people/accounts.ts'
import * as conduct from './conduct.ts'
import { allowedActs, mustReport } from './conduct-rules.ts'
import * as covenant from './covenant.ts'

const t = await testHouse()
let names = 0

async function signedIn(estateId: string, unitId: string, phone: string, role: 'owner' | 'lessee') {
  const username = `yezhu${++names}`
  const id = await t.house.db.transaction().execute(async tx => {
    const ctx = makeCtx(t.house, { actor: system }).on(tx)
    const made = await newAccount(ctx, {
      username,
      name: username,
      password: 'kite-river-2718',
      mustChange: false,
    })
    await linkPhone(ctx, made, phone)
    return made
  })
  return { ...actor(role, 'unit', unitId, estateId), id }
}

/** An estate with a let home: owner and lessee on their phones, a guard, a manager, the desk. */
async function aPlace() {
  const e = await anEstate(t)
  const h = await aHousehold(t, e.id, { lease: true })
  const staff = async (role: 'guard' | 'manager' | 'front_desk' | 'office') =>
    (await anAccount(t, e.id, { role })).actor
  return {
    estateId: e.id,
    unitId: h.unitId,
    owner: await signedIn(e.id, h.unitId, h.owner.phone ?? '', 'owner'),
    lessee: await signedIn(e.id, h.unitId, h.other.phone ?? '', 'lessee'),
    guard: await staff('guard'),
    manager: await staff('manager'),
    desk: await staff('front_desk'),
  }
}

const body = '一、不得占用消防通道。二、不得高空抛物。三、装修须事先申报并按时施工。'

async function aText(x: Awaited<ReturnType<typeof aPlace>>, kind: 'guide' | 'covenant', decision?: string) {
  const { estateId } = x
  const made = await covenant.writeText(t.ctx(x.manager), { estateId, kind, title: '文本', body, decision })
  return covenant.publishText(t.ctx(x.manager), { estateId, textId: made.id })
}

test('[S7-25] the guide to correct use is published, and each home’s receipt is recorded, on the phone or on paper', async () => {
  const x = await aPlace()
  const { estateId, unitId } = x
  await aHousehold(t, estateId, { label: '1-2-302' })
  const text = await aText(x, 'guide')
  expect(text).toMatchObject({ version: 1, current: true, receipts: { done: 0, of: 2 } })
  await covenant.acknowledge(t.ctx(x.lessee), { estateId, textId: text.id, unitId })
  await expect(
    covenant.acknowledge(t.ctx(x.owner), { estateId, textId: text.id, unitId }),
  ).rejects.toMatchObject({
    code: 'covenant.received',
  })
  const seen = await covenant.listTexts(t.ctx(x.lessee), { estateId })
  expect(seen.items).toMatchObject([
    { kind: 'guide', receipts: null, mine: [{ unit: '1-2-301', at: expect.any(String) }] },
  ])
  const missing = () => covenant.listReceipts(t.ctx(x.manager), { estateId, textId: text.id })
  expect((await missing()).items.map(r => r.unit)).toEqual(['1-2-302'])
  const paper = { estateId, textId: text.id, room: '1栋2单元302', name: '林晓燕' }
  expect(await covenant.enterReceipt(t.ctx(x.desk), paper)).toMatchObject({
    unit: '1-2-302',
    channel: 'paper',
  })
  expect((await missing()).total).toBe(0)
  await expect(covenant.enterReceipt(t.ctx(x.desk), { ...paper, room: '9-9-999' })).rejects.toMatchObject({
    code: 'conduct.room',
  })
})

test('[S7-26] the covenant holds by the owners’ decision, is acknowledged per home by its owner, and a new version asks again', async () => {
  const x = await aPlace()
  const { estateId, unitId } = x
  await expect(aText(x, 'covenant')).rejects.toMatchObject({ code: 'covenant.decision' })
  const first = await aText(x, 'covenant', '2026 年第一次业主大会决定')
  await expect(
    covenant.acknowledge(t.ctx(x.lessee), { estateId, textId: first.id, unitId }),
  ).rejects.toMatchObject({ code: 'core.forbidden' })
  await covenant.acknowledge(t.ctx(x.owner), { estateId, textId: first.id, unitId })
  await expect(covenant.publishText(t.ctx(x.manager), { estateId, textId: first.id })).rejects.toMatchObject({
    code: 'covenant.published',
  })
  const broken = await conduct.recordConduct(t.ctx(x.guard), {
    estateId,
    kind: 'pets',
    room: '1-2-301',
    what: '遛狗不牵绳',
    result: 'promised',
    article: '第五条',
  })
  const second = await aText(x, 'covenant', '2026 年第二次业主大会决定')
  expect(second).toMatchObject({ version: 2, receipts: { done: 0, of: 1 } })
  await expect(
    covenant.acknowledge(t.ctx(x.owner), { estateId, textId: first.id, unitId }),
  ).rejects.toMatchObject({ code: 'covenant.not_current' })
  // the breach stays with the version that held when it was recorded
  expect(await conduct.getConduct(t.ctx(x.manager), { estateId, conductId: broken.id })).toMatchObject({
    article: '第五条',
    covenantVersion: 1,
  })
  const stranger = await aPlace()
  await expect(
    covenant.acknowledge(t.ctx(stranger.owner), { estateId, textId: second.id, unitId }),
  ).rejects.toMatchObject({ code: 'core.not_found' })
})

test('[S7-17] dissuasion is recorded with who, what, when and result; the third time must be reported before it is closed', async () => {
  const x = await aPlace()
  const { estateId } = x
  const record = (happenedAt: string, more: Partial<Parameters<typeof conduct.recordConduct>[1]> = {}) =>
    conduct.recordConduct(t.ctx(x.guard), {
      estateId,
      kind: 'noise',
      room: '1-2-301',
      what: '夜间大声播放音乐',
      result: 'stopped',
      happenedAt,
      ...more,
    })
  const now = t.clock.now()
  const ago = (months: number, ms = 0) =>
    now
      .toZonedDateTimeISO('Asia/Shanghai')
      .subtract({ months })
      .toInstant()
      .add({ milliseconds: ms })
      .toString()
  // a year and a millisecond ago no longer counts; a year ago to the millisecond does
  expect(await record(ago(12, -1))).toMatchObject({ repeatNo: 1 })
  const second = await record(ago(1))
  expect(second).toMatchObject({ repeatNo: 2, reportDue: false })
  const third = await record(now.toString())
  expect(third).toMatchObject({ repeatNo: 2, reportDue: false })
  expect(await record(ago(12))).toMatchObject({ repeatNo: 2 })
  const fourth = await record(now.toString(), { result: 'refused' })
  expect(fourth).toMatchObject({ repeatNo: 3, reportDue: true })
  const told = await t.pool.query(
    `SELECT name, title FROM message WHERE estate_id = $1 AND kind = 'conduct.due'`,
    [estateId],
  )
  expect(told.rows).toMatchObject([{ name: expect.any(String), title: { zh: '须报告的不当行为：1-2-301' } }])
  const ref = { estateId, conductId: fourth.id }
  const close = () => conduct.closeConduct(t.ctx(x.manager), { ...ref, outcome: '业委会约谈后停止' })
  await expect(close()).rejects.toMatchObject({ code: 'conduct.report_first' })
  expect((await conduct.listConduct(t.ctx(x.desk), { estateId, show: 'due' })).items.map(c => c.id)).toEqual([
    fourth.id,
  ])
  await expect(
    conduct.reportConduct(t.ctx(x.desk), {
      ...ref,
      toWhom: 'committee',
      toName: '业委会',
      text: '多次劝阻无效',
    }),
  ).rejects.toMatchObject({ code: 'core.forbidden' })
  const shown = await conduct.getConduct(t.ctx(x.manager), ref)
  expect(shown).toMatchObject({
    unit: '1-2-301',
    what: '夜间大声播放音乐',
    happenedAt: now.toString(),
    result: 'refused',
    recordedBy: x.guard.name,
  })
  const reported = await conduct.reportConduct(t.ctx(x.manager), {
    ...ref,
    toWhom: 'committee',
    toName: '业委会',
    text: '多次劝阻无效',
  })
  expect(reported).toMatchObject({
    state: 'reported',
    reports: [{ toWhom: 'committee', text: '多次劝阻无效' }],
  })
  expect(await close()).toMatchObject({ state: 'closed', outcome: '业委会约谈后停止' })
  await expect(close()).rejects.toMatchObject({ code: 'conduct.closed' })
  const { rows } = await t.pool.query('SELECT what, who FROM conduct WHERE id = $1', [fourth.id])
  expect(rows[0].what.toString('utf8')).not.toContain('音乐')
})

test('[S7-17] [SX-12] a danger that was not ended on the spot is reported the first time; the home sees its record and answers it', async () => {
  const terms = { repeatMonths: 12, reportAfter: 3, atOnce: ['high_throw'] }
  expect(mustReport(terms, 'high_throw', 'refused', 1)).toBe(true)
  expect(mustReport(terms, 'high_throw', 'stopped', 1)).toBe(false)
  expect(mustReport(terms, 'noise', 'refused', 2)).toBe(false)
  expect(mustReport(terms, 'noise', 'stopped', 3)).toBe(true)
  expect(allowedActs('recorded', true)).toEqual({ report: true, close: 'conduct.report_first' })
  const x = await aPlace()
  const { estateId } = x
  const bare = { estateId, kind: 'litter' as const, what: '乱扔垃圾', result: 'left' as const }
  await expect(conduct.recordConduct(t.ctx(x.guard), bare)).rejects.toMatchObject({ code: 'conduct.who' })
  await expect(
    conduct.recordConduct(t.ctx(x.guard), { ...bare, who: '送货员', happenedAt: '2099-01-01T00:00:00Z' }),
  ).rejects.toMatchObject({ code: 'conduct.ahead' })
  await conduct.recordConduct(t.ctx(x.guard), { ...bare, who: '送货员' })
  const made = await conduct.recordConduct(t.ctx(x.guard), { ...bare, room: '1-2-301', who: '租客的朋友' })
  const mine = await conduct.myConduct(t.ctx(x.lessee), { estateId })
  expect(mine.items.map(c => [c.what, 'who' in c])).toEqual([['乱扔垃圾', false]])
  await conduct.replyConduct(t.ctx(x.lessee), { estateId, conductId: made.id, text: '不是我家的人' })
  expect((await conduct.getConduct(t.ctx(x.manager), { estateId, conductId: made.id })).reply).toBe(
    '不是我家的人',
  )
  const other = await aPlace()
  // a home without a phone says it at the desk: the name of who entered it stands beside it, also for the home
  const at = { estateId, conductId: made.id }
  const entered = await conduct.enterReply(t.ctx(x.manager), { ...at, text: '来前台说明：已清理' })
  expect(entered).toMatchObject({ reply: '来前台说明：已清理', replyBy: x.manager.name })
  expect((await conduct.myConduct(t.ctx(x.lessee), { estateId })).items[0]).toMatchObject({
    replyBy: x.manager.name,
  })
  await expect(conduct.enterReply(t.ctx(x.guard), { ...at, text: '代说' })).rejects.toMatchObject({
    code: 'core.forbidden',
  })
  await expect(
    conduct.replyConduct(t.ctx(other.lessee), { estateId, conductId: made.id, text: '不是我' }),
  ).rejects.toMatchObject({ code: 'core.not_found' })
  await expect(conduct.listConduct(t.ctx(x.guard), { estateId })).rejects.toMatchObject({
    code: 'core.forbidden',
  })
})

test('[S7-17] a photo of the spot goes with the record: the office sees it, the home and the public do not', async () => {
  const x = await aPlace()
  const { estateId } = x
  const bytes = await sharp({ create: { width: 40, height: 30, channels: 3, background: '#a62' } })
    .jpeg()
    .toBuffer()
  const upload = { filename: 'spot.jpg', mediaType: 'image/jpeg', bytes }
  const photo = await keepPhoto(t.ctx(x.guard), { estateId, purpose: 'conduct', upload })
  const made = await conduct.recordConduct(t.ctx(x.guard), {
    estateId,
    kind: 'fire_passage',
    room: '1-2-301',
    what: '杂物堵住消防通道',
    result: 'stopped',
    photoId: photo.id,
  })
  const seen = await conduct.getConduct(t.ctx(x.manager), { estateId, conductId: made.id })
  expect(seen.photoId).toBe(photo.id)
  const address = `/api/estates/${estateId}/files/${photo.id}`
  expect((await t.http(x.manager, 'GET', address)).headers['content-type']).toBe('image/jpeg')
  expect((await t.http(x.owner, 'GET', address)).statusCode).toBe(404)
  expect(JSON.stringify(await conduct.myConduct(t.ctx(x.lessee), { estateId }))).not.toContain(photo.id)
})
