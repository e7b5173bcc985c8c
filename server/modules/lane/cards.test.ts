/** Cards at readers: the house decides as for plates, and the office finds a card by either printed number. */
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { startAgent } from '../../../edge/agent.ts'
import { enrol } from '../../../edge/identity.ts'
import { closeDevices, digestDevice } from '../../../test/digest-device.ts'
import { aLine } from '../../../test/edge-line.ts'
import { hour } from '../../../test/gate-factories.ts'
import { actor, testHouse } from '../../../test/harness.ts'
import { aDevice, eventsOf, type Lanes, push, someLanes } from '../../../test/lane-factories.ts'
import { addCard, listCards, takeBackCard } from './card-list.ts'
import { cardForms, cardNumber, cardReadings } from './card-number.ts'
import { addAgent } from './edge.ts'

const t = await testHouse()
let site: Lanes
beforeEach(async () => {
  hour(t.clock, '09:00:00.000')
  // a lane that lets every temporary car in opens for no unknown card
  site = await someLanes(t, 'open')
})
afterEach(closeDevices)

const manager = () => t.ctx(actor('manager', 'estate', site.estateId))
const give = (number: string, more: object = {}) =>
  addCard(manager(), { estateId: site.estateId, kind: 'card', number, holder: '3-2-301 王女士', ...more })
let serial = 0
const swipe = (number: string) => ({
  event: 'card',
  id: String(++serial),
  number,
  means: 'card',
  time: t.clock.now().toString(),
})

test('[S3-48] ten digits, eight digits and site,number are one Wiegand number of 26 or 34 bits; other texts stand as they are', () => {
  for (const text of ['8613215', '0008613215', '131,27999', '131 27999', '131-27999', '131，27999'])
    expect(cardNumber(text)).toBe('8613215')
  expect(cardReadings('13127999')).toEqual(['13127999', '8613215'])
  expect(cardForms('8613215')).toEqual({ long: '0008613215', sited: '131,27999' })
  // 34 bits: the site has 16 of them
  expect(cardNumber('48167,60703')).toBe('3156733215')
  expect(cardForms('3156733215')).toEqual({ long: '3156733215', sited: '48167,60703' })
  expect(cardReadings('99999999')).toEqual(['99999999'])
  expect([cardNumber('0'), cardNumber('04a1b2c3'), cardNumber('99999,99999')]).toEqual([
    '0',
    '04A1B2C3',
    '99999,99999',
  ])
})

test('[S4-18] [S3-48] a card given by its printed number opens in every writing; an unknown, a taken back and an ended one hear why', async () => {
  const reader = await aDevice(t, site.estateId, site.inLane, 'in', 'plain')
  const card = await give('131,27999')
  expect(card).toMatchObject({
    number: '8613215',
    forms: { long: '0008613215', sited: '131,27999' },
    state: 'live',
  })
  const ask = async (number: string) => (await push(t, reader.url, swipe(number))).json()
  for (const number of ['0008613215', '8613215', '13127999'])
    expect(await ask(number)).toMatchObject({ open: true, code: 'card_open', say: { zh: '卡有效，请通行' } })
  expect(await ask('0008613216')).toMatchObject({
    open: false,
    code: 'card_unknown',
    say: { zh: expect.stringContaining('没有登记') },
  })
  for (const number of ['8613215', '0008613215', '13127999', '131,27999'])
    expect((await listCards(manager(), { estateId: site.estateId, number })).items).toMatchObject([
      { id: card.id, holder: '3-2-301 王女士' },
    ])
  await expect(give('0008613215')).rejects.toMatchObject({ code: 'lane.card_there' })
  await takeBackCard(manager(), { estateId: site.estateId, id: card.id, reason: '丢失' })
  expect(await ask('0008613215')).toMatchObject({ open: false, code: 'card_unknown' })
  const short = await give('13127999', { sited: true, until: t.clock.now().add({ hours: 1 }).toString() })
  expect(short.number).toBe('8613215')
  expect(await ask('8613215')).toMatchObject({ open: true })
  t.clock.advance({ hours: 1 })
  expect(await ask('8613215')).toMatchObject({ open: false, code: 'card_ended' })
  const rows = await t.pool.query(
    'SELECT row_to_json(c)::text AS all FROM lane_card c WHERE estate_id = $1',
    [site.estateId],
  )
  expect(JSON.stringify(rows.rows)).not.toMatch(/8613215|王女士/)
  expect((await eventsOf(t, site.estateId)).filter(e => e.let_through).length).toBe(4)
})

