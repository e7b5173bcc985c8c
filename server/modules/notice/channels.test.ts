import { createHmac } from 'node:crypto'
import { createServer } from 'node:http'
import { afterAll, expect, test } from 'vitest'
import { anAccount, anEstate } from '../../../test/factories.ts'
import { system, testHouse } from '../../../test/harness.ts'
import { newId } from '../../core/ids.ts'
import { addChannel, listChannels } from './channels.ts'
import { acknowledgeMessage, listAlarms, listMessages, seeMessage } from './messages.ts'
import { notify } from './notify.ts'
import { cutBytes, deliverAt, outsideHost, type RobotKind, robotCall, robotRefusal } from './rules.ts'
import { sendRobot } from './send.ts'
import { attemptsOf, insertChannel } from './store.ts'

const t = await testHouse()
let answer = { status: 200, body: '{"errcode":0,"errmsg":"ok"}' }
const calls: { url: string; body: string }[] = []
const robot = createServer((request, response) => {
  let body = ''
  request.on('data', chunk => {
    body += String(chunk)
  })
  request.on('end', () => {
    calls.push({ url: request.url ?? '', body })
    response.writeHead(answer.status).end(answer.body)
  })
})
await new Promise<void>(done => robot.listen(0, '127.0.0.1', done))
afterAll(() => robot.close())
const port = (robot.address() as { port: number }).port
const words = { title: { zh: '空岗', en: 'Empty' }, body: { zh: '东门', en: 'East' } }

async function setup(kind: RobotKind) {
  const estate = await anEstate(t)
  const { actor: manager } = await anAccount(t, estate.id, { role: 'manager' })
  const cipher = await t.ctx(system).cipher(estate.id)
  const id = newId<'channel'>()
  await insertChannel(t.house.db, estate.id, {
    id,
    kind,
    name: '群机器人',
    url: cipher.seal('channel.url', `http://127.0.0.1:${port}/robot/send?access_token=abc`),
    host: '127.0.0.1',
    secret: cipher.seal('channel.secret', 'SECtest'),
    urgent_only: true,
  })
  const told = await notify(t.ctx(system), { estateId: estate.id, kind: 'test', ...words, urgent: true })
  return { estate, manager, id, told }
}

test('[SX-09] an alarm goes to 钉钉 signed, each try is a row, and a refusal inside HTTP 200 is tried again', async () => {
  const { estate, id, told } = await setup('dingtalk')
  answer = { status: 200, body: '{"errcode":310000,"errmsg":"sign not match"}' }
  await expect(sendRobot(t.ctx(system), estate.id, told.messageId, id)).rejects.toThrow('310000')
  answer = { status: 200, body: '{"errcode":0,"errmsg":"ok"}' }
  await sendRobot(t.ctx(system), estate.id, told.messageId, id)
  await sendRobot(t.ctx(system), estate.id, told.messageId, id)
  const rows = (await attemptsOf(t.house.db, estate.id, [told.messageId])).filter(a => a.channel !== 'in_app')
  expect(rows.map(r => [r.try, r.ok])).toEqual([
    [1, false],
    [2, true],
  ])
  const last = calls.at(-1)
  const query = new URL(`http://x${last?.url}`).searchParams
  const signed = createHmac('sha256', 'SECtest')
    .update(`${query.get('timestamp')}\nSECtest`)
    .digest('base64')
  expect(query.get('sign')).toBe(signed)
  expect(JSON.parse(last?.body ?? '')).toMatchObject({ msgtype: 'text' })
})

