/** What the terminal knows and does: its snapshot, its gate, and how an attempt reaches the server. */
import { useEffect, useSyncExternalStore } from 'react'
import { ApiError, api, newClientId } from '../../api.ts'
import { nowIso, nowMs } from '../../clock.ts'
import type { Answer } from '../../contracts.ts'
import { keep, kept, wipe } from '../../offline/keep.ts'
import { enqueue, onSent, pending } from '../../offline/queue.ts'
import { seal } from '../../offline/seal.ts'
import { type Attempt, decide, type Refusal, type Snapshot } from './decide.ts'

export interface TerminalState {
  snapshot: Snapshot | undefined
  /** false while the last try to read did not reach the server */
  fresh: boolean
  revoked: boolean
  failure: unknown
  /** records that arrived but did not fit: shown until the guard has read them */
  conflicts: { clientId: string; label: string; code: string }[]
}

let state: TerminalState = {
  snapshot: undefined,
  fresh: false,
  revoked: false,
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

function merge(before: Snapshot | undefined, news: Snapshot): Snapshot {
  if (!news.partial || !before || before.closure?.id !== news.closure?.id) return news
  const people = new Map(before.people.map(person => [person.id, person]))
  for (const person of news.people) people.set(person.id, person)
  return { ...news, people: [...people.values()], partial: false }
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
    await keep(name, snapshot)
  } catch (error) {
    if (error instanceof ApiError && error.code === 'gate.terminal_revoked') {
      await wipe()
      tell({ snapshot: undefined, revoked: true, fresh: false })
      return
    }
    const reached = error instanceof ApiError && error.status > 0 && error.status < 500
    const held = state.snapshot ?? (reached ? undefined : await kept<Snapshot>(name).catch(() => undefined))
    tell({ fresh: false, failure: error, snapshot: reached && !held ? undefined : held })
  }
}

const EVERY_MS = 15_000

/** The terminal's state, kept up to date while a gate page is open. */
export function useTerminal(estateId: string, accountId: string | undefined): TerminalState {
  useEffect(() => {
    if (!accountId) return
    const name = `${accountId}:${estateId}`
    const again = () => void refresh(estateId, name)
    again()
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
): Promise<Done> {
  const clientId = newClientId()
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
      const missing = answer.persons.find(person => person.missing)?.missing ?? null
      return { outcome: answer.outcome, refusal: answer.refusal, queued: false, missing }
    } catch (error) {
      const lost =
        error instanceof ApiError && (error.status === 0 || error.status >= 500 || error.status === 401)
      if (!lost) throw error
    }
  }
  const { snapshot } = state
  if (!snapshot) throw new ApiError(0, { code: 'network' })
  const refusal = decide(snapshot, attempt, pass, nowMs())
  const outcome = refusal ? 'refused' : 'passed'
  const sealed = await seal({ ...input, decided: outcome }, snapshot.sealTo)
  await enqueue(
    'POST /api/estates/:estateId/gate/sync',
    { estateId, ...(terminalId ? { terminalId } : {}), records: [{ clientId, deviceAt, sealed }] },
    { label, clientId },
  )
  note(attempt, outcome)
  return { outcome, refusal, queued: true, missing: null }
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
    },
  })
}
