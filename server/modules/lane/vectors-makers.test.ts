/** The wire formats' vectors C2 to C5 as whole exchanges on a real port; which is which stands in vectors.test.ts. */
import iconv from 'iconv-lite'
import { expect, test } from 'vitest'
import { digestDevice } from '../../../test/digest-device.ts'
import { testHouse } from '../../../test/harness.ts'
import { aDevice, eventsOf, jpeg } from '../../../test/lane-factories.ts'
import { json, plain, UTF8, VectorDoor } from '../../../test/vector-door.ts'
import { deviceNumber } from './address.ts'
import { sendAct } from './sending.ts'
import { worldOf } from './world.ts'

const t = await testHouse()
const door = new VectorDoor(t)
const send = door.send.bind(door)
const codes = door.codes.bind(door)
const C2_SHUT =
  '{"error_num":0,"error_str":"noerror","passwd":"","gpio_data":[],"rs485_data":[],"triger_data":[],"whitelist_data":[]}'
const C2_OPENS = C2_SHUT.replace('"gpio_data":[]', '"gpio_data":[{"ionum":"io1","action":"on"}]')

test('[S4-16] [S3-56] C2: the form opens by an output; heartbeat, replay, input and older field names; UTF-8 and GBK', async () => {
  const camera = await aDevice(t, door.site.estateId, door.site.inLane, 'told', 'huaxia')
  const head = ['Content-Type: application/x-www-form-urlencoded']
  const seconds = () => Math.floor(t.clock.now().epochMilliseconds / 1000)
  const form = (plate: string, more = '') =>
    `type=online&mode=5&plate_num=${plate}&plate_color=%E8%93%9D%E8%89%B2&plate_val=true&confidence=95&start_time=${seconds()}&park_id=P1&cam_id=AABBCCDDEEFF&cam_ip=192.168.1.101&vdc_type=in&is_whitelist=false&triger_type=video${more}`
  const ask = async (body: string | Buffer) => {
    t.clock.advance({ minutes: 1 })
    const answer = await send(camera.url, head, body)
    expect(answer.status).toBe('HTTP/1.1 200 OK')
    return answer
  }
  const opened = await ask(form(encodeURIComponent('京A12345')))
  plain(opened, UTF8)
  expect(opened.body.toString()).toBe(C2_OPENS)
  expect((await ask(form(encodeURIComponent('琼B24680')))).body.toString()).toBe(C2_SHUT)
  const percent = [...iconv.encode('京A12345', 'gbk')].map(b => `%${b.toString(16)}`).join('')
  const gbk = await ask(form(percent).replace(/&plate_color=[^&]*/, ''))
  plain(gbk, 'application/json; charset=gbk')
  expect(gbk.body.toString()).toBe(C2_OPENS)
  expect((await ask('type=heartbeat&cam_id=AABBCCDDEEFF&park_id=P1')).body.toString()).toBe(C2_SHUT)
  expect((await ask('type=ioinput&cam_id=AABBCCDDEEFF&ionum=io1&iostatus=on')).body.toString()).toBe(C2_SHUT)
  const older = form(encodeURIComponent('京A12345'))
    .replace('plate_num=', 'car_plate=')
    .replace('plate_color=', 'color=')
  expect((await ask(`${older}&VehicleType=1`)).body.toString()).toBe(C2_OPENS)
  expect((await ask(form(encodeURIComponent('京A12345')).replace('online', 'offline'))).body.toString()).toBe(
    C2_SHUT,
  )
  expect((await ask('mode=5&plate_num=x')).body.toString()).toBe(C2_SHUT)
  expect(await codes()).toEqual(['right_owner', 'unknown', 'right_owner', 'right_owner', 'replay'])
})

const when = () => t.clock.now().toZonedDateTimeISO('Asia/Shanghai').toString({ timeZoneName: 'never' })
let serial = 0
/** The alert of the document; `p` prefixes its tags. */
const alert = (plate: string, more: { p?: string; ns?: string; anpr?: string; type?: string } = {}) => {
  const { p = '', ns = 'xmlns="http://www.isapi.org/ver20/XMLSchema"', anpr = '', type = 'ANPR' } = more
  const tag = (name: string, text: string | number) => `<${p}${name}>${text}</${p}${name}>`
  return `<${p}EventNotificationAlert version="2.0" ${ns}>${tag('ipAddress', '192.168.1.64')}${tag('macAddress', '44:a6:42:00:00:01')}${tag('channelID', 1)}${tag('dateTime', when())}${tag('eventType', type)}${tag('eventState', 'active')}${anpr || `<${p}ANPR>${tag('licensePlate', plate)}${tag('line', 1)}${tag('direction', 'forward')}${tag('confidenceLevel', 98)}${tag('listType', 'temporary')}</${p}ANPR>`}${tag('UUID', `a0fe72d4-${++serial}`)}${tag('picNum', 2)}</${p}EventNotificationAlert>`
}
const parts = (...list: [name: string, type: string, bytes: Buffer | string][]) =>
  Buffer.concat([
    ...list.flatMap(([name, type, bytes]) => [
      Buffer.from(
        `--MIME_boundary\r\nContent-Disposition: form-data; name="${name}"; filename="${name}"\r\nContent-Type: ${type}\r\n\r\n`,
      ),
      Buffer.from(bytes as string),
      Buffer.from('\r\n'),
    ]),
    Buffer.from('--MIME_boundary--\r\n'),
  ])
