/** Posters, cards and their registers: on paper, and what is old of them. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { portrait } from '../../../sim/portraits.ts'
import { aHousehold, anAccount, anEstate, aPerson } from '../../../test/factories.ts'
import { testHouse } from '../../../test/harness.ts'
import { pdfFonts, pdfPages, pdfText } from '../../../test/pdf-text.ts'
import { dotsPerInch } from '../../core/print-art.ts'
import { toArt } from '../../core/print-art-pdf.ts'
import { keepPhoto } from '../files/service.ts'
import { addHousehold } from '../people/homes.ts'
import { addPanelPhoto, giveCards, listCards, listPanels, mountPanel, removePanel } from './artefacts.ts'
import { cardArt, posterArt } from './artwork.ts'
import { fineFor, oldParts, posterFrame } from './rules-artefacts.ts'
import { assignSteward, saveCard } from './stewards.ts'

const t = await testHouse()
const face = await portrait(0)

async function setup() {
  t.clock.set('2026-03-02T09:00:00+08:00')
  const estate = await anEstate(t)
  const { actor: manager } = await anAccount(t, estate.id, { role: 'manager', name: '孙经理' })
  const { id: steward, actor: herself } = await anAccount(t, estate.id, { role: 'steward', name: '林管家' })
  const home = await aHousehold(t, estate.id, { label: '1-1-301' })
  const [row] = (await listPanels(t.ctx(manager), { estateId: estate.id })).items
  const buildingId = row?.buildingId ?? ''
  await assignSteward(t.ctx(manager), {
    estateId: estate.id,
    buildingId,
    accountId: steward,
    fromDate: '2026-03-01',
  })
  const photo = async () =>
    (
      await keepPhoto(t.ctx(manager), {
        estateId: estate.id,
        purpose: 'staff_card',
        upload: { filename: 'face.jpg', mediaType: 'image/jpeg', bytes: face },
      })
    ).id
  const card = {
    estateId: estate.id,
    accountId: steward,
    photoId: await photo(),
    strengths: '会潮汕话、懂水电',
    phone: '0898-66668888',
    more: { 工号: 'A07', 语言: '普通话、英语' },
  }
  const panels = async () => (await listPanels(t.ctx(manager), { estateId: estate.id })).items
  return { estate, manager, steward, herself, home, buildingId, card, panels, photo }
}

/** Keeps the file beside the pictures, to be looked at. */
function kept(name: string, bytes: Uint8Array): Uint8Array {
  const dir = join(import.meta.dirname, '../../../test-results')
  mkdirSync(dir, { recursive: true })
  writeFileSync(join(dir, `${name}.pdf`), bytes)
  return bytes
}

const onPaper = {
  unit: '安居物业服务有限公司',
  estate: '北林花园',
  card: {
    name: '林晓燕',
    phone: '0456-5510011',
    strengths: '普通话、俄语，熟悉老年人照护',
    photoId: null,
    more: { 工号: 'A07', 语言: '普通话、俄语' },
  },
  version: 3,
  date: '2026-03-02',
  photo: face,
  link: 'https://anju.example/resident/steward',
  lang: 'zh' as const,
}

test('[S1-10] the poster is real A3 and A2 with embedded fonts, text that can be read out, 3 mm bleed and its trim box', async () => {
  for (const [paper, width, height] of [
    ['A3', 297, 420],
    ['A2', 420, 594],
  ] as const) {
    const made = await toArt(posterArt({ ...onPaper, building: '3' }, paper, 3))
    expect(made.missing).toEqual([])
    const file = kept(`poster-${paper}`, made.bytes)
    const page = pdfPages(file)[0]
    const inMm = (box: number[] | undefined) => box?.map(points => Math.round((points * 25.4) / 72))
    expect(inMm(page?.media)).toEqual([0, 0, width + 6, height + 6])
    expect(inMm(page?.trim)).toEqual([3, 3, width + 3, height + 3])
    const text = page?.text
    for (const said of ['3 号楼', '林晓燕', '0456-5510011', '俄语', '24 小时', '第 3 版'])
      expect(text).toContain(said)
    const fonts = pdfFonts(file)
    expect(fonts.length).toBeGreaterThan(0)
    expect(fonts.filter(font => !font.embedded)).toEqual([])
  }
})

test('[S1-11] the card is 90 × 54 mm with 3 mm bleed, front and back; the sheet holds eight of them with crop marks', async () => {
  const input = { ...onPaper, buildings: ['1', '3'] }
  const single = pdfPages(kept('card', (await toArt(cardArt(input, 'single'))).bytes))
  expect(single).toHaveLength(2)
  for (const said of ['林晓燕', '俄语', '0456-5510011']) expect(single[0]?.text).toContain(said)
  // 96 × 60 mm with the bleed
  for (const page of single) expect(page.media.slice(2).join(' x ')).toMatch(/^272\.1\d* x 170\.0\d*$/)
  const sheet = pdfPages(kept('card-sheet', (await toArt(cardArt(input, 'sheet'))).bytes))
  expect(sheet[0]?.media.slice(2).join(' x ')).toMatch(/^595\.\d* x 841\.\d*$/)
  expect(sheet[0]?.text.match(/0456-5510011/g)).toHaveLength(8)
  const english = cardArt({ ...input, lang: 'en' }, 'single')
  kept('card-en', (await toArt(english)).bytes)
})

