/** Ids and random values of the house: the only place besides crypto that makes them. */
import { randomFillSync, randomInt } from 'node:crypto'

declare const kind: unique symbol
/** A UUIDv7 whose kind the compiler keeps apart: an Id<'unit'> is no Id<'estate'>. */
export type Id<K extends string = string> = string & { readonly [kind]?: K }

/** Stands for "no estate" in tables whose key begins with estate_id. */
export const NIL = '00000000-0000-0000-0000-000000000000'

const POOL = 4096
const pool = Buffer.alloc(POOL)
let taken = POOL

/** `size` random bytes of their own, at most 64, drawn from the system in larger parts: a system call costs more than the bytes. */
export function randomPart(size: number): Buffer {
  if (taken + size > POOL) {
    randomFillSync(pool)
    taken = 0
  }
  const part = Buffer.from(pool.subarray(taken, taken + size))
  // what was given away is kept nowhere else
  pool.fill(0, taken, taken + size)
  taken += size
  return part
}

let lastMs = 0
let sequence = 0

/**
 * A new UUIDv7 (RFC 9562): 48 bits of milliseconds, a 12-bit counter that keeps ids of one process in order
 * within a millisecond, 62 random bits.
 */
export function newId<K extends string>(nowMs: number = Date.now()): Id<K> {
  // Within a second behind the last id the order is kept; a clock set back further starts anew, random bits keep ids apart.
  if (nowMs > lastMs || nowMs < lastMs - 1000) {
    lastMs = nowMs
    sequence = randomInt(0, 1024)
  } else if (++sequence > 0xfff) {
    lastMs += 1
    sequence = 0
  }
  const bytes = randomPart(16)
  bytes.writeUIntBE(lastMs, 0, 6)
  bytes[6] = 0x70 | (sequence >> 8)
  bytes[7] = sequence & 0xff
  bytes[8] = 0x80 | (bytes[8]! & 0x3f)
  const hex = bytes.toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}` as Id<K>
}

const readable = 'ABCDEFGHJKMNPQRSTUVWXYZabcdefghjkmnpqrstuvwxyz23456789'

/** A random secret that a person can type: no 0/O, 1/l/I. `length` characters, 5.7 bits each. */
export function newPassword(length = 14): string {
  return Array.from({ length }, () => readable[randomInt(readable.length)]).join('')
}

/** A random decimal code of `digits` digits, leading zeros kept. */
export function newCode(digits = 6): string {
  return String(randomInt(10 ** digits)).padStart(digits, '0')
}