const MIME = ['Content-Type: multipart/form-data; boundary=MIME_boundary']

test('[S4-16] [S3-56] C3: multipart in its builds, bare XML, prefixes and legacy tags; each hears an empty 200', async () => {
  const camera = await aDevice(t, door.site.estateId, door.site.inLane, 'in', 'hikvision')
  const pictures: [string, string, Buffer][] = [
    ['detectionPicture.jpg', 'application/octet-stream', jpeg],
    ['licensePlatePicture.jpg', 'image/jpeg', jpeg],
  ]
  const legacy = (tag: string, plate: string) =>
    alert('', { anpr: `<ANPR><${tag}>${plate}</${tag}><confidenceLevel>97.5</confidenceLevel></ANPR>` })
  const events: [readonly string[], () => Buffer | string][] = [
    [MIME, () => parts(['anpr.xml', 'application/xml', alert('京A12345')], ...pictures)],
    [MIME, () => parts(['xml_file', 'application/octet-stream', alert('琼A00002')], ...pictures)],
    [MIME, () => parts(...pictures, ['anpr.xml', 'text/xml', alert('琼A00003')])],
    [
      ['Content-Type: application/xml'],
      () => alert('琼A00004', { ns: 'xmlns="http://www.hikvision.com/ver10/XMLSchema"' }),
    ],
    [
      ['Content-Type: text/xml; charset=UTF-8'],
      () => alert('琼A00005', { p: 'ns1:', ns: 'xmlns:ns1="http://www.std-cgi.com/ver20/XMLSchema"' }),
    ],
    [['Content-Type: text/xml; charset=GB2312'], () => iconv.encode(alert('琼A00006'), 'gbk')],
    [['Content-Type: application/xml'], () => legacy('plate', '琼A00007')],
    [['Content-Type: application/xml'], () => legacy('plateNumber', '琼A00008')],
    [['Content-Type: application/xml'], () => alert('unknown')],
  ]
  for (const [head, body] of events) {
    t.clock.advance({ minutes: 1 })
    const answer = await send(camera.url, head, body())
    expect([answer.status, answer.headers['content-length'], answer.body.length]).toEqual([
      'HTTP/1.1 200 OK',
      '0',
      0,
    ])
  }
  expect(await codes()).toEqual(['right_owner', ...Array(7).fill('unknown'), 'no_plate'])
  const [first] = await eventsOf(t, door.site.estateId)
  expect(first?.picture_id).not.toBeNull()
  for (const type of ['VMD', 'videoloss', 'heartBeat'])
    expect(
      (await send(camera.url, ['Content-Type: application/xml'], alert('', { type, anpr: '<x/>' }))).status,
    ).toBe('HTTP/1.1 200 OK')
  const whole = parts(['anpr.xml', 'application/xml', alert('京A12345')])
  expect((await send(camera.url, MIME, whole.subarray(0, whole.length / 2))).status).toBe('HTTP/1.1 200 OK')
  expect(await codes()).toHaveLength(9)
})

test('[S4-16] [S3-56] C3 command: Digest with stale=true passes, statusCode 4 is refused, and no body opens by itself', async () => {
  const status = (code: number, sub: string) =>
    `<?xml version="1.0"?><ResponseStatus version="2.0" xmlns="http://www.hikvision.com/ver20/XMLSchema"><statusCode>${code}</statusCode><statusString>x</statusString><subStatusCode>${sub}</subStatusCode></ResponseStatus>`
  let code = 1
  const device = await digestDevice('right', () => status(code, code === 1 ? 'ok' : 'notSupport'), 1)
  const made = await aDevice(t, door.site.estateId, door.site.inLane, 'in', 'hikvision', {
    host: device.host,
    login: { user: 'admin', password: 'right' },
  })
  const row = await worldOf(t.house).deviceById(door.site.estateId, made.id)
  if (!row) throw new Error('no device')
  expect(await sendAct(t.house, row, 'open', '京A12345')).toEqual({ state: 'accepted', answer: '1 ok' })
  code = 4
  expect(await sendAct(t.house, row, 'close', '')).toEqual({
    state: 'failed',
    answer: 'HTTP 200: 4 notSupport',
  })
  expect(device.asked.map(a => a.replace(/<\?.*\?>/, ''))).toEqual([
    'PUT /ISAPI/Parking/channels/1/barrierGate <BarrierGate><ctrlMode>open</ctrlMode></BarrierGate>',
    'PUT /ISAPI/Parking/channels/1/barrierGate <BarrierGate><ctrlMode>close</ctrlMode></BarrierGate>',
  ])
  const stopped = await t.pool.query('SELECT id FROM lane_device WHERE stopped_at IS NOT NULL AND id = $1', [
    made.id,
  ])
  expect(stopped.rows).toEqual([])
})

