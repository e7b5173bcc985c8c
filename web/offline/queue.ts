import { type DBSchema, type IDBPDatabase, openDB } from 'idb'
import { useSyncExternalStore } from 'react'
import { ApiError, newClientId, request } from '../api.ts'
import { nowIso, sureOf } from '../clock.ts'
import type { Key, Send } from '../contracts.ts'
import { accountNow } from '../me.ts'
import { carried, drain, type Outcome, outcomeOf, type Shelf, sendable, type Waiting } from './outbox.ts'

/**
 * What was entered without network, kept in IndexedDB; the rules of sending are in outbox.ts.
 */
export type { Waiting } from './outbox.ts'

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

interface Entering {
  label: string
  clientId?: string
  /** sealed, but without its maker's mark: only his own session may bring it */
  own?: boolean
}

/**
 * Puts a record into the queue and starts sending. Resolves once it is safe on this device. What a lost device must not
 * reveal is sealed by the caller, before it comes here.
 */
export function enqueue<K extends Key>(key: K, input: Send<K>, more: Entering): Promise<string> {
  return enter(key, input, more)
}

async function enter(key: string, input: object, more: Entering): Promise<string> {
  const clientId = more.clientId ?? newClientId()
  const at = nowIso()
  sureOf(Date.parse(at))
  const record: Waiting = {
    clientId,
    key,
    at,
    by: accountNow(),
    label: more.label,
    ...(more.own ? { own: true } : {}),
    body: { ...input },
  }
  const shelf = await store()
  // the same record entered again after a tab died waits already
  if ((await shelf.getFromIndex('outbox', 'clientId', clientId)) === undefined)
    await shelf.add('outbox', record)
  await recount()
  void send()
  return clientId
}

/**
 * Sends at once where the server answers; else it waits on this device under the same client id and goes by itself.
 * What waits goes first: nothing overtakes it.
 * @throws ApiError when the server refuses, with what is to be mended
 */
export async function sendOrQueue(
  key: string,
  input: object,
  more: { label: string; clientId: string },
): Promise<'sent' | 'queued'> {
  if (navigator.onLine && (await pending()) === 0) {
    try {
      await request(key, input, { clientId: more.clientId, deviceAt: nowIso() })
      return 'sent'
    } catch (error) {
      if (!(error instanceof ApiError) || outcomeOf(error.status, { code: '', detail: '' }) !== 'later')
        throw error
    }
  }
  await enter(key, input, more)
  return 'queued'
}

/** Brought by an account whose right ended, and not its own: not tried again from this page. */
const notOwn = new Set<string>()

const may = (record: Waiting) => sendable(record, accountNow()) && !notOwn.has(record.clientId)

/** How many wait to be sent by who is signed in. */
export async function pending(): Promise<number> {
  return (await queued()).filter(may).length
}

const answered = new Set<(record: Waiting, answer: unknown) => void>()

/** Hears the server's answer to each record that was sent from the queue. */
export function onSent(listener: (record: Waiting, answer: unknown) => void): void {
  answered.add(listener)
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
let asked = false
let retryAt: ReturnType<typeof setTimeout> | undefined

/** Sends what waits, one at a time. One run at a time in this page; a lock keeps other tabs out. */
export function send(): Promise<void> {
  if (sending) {
    asked = true
    return sending
  }
  sending = locked(flush).finally(() => {
    sending = undefined
    // what was entered in the last moment of the run
    if (asked) void send()
    asked = false
  })
  return sending
}

function locked(work: () => Promise<void>): Promise<void> {
  return 'locks' in navigator ? navigator.locks.request('anju-outbox', work) : work()
}

async function flush(): Promise<void> {
  clearTimeout(retryAt)
  const db = await store()
  const shelf: Shelf = {
    all: () => db.getAll('outbox'),
    put: async record => void (await db.put('outbox', record)),
    remove: seq => db.delete('outbox', seq),
  }
  const done = await drain(shelf, attempt, may)
  if (!done) retryAt = setTimeout(send, 15_000)
  await recount()
}

async function attempt(record: Waiting): Promise<Outcome> {
  try {
    const answer = await request(record.key, record.body, { clientId: record.clientId, deviceAt: record.at })
    tell({ online: true })
    for (const listener of answered) listener(record, answer)
    return 'sent'
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
    tell({ online: error.status !== 0 })
    // his right here ended: he brings his own himself, what is another's waits for him or the next guard
    if (carried(record) && (error.status === 403 || error.status === 404)) {
      const outcome = await (await import('./left.ts')).bring(record)
      if (outcome === 'not_own') notOwn.add(record.clientId)
      return outcome
    }
    return outcomeOf(error.status, { code: error.code, detail: error.detail || error.message })
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
