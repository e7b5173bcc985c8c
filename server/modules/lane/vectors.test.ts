/**
 * The wire formats' vectors as whole exchanges on a real port: status line, headers, body, charset. Which is which:
 *
 * | vector | `name` here, or in which file (C2 to C5: vectors-makers.test) |
 * |---|---|
 * | C1 plate event, opens / stays shut, UTF-8 and GBK, both with right and wrong header | `C1 event`, `C1 charset` |
 * | C1 unread `_无_`, C1 fake (29), opened by the camera's own list (gioouts 2) | `C1 odd plates` |
 * | C1 replay, ContinuePushOffline, week old, out of order, the same plateid twice | `C1 replays` |
 * | C1 heartbeat (multipart), password never kept | `C1 heartbeat`; vzenith.test `password` |
 * | C1 AlarmGioIn, SerialData | `C1 other pushes` |
 * | C1 base64 with blanks for '+' | `C1 picture from a form` |
 * | C1 serialData to the board, white_list_operate | service.test `board`, `white list` |
 * | C2 online / shut / heartbeat / offline / ioinput / older field names, UTF-8 and GBK | `C2` |
 * | C2 altered base64 | makers.test `华夏智信` |
 * | C3 multipart, octet-stream parts, ns1:, bare XML, legacy tags, `unknown`, float confidence, VMD … | `C3` |
 * | C3 Digest, stale=true, two wrong passwords, statusCode 4, no signal | `C3 command`; makers.test `401` |
 * | C4 TollgateInfo, KeepAlive, DeviceInfo, openStrobe / closeStrobe | `C4` |
 * | C4 TrafficRedList | device-list.test |
 * | C5 access event in JSON and multipart, card and QR, Wiegand | `C5`; cards.test |
 * | C5 meters | not of lanes: readings come as a table |
 * | misreads 川111111, 京AA66666, C00D at 0.51 | `misreads` |
 * | clock of 1970; two cameras with one serial; 20 MB; truncated; unknown fields | `odd devices` |
 */
import iconv from 'iconv-lite'
import { expect, test } from 'vitest'
import { testHouse } from '../../../test/harness.ts'
import { aRight, eventsOf, jpeg, someLanes, vzenith } from '../../../test/lane-factories.ts'
import { exchange } from '../../../test/raw-http.ts'
import { json, plain, UTF8, VectorDoor } from '../../../test/vector-door.ts'
import { picturesWritten } from './pictures.ts'

const t = await testHouse()
const door = new VectorDoor(t)
const send = door.send.bind(door)
const codes = door.codes.bind(door)
const OPENS =
  '{"Response_AlarmInfoPlate":{"info":"ok","content":"retransfer_stop","is_pay":"true","serialData":[]}}'
const SHUT =
  '{"Response_AlarmInfoPlate":{"info":"no","content":"retransfer_stop","is_pay":"false","serialData":[]}}'

test('[S4-16] [S3-56] C1 event: the example opens byte by byte, another plate stays shut', async () => {
  const opened = await send(
    door.site.in.url,
    json,
    vzenith(t, { plate: '京AF12345', record: 123, picture: true }),
  )
  plain(opened, UTF8)
  expect(opened.body.toString()).toBe(OPENS)
  const shut = await send(`${door.site.in.url}?devicename=x`, json, vzenith(t, { plate: '琼B24680' }))
  plain(shut, UTF8)
  expect(shut.body.toString()).toBe(SHUT)
})

