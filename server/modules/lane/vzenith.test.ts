import iconv from 'iconv-lite'
import { beforeEach, expect, test } from 'vitest'
import { hour } from '../../../test/gate-factories.ts'
import { testHouse } from '../../../test/harness.ts'
import {
  aRight,
  eventsOf,
  hearNews,
  type Lanes,
  push,
  shoot,
  someLanes,
  vzenith,
} from '../../../test/lane-factories.ts'
import { picturesWritten } from './pictures.ts'

const t = await testHouse()
const news = hearNews(t)
let site: Lanes

beforeEach(async () => {
  hour(t.clock, '09:00:00.000')
  site = await someLanes(t)
  await t.drain()
  news.length = 0
})

test('[S4-16] [S4-17] the maker’s own message opens for an owner by the maker’s own answer, stored before it', async () => {
  await aRight(t, site.estateId, { plate: '京AF12345' })
  const answer = await push(t, site.in.url, vzenith(t, { plate: '京AF12345', record: 123, picture: true }))
  expect(answer.statusCode).toBe(200)
  expect(answer.json()).toEqual({
    Response_AlarmInfoPlate: { info: 'ok', content: 'retransfer_stop', is_pay: 'true', serialData: [] },
  })
  const [event] = await eventsOf(t, site.estateId)
  expect(event).toMatchObject({
    outcome: 'open',
    code: 'right_owner',
    let_through: true,
    right_kind: 'owner',
    replay: false,
  })
  await t.drain()
  expect(news).toMatchObject([
    {
      eventId: event?.id,
      laneId: site.inLane,
      gateId: site.gateId,
      direction: 'in',
      rightKind: 'owner',
      manual: false,
      replay: false,
      pictureId: event?.picture_id,
    },
  ])
})

test('[S4-18] who has no right and may not come in hears the maker’s "no", and no news goes out', async () => {
  site = await someLanes(t, 'hold')
  const answer = await push(t, site.in.url, vzenith(t, { plate: '琼B24680' }))
  expect(answer.json().Response_AlarmInfoPlate).toMatchObject({
    info: 'no',
    content: 'retransfer_stop',
    is_pay: 'false',
  })
  expect(await eventsOf(t, site.estateId)).toMatchObject([
    { outcome: 'hold', code: 'unknown', let_through: false },
  ])
  await t.drain()
  expect(news).toEqual([])
})

test('[S3-56] the Qianyi build’s GBK body reads as well as UTF-8', async () => {
  await aRight(t, site.estateId, { plate: '京AF12345' })
  const gbk = iconv.encode(JSON.stringify(vzenith(t, { plate: '京AF12345' })), 'gbk')
  const answer = await push(t, site.in.url, gbk)
  expect(answer.json().Response_AlarmInfoPlate.info).toBe('ok')
})

test('[SX-13] the same record again is one event: asked at once it gets the first answer, later it stays shut', async () => {
  await aRight(t, site.estateId, { plate: '京AF12345' })
  const message = vzenith(t, { plate: '京AF12345', record: 77 })
  const say = async () => (await push(t, site.in.url, message)).json().Response_AlarmInfoPlate.info
  expect(await say()).toBe('ok')
  t.clock.advance({ seconds: 10 })
  expect(await say()).toBe('ok')
  t.clock.advance({ milliseconds: 1 })
  expect(await say()).toBe('no')
  expect(await eventsOf(t, site.estateId)).toHaveLength(1)
})

test('[S4-18] a replay is kept, told with its own time, asked on, and never opens', async () => {
  await aRight(t, site.estateId, { plate: '京AF12345' })
  const week = t.clock.now().subtract({ hours: 24 * 7 }).epochMilliseconds
  const answer = await push(
    t,
    site.in.url,
    vzenith(t, { plate: '京AF12345', record: 9, at: week, offline: true }),
  )
  expect(answer.json().Response_AlarmInfoPlate).toMatchObject({
    info: 'no',
    ContinuePushOffline: { plateid: 9, continue: 1 },
  })
  expect(await eventsOf(t, site.estateId)).toMatchObject([{ outcome: 'note', code: 'replay', replay: true }])
  await t.drain()
  expect(news).toMatchObject([{ replay: true, deviceAt: '2026-02-23T01:00:00Z' }])
})

test('[S4-18] a camera whose clock stands in 1970 still opens, and two of its records are never taken for one', async () => {
  await aRight(t, site.estateId, { plate: '京AF12345' })
  expect(await shoot(t, site.in, { plate: '京AF12345', record: 1, at: 100_000 })).toBe('ok')
  t.clock.advance({ hours: 1 })
  expect(await shoot(t, site.in, { plate: '京AF12345', record: 1, at: 100_000 })).toBe('ok')
  const events = await eventsOf(t, site.estateId)
  expect(events).toHaveLength(2)
  expect(events[0]?.marks).toContain('clock')
})

