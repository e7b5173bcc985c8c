/**
 * What somebody shows at a gate, as text: a code signed by a phone (`AJ1…`), a printed pass (`AJP…`), or a pass's number.
 * Pure but for the signature's arithmetic; web/pages/gate/code.ts reads the same on the terminal, and a test holds the
 * two together.
 *
 * AJ1 + base32(estate 16 | key 16 | epoch ms 6 | ECDSA P-256 signature r|s 64) — capitals and digits only, so a hand
 * scanner's keyboard layout and capital lock cannot spoil it, and the QR stays in its compact mode.
 * AJP + base32(pass 16 | secret 10).
 */
import { createHash, createPublicKey, verify } from 'node:crypto'
import type { RefusalCode } from './rules.ts'

export interface CodeRule {
  /** how long a signed code opens, in seconds */
  seconds: number
  /** by how much phone and gate clocks may differ, in seconds */
  skewSeconds: number
  /** how long after it was read a guard may still finish the registration, in seconds */
  readSeconds: number
}

export type Shown =
  | { kind: 'code'; estateId: string; keyId: string; ms: number; signed: Buffer; signature: Buffer }
  | { kind: 'paper'; permitId: string; secret: string }
  | { kind: 'number'; number: string }
  | { kind: 'unknown' }

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** RFC 4648 without padding. */
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

/** @returns nothing when a sign is none of the alphabet */
export function unbase32(text: string): Buffer | undefined {
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
  return Buffer.from(out)
}

const uuidOf = (b: Buffer) => b.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
const bytesOf = (uuid: string) => Buffer.from(uuid.replaceAll('-', ''), 'hex')

const SIGNED = 38
const CODE = SIGNED + 64
const PAPER = 26

export function readShown(text: string): Shown {
  const bare = text.replace(/\s/g, '').toUpperCase()
  if (/^[HWS]-?\d{6}$/.test(bare)) return { kind: 'number', number: `${bare[0]}-${bare.slice(-6)}` }
  const body = /^AJ[1P]/.test(bare) ? unbase32(bare.slice(3)) : undefined
  if (body === undefined) return { kind: 'unknown' }
  if (bare.startsWith('AJP') && body.length === PAPER)
    return {
      kind: 'paper',
      permitId: uuidOf(body.subarray(0, 16)),
      secret: body.subarray(16).toString('hex'),
    }
  if (!bare.startsWith('AJ1') || body.length !== CODE) return { kind: 'unknown' }
  return {
    kind: 'code',
    estateId: uuidOf(body.subarray(0, 16)),
    keyId: uuidOf(body.subarray(16, 32)),
    ms: body.readUIntBE(32, 6),
    signed: body.subarray(0, SIGNED),
    signature: body.subarray(SIGNED),
  }
}

/** What a phone signs: its estate, its key, its time. Bound to words of its own so that it can stand for nothing else. */
export const signedWords = 'anju gate code v1'

export function signedBytes(signed: Uint8Array): Buffer {
  return Buffer.concat([Buffer.from(signedWords), signed])
}

/** The 38 bytes a code begins with. */
export function codeHead(estateId: string, keyId: string, ms: number): Buffer {
  const time = Buffer.alloc(6)
  time.writeUIntBE(ms, 0, 6)
  return Buffer.concat([bytesOf(estateId), bytesOf(keyId), time])
}

export function codeText(head: Uint8Array, signature: Uint8Array): string {
  return `AJ1${base32(Buffer.concat([head, signature]))}`
}

export function paperText(permitId: string, secret: string): string {
  return `AJP${base32(Buffer.concat([bytesOf(permitId), Buffer.from(secret, 'hex')]))}`
}

export function paperProof(permitId: string, secret: string): string {
  return createHash('sha256').update(`${permitId}:${secret}`).digest('hex')
}

/** The P-256 key of a raw point (65 bytes), or nothing when it is none on the curve. */
function publicKeyOf(point: Buffer) {
  try {
    const part = (from: number) => point.subarray(from, from + 32).toString('base64url')
    return createPublicKey({ format: 'jwk', key: { kty: 'EC', crv: 'P-256', x: part(1), y: part(33) } })
  } catch {
    return undefined
  }
}

export function isPublicKey(point: Buffer): boolean {
  return point.length === 65 && point[0] === 4 && publicKeyOf(point) !== undefined
}

/** Whether the key signed these 38 bytes. */
export function signatureHolds(point: Buffer, signed: Buffer, signature: Buffer): boolean {
  const key = publicKeyOf(point)
  return (
    key !== undefined && verify('sha256', signedBytes(signed), { key, dsaEncoding: 'ieee-p1363' }, signature)
  )
}

/** The same code is the same time of the same key: its signature may be written in two ways. */
export function codeMark(signed: Buffer): Buffer {
  return createHash('sha256').update(signed).digest()
}

/**
 * Whether a code's time opens at this instant (both epoch ms): kept at seconds + skew, late one millisecond after; a
 * phone whose clock runs ahead is let by the skew too.
 */
export function codeTime(
  ms: number,
  nowMs: number,
  rule: Pick<CodeRule, 'seconds' | 'skewSeconds'>,
): RefusalCode | null {
  if (ms - nowMs > rule.skewSeconds * 1000) return 'code_early'
  return nowMs - ms > (rule.seconds + rule.skewSeconds) * 1000 ? 'code_late' : null
}
