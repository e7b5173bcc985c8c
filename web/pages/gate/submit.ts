/** How an attempt reaches the server: at once, or decided here and kept until the line is back. */
import { ApiError, api, newClientId } from '../../api.ts'
import { nowIso, nowMs } from '../../clock.ts'
import { enqueue, pending } from '../../offline/queue.ts'
import { seal } from '../../offline/seal.ts'
import type { Verdict } from './code.ts'
import { type Attempt, decide, type Refusal, type Snapshot } from './decide.ts'
import { outingRefusal, type Quota } from './quota.ts'
import { gateOf, judgeShown, noteCode, setSnapshot, snapshotNow } from './terminal.ts'

export interface Done {
  outcome: 'passed' | 'refused'
  refusal: Refusal | null
  /** it waits on this device */
  queued: boolean
  missing: 'entry' | 'exit' | null
  quota?: Quota | undefined
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
      const missing = answer.vehicleMissing ?? answer.persons.find(person => person.missing)?.missing ?? null
      return { outcome: answer.outcome, refusal: answer.refusal, queued: false, missing, quota: answer.quota }
    } catch (error) {
      const lost =
        error instanceof ApiError && (error.status === 0 || error.status >= 500 || error.status === 401)
      if (!lost) throw error
    }
  }
  const snapshot = snapshotNow()
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
  const sealed = await seal({ ...input, decided: outcome, maker: snapshot.maker }, snapshot.sealTo)
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
  const snapshot = snapshotNow()
  if (!snapshot || outcome === 'refused') return
  const went = new Map(attempt.persons.map(person => [person.registrantId ?? person.personId, person]))
  const used = attempt.passId && attempt.direction === 'in' ? attempt.passId : undefined
  setSnapshot({
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