test('[S4-18] an event that comes late without saying so does not open', async () => {
  await aRight(t, site.estateId, { plate: '京AF12345' })
  expect(await shoot(t, site.in, { plate: '琼A11223' })).toBe('ok')
  t.clock.advance({ seconds: 20 })
  const late = t.clock.now().subtract({ minutes: 10 }).epochMilliseconds
  expect(await shoot(t, site.in, { plate: '京AF12345', at: late })).toBe('no')
  expect((await eventsOf(t, site.estateId)).at(-1)).toMatchObject({
    code: 'replay',
    replay: true,
    marks: ['late'],
  })
})

test('[S4-18] many frames of one car are one event; a better frame of a doubted car opens', async () => {
  await aRight(t, site.estateId, { plate: '京AF12345' })
  for (let i = 0; i < 5; i++) {
    expect(await shoot(t, site.in, { plate: '京AF12345' })).toBe('ok')
    t.clock.advance({ milliseconds: 400 })
  }
  expect(await eventsOf(t, site.estateId)).toMatchObject([{ frames: 5 }])
  t.clock.advance({ minutes: 5 })
  expect(await shoot(t, site.in, { plate: '京AF12345', confidence: 40 })).toBe('no')
  t.clock.advance({ milliseconds: 600 })
  expect(await shoot(t, site.in, { plate: '京AF12345', confidence: 97 })).toBe('ok')
  expect((await eventsOf(t, site.estateId)).slice(1)).toMatchObject([
    { outcome: 'hold', code: 'unsure', settled_as: 'superseded' },
    { outcome: 'open', code: 'right_owner' },
  ])
})

test('[S3-56] the heartbeat’s password reaches neither the database nor a log', async () => {
  const lines: string[] = []
  const was = t.house.log.warn.bind(t.house.log)
  t.house.log.warn = ((...args: unknown[]) => void lines.push(JSON.stringify(args))) as typeof was
  const boundary = '----cam'
  const part = (name: string, value: string) =>
    `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`
  const body = `${part('device_name', '东门进口')}${part('user_name', 'admin')}${part('pass_wd', 'S3cret-of-the-camera')}${part('serialno', 'eff50e18-e3d3862b')}--${boundary}--\r\n`
  const answer = await push(t, site.in.url, body, `multipart/form-data; boundary=${boundary}`)
  expect(answer.json().Response_AlarmInfoPlate.info).toBe('no')
  await push(t, site.in.url, body.slice(0, 40), `multipart/form-data; boundary=${boundary}`)
  t.house.log.warn = was
  const dump =
    await t.pool.query(`SELECT string_agg(x::text, ' ') AS all FROM (SELECT row_to_json(h) AS x FROM lane_health h
    UNION ALL SELECT row_to_json(a) FROM audit a UNION ALL SELECT row_to_json(s) FROM lane_stray s) y`)
  expect(`${dump.rows[0]?.all ?? ''} ${lines.join(' ')}`).not.toMatch(/S3cret|pass_wd/)
})

test('[S4-16] the picture is kept sealed after the answer, a picture of 20 MB is refused cleanly', async () => {
  await shoot(t, site.in, { plate: '琼A24680', picture: true })
  await picturesWritten(t.house)
  const [event] = await eventsOf(t, site.estateId)
  const file = await t.house.files.get(t.house.db, site.estateId, event?.picture_id ?? '')
  expect(file.mediaType).toBe('image/jpeg')
  const huge = JSON.stringify(
    vzenith(t, { plate: '琼A24681', more: { imageFile: 'A'.repeat(21 * 1024 * 1024) } }),
  )
  expect((await push(t, site.in.url, huge)).statusCode).toBe(413)
  t.clock.advance({ seconds: 20 })
  const large = vzenith(t, { plate: '琼A24682', more: { imageFile: 'A'.repeat(15 * 1024 * 1024) } })
  expect((await push(t, site.in.url, large)).statusCode).toBe(200)
  expect((await eventsOf(t, site.estateId)).map(e => e.picture_id === null)).toEqual([false, true])
})

test('[S4-16] a device with an address nobody gave it is noted once and hears 404', async () => {
  const wrong = `${site.in.url.slice(0, -3)}xyz`
  for (let i = 0; i < 3; i++)
    expect((await push(t, wrong, vzenith(t, { plate: '琼A24680' }))).statusCode).toBe(404)
  const found = await t.pool.query('SELECT maker, serial, name FROM lane_stray WHERE estate_id = $1', [
    site.estateId,
  ])
  expect(found.rows).toEqual([{ maker: 'vzenith', serial: 'eff50e18-e3d3862b', name: '东门进口' }])
  expect(await eventsOf(t, site.estateId)).toEqual([])
})
