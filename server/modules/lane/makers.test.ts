/** The makers' messages as whole HTTP exchanges, and Digest commands to a device that speaks as they do. */
import iconv from 'iconv-lite'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { closeDevices, digestDevice } from '../../../test/digest-device.ts'
import { hour } from '../../../test/gate-factories.ts'
import { system, testHouse } from '../../../test/harness.ts'
import { aDevice, aRight, eventsOf, jpeg, type Lanes, push, someLanes } from '../../../test/lane-factories.ts'
import { deviceNumber } from './address.ts'
import { openLane } from './commands.ts'
import { hearMqtt } from './mqtt.ts'
import { picturesWritten } from './pictures.ts'
import { worldOf } from './world.ts'

const t = await testHouse()
let site: Lanes

beforeEach(async () => {
  hour(t.clock, '09:00:00.000')
  site = await someLanes(t, 'hold')
  await aRight(t, site.estateId, { plate: '京A12345' })
})
afterEach(closeDevices)

const altered = jpeg.toString('base64').replace(/\+/g, '-').replace(/\//g, '_').replace(/=/g, '.')
const huaxia = (plate: string, more = '') =>
  `type=online&mode=5&plate_num=${encodeURIComponent(plate)}&plate_color=${encodeURIComponent('蓝色')}&plate_val=true&confidence=95&start_time=${Math.floor(t.clock.now().epochMilliseconds / 1000)}&park_id=P1&cam_id=AABBCCDDEEFF&cam_ip=192.168.1.101&vdc_type=in&is_whitelist=false&triger_type=video&picture=${altered}${more}`

test('[S4-16] [S3-56] 华夏智信: the form opens by an output, stays shut by none, and its altered picture is a picture again', async () => {
  const camera = await aDevice(t, site.estateId, site.inLane, 'told', 'huaxia')
  const form = 'application/x-www-form-urlencoded'
  const opened = await push(t, camera.url, huaxia('京A12345'), form)
  expect(opened.json()).toEqual({
    error_num: 0,
    error_str: 'noerror',
    passwd: '',
    gpio_data: [{ ionum: 'io1', action: 'on' }],
    rs485_data: [],
    triger_data: [],
    whitelist_data: [],
  })
  expect((await push(t, camera.url, huaxia('琼B24680'), form)).json().gpio_data).toEqual([])
  expect((await push(t, camera.url, 'type=heartbeat&cam_id=AABBCCDDEEFF', form)).json()).toMatchObject({
    error_num: 0,
    gpio_data: [],
  })
  const raw = iconv.encode(
    decodeURIComponent(huaxia('京A12345').replace(/start_time=\d+/, 'start_time=1772413300')),
    'gbk',
  )
  expect((await push(t, camera.url, raw, form)).json().gpio_data).toHaveLength(1)
  await picturesWritten(t.house)
  const [event] = await eventsOf(t, site.estateId)
  const kept = await t.house.files.get(t.house.db, site.estateId, event?.picture_id ?? '')
  expect(kept.bytes.equals(jpeg)).toBe(true)
})

const until = async (there: () => boolean | Promise<boolean>) => {
  for (let i = 0; i < 400 && !(await there()); i++) await new Promise(r => setTimeout(r, 25))
}
const commands = async () =>
  (
    await t.pool.query<{ state: string; answer: string; position: string | null }>(
      'SELECT state, answer, position FROM lane_command WHERE estate_id = $1 ORDER BY asked_at',
      [site.estateId],
    )
  ).rows

const OK =
  '<?xml version="1.0"?><ResponseStatus xmlns="http://www.hikvision.com/ver20/XMLSchema"><statusCode>1</statusCode><statusString>OK</statusString></ResponseStatus>'
const alert = (plate: string, ns = 'xmlns="http://www.isapi.org/ver20/XMLSchema"', p = '') =>
  `<${p}EventNotificationAlert version="2.0" ${ns}><${p}ipAddress>192.168.1.64</${p}ipAddress><${p}macAddress>44:a6:42:00:00:01</${p}macAddress><${p}channelID>1</${p}channelID><${p}dateTime>${t.clock.now().toZonedDateTimeISO('Asia/Shanghai').toString({ timeZoneName: 'never' })}</${p}dateTime><${p}eventType>ANPR</${p}eventType><${p}eventState>active</${p}eventState><${p}ANPR><${p}licensePlate>${plate}</${p}licensePlate><${p}line>1</${p}line><${p}direction>forward</${p}direction><${p}confidenceLevel>98</${p}confidenceLevel><${p}listType>temporary</${p}listType></${p}ANPR><${p}UUID>a0fe72d4-${plate}-${p}</${p}UUID><${p}picNum>2</${p}picNum></${p}EventNotificationAlert>`

function hikvision(xml: string): Buffer {
  const part = (head: string, body: Buffer | string) =>
    Buffer.concat([
      Buffer.from(`--MIME_boundary\r\n${head}\r\n\r\n`),
      Buffer.from(body as string),
      Buffer.from('\r\n'),
    ])
  return Buffer.concat([
    part(
      'Content-Disposition: form-data; name="anpr.xml"; filename="anpr.xml"\r\nContent-Type: application/xml',
      xml,
    ),
    part(
      'Content-Disposition: form-data; name="detectionPicture.jpg"; filename="detectionPicture.jpg"\r\nContent-Type: application/octet-stream',
      jpeg,
    ),
    part(
      'Content-Disposition: form-data; name="licensePlatePicture.jpg"; filename="licensePlatePicture.jpg"\r\nContent-Type: image/jpeg',
      jpeg,
    ),
    Buffer.from('--MIME_boundary--\r\n'),
  ])
}

test('[S4-16] [S3-56] Hikvision: 200 without a body, then the barrier by Digest; accepted is not opened', async () => {
  const device = await digestDevice('right', (_, url) =>
    url.includes('Status') ? '<a><barrierGateStatus>0</barrierGateStatus></a>' : OK,
  )
  const camera = await aDevice(t, site.estateId, site.inLane, 'in', 'hikvision', {
    host: device.host,
    login: { user: 'admin', password: 'right' },
  })
  const answer = await push(
    t,
    camera.url,
    hikvision(alert('京A12345')),
    'multipart/form-data; boundary=MIME_boundary',
  )
  expect([answer.statusCode, answer.body]).toEqual([200, ''])
  await until(() => device.asked.length > 1)
  expect(device.asked[0]).toBe(
    'PUT /ISAPI/Parking/channels/1/barrierGate <?xml version="1.0" encoding="UTF-8"?><BarrierGate><ctrlMode>open</ctrlMode></BarrierGate>',
  )
  await until(async () => (await commands())[0]?.position !== null)
  expect(await commands()).toMatchObject([{ state: 'accepted', position: 'no_signal' }])
})

test('[S3-56] Hikvision: bare XML, other namespaces and prefixes read as well; other alerts are answered and dropped', async () => {
  const camera = await aDevice(t, site.estateId, site.inLane, 'in', 'hikvision')
  const send = (xml: string, type = 'application/xml') => push(t, camera.url, xml, type)
  await send(alert('琼A00001', 'xmlns="http://www.hikvision.com/ver10/XMLSchema"'))
  await send(
    alert('琼A00002', 'xmlns:ns1="http://www.std-cgi.com/ver20/XMLSchema"', 'ns1:'),
    'text/xml; charset=UTF-8',
  )
  for (const type of ['VMD', 'videoloss', 'heartBeat'])
    expect(
      (
        await send(
          alert('琼A00003')
            .replace('<eventType>ANPR', `<eventType>${type}`)
            .replace(/<ANPR>.*<\/ANPR>/, ''),
        )
      ).statusCode,
    ).toBe(200)
  expect((await send('<EventNotificationAlert><ANPR><licensePlate>unk')).statusCode).toBe(200)
  expect(await eventsOf(t, site.estateId)).toHaveLength(2)
})

test('[S3-56] the first 401 and stale=true are no wrong password; two wrong ones and we stop', async () => {
  const good = await digestDevice('right', () => OK, 1)
  const bad = await digestDevice('right', () => OK)
  const one = await aDevice(t, site.estateId, site.inLane, 'in', 'hikvision', {
    host: good.host,
    login: { user: 'admin', password: 'right' },
  })
  const two = await aDevice(t, site.estateId, site.outLane, 'out', 'hikvision', {
    host: bad.host,
    login: { user: 'admin', password: 'wrong' },
  })
  await t.pool.query('UPDATE lane_device SET revoked_at = now() WHERE estate_id = $1 AND NOT id = ANY($2)', [
    site.estateId,
    [one.id, two.id],
  ])
  const open = async (laneId: string) => {
    const tx = await t.house.db.transaction().execute(async db => {
      const ctx = { ...t.ctx(system), db } as unknown as Parameters<typeof openLane>[0]
      return openLane(Object.assign(ctx, { afterCommit: () => {} }), {
        estateId: site.estateId,
        laneId,
        act: 'open',
        reason: '测试',
      })
    })
    const { deliver } = await import('./sending.ts')
    await worldOf(t.house).refreshDevices(site.estateId)
    await deliver(t.house, site.estateId, tx.commandId)
    const found = await t.pool.query<{ state: string; answer: string }>(
      'SELECT state, answer FROM lane_command WHERE id = $1',
      [tx.commandId],
    )
    return found.rows[0]
  }
  expect(await open(site.inLane)).toMatchObject({ state: 'accepted' })
  const stopped = async () =>
    (
      await t.pool.query('SELECT id FROM lane_device WHERE stopped_at IS NOT NULL AND estate_id = $1', [
        site.estateId,
      ])
    ).rows
  expect(await stopped()).toEqual([])
  for (let i = 0; i < 3; i++) expect((await open(site.outLane))?.state).toBe('failed')
  expect(await stopped()).toEqual([{ id: two.id }])
  expect(bad.tries()).toBe(2)
})

const tollgate = (plate: string, id = 'E2') => ({
  Picture: {
    Plate: { PlateNumber: plate, PlateColor: 'Blue', Confidence: 97 },
    Vehicle: { VehicleColor: 'White' },
    SnapInfo: {
      DeviceID: id,
      AccurateTime: t.clock
        .now()
        .toZonedDateTimeISO('Asia/Shanghai')
        .toPlainDateTime()
        .toString()
        .replace('T', ' '),
      Direction: 'Obverse',
    },
    NormalPic: { PicName: `${plate}.jpg`, Content: jpeg.toString('base64') },
  },
})

test('[S4-16] [S3-56] Dahua: result "true" on its own or the fixed address, the barrier by Digest GET', async () => {
  const device = await digestDevice('right', () => 'OK')
  const camera = await aDevice(t, site.estateId, site.inLane, 'in', 'dahua', {
    host: device.host,
    login: { user: 'admin', password: 'right' },
  })
  const answer = await push(t, `${camera.url}/NotificationInfo/TollgateInfo`, tollgate('京A12345'))
  expect(answer.json()).toEqual({ result: 'true' })
  await until(() => device.asked.length > 0)
  expect(device.asked[0]).toBe(
    `GET /cgi-bin/trafficSnap.cgi?action=openStrobe&channel=1&info.openType=Normal&info.plateNumber=${encodeURIComponent('京A12345')}`,
  )
  const fixed = deviceNumber(site.estateId, camera.key)
  expect(
    (await push(t, '/NotificationInfo/KeepAlive', { Active: 'keepAlive', DeviceID: fixed })).json(),
  ).toEqual({ result: 'true' })
  expect((await push(t, '/NotificationInfo/TollgateInfo', tollgate('琼A77675', fixed))).json()).toEqual({
    result: 'true',
  })
  expect((await push(t, '/NotificationInfo/TollgateInfo', tollgate('琼A77778', 'nobody'))).statusCode).toBe(
    404,
  )
  expect((await eventsOf(t, site.estateId)).map(e => e.code).sort()).toEqual(['right_owner', 'unknown'])
  await until(async () => (await commands()).length > 0)
  expect(await commands()).toMatchObject([{ state: 'accepted' }])
})

test('[S3-48] an access controller’s event is kept once, its card sealed; doors standing open are none', async () => {
  const door = await aDevice(t, site.estateId, site.inLane, 'in', 'access')
  const event = (sub: number, serial: number) => ({
    ipAddress: '192.168.1.70',
    dateTime: t.clock.now().toString(),
    eventType: 'AccessControllerEvent',
    AccessControllerEvent: {
      majorEventType: 5,
      subEventType: sub,
      cardNo: '0008613215',
      name: '某某',
      employeeNoString: '7',
      serialNo: serial,
      currentVerifyMode: 'cardOrFace',
      currentEvent: true,
    },
  })
  for (const [sub, serial] of [
    [1, 10],
    [1, 10],
    [75, 11],
    [9, 12],
  ] as const)
    expect((await push(t, door.url, event(sub, serial))).statusCode).toBe(200)
  await push(t, door.url, { ...event(1, 13), AccessControllerEvent: { majorEventType: 2, subEventType: 1 } })
  const rows = (
    await t.pool.query(
      'SELECT subject, plate_kind, let_through, plate_sealed FROM lane_event WHERE estate_id = $1 ORDER BY record',
      [site.estateId],
    )
  ).rows
  expect(rows.map(r => [r.subject, r.plate_kind, r.let_through])).toEqual([
    ['card', 'card', true],
    ['card', 'face', true],
    ['card', 'card', false],
  ])
  expect((await t.ctx(system).cipher(site.estateId)).open('plate', rows[0].plate_sealed)).toBe('8613215')
  expect(JSON.stringify(rows)).not.toContain('8613215')
})

test('[S3-56] the plain JSON endpoint answers in plain words', async () => {
  const other = await aDevice(t, site.estateId, site.inLane, 'told', 'plain')
  const event = (id: string, plate: string) => ({
    event: 'plate',
    id,
    plate,
    confidence: 97,
    direction: 'in',
    time: t.clock.now().toString(),
    picture: jpeg.toString('base64'),
  })
  expect((await push(t, other.url, event('1', '京A12345'))).json()).toMatchObject({
    taken: true,
    open: true,
    code: 'right_owner',
    say: { zh: '京A12345 业主车辆，欢迎回家' },
  })
  expect((await push(t, other.url, event('2', '琼B24680'))).json()).toMatchObject({
    taken: true,
    open: false,
    code: 'unknown',
  })
  expect((await push(t, other.url, '{"event":"plate"')).json()).toEqual({ taken: false, open: false })
})

test('[S3-56] over MQTT the same device, key and decision: an answer for its own topic, silence for strangers', async () => {
  const other = await aDevice(t, site.estateId, site.inLane, 'in', 'plain')
  const topic = `anju${other.url.slice(2)}/event`
  const body = Buffer.from(JSON.stringify({ event: 'plate', id: '9', plate: '京A12345', confidence: 97 }))
  const answer = await hearMqtt(t.house, topic, body)
  expect(answer?.topic).toBe(topic.replace('/event', '/answer'))
  expect(JSON.parse(answer?.text ?? '')).toMatchObject({ taken: true, open: true })
  expect(await hearMqtt(t.house, `${topic.slice(0, -8)}xx/event`, body)).toBeUndefined()
  expect(await hearMqtt(t.house, 'anju/x/event', body)).toBeUndefined()
})