test('[S1-10] the photo must be fine enough for the paper: 150 dots per inch on A3', () => {
  const frame = posterFrame('A3')
  const at = (dpi: number) => ({
    width: Math.ceil((frame.w / 25.4) * dpi),
    height: Math.ceil((frame.h / 25.4) * dpi),
  })
  expect(dotsPerInch(at(150), frame)).toBe(150)
  expect(fineFor(at(150))).toContain('A3')
  expect(fineFor(at(149))).not.toContain('A3')
  expect(fineFor({ width: 1280, height: 1600 })).toEqual(['A4', 'A3', 'A2'])
  expect(fineFor({ width: 200, height: 250 })).toEqual([])
  expect(fineFor(null)).toEqual([])
})

test('[S1-07] [S1-09] strengths and free further items stand on poster and card; without photo, strengths or phone none is printed', async () => {
  const { estate, manager, steward, buildingId, card, panels } = await setup()
  const print = () =>
    t.http(manager, 'GET', `/api/estates/${estate.id}/steward-posters/${buildingId}?paper=A3&bleed=true`)
  expect((await panels())[0]).toMatchObject({
    fault: 'incomplete',
    steward: { lacking: ['photo', 'strengths', 'phone'] },
  })
  expect((await print()).json()).toMatchObject({ code: 'roster.card_incomplete' })
  await saveCard(t.ctx(manager), { ...card, strengths: '  ' })
  expect((await print()).statusCode).toBe(409)
  await saveCard(t.ctx(manager), card)
  expect((await panels())[0]).toMatchObject({
    fault: 'no_panel',
    steward: { lacking: [], fine: ['A4', 'A3', 'A2'] },
  })
  const answer = await print()
  expect([answer.statusCode, answer.headers['content-type']]).toEqual([200, 'application/pdf'])
  const text = pdfText(kept('poster-served', new Uint8Array(answer.rawPayload)))
  for (const said of ['会潮汕话、懂水电', '工号：A07', '0898-66668888']) expect(text).toContain(said)
  const small = await t.http(manager, 'GET', `/api/estates/${estate.id}/steward-cards/${steward}?form=single`)
  const onCard = pdfText(kept('card-served', new Uint8Array(small.rawPayload)))
  for (const said of ['会潮汕话、懂水电', '工号：A07', '0898-66668888']) expect(onCard).toContain(said)
  const audited = await t.pool.query(`SELECT 1 FROM audit WHERE estate_id = $1 AND action = 'poster.print'`, [
    estate.id,
  ])
  expect(audited.rowCount).toBe(1)
})

test('[S1-08] [S1-11] a new service phone flags every poster and card that shows the old one, and says so to who keeps them', async () => {
  const { estate, manager, herself, home, buildingId, card, panels, photo } = await setup()
  await saveCard(t.ctx(manager), card)
  const mount = { estateId: estate.id, buildingId, place: '一层大堂东墙', mountedOn: '2026-03-02' }
  await mountPanel(t.ctx(herself), { ...mount, photoId: await photo() })
  await giveCards(t.ctx(herself), {
    estateId: estate.id,
    householdIds: [home.householdId],
    quantity: 2,
    givenOn: '2026-03-02',
  })
  const cards = async () => await listCards(t.ctx(manager), { estateId: estate.id })
  expect((await panels())[0]).toMatchObject({ fault: null, panels: [{ old: [], version: 1 }] })
  expect((await cards()).coverage).toEqual({ households: 1, given: 1, current: 1 })
  expect((await cards()).items[0]).toMatchObject({
    unit: '1-1-301',
    quantity: 2,
    last: { on: '2026-03-02', by: '林管家' },
  })
  expect((await saveCard(t.ctx(manager), card)).version).toBe(1)
  const changed = await saveCard(t.ctx(manager), { ...card, phone: '0898-66669999' })
  expect(changed).toMatchObject({ version: 2, old: { panels: 1, households: 1 } })
  expect((await panels())[0]).toMatchObject({
    fault: 'out_of_date',
    panels: [{ old: ['phone'], phone: '0898-66668888' }],
  })
  expect((await cards()).items[0]).toMatchObject({ state: 'old', old: ['phone'], quantity: 2 })
  expect((await cards()).coverage).toEqual({ households: 1, given: 1, current: 0 })
  await t.drain()
  const told = await t.pool.query<{ body: { zh: string } }>(
    `SELECT body FROM message WHERE estate_id = $1 AND kind = 'steward.card_changed'`,
    [estate.id],
  )
  expect(told.rows[0]?.body.zh).toContain('海报 1 块、名片 1 户')
  const [old] = (await panels())[0]?.panels ?? []
  const row = await mountPanel(t.ctx(herself), { ...mount, replaces: old?.id })
  expect(row).toMatchObject({ fault: 'no_photo', panels: [{ old: [], version: 2, phone: '0898-66669999' }] })
  const now = await addPanelPhoto(t.ctx(herself), {
    estateId: estate.id,
    panelId: row.panels[0]?.id ?? '',
    photoId: await photo(),
  })
  expect(now.fault).toBeNull()
})