test('企业微信 wants the key in its address and at most 2048 bytes; other webhooks are signed over time and body', () => {
  const message = {
    id: 'm',
    title: words.title,
    body: { zh: '满'.repeat(1500), en: 'x' },
    urgent: true,
    ref: null,
  }
  const wecom = robotCall({ kind: 'wecom', url: 'https://q.example/send?key=1', secret: null }, message, 1)
  const { content } = JSON.parse(wecom.body).text as { content: string }
  expect(Buffer.byteLength(content)).toBeLessThanOrEqual(2048)
  expect(content.endsWith('满')).toBe(true)
  const hook = robotCall({ kind: 'webhook', url: 'https://h.example/', secret: 's' }, message, 7)
  expect(hook.headers['x-anju-signature']).toBe(
    createHmac('sha256', 's').update(`7.${hook.body}`).digest('hex'),
  )
  expect(robotRefusal('wecom', 200, '{"errcode":93000,"errmsg":"invalid webhook url"}')).toContain('93000')
  expect(robotRefusal('webhook', 204, '')).toBeNull()
  expect(robotRefusal('webhook', 500, '')).toBe('HTTP 500')
  expect(cutBytes('𠮷𠮷', 7)).toBe('𠮷')
})

test('a channel’s address must be https and not this machine; it is shown by host only', async () => {
  for (const bad of [
    'http://a.example/x',
    'https://localhost/x',
    'https://127.0.0.1/x',
    'https://[::1]/x',
    'https://169.254.169.254/latest',
    'https://u:p@a.example/',
    'not an address',
  ])
    expect(outsideHost(bad), bad).toBeNull()
  const estate = await anEstate(t)
  const { actor: manager } = await anAccount(t, estate.id, { role: 'manager' })
  const made = await addChannel(t.ctx(manager), {
    estateId: estate.id,
    kind: 'wecom',
    name: '项目群',
    url: 'https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=693axxx6',
  })
  expect(made.host).toBe('qyapi.weixin.qq.com')
  expect(JSON.stringify(await listChannels(t.ctx(manager), { estateId: estate.id }))).not.toContain(
    '693axxx6',
  )
  const rows = await t.pool.query('SELECT after::text FROM audit WHERE estate_id = $1', [estate.id])
  expect(JSON.stringify(rows.rows)).not.toContain('693axxx6')
})

test('[SX-09] one’s own messages are seen and acknowledged by oneself only; the alarm list shows every attempt', async () => {
  const { estate, manager, told } = await setup('webhook')
  const { actor: guard } = await anAccount(t, estate.id, { role: 'guard' })
  const at = { estateId: estate.id, messageId: told.messageId }
  await expect(acknowledgeMessage(t.ctx(guard), at)).rejects.toMatchObject({ code: 'core.not_found' })
  expect(await listMessages(t.ctx(manager), {})).toMatchObject({ unseen: 1, toAcknowledge: 1 })
  expect((await seeMessage(t.ctx(manager), at)).seenAt).not.toBeNull()
  const done = await acknowledgeMessage(t.ctx(manager), at)
  expect(done.acknowledgedAt).not.toBeNull()
  t.clock.advance({ minutes: 1 })
  expect((await acknowledgeMessage(t.ctx(manager), at)).acknowledgedAt).toBe(done.acknowledgedAt)
  expect(await listMessages(t.ctx(manager), {})).toMatchObject({ unseen: 0, toAcknowledge: 0 })
  const { items } = await listAlarms(t.ctx(manager), { estateId: estate.id })
  expect(items[0]?.attempts.map(a => [a.channel, a.ok])).toEqual([['in_app', true]])
})

test('[SX-09] quiet hours: their first minute is quiet, their last is not; urgent breaks them', () => {
  const quiet = { from: 1260, until: 480 }
  const at = (text: string) => Date.parse(text)
  const when = (text: string, urgent = false) => deliverAt(at(text), urgent, quiet, 'Asia/Shanghai')
  expect(when('2026-03-02T20:59:59.999+08:00')).toBe(at('2026-03-02T20:59:59.999+08:00'))
  expect(when('2026-03-02T21:00:00.000+08:00')).toBe(at('2026-03-03T08:00:00+08:00'))
  expect(when('2026-03-03T07:59:59.999+08:00')).toBe(at('2026-03-03T08:00:00+08:00'))
  expect(when('2026-03-03T08:00:00.000+08:00')).toBe(at('2026-03-03T08:00:00+08:00'))
  expect(when('2026-03-02T23:00:00.000+08:00', true)).toBe(at('2026-03-02T23:00:00+08:00'))
})
