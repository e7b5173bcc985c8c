/** What the terminal knows: its snapshot, its gate, what it kept and when it must forget it. */
import { useEffect, useSyncExternalStore } from 'react'
import { ApiError, api } from '../../api.ts'
import { nowMs } from '../../clock.ts'
import type { Answer } from '../../contracts.ts'
import { wipe } from '../../offline/keep.ts'
import { keepLocked, keptLocked, type LockState, lockState, wipeLocked } from '../../offline/locked.ts'
import { onSent } from '../../offline/queue.ts'
import type { Verdict } from './code.ts'
import type { Snapshot } from './decide.ts'
import { forgetWake, loadWake } from './wake.ts'

export interface TerminalState {
  snapshot: Snapshot | undefined
  /** false while the last try to read did not reach the server */
  fresh: boolean
  revoked: boolean
  /** the guard's right here ended */
  ended: boolean
  /** what was kept under the guard's digits; undefined until it was looked for */
  lock: LockState | undefined
  failure: unknown
  /** records that arrived but did not fit: shown until the guard has read them */
  conflicts: { clientId: string; label: string; code: string }[]
}

let state: TerminalState = {
  snapshot: undefined,
  fresh: false,
  revoked: false,
  ended: false,
  lock: undefined,
  failure: undefined,
  conflicts: [],
}
const listeners = new Set<() => void>()

function tell(part: Partial<TerminalState>): void {
  state = { ...state, ...part }
  for (const listener of listeners) listener()
}

const ownGate = 'anju.gate'

/** Which gate this device stands at; asked once. */
export function gateOf(estateId: string): { gateId: string; terminalId?: string } | undefined {
  try {
    const all: Record<string, { gateId: string; terminalId?: string }> = JSON.parse(
      localStorage.getItem(ownGate) ?? '{}',
    )
    return all[estateId]
  } catch {
    return undefined
  }
}

export function setGate(estateId: string, gateId: string, terminalId?: string): void {
  const own = { gateId, ...(terminalId ? { terminalId } : {}) }
  localStorage.setItem(ownGate, JSON.stringify({ [estateId]: own }))
  tell({})
}

function joined<T>(old: readonly T[], news: readonly T[], key: (each: T) => string): Iterable<T> {
  return new Map([...old, ...news].map(each => [key(each), each])).values()
}

function merge(before: Snapshot | undefined, news: Snapshot): Snapshot {
  if (!news.partial || !before || before.closure?.id !== news.closure?.id) return news
  const people = new Map(before.people.map(person => [person.id, person]))
  for (const person of news.people) people.set(person.id, person)
  return {
    ...news,
    people: [...people.values()],
    keys: [...joined(before.keys, news.keys, each => each.id)],
    permits: [...joined(before.permits, news.permits, each => each.id)],
    outings: [...joined(before.outings, news.outings, each => `${each.whose} ${each.n}`)],
    partial: false,
  }
}

/** A little back, so that nothing that was committing while we last asked is missed. */
const MARGIN_MS = 5000

let reading: Promise<void> | undefined

/** Reads what changed; with nothing in hand, all of it. */
export function refresh(estateId: string, name: string): Promise<void> {
  reading ??= read(estateId, name).finally(() => {
    reading = undefined
  })
  return reading
}

async function read(estateId: string, name: string): Promise<void> {
  const before = state.snapshot
  const terminalId = gateOf(estateId)?.terminalId
  const ask = (since?: string) =>
    api('GET /api/estates/:estateId/gate/snapshot', {
      estateId,
      ...(terminalId ? { terminalId } : {}),
      ...(since ? { since } : {}),
    })
  try {
    const since = before && new Date(Date.parse(before.now) - MARGIN_MS).toISOString()
    const news = await ask(since)
    // another closure has another register: the changes alone would leave the old one standing
    const changed = before !== undefined && before.closure?.id !== news.closure?.id
    const snapshot = merge(before, changed ? await ask() : news)
    tell({ snapshot, fresh: true, ended: false, failure: undefined })
    await keepLocked(name, snapshot)
  } catch (error) {
    const revoked = error instanceof ApiError && error.code === 'gate.terminal_revoked'
    // a guard who was taken off, moved to another estate or whose account was closed: what he could see here ends at
    // this contact. An ended session is a sign-out, whoever ended it.
    if (error instanceof ApiError && (revoked || [401, 403, 404].includes(error.status))) {
      forgetWake()
      await wipeLocked()
      if (revoked) await wipe()
      const ended = !revoked && error.status !== 401
      tell({ snapshot: undefined, revoked, ended, fresh: false, failure: error, lock: 'none' })
      return
    }
    const reached = error instanceof ApiError && error.status > 0 && error.status < 500
    const held =
      state.snapshot ?? (reached ? undefined : await keptLocked<Snapshot>(name).catch(() => undefined))
    tell({ fresh: false, failure: error, snapshot: reached && !held ? undefined : held })
  }
}