test('[S3-56] C1 charset: GBK and UTF-8 read with the right header, the wrong one and none, and are answered in their own', async () => {
  // 鲁 and 豫 in GBK are sound UTF-8 of another meaning
  for (const plate of ['鲁A12345', '豫A12346', '京AF12347']) await aRight(t, door.site.estateId, { plate })
  const types = ['application/json', 'application/json; charset=GBK', 'application/json; charset=utf-8']
  for (const [n, type] of types.entries())
    for (const [m, plate] of ['鲁A12345', '豫A12346', '京AF12347'].entries()) {
      const message = (name: string) => {
        const shot = vzenith(t, { plate, record: n * 100 + m * 10 + name.length })
        return JSON.stringify(shot).replace('东门进口', name)
      }
      if (!type.includes('utf')) {
        const gbk = await send(door.site.in.url, [`Content-Type: ${type}`], iconv.encode(message('E'), 'gbk'))
        plain(gbk, 'application/json; charset=gbk')
        expect(gbk.body.toString()).toBe(OPENS)
      }
      t.clock.advance({ seconds: 20 })
      const named = await send(
        door.site.in.url,
        [`Content-Type: ${type}`],
        iconv.encode(message('东门'), 'gbk'),
      )
      expect(named.body.toString()).toBe(OPENS)
      t.clock.advance({ seconds: 20 })
      const utf = await send(door.site.in.url, [`Content-Type: ${type}`], message('东门口'))
      plain(utf, UTF8)
      expect(utf.body.toString()).toBe(OPENS)
      t.clock.advance({ seconds: 20 })
    }
  expect(new Set(await codes())).toEqual(new Set(['right_owner']))
})

test('[S4-18] C1 odd plates: unread, fake by the camera, opened by the camera’s own list; unknown fields do not matter', async () => {
  const shoot = async (plate: string, more: object) => {
    t.clock.advance({ minutes: 1 })
    return (await send(door.site.in.url, json, vzenith(t, { plate, more }))).body.toString()
  }
  expect(await shoot('_无_', { type: 31 })).toBe(SHUT)
  expect(await shoot('京AF12345', { type: 29 })).toBe(SHUT)
  expect(await shoot('琼B13579', { is_fake_plate: 1 })).toBe(SHUT)
  expect(await shoot('京A12345', { gioouts: [{ ionum: 0, ctrltype: 2 }], rule_id: 4, plates: [{}] })).toBe(
    SHUT,
  )
  expect(await codes()).toEqual(['no_plate', 'fake', 'fake', 'device_list'])
})

test('[S4-18] [SX-13] C1 replays: a week old, out of order, twice; each asked on, none opens', async () => {
  const week = t.clock.now().subtract({ hours: 168 }).epochMilliseconds
  const replay = async (record: number, at: number) =>
    JSON.parse(
      (
        await send(door.site.in.url, json, vzenith(t, { plate: '京AF12345', record, at, offline: true }))
      ).body.toString(),
    ).Response_AlarmInfoPlate
  for (const [record, at] of [
    [12, week + 60_000],
    [11, week],
    [13, week + 120_000],
    [11, week],
  ] as const)
    expect(await replay(record, at)).toEqual({
      info: 'no',
      content: 'retransfer_stop',
      is_pay: 'false',
      serialData: [],
      ContinuePushOffline: { plateid: record, continue: 1 },
    })
  // a new car interrupts the replay, and opens
  expect(
    (await send(door.site.in.url, json, vzenith(t, { plate: '京AF12345', record: 14 }))).body.toString(),
  ).toBe(OPENS)
  expect((await codes()).sort()).toEqual(['replay', 'replay', 'replay', 'right_owner'])
})

test('[S3-56] C1 heartbeat: multipart text parts, UTF-8 and GBK, answered in the event’s envelope', async () => {
  const part = (name: string, value: string) =>
    `--B\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`
  const text = `${part('device_name', '东门进口')}${part('ipaddr', '192.168.1.100')}${part('port', '80')}${part('user_name', 'admin')}${part('pass_wd', 'x')}${part('serialno', 'eff50e18-e3d3862b')}${part('channel_num', '1')}--B--\r\n`
  const head = ['Content-Type: multipart/form-data; boundary=B']
  const utf = await send(door.site.in.url, head, text)
  plain(utf, UTF8)
  expect(utf.body.toString()).toBe(SHUT)
  plain(await send(door.site.in.url, head, iconv.encode(text, 'gbk')), 'application/json; charset=gbk')
})

