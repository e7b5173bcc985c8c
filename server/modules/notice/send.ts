/** The ways out of the house: group robots and SMS over HTTP; every try leaves a row, a failed one is tried again. */
import type { Ctx } from '../../core/house.ts'
import { NIL, newId } from '../../core/ids.ts'
import { accountById } from '../people/store-accounts.ts'
import { maskTarget, robotCall, robotRefusal } from './rules.ts'
import * as store from './store.ts'

const TIMEOUT_MS = 10_000

async function post(
  url: string,
  headers: Record<string, string>,
  body: string,
): Promise<{ status: number; text: string }> {
  const answer = await fetch(url, {
    method: 'POST',
    headers,
    body,
    redirect: 'error',
    signal: AbortSignal.timeout(TIMEOUT_MS),
  })
  return { status: answer.status, text: (await answer.text()).slice(0, 4000) }
}

/**
 * One try on one robot. @throws Error after a refusal or a dead line, so that the job is tried again
 */
export async function sendRobot(
  ctx: Ctx,
  estateId: string,
  messageId: string,
  channelId: string,
): Promise<void> {
  const m = await store.messageById(ctx.db, estateId, messageId)
  const c = (await store.channels(ctx.db, estateId)).find(one => one.id === channelId)
  if (m === undefined || c === undefined || !c.active || m.withdrawn_at !== null) return
  const before = await store.attemptsOf(ctx.db, estateId, [messageId])
  if (before.some(a => a.channel_id === channelId && a.ok)) return
  const cipher = await ctx.cipher(estateId)
  const call = robotCall(
    {
      kind: c.kind,
      url: cipher.open('channel.url', c.url),
      secret: c.secret === null ? null : cipher.open('channel.secret', c.secret),
    },
    { id: m.id, title: m.title, body: m.body, urgent: m.urgent, ref: m.ref_id },
    ctx.house.clock.now().epochMilliseconds,
  )
  const error = await post(call.url, call.headers, call.body).then(
    a => robotRefusal(c.kind, a.status, a.text),
    reason => `no answer: ${(reason as Error).name}`,
  )
  await store.insertAttempt(ctx.db, estateId, {
    id: newId(ctx.now.epochMilliseconds),
    message_id: messageId,
    channel: c.kind,
    channel_id: channelId,
    target: c.host,
    at: ctx.now,
    ok: error === null,
    error,
  })
  if (error !== null) throw new Error(`channel ${c.kind} of ${c.host}: ${error}`)
}

/** One try of a text message through the configured HTTP service. @throws Error when it was not taken */
export async function sendSms(ctx: Ctx, estateId: string, messageId: string): Promise<void> {
  const sms = ctx.house.config.sms
  const m = await store.messageById(ctx.db, estateId, messageId)
  if (sms === undefined || m?.account_id == null || m.withdrawn_at !== null) return
  const before = await store.attemptsOf(ctx.db, estateId, [messageId])
  if (before.some(a => a.channel === 'sms' && a.ok)) return
  const account = await accountById(ctx.db, m.account_id)
  if (account === undefined || account.phone_sealed === null) return
  const phone = (await ctx.cipher(NIL)).open('phone', account.phone_sealed)
  const headers = {
    'content-type': 'application/json; charset=utf-8',
    ...(sms.token === undefined ? {} : { authorization: `Bearer ${sms.token}` }),
  }
  const text = `【安居】${m.title.zh}：${m.body.zh}`
  const error = await post(sms.url, headers, JSON.stringify({ phone, text, kind: 'notice', id: m.id })).then(
    a => (a.status >= 200 && a.status < 300 ? null : `HTTP ${a.status}`),
    reason => `no answer: ${(reason as Error).name}`,
  )
  await store.insertAttempt(ctx.db, estateId, {
    id: newId(ctx.now.epochMilliseconds),
    message_id: messageId,
    channel: 'sms',
    channel_id: null,
    target: maskTarget(phone),
    at: ctx.now,
    ok: error === null,
    error,
  })
  if (error !== null) throw new Error(`sms: ${error}`)
}
