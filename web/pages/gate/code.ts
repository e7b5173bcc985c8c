/**
 * Codes at the gate: a phone makes and signs them, a terminal verifies them without network. The server's reading
 * (server/modules/gate/code.ts) is the rule and judges again on arrival; a test holds the two together.
 */
import type { Refusal, Snapshot } from './decide.ts'

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

export function base32(bytes: Uint8Array): string {
  let out = ''
  let value = 0
  let bits = 0
  for (const byte of bytes) {
    value = (value << 8) | byte
    for (bits += 8; bits >= 5; bits -= 5) out += alphabet[(value >>> (bits - 5)) & 31]
    value &= (1 << bits) - 1
  }
  return bits > 0 ? out + alphabet[(value << (5 - bits)) & 31] : out
}

function unbase32(text: string): Uint8Array<ArrayBuffer> | undefined {
  const out: number[] = []
  let value = 0
  let bits = 0
  for (const sign of text) {
    const at = alphabet.indexOf(sign)
    if (at < 0) return undefined
    value = (value << 5) | at
    bits += 5
    if (bits >= 8) {
      out.push((value >>> (bits - 8)) & 255)
      bits -= 8
    }
    value &= (1 << bits) - 1
  }
  return Uint8Array.from(out)
}

const hexOf = (bytes: Uint8Array) => [...bytes].map(b => b.toString(16).padStart(2, '0')).join('')
const uuidOf = (bytes: Uint8Array) =>
  hexOf(bytes).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')

function bytesOf(uuid: string): number[] {
  return (uuid.replaceAll('-', '').match(/../g) ?? []).map(pair => Number.parseInt(pair, 16))
}

/** Big-endian, 6 bytes. */
const timeBytes = (ms: number) => [5, 4, 3, 2, 1, 0].map(i => Math.floor(ms / 256 ** i) % 256)

export type Shown =
  | {
      kind: 'code'
      estateId: string
      keyId: string
      ms: number
      signed: Uint8Array<ArrayBuffer>
      signature: Uint8Array<ArrayBuffer>
    }
  | { kind: 'paper'; permitId: string; secret: string }
  | { kind: 'number'; number: string }
  | { kind: 'unknown' }

const SIGNED = 38

export function readShown(text: string): Shown {
  const bare = text.replace(/\s/g, '').toUpperCase()
  if (/^[HWS]-?\d{6}$/.test(bare)) return { kind: 'number', number: `${bare[0]}-${bare.slice(-6)}` }
  const body = /^AJ[1P]/.test(bare) ? unbase32(bare.slice(3)) : undefined
  if (body === undefined) return { kind: 'unknown' }
  if (bare.startsWith('AJP') && body.length === 26)
    return { kind: 'paper', permitId: uuidOf(body.subarray(0, 16)), secret: hexOf(body.subarray(16)) }
  if (!bare.startsWith('AJ1') || body.length !== SIGNED + 64) return { kind: 'unknown' }
  return {
    kind: 'code',
    estateId: uuidOf(body.subarray(0, 16)),
    keyId: uuidOf(body.subarray(16, 32)),
    ms: body.subarray(32, SIGNED).reduce((sum, byte) => sum * 256 + byte, 0),
    signed: body.slice(0, SIGNED),
    signature: body.slice(SIGNED),
  }
}

const curve = { name: 'ECDSA', namedCurve: 'P-256' }
const hash = { name: 'ECDSA', hash: 'SHA-256' }
const words = new TextEncoder().encode('anju gate code v1')

function toSign(head: Uint8Array): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(words.length + head.length)
  all.set(words)
  all.set(head, words.length)
  return all
}

/** A pair whose private half the browser never hands out; the public half as a raw point, base64. */
export async function makeKeys(): Promise<{ privateKey: CryptoKey; publicKey: string }> {
  const pair = await crypto.subtle.generateKey(curve, false, ['sign', 'verify'])
  const raw = new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey))
  return { privateKey: pair.privateKey, publicKey: btoa(String.fromCharCode(...raw)) }
}

/** What the phone shows at this instant (epoch ms). */
export async function signCode(key: CryptoKey, estateId: string, keyId: string, ms: number): Promise<string> {
  const head = Uint8Array.from([...bytesOf(estateId), ...bytesOf(keyId), ...timeBytes(Math.floor(ms))])
  const signature = new Uint8Array(await crypto.subtle.sign(hash, key, toSign(head)))
  return `AJ1${base32(Uint8Array.from([...head, ...signature]))}`
}