test('[S1-10] the register names buildings without a poster, with one of a former steward, and keeps what was taken down', async () => {
  const { estate, manager, herself, steward, buildingId, card, panels, photo } = await setup()
  await saveCard(t.ctx(manager), card)
  const mount = { estateId: estate.id, buildingId, place: '大堂', mountedOn: '2026-03-02' }
  await expect(mountPanel(t.ctx(herself), { ...mount, mountedOn: '2026-03-03' })).rejects.toMatchObject({
    code: 'roster.future_day',
  })
  expect((await panels())[0]).toMatchObject({ fault: 'no_panel', panels: [] })
  const shot = await photo()
  const made = await mountPanel(t.ctx(herself), { ...mount, photoId: shot })
  expect(made.panels).toMatchObject([
    { place: '大堂', mountedOn: '2026-03-02', version: 1, photoId: shot, by: '林管家' },
  ])
  const { id: next } = await anAccount(t, estate.id, { role: 'steward', name: '何管家' })
  await assignSteward(t.ctx(manager), {
    estateId: estate.id,
    buildingId,
    accountId: next,
    fromDate: '2026-03-02',
  })
  expect((await panels())[0]).toMatchObject({
    fault: 'out_of_date',
    panels: [{ old: ['steward'], name: '林管家' }],
  })
  const panelId = made.panels[0]?.id ?? ''
  await removePanel(t.ctx(herself), { estateId: estate.id, panelId, removedOn: '2026-03-02' })
  expect((await panels())[0]).toMatchObject({ fault: 'incomplete', panels: [] })
  const stays = await t.pool.query('SELECT account_id, removed_by FROM panel WHERE id = $1', [panelId])
  expect(stays.rows).toEqual([{ account_id: steward, removed_by: '林管家' }])
})

test('[S1-12] owners and tenants alike stand in the distribution list, each occupied home with its coverage', async () => {
  const { estate, manager, herself, card } = await setup()
  await saveCard(t.ctx(manager), card)
  const let_ = await aHousehold(t, estate.id, { label: '1-1-302', lease: true })
  const empty = await aHousehold(t, estate.id, { label: '1-1-303' })
  await t.pool.query('UPDATE household SET until_at = from_at WHERE id = $1', [empty.householdId])
  const list = () => listCards(t.ctx(manager), { estateId: estate.id })
  expect((await list()).items.map(h => [h.unit, h.kind, h.state])).toEqual([
    ['1-1-301', 'own', 'none'],
    ['1-1-302', 'lease', 'none'],
  ])
  const give = { estateId: estate.id, quantity: 1, givenOn: '2026-03-02' }
  await giveCards(t.ctx(herself), { ...give, householdIds: [let_.householdId] })
  expect((await list()).coverage).toEqual({ households: 2, given: 1, current: 1 })
  await expect(
    giveCards(t.ctx(herself), { ...give, householdIds: [empty.householdId] }),
  ).rejects.toMatchObject({ code: 'core.not_found' })
  // a tenant who moves in after a tenant has not got the card of the one before
  await t.pool.query('UPDATE household SET until_at = from_at WHERE id = $1', [let_.householdId])
  const person = await aPerson(t, estate.id, { name: '新租客' })
  await addHousehold(t.ctx(manager), {
    estateId: estate.id,
    unitId: let_.unitId,
    kind: 'lease',
    members: [{ personId: person.id, relation: 'self' }],
  })
  expect((await list()).items[1]).toMatchObject({ unit: '1-1-302', state: 'none', quantity: 0 })
})

test('[S1-08] what of a printed piece is old, part by part', () => {
  const card = { name: '林', phone: '1', strengths: 'a', photoId: 'p', more: { a: '1', b: '2' } }
  const printed = { accountId: 'x', shown: card }
  const now = (more: object) => oldParts(printed, { accountId: 'x', card: { ...card, ...more } })
  expect(now({})).toEqual([])
  expect(now({ more: { b: '2', a: '1' } })).toEqual([])
  expect(now({ phone: '2', more: {} })).toEqual(['phone', 'more'])
  expect(now({ phone: null, photoId: 'q', strengths: 'b', name: '何' })).toEqual([
    'phone',
    'photo',
    'strengths',
    'name',
  ])
  expect(oldParts(printed, { accountId: 'y', card })).toEqual(['steward'])
  expect(oldParts(printed, null)).toEqual(['steward'])
})
