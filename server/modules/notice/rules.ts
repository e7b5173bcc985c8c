/** When a message is delivered, when it goes to the next person, and how robots of group chats want it signed. */
import { createHmac } from 'node:crypto'
import { Temporal } from 'temporal-polyfill'

export interface Both {
  zh: string
  en: string
}

/** Minutes of the local day; from after until means over midnight. */
export interface QuietHours {
  from: number
  until: number
}

const MINUTE = 60_000

/** What is not urgent waits for the end of the quiet hours; at their first minute it is quiet, at their last no more. */
export function deliverAt(now: number, urgent: boolean, quiet: QuietHours, zone: string): number {
  if (urgent || quiet.from === quiet.until) return now
  const local = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(zone)
  const minute = local.hour * 60 + local.minute
  const over = quiet.from > quiet.until
  const silent = over
    ? minute >= quiet.from || minute < quiet.until
    : minute >= quiet.from && minute < quiet.until
  if (!silent) return now
  const day = local.toPlainDate().add({ days: over && minute >= quiet.from ? 1 : 0 })
  return day.toZonedDateTime({
    timeZone: zone,
    plainTime: { hour: Math.floor(quiet.until / 60), minute: quiet.until % 60 },
  }).epochMilliseconds
}

/** The first millisecond at which an unacknowledged message goes on: acknowledged at the limit is in time. */
export function escalatesFrom(delivered: number, minutes: number): number {
  return delivered + minutes * MINUTE + 1
}

export function mayEscalate(
  m: { acknowledged: boolean; withdrawn: boolean; minutes: number | null; delivered: number | null },
  now: number,
): boolean {
  if (m.acknowledged || m.withdrawn || m.minutes === null || m.delivered === null) return false
  return now >= escalatesFrom(m.delivered, m.minutes)
}

/** A phone number or address as it may stand in a log: first three and last four signs. */
export function maskTarget(text: string): string {
  return text.length <= 7 ? '****' : `${text.slice(0, 3)}****${text.slice(-4)}`
}

/**
 * The host of an address that messages may be sent to, or nothing: https only, and never this machine or its link,
 * so that nobody makes the program call its own neighbours.
 */
export function outsideHost(text: string): string | null {
  let url: URL
  try {
    url = new URL(text)
  } catch {
    return null
  }
  const own = /^(localhost|.*\.localhost|127\..*|0\.0\.0\.0|169\.254\..*|\[::1?\]|\[fe80:.*|\[::ffff:.*)$/i
  if (url.protocol !== 'https:' || url.username !== '' || own.test(url.hostname)) return null
  return url.host
}

export type RobotKind = 'wecom' | 'dingtalk' | 'webhook'

export interface RobotCall {
  url: string
  headers: Record<string, string>
  body: string
}

/**
 * The call a group's robot wants. 钉钉: timestamp and HMAC-SHA256 of "timestamp\nsecret" (Base64) in the address;
 * 企业微信: the key is part of the address, no signature; others: HMAC-SHA256 (hex) of "timestamp.body" in a header.
 */
export function robotCall(
  robot: { kind: RobotKind; url: string; secret: string | null },
  message: { id: string; title: Both; body: Both; urgent: boolean; ref: string | null },
  nowMs: number,
): RobotCall {
  const headers: Record<string, string> = { 'content-type': 'application/json; charset=utf-8' }
  const text = `${message.title.zh}\n${message.body.zh}\n\n${message.title.en}\n${message.body.en}`
  if (robot.kind === 'wecom')
    return {
      url: robot.url,
      headers,
      body: JSON.stringify({ msgtype: 'text', text: { content: cutBytes(text, 2048) } }),
    }
  if (robot.kind === 'dingtalk') {
    const body = JSON.stringify({ msgtype: 'text', text: { content: cutBytes(text, 18_000) } })
    if (robot.secret === null) return { url: robot.url, headers, body }
    const sign = createHmac('sha256', robot.secret).update(`${nowMs}\n${robot.secret}`).digest('base64')
    const url = new URL(robot.url)
    url.searchParams.set('timestamp', String(nowMs))
    url.searchParams.set('sign', sign)
    return { url: url.href, headers, body }
  }
  const body = JSON.stringify({
    id: message.id,
    title: message.title,
    body: message.body,
    urgent: message.urgent,
    ref: message.ref,
  })
  headers['x-anju-timestamp'] = String(nowMs)
  if (robot.secret !== null)
    headers['x-anju-signature'] = createHmac('sha256', robot.secret).update(`${nowMs}.${body}`).digest('hex')
  return { url: robot.url, headers, body }
}

/** At most so many bytes of UTF-8, never half a sign. */
export function cutBytes(text: string, limit: number): string {
  let size = 0
  let out = ''
  for (const sign of text) {
    size += Buffer.byteLength(sign)
    if (size > limit) return out
    out += sign
  }
  return out
}

/** What a robot answers with HTTP 200 may still be a refusal: both Chinese services send errcode ≠ 0 then. */
export function robotRefusal(kind: RobotKind, status: number, body: string): string | null {
  if (status < 200 || status > 299) return `HTTP ${status}`
  if (kind === 'webhook') return null
  try {
    const answer = JSON.parse(body) as { errcode?: number; errmsg?: string }
    return answer.errcode === 0 ? null : `errcode ${answer.errcode}: ${String(answer.errmsg).slice(0, 120)}`
  } catch {
    return 'answer is not JSON'
  }
}