test('[S4-18] [S3-48] a card for another lane, a swipe repeated at once, a replay; a QR code is known by its text', async () => {
  const reader = await aDevice(t, site.estateId, site.inLane, 'in', 'plain')
  await give('5001', { lanes: [site.outLane] })
  await give('ANJU-7F3K', { kind: 'code' })
  expect((await push(t, reader.url, swipe('5001'))).json()).toMatchObject({
    open: false,
    code: 'card_elsewhere',
  })
  const once = swipe('anju-7f3k')
  expect((await push(t, reader.url, once)).json()).toMatchObject({ open: true })
  expect((await push(t, reader.url, once)).json()).toMatchObject({ open: true })
  t.clock.advance({ seconds: 11 })
  expect((await push(t, reader.url, once)).json()).toMatchObject({ open: false })
  expect((await push(t, reader.url, { ...swipe('ANJU-7F3K'), replay: true })).json()).toMatchObject({
    open: false,
    code: 'card',
  })
  expect(await eventsOf(t, site.estateId)).toHaveLength(3)
})

test('[S4-16] [S3-48] a reader on a camera’s RS485 opens by the camera’s answer, twice in a row; a controller by its door command', async () => {
  await give('0008613215')
  const data = Buffer.from('0008613215').toString('base64')
  const read = async () =>
    (
      await push(t, site.in.url, { SerialData: { serialno: 's', serialChannel: 0, data, dataLen: 10 } })
    ).json().Response_AlarmInfoPlate.info
  expect(await read()).toBe('ok')
  t.clock.advance({ minutes: 1 })
  expect(await read()).toBe('ok')
  const device = await digestDevice(
    'right',
    () => '<ResponseStatus><statusCode>1</statusCode></ResponseStatus>',
  )
  const login = { user: 'admin', password: 'right' }
  const door = await aDevice(t, site.estateId, site.inLane, 'in', 'access', { host: device.host, login })
  const event = (cardNo: string, subEventType: number) => ({
    eventType: 'AccessControllerEvent',
    dateTime: t.clock.now().toString(),
    AccessControllerEvent: {
      majorEventType: 5,
      subEventType,
      cardNo,
      serialNo: ++serial,
      currentEvent: true,
    },
  })
  // the controller does not know the card (9); the house does
  await push(t, door.url, event('8613215', 9))
  await push(t, door.url, event('777777', 9))
  for (let i = 0; i < 200 && device.asked.length === 0; i++) await new Promise(done => setTimeout(done, 20))
  expect(device.asked).toEqual([expect.stringContaining('PUT /ISAPI/AccessControl/RemoteControl/door/1')])
  const codes = (await eventsOf(t, site.estateId)).map(e => e.code)
  expect(codes.sort()).toEqual(['card_open', 'card_open', 'card_open', 'card_unknown'])
})

test('[S4-16] [S3-48] the agent decides cards alone too, and tells of them once', async () => {
  const reader = await aDevice(t, site.estateId, site.inLane, 'in', 'plain')
  const card = await give('0008613215')
  const line = await aLine(t)
  const dataDir = mkdtempSync(join(tmpdir(), 'anju-agent-'))
  const made = await addAgent(manager(), { estateId: site.estateId, name: '东门门岗' })
  await enrol(dataDir, line.url, made.code)
  const agent = await startAgent({ dataDir, host: '127.0.0.1', port: 0, version: 'test', say: () => {} })
  const ask = async (number: string) => {
    const answer = await fetch(`http://127.0.0.1:${agent.port}${reader.url}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(swipe(number)),
    })
    return (await answer.json()) as { open: boolean; code: string }
  }
  try {
    await agent.link.turn()
    line.state = 'cut'
    expect(await ask('13127999')).toMatchObject({ open: true, code: 'card_open' })
    expect(await ask('1234567')).toMatchObject({ open: false, code: 'card_unknown' })
    line.state = 'whole'
    await agent.link.turn()
    expect((await eventsOf(t, site.estateId)).map(e => [e.code, e.let_through]).sort()).toEqual([
      ['card_open', true],
      ['card_unknown', false],
    ])
    await takeBackCard(manager(), { estateId: site.estateId, id: card.id, reason: '丢失' })
    await agent.link.turn()
    expect(await ask('8613215')).toMatchObject({ open: false, code: 'card_unknown' })
  } finally {
    await agent.stop()
    await line.close()
  }
})