const EVERY_MS = 15_000

const nameOf = (estateId: string, accountId: string) => `${accountId}:${estateId}`

/** Reads what changed at once, for a question that what is held cannot answer. @returns what is known after `ms` at most */
export async function readNow(
  estateId: string,
  accountId: string,
  ms: number,
): Promise<Snapshot | undefined> {
  const enough = new Promise(done => setTimeout(done, ms))
  await Promise.race([refresh(estateId, nameOf(estateId, accountId)), enough])
  return state.snapshot
}

/** Looks whether something is kept under this guard's digits, and wakes it up where it is open. */
export async function lookAtLock(accountId: string, name: string): Promise<void> {
  const lock = await lockState(accountId).catch(() => 'none' as const)
  if (lock !== 'locked') await loadWake(name)
  tell({ lock })
}

/** The digits were set or typed: what is known is kept from now on, what was kept is read. */
export async function lockOpened(estateId: string, accountId: string): Promise<void> {
  const name = nameOf(estateId, accountId)
  await lookAtLock(accountId, name)
  if (state.snapshot) await keepLocked(name, state.snapshot)
  await refresh(estateId, name)
}

/** The terminal's state, kept up to date while a gate page is open. */
export function useTerminal(estateId: string, accountId: string | undefined): TerminalState {
  useEffect(() => {
    if (!accountId) return
    const name = nameOf(estateId, accountId)
    const again = () => void refresh(estateId, name)
    void lookAtLock(accountId, name).then(again)
    const timer = setInterval(again, EVERY_MS)
    window.addEventListener('online', again)
    return () => {
      clearInterval(timer)
      window.removeEventListener('online', again)
    }
  }, [estateId, accountId])
  return useSyncExternalStore(
    listener => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => state,
  )
}

onSent((record, answer) => {
  const { results } = answer as Partial<Answer<'POST /api/estates/:estateId/gate/sync'>>
  const odd = results?.filter(each => each.outcome === 'conflict' || each.outcome === 'kept_apart') ?? []
  if (odd.length > 0)
    tell({
      conflicts: [
        ...state.conflicts,
        ...odd.map(each => ({ clientId: each.clientId, label: record.label, code: each.code ?? '' })),
      ],
    })
})

export function readConflicts(): void {
  tell({ conflicts: [] })
}

const usedCodes = 'anju.gate.codes'
const CODE_LIFE_MS = 600_000

/** Codes that opened at this gate in the last minutes: kept over a reload, they name nobody. */
function openedHere(): Map<string, number> {
  try {
    const all: [string, number][] = JSON.parse(localStorage.getItem(usedCodes) ?? '[]')
    return new Map(all.filter(([, ms]) => nowMs() - ms < CODE_LIFE_MS))
  } catch {
    return new Map()
  }
}

/** What a shown text opens here and now, judged on this device alone. */
export async function judgeShown(
  face: { estateId: string; gateId: string },
  text: string,
  ms = nowMs(),
): Promise<Verdict> {
  const { snapshot } = state
  if (!snapshot) throw new ApiError(0, { code: 'network' })
  const at = { estateId: face.estateId, gateId: face.gateId, ms }
  const { judgeText } = await import('./code.ts')
  return judgeText(snapshot, at, text, new Set(openedHere().keys()))
}

/** A code opened here: it opens nothing again. */
export function noteCode(shown: Verdict | undefined): void {
  if (!shown?.mark) return
  const all = openedHere().set(shown.mark, nowMs())
  localStorage.setItem(usedCodes, JSON.stringify([...all]))
}

/** What is known now, for what a tap opened a while ago. */
export const snapshotNow = (): Snapshot | undefined => state.snapshot

export function setSnapshot(snapshot: Snapshot): void {
  tell({ snapshot })
}
