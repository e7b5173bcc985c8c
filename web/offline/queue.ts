import { type DBSchema, type IDBPDatabase, openDB } from 'idb'
import { useSyncExternalStore } from 'react'
import { ApiError, api, newClientId } from '../api.ts'
import { nowIso } from '../clock.ts'
import type { Key, Send } from '../contracts.ts'
import { type SealingKey, seal } from './seal.ts'

/**
 * What was entered without network: kept in IndexedDB, sent in the order it was entered, each under its
 * client id, so it arrives once however often the connection breaks. A record that the server refuses steps
 * aside with its reason and is shown; the ones behind it go on.
 */
export interface Waiting {
  seq?: number
  clientId: string
  key: string
  /** plain for work orders; sealed for what a lost phone must not reveal */
  body: unknown
  sealed: boolean
  /** device time in ISO, corrected by the last answer of the server */
  at: string
  /** what a list may show while it waits; without personal data */
  label: string
  refused?: { code: string; detail: string }
}

interface Store extends DBSchema {
  outbox: { key: number; value: Waiting; indexes: { clientId: string } }
}

let opened: Promise<IDBPDatabase<Store>> | undefined

function store(): Promise<IDBPDatabase<Store>> {
  opened ??= openDB<Store>('anju', 1, {
    upgrade(db) {
      db.createObjectStore('outbox', { keyPath: 'seq', autoIncrement: true }).createIndex(
        'clientId',
        'clientId',
        { unique: true },
      )
    },
  })
  return opened
}

interface Outbox {
  waiting: number
  refused: number
  online: boolean
}

let state: Outbox = { waiting: 0, refused: 0, online: navigator.onLine }
const listeners = new Set<() => void>()

function tell(part: Partial<Outbox>): void {
  state = { ...state, ...part }
  for (const listener of listeners) listener()
}

async function recount(): Promise<void> {
  const all = await (await store()).getAll('outbox')
  const refused = all.filter(each => each.refused).length
  tell({ waiting: all.length - refused, refused })
}

/** How many records wait, how many were refused, and whether the last try reached the server. */
export function useOutbox(): Outbox {
  return useSyncExternalStore(
    listener => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => state,
  )
}

/**
 * Puts a record into the queue and starts sending. Resolves once it is safe on this device.
 * With `sealTo` the body is sealed to the server's public key before it touches the disk.
 */
export async function enqueue<K extends Key>(
  key: K,
  input: Send<K>,
  more: { label: string; clientId?: string; sealTo?: SealingKey },
): Promise<string> {
  const clientId = more.clientId ?? newClientId()
  const at = nowIso()
  const body = { ...input }
  const record: Waiting = {
    clientId,
    key,
    at,
    label: more.label,
    sealed: more.sealTo !== undefined,
    body: more.sealTo ? { ...pathParams(key, body), sealed: await seal(body, more.sealTo) } : body,
  }
  await (await store()).add('outbox', record)
  await recount()
  void send()
  return clientId
}

/** The parts of a record that its address needs stay readable when the rest is sealed. */
function pathParams(key: string, body: object): Record<string, unknown> {
  const own: Record<string, unknown> = { ...body }
  const names = [...key.matchAll(/:(\w+)/g)].map(match => match[1] ?? '')
  return Object.fromEntries(names.map(name => [name, own[name]]))
}

/** What waits or was refused, oldest first. */
export async function queued(): Promise<Waiting[]> {
  return (await store()).getAll('outbox')
}

/** Takes a refused record out of the queue after the person has read why. */
export async function drop(seq: number): Promise<void> {
  await (await store()).delete('outbox', seq)
  await recount()
}

let sending: Promise<void> | undefined
let retryAt: ReturnType<typeof setTimeout> | undefined

/** Sends what waits, one at a time. One run at a time in this page; a lock keeps other tabs out. */
export function send(): Promise<void> {
  sending ??= locked(drain).finally(() => {
    sending = undefined
  })
  return sending
}

function locked(work: () => Promise<void>): Promise<void> {
  return 'locks' in navigator ? navigator.locks.request('anju-outbox', work) : work()
}

async function drain(): Promise<void> {
  clearTimeout(retryAt)
  const db = await store()
  for (const record of await db.getAll('outbox')) {
    if (record.refused || record.seq === undefined) continue
    const result = await attempt(record)
    if (result === 'later') {
      retryAt = setTimeout(send, 15_000)
      break
    }
    if (result === 'sent') await db.delete('outbox', record.seq)
    else await db.put('outbox', { ...record, refused: result })
  }
  await recount()
}

async function attempt(record: Waiting): Promise<'sent' | 'later' | { code: string; detail: string }> {
  try {
    // the key was checked by `enqueue`; a stored string cannot prove it again
    await api(record.key as Key, record.body as Send<Key>, { clientId: record.clientId, deviceAt: record.at })
    tell({ online: true })
    return 'sent'
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
    tell({ online: error.status !== 0 })
    // a lost line, a server in trouble, an ended session, too many requests: the record stays first in line
    if (error.status === 0 || error.status >= 500 || error.status === 401 || error.status === 429)
      return 'later'
    return { code: error.code, detail: error.detail || error.message }
  }
}

/** Counts what waits and sends it now, on reconnect, and every 15 s while something waits. */
export function startSending(): void {
  window.addEventListener('online', () => {
    tell({ online: true })
    void send()
  })
  window.addEventListener('offline', () => tell({ online: false }))
  void recount().then(send)
}
