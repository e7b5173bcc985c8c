/**
 * A device's memory for work without network (a terminal's snapshot, a repairman's tasks): in IndexedDB, encrypted with
 * a key that the browser never hands out and that ends twelve hours after it was made. Signing out, another account, or
 * a revoked terminal wipes both.
 */
import { type DBSchema, type IDBPDatabase, openDB } from 'idb'
import { nowMs } from '../clock.ts'
import { gateMemory } from './memory.ts'

interface Store extends DBSchema {
  kept: {
    key: string
    value: { key: CryptoKey; iv: Uint8Array<ArrayBuffer>; box: ArrayBuffer; until: number }
  }
}

const LIFE_MS = 12 * 3_600_000

let opened: Promise<IDBPDatabase<Store>> | undefined
function store(): Promise<IDBPDatabase<Store>> {
  opened ??= openDB<Store>(gateMemory, 1, {
    upgrade: db => void db.createObjectStore('kept'),
    blocking: () => void forget(),
  })
  return opened
}

/** Keeps what was read under a name that says whose it is: account, estate, and what. */
export async function keep(name: string, value: object): Promise<void> {
  const db = await store()
  const old = await db.get('kept', name)
  const live = old && old.until > nowMs() ? old : undefined
  const key =
    live?.key ??
    (await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']))
  const iv = crypto.getRandomValues(new Uint8Array(12))
  const text = new TextEncoder().encode(JSON.stringify(value))
  const box = await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, key, text)
  await db.put('kept', { key, iv, box, until: live?.until ?? nowMs() + LIFE_MS }, name)
}

/** What was kept, or nothing when its hours are over. */
export async function kept<T extends object>(name: string): Promise<T | undefined> {
  const db = await store()
  const row = await db.get('kept', name)
  if (!row) return undefined
  if (row.until <= nowMs()) {
    await db.delete('kept', name)
    return undefined
  }
  const plain = await crypto.subtle.decrypt({ name: 'AES-GCM', iv: row.iv }, row.key, row.box)
  return JSON.parse(new TextDecoder().decode(plain))
}

/** Closes the memory so that it can be wiped. */
async function forget(): Promise<void> {
  const db = await opened
  opened = undefined
  db?.close()
}

/** A revoked terminal holds nothing any more. */
export async function wipe(): Promise<void> {
  await forget()
  indexedDB.deleteDatabase(gateMemory)
}