async function signatureHolds(publicKey: string, shown: Extract<Shown, { kind: 'code' }>): Promise<boolean> {
  try {
    const raw = Uint8Array.from(atob(publicKey), sign => sign.charCodeAt(0))
    const key = await crypto.subtle.importKey('raw', raw, curve, false, ['verify'])
    return await crypto.subtle.verify(hash, key, shown.signature, toSign(shown.signed))
  } catch {
    return false
  }
}

/** Kept at seconds + skew, late one millisecond after. */
export function codeTime(
  ms: number,
  nowMs: number,
  rule: Pick<Snapshot['code'], 'seconds' | 'skewSeconds'>,
): Refusal | null {
  if (ms - nowMs > rule.skewSeconds * 1000) return 'code_early'
  return nowMs - ms > (rule.seconds + rule.skewSeconds) * 1000 ? 'code_late' : null
}

type KeyHeld = Snapshot['keys'][number]
type PermitHeld = Snapshot['permits'][number]

export interface Verdict {
  refusal: Refusal | null
  key?: KeyHeld
  permit?: PermitHeld
  unit: string | null
  /** names the code, to refuse it a second time at this gate */
  mark?: string
}

/** What a text opens at this gate at this instant; `used` are the codes that opened here before. */
export async function judgeText(
  site: Pick<Snapshot, 'keys' | 'permits' | 'code'>,
  at: { estateId: string; gateId: string; ms: number },
  text: string,
  used: ReadonlySet<string>,
): Promise<Verdict> {
  const shown = readShown(text)
  if (shown.kind === 'unknown') return { refusal: 'pass_unknown', unit: null }
  if (shown.kind !== 'code') return judgePaper(site, at, shown)
  if (shown.estateId !== at.estateId) return { refusal: 'pass_gate', unit: null }
  const key = site.keys.find(each => each.id === shown.keyId)
  if (key === undefined) return { refusal: 'pass_unknown', unit: null }
  if (!(await signatureHolds(key.publicKey, shown))) return { refusal: 'code_forged', unit: null }
  const mark = `${shown.keyId}:${shown.ms}`
  const found = { key, unit: key.unit, mark }
  if (key.ended) return { ...found, refusal: 'pass_revoked' }
  const late = codeTime(shown.ms, at.ms, site.code)
  if (late) return { ...found, refusal: late }
  return { ...found, refusal: used.has(mark) ? 'code_used' : null }
}

async function judgePaper(
  site: Pick<Snapshot, 'permits'>,
  at: { gateId: string; ms: number },
  shown: Extract<Shown, { kind: 'paper' | 'number' }>,
): Promise<Verdict> {
  const permit = site.permits.find(each =>
    shown.kind === 'paper' ? each.id === shown.permitId : each.number === shown.number,
  )
  if (permit === undefined) return { refusal: 'pass_unknown', unit: null }
  if (shown.kind === 'paper') {
    const bytes = new TextEncoder().encode(`${permit.id}:${shown.secret}`)
    const digest = hexOf(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)))
    if (digest !== permit.proof) return { refusal: 'code_forged', unit: null }
  }
  return { refusal: permitRefusal(permit, at.gateId, at.ms), permit, unit: permit.unit }
}

const minuteOf = (hhmm: string) => Number(hhmm.slice(0, 2)) * 60 + Number(hhmm.slice(3))

export function permitRefusal(permit: PermitHeld, gateId: string, ms: number): Refusal | null {
  if (permit.state === 'lost') return 'pass_lost'
  if (permit.state === 'revoked') return 'pass_revoked'
  if (ms < Date.parse(permit.fromAt)) return 'pass_early'
  if (ms >= Date.parse(permit.untilAt)) return 'pass_late'
  if (permit.gates !== null && !permit.gates.includes(gateId)) return 'pass_gate'
  const minute = (ms / 60_000 + 8 * 60) % 1440
  const { hours } = permit
  return hours === null || (minuteOf(hours.from) <= minute && minute < minuteOf(hours.until))
    ? null
    : 'pass_hours'
}