test('[S3-56] C1 other pushes: an input and a 485 reader’s card are answered and open nothing by themselves', async () => {
  const gio = await send(door.site.in.url, json, {
    AlarmGioIn: { serialno: 's', result: { TriggerResult: { source: 0, value: 1 } } },
  })
  expect([gio.status, gio.body.toString()]).toEqual(['HTTP/1.1 200 OK', SHUT])
  const data = Buffer.from('0008613215').toString('base64')
  const card = await send(door.site.in.url, json, {
    SerialData: { serialno: 's', serialChannel: 0, data, dataLen: 10 },
  })
  expect([card.status, card.body.toString()]).toEqual(['HTTP/1.1 200 OK', SHUT])
})

test('[S4-16] C1 picture from a form: blanks in its base64 are plus signs again', async () => {
  const odd = Buffer.concat([jpeg.subarray(0, 4), Buffer.alloc(600, 0xfb)])
  const base64 = odd.toString('base64')
  expect(base64).toContain('+')
  const message = vzenith(t, { plate: '琼A24680', more: { imageFile: base64.replaceAll('+', ' ') } })
  await send(door.site.in.url, json, message)
  await picturesWritten(t.house)
  const [event] = await eventsOf(t, door.site.estateId)
  const kept = await t.house.files.get(t.house.db, door.site.estateId, event?.picture_id ?? '')
  expect(kept.bytes.equals(odd)).toBe(true)
})

test('[S4-18] misreads: the barrier arm, a badge and repeated signs wait for the guard; a registered one of such a shape opens', async () => {
  door.site = await someLanes(t, 'open')
  for (const [plate, confidence] of [
    ['川111111', 96],
    ['京AA66666', 96],
    ['C00D', 0.51],
  ] as const) {
    t.clock.advance({ minutes: 1 })
    expect((await send(door.site.in.url, json, vzenith(t, { plate, confidence }))).body.toString()).toBe(SHUT)
  }
  expect(await codes()).toEqual(['doubtful', 'doubtful', 'doubtful'])
  const { rows } = await t.pool.query('SELECT confidence FROM lane_event WHERE estate_id = $1 ORDER BY at', [
    door.site.estateId,
  ])
  expect(rows.map(r => r.confidence)).toEqual([96, 96, 51])
  await aRight(t, door.site.estateId, { plate: '京AA66666' })
  t.clock.advance({ minutes: 1 })
  expect((await send(door.site.in.url, json, vzenith(t, { plate: '京AA66666' }))).body.toString()).toBe(OPENS)
})

test('[S4-16] [S4-18] odd devices: a clock of 1970, two with one serial, 20 MB, cut off in the middle', async () => {
  const shot = vzenith(t, { plate: '京AF12345', record: 1, at: 100_000 })
  expect((await send(door.site.in.url, json, shot)).body.toString()).toBe(OPENS)
  // the other camera has the same serial number and the same record: another address, another device
  await aRight(t, door.site.estateId, { plate: '京A54321' })
  const other = vzenith(t, { plate: '京A54321', record: 1, at: 100_000 })
  expect((await send(door.site.out.url, json, other)).body.toString()).toBe(OPENS)
  expect(await eventsOf(t, door.site.estateId)).toHaveLength(2)
  const huge = JSON.stringify(
    vzenith(t, { plate: '京A12345', more: { imageFile: 'A'.repeat(21 * 1024 * 1024) } }),
  )
  const refused = await exchange(
    door.port,
    door.site.in.url,
    [...json, `Content-Length: ${huge.length}`],
    huge.slice(0, 1000),
  )
  expect(refused.status).toBe('HTTP/1.1 413 Payload Too Large')
  const cut = JSON.stringify(vzenith(t, { plate: '京A12345' }))
  expect((await send(door.site.in.url, json, cut.slice(0, cut.length / 2))).body.toString()).toBe(SHUT)
  expect(await eventsOf(t, door.site.estateId)).toHaveLength(2)
})
