/**
 * A guard's memory on a shared tablet: encrypted with a key that his six digits unlock and that ends twelve hours after
 * he began. The key itself lies on the disk only wrapped by those digits (PBKDF2), so that what a thief finds needs them;
 * five wrong tries, the end of the hours, signing out or a revoked terminal leave nothing.
 */
import { type DBSchema, type IDBPDatabase, openDB } from 'idb'
import { nowMs } from '../clock.ts'
import { guardMemory } from './memory.ts'

interface Lock {
  owner: string
  salt: Uint8Array<ArrayBuffer>
  iv: Uint8Array<ArrayBuffer>
  box: ArrayBuffer
  until: number
  tries: number
}

interface Store extends DBSchema {
  lock: { key: string; value: Lock }
  kept: { key: string; value: { iv: Uint8Array<ArrayBuffer>; box: ArrayBuffer } }
}

const LIFE_MS = 12 * 3_600_000
const TRIES = 5
const ROUNDS = 310_000
const LOCK = 'lock'

export type LockState = 'none' | 'locked' | 'open'

let opened: Promise<IDBPDatabase<Store>> | undefined
let live: { key: CryptoKey; until: number; owner: string } | undefined

function store(): Promise<IDBPDatabase<Store>> {
  opened ??= openDB<Store>(guardMemory, 1, {
    upgrade(db) {
      db.createObjectStore('lock')
      db.createObjectStore('kept')
    },
    blocking: () => void forget(),
  })
  return opened
}

async function wrapping(digits: string, salt: Uint8Array<ArrayBuffer>): Promise<CryptoKey> {
  const material = await crypto.subtle.importKey('raw', new TextEncoder().encode(digits), 'PBKDF2', false, [
    'deriveKey',
  ])
  return crypto.subtle.deriveKey(
    { name: 'PBKDF2', hash: 'SHA-256', salt, iterations: ROUNDS },
    material,
    { name: 'AES-GCM', length: 256 },
    false,
    ['encrypt', 'decrypt'],
  )
}

const keyOf = (raw: BufferSource) =>
  crypto.subtle.importKey('raw', raw, 'AES-GCM', false, ['encrypt', 'decrypt'])

/** Begins a shift's memory under these digits; what was there before is gone. */
export async function beginLock(owner: string, digits: string): Promise<void> {
  await wipeLocked()
  const raw = crypto.getRandomValues(new Uint8Array(32))
  const salt = crypto.getRandomValues(new Uint8Array(16))
  const iv = crypto.getRandomValues(new Uint8Array(12))
  const box = await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, await wrapping(digits, salt), raw)
  const until = nowMs() + LIFE_MS
  await (await store()).put('lock', { owner, salt, iv, box, until, tries: 0 }, LOCK)
  live = { key: await keyOf(raw), until, owner }
  raw.fill(0)
}

/** What stands between this page and what was kept; an ended lock leaves nothing behind. */
export async function lockState(owner: string): Promise<LockState> {
  const lock = await (await store()).get('lock', LOCK)
  if (!lock) return 'none'
  if (lock.until <= nowMs() || lock.owner !== owner) {
    await wipeLocked()
    return 'none'
  }
  return live ? 'open' : 'locked'
}

/** Opens with the digits. @returns how many tries are left when they are wrong; 0: everything is gone */
export async function unlock(digits: string): Promise<'open' | number> {
  const db = await store()
  const lock = await db.get('lock', LOCK)
  if (!lock || lock.until <= nowMs()) {
    await wipeLocked()
    return 0
  }
  try {
    const raw = await crypto.subtle.decrypt(
      { name: 'AES-GCM', iv: lock.iv },
      await wrapping(digits, lock.salt),
      lock.box,
    )
    live = { key: await keyOf(raw), until: lock.until, owner: lock.owner }
    await db.put('lock', { ...lock, tries: 0 }, LOCK)
    return 'open'
  } catch {
    const left = TRIES - lock.tries - 1
    if (left <= 0) await wipeLocked()
    else await db.put('lock', { ...lock, tries: lock.tries + 1 }, LOCK)
    return Math.max(0, left)
  }
}

/** Keeps a value while a lock is open; without one nothing touches the disk. */
export async function keepLocked(name: string, value: object): Promise<void> {
  if (!live || live.until <= nowMs()) return
  const iv = crypto.getRandomValues(new Uint8Array(12))
  const text = new TextEncoder().encode(JSON.stringify(value))
  const box = await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, live.key, text)
  await (await store()).put('kept', { iv, box }, name)
}

/** What was kept, or nothing: no lock is open, its hours are over, or there was nothing. */
export async function keptLocked<T extends object>(name: string): Promise<T | undefined> {
  if (live && live.until <= nowMs()) await wipeLocked()
  const row = live && (await (await store()).get('kept', name))
  if (!live || !row) return undefined
  const plain = await crypto.subtle.decrypt({ name: 'AES-GCM', iv: row.iv }, live.key, row.box)
  return JSON.parse(new TextDecoder().decode(plain))
}

async function forget(): Promise<void> {
  const db = await opened
  opened = undefined
  db?.close()
}

export async function wipeLocked(): Promise<void> {
  live = undefined
  await forget()
  await new Promise<void>(done => {
    const gone = indexedDB.deleteDatabase(guardMemory)
    gone.onsuccess = () => done()
    gone.onerror = () => done()
    gone.onblocked = () => done()
  })
}
