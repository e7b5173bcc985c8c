/** What the terminal knows and does: its snapshot, its gate, and how an attempt reaches the server. */
import { useEffect, useSyncExternalStore } from 'react'
import { ApiError, api, newClientId } from '../../api.ts'
import { nowIso, nowMs } from '../../clock.ts'
import type { Answer } from '../../contracts.ts'
import { wipe } from '../../offline/keep.ts'
import { keepLocked, keptLocked, type LockState, lockState, wipeLocked } from '../../offline/locked.ts'
import { enqueue, onSent, pending } from '../../offline/queue.ts'
import { seal } from '../../offline/seal.ts'
import type { Verdict } from './code.ts'
import { type Attempt, decide, type Refusal, type Snapshot } from './decide.ts'
import { outingRefusal, type Quota } from './quota.ts'
import { loadWake } from './wake.ts'

export interface TerminalState {
  snapshot: Snapshot | undefined
  /** false while the last try to read did not reach the server */
  fresh: boolean
  revoked: boolean
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
    tell({ snapshot, fresh: true, failure: undefined })
    await keepLocked(name, snapshot)
  } catch (error) {
    if (error instanceof ApiError && error.code === 'gate.terminal_revoked') {
      await wipeLocked()
      await wipe()
      tell({ snapshot: undefined, revoked: true, fresh: false, lock: 'none' })
      return
    }
    // a guard who was taken off, or moved to another estate: what he could see here ends at this contact
    if (error instanceof ApiError && (error.status === 403 || error.status === 404)) {
      await wipeLocked()
      tell({ snapshot: undefined, fresh: false, failure: error, lock: 'none' })
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

export interface Done {
  outcome: 'passed' | 'refused'
  refusal: Refusal | null
  /** it waits on this device */
  queued: boolean
  missing: 'entry' | 'exit' | null
  quota?: Quota | undefined
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

function noteCode(shown: Verdict | undefined): void {
  if (!shown?.mark) return
  const all = openedHere().set(shown.mark, nowMs())
  localStorage.setItem(usedCodes, JSON.stringify([...all]))
}

const PATIENCE_MS = 4000

/**
 * Registers an attempt: at once where the server answers, else decided here, sealed, and sent when the line is back.
 * Both ways carry the same client id, so it is entered once.
 * @throws ApiError when the server says what is to be mended
 */
export async function submit(
  estateId: string,
  attempt: Attempt,
  pass: Refusal | null,
  label: string,
  shown?: Verdict,
  clientId = newClientId(),
): Promise<Done> {
  const deviceAt = nowIso()
  const terminalId = gateOf(estateId)?.terminalId
  const input = { ...attempt, ...(terminalId ? { terminalId } : {}), clientId, deviceAt }
  // what waits goes first: an exit must not arrive before its entry
  if (navigator.onLine && (await pending()) === 0) {
    try {
      const answer = await api(
        'POST /api/estates/:estateId/gate/passages',
        { ...input, estateId },
        { clientId, deviceAt, signal: AbortSignal.timeout(PATIENCE_MS) },
      )
      note(attempt, answer.outcome)
      if (answer.outcome === 'passed') noteCode(shown)
      const missing = answer.persons.find(person => person.missing)?.missing ?? null
      return { outcome: answer.outcome, refusal: answer.refusal, queued: false, missing, quota: answer.quota }
    } catch (error) {
      const lost =
        error instanceof ApiError && (error.status === 0 || error.status >= 500 || error.status === 401)
      if (!lost) throw error
    }
  }
  const { snapshot } = state
  if (!snapshot) throw new ApiError(0, { code: 'network' })
  // once more: between the look and the guard's tap the code may have opened for somebody else
  const readMs = attempt.shownAt ? Date.parse(attempt.shownAt) : nowMs()
  const seen = attempt.passText
    ? await judgeShown({ estateId, gateId: attempt.gateId }, attempt.passText, readMs)
    : undefined
  const barred = seen?.refusal ? null : outingRefusal(snapshot, attempt, seen, nowMs())
  const beyond =
    seen?.refusal === null &&
    seen.permit !== undefined &&
    snapshot.permit.beyondHours.includes(seen.permit.kind)
  const refusal = decide(snapshot, attempt, pass ?? seen?.refusal ?? barred?.refusal ?? null, nowMs(), beyond)
  const outcome = refusal ? 'refused' : 'passed'
  const sealed = await seal({ ...input, decided: outcome }, snapshot.sealTo)
  await enqueue(
    'POST /api/estates/:estateId/gate/sync',
    { estateId, ...(terminalId ? { terminalId } : {}), records: [{ clientId, deviceAt, sealed }] },
    { label, clientId },
  )
  note(attempt, outcome)
  if (outcome === 'passed') noteCode(seen)
  return { outcome, refusal, queued: true, missing: null, quota: barred?.quota }
}

/** The list shows at once who went where; the next reading confirms it. */
function note(attempt: Attempt, outcome: 'passed' | 'refused'): void {
  const { snapshot } = state
  if (!snapshot || outcome === 'refused') return
  const went = new Map(attempt.persons.map(person => [person.registrantId ?? person.personId, person]))
  const used = attempt.passId && attempt.direction === 'in' ? attempt.passId : undefined
  tell({
    snapshot: {
      ...snapshot,
      people: snapshot.people.map(person => {
        const told = went.get(person.id)
        if (!told) return person
        return {
          ...person,
          last: attempt.direction,
          destination: told.destination ?? person.destination,
          reason: told.reason ?? person.reason,
        }
      }),
      passes: snapshot.passes.map(each => (each.id === used ? { ...each, left: each.left - 1 } : each)),
      outings: [...snapshot.outings, ...takenNow(snapshot, attempt)],
    },
  })
}

/** The outings of this attempt, until the next reading brings them under their own numbers. */
function takenNow(snapshot: Snapshot, attempt: Attempt): Snapshot['outings'] {
  if (!snapshot.closure || snapshot.permit.outings === 0 || attempt.direction !== 'out') return []
  const day = new Date(nowMs() + 8 * 3_600_000).toISOString().slice(0, 10)
  return attempt.persons.flatMap((person, i) => {
    const known = snapshot.people.find(each => each.id === (person.registrantId ?? person.personId))
    if ((known?.kind ?? person.kind) !== 'resident') return []
    const unit = known?.unit ?? person.unit
    const whose = snapshot.permit.per === 'household' ? unit && `h:${unit}` : known && `p:${known.id}`
    const before = snapshot.outings.filter(each => each.whose === whose).map(each => each.n)
    return whose ? [{ whose, n: Math.max(0, ...before) + 1 + i, day }] : []
  })
}