test('[S4-16] [S3-56] C4: event, KeepAlive and DeviceInfo at the fixed address hear result "true"; open and close by CGI', async () => {
  const device = await digestDevice('right', () => 'OK')
  const camera = await aDevice(t, door.site.estateId, door.site.inLane, 'in', 'dahua', {
    host: device.host,
    login: { user: 'admin', password: 'right' },
  })
  const id = deviceNumber(door.site.estateId, camera.key)
  const time = () =>
    t.clock.now().toZonedDateTimeISO('Asia/Shanghai').toPlainDateTime().toString().replace('T', ' ')
  const event = (plate: string) => ({
    Picture: {
      Plate: { PlateNumber: plate, PlateColor: 'Blue', Confidence: 97, IsExist: true, UploadNum: 1 },
      Vehicle: { VehicleColor: 'White' },
      SnapInfo: { DeviceID: id, AccurateTime: time(), Direction: 'Obverse', TimeZone: 8 },
      NormalPic: { PicName: `${plate}.jpg`, Content: jpeg.toString('base64') },
    },
  })
  for (const [what, body] of [
    ['DeviceInfo', () => ({ DeviceModel: 'ITC', DeviceID: id })],
    ['KeepAlive', () => ({ Active: 'keepAlive', DeviceID: id })],
    ['TollgateInfo', () => event('京A12345')],
    ['TollgateInfo', () => event('琼A77675')],
  ] as const) {
    t.clock.advance({ minutes: 1 })
    const answer = await send(`/NotificationInfo/${what}`, json, body())
    plain(answer, UTF8)
    expect(answer.body.toString()).toBe('{"result":"true"}')
  }
  const row = await worldOf(t.house).deviceById(door.site.estateId, camera.id)
  if (!row) throw new Error('no device')
  expect(await sendAct(t.house, row, 'close', '')).toEqual({ state: 'accepted', answer: 'OK' })
  expect(device.asked.at(-1)).toBe('GET /cgi-bin/trafficSnap.cgi?action=closeStrobe&channel=1')
  expect(device.asked.filter(a => a.includes('openStrobe'))).toHaveLength(1)
  expect(await codes()).toEqual(['right_owner', 'unknown'])
  const stranger = { Picture: { ...event('京A12345').Picture, SnapInfo: { DeviceID: 'E2' } } }
  expect((await send('/NotificationInfo/TollgateInfo', json, stranger)).status).toBe('HTTP/1.1 404 Not Found')
})

test('[S3-48] C5: an access controller’s card event, bare and with a face’s picture, is taken and hears an empty 200', async () => {
  const reader = await aDevice(t, door.site.estateId, door.site.inLane, 'in', 'access')
  const event = (sub: number, number: number) =>
    JSON.stringify({
      ipAddress: '192.168.1.70',
      dateTime: when(),
      eventType: 'AccessControllerEvent',
      AccessControllerEvent: {
        majorEventType: 5,
        subEventType: sub,
        cardNo: '0008613215',
        employeeNoString: '7',
        serialNo: number,
        currentVerifyMode: 'cardOrFace',
        mask: 'no',
        currentEvent: true,
      },
    })
  const bare = await send(reader.url, json, event(1, 1))
  const face = await send(
    reader.url,
    MIME,
    parts(['event_log', 'application/json', event(75, 2)], ['Picture', 'image/jpeg', jpeg]),
  )
  for (const answer of [bare, face])
    expect([answer.status, answer.body.length]).toEqual(['HTTP/1.1 200 OK', 0])
  const rows = await t.pool.query('SELECT plate_kind FROM lane_event WHERE estate_id = $1 ORDER BY record', [
    door.site.estateId,
  ])
  expect(rows.rows.map(r => r.plate_kind)).toEqual(['card', 'face'])
})
