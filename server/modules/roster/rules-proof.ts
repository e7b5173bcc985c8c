/** The rotating code of a post: HMAC over the post and the time step, so that what a phone read can be judged later. */
import { createHmac, timingSafeEqual } from 'node:crypto'

export interface PresenceRule {
  presenceMinutes: number
  codeSeconds: number
  graceSeconds: number
  liveSeconds: number
  pairMinutes: number
}

export type ProofKind = 'qr' | 'digits' | 'nfc' | 'printed'

const QR = /^ANJU-POST:([0-9a-f-]{36}):([0-9a-f-]{36}):(\d{1,12}):([0-9a-f]{20})$/
const PLACE = /^ANJU-PLACE:([0-9a-f-]{36}):([0-9A-Za-z_-]{16,40})$/

/** The number of the code that stands at an instant (epoch milliseconds). */
export const stepAt = (ms: number, rule: Pick<PresenceRule, 'codeSeconds'>) =>
  Math.floor(ms / (rule.codeSeconds * 1000))

const mac = (secret: Buffer, postId: string, step: number) =>
  createHmac('sha256', secret).update(`${postId}.${step}`).digest()

/** The six digits of a step, cut from the HMAC as RFC 4226 does. */
export function digitsOf(secret: Buffer, postId: string, step: number): string {
  const m = mac(secret, postId, step)
  const at = (m[31] ?? 0) & 15
  return String((m.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, '0')
}

/** What the tablet's QR says. */
export function qrOf(secret: Buffer, postId: string, displayId: string, step: number): string {
  return `ANJU-POST:${postId}:${displayId}:${step}:${mac(secret, postId, step).subarray(0, 10).toString('hex')}`
}

export interface ReadQr {
  postId: string
  displayId: string
  step: number
  tag: string
}

export function readQr(text: string): ReadQr | undefined {
  const [, postId, displayId, step, tag] = QR.exec(text) ?? []
  if (!postId || !displayId || !step || !tag) return undefined
  return { postId, displayId, step: Number(step), tag }
}

export const placeText = (postId: string, token: string) => `ANJU-PLACE:${postId}:${token}`
export const readPlace = (text: string): { postId: string; token: string } | undefined => {
  const [, postId, token] = PLACE.exec(text) ?? []
  return postId && token ? { postId, token } : undefined
}

export function qrHolds(secret: Buffer, read: ReadQr): boolean {
  const should = mac(secret, read.postId, read.step).subarray(0, 10)
  return timingSafeEqual(should, Buffer.from(read.tag, 'hex'))
}

/** A code holds from its first millisecond until the grace after it is over: kept at that instant, late 1 ms after. */
export function stepHolds(step: number, ms: number, rule: PresenceRule): boolean {
  const from = step * rule.codeSeconds * 1000
  return ms >= from && ms <= from + (rule.codeSeconds + rule.graceSeconds) * 1000
}

/** The step whose digits were typed, of those that hold at the instant; nothing when none does. */
export function stepOfDigits(
  secret: Buffer,
  postId: string,
  digits: string,
  ms: number,
  rule: PresenceRule,
): number | undefined {
  for (let step = stepAt(ms, rule); stepHolds(step, ms, rule); step--)
    if (digitsOf(secret, postId, step) === digits) return step
  return undefined
}

/**
 * When it happened, in epoch milliseconds: now, unless a device kept it back for longer than `liveSeconds`; then the
 * device's time, believed two days back and not ahead of ours (SX-06).
 */
export function happenedAt(
  now: number,
  device: number | undefined,
  rule: Pick<PresenceRule, 'liveSeconds'>,
): { at: number; later: boolean } {
  if (device === undefined) return { at: now, later: false }
  const back = now - device
  const later = back > rule.liveSeconds * 1000 && back <= 48 * 3_600_000
  return later ? { at: device, later } : { at: now, later: false }
}

/** The rotating code and a tag prove the place; a printed code can be photographed and is weak. */
export const strengthOf = (proof: ProofKind | null): 'strong' | 'weak' | 'none' =>
  proof === null ? 'none' : proof === 'printed' ? 'weak' : 'strong'
