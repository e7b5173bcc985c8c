/**
 * What the terminal says without network. The server's rule is the rule and judges again on arrival; a test holds the
 * two together.
 */
import type { Answer, Send } from '../../contracts.ts'

export type Snapshot = Answer<'GET /api/estates/:estateId/gate/snapshot'>
export type Attempt = Omit<
  Send<'POST /api/estates/:estateId/gate/passages'>,
  'estateId' | 'clientId' | 'deviceAt' | 'decided' | 'terminalId'
>
export type Refusal = NonNullable<Answer<'POST /api/estates/:estateId/gate/passages'>['refusal']>

/** Minutes of the local day (Asia/Shanghai) at an epoch millisecond. */
function minuteOfDay(ms: number): number {
  return (ms / 60_000 + 8 * 60) % 1440
}

const minutes = (hhmm: string) => Number(hhmm.slice(0, 2)) * 60 + Number(hhmm.slice(3))

/** From the first instant of `from` until, not at, `until`. */
export function withinHours(hours: { from: string; until: string }, ms: number): boolean {
  const minute = minuteOfDay(ms)
  return minutes(hours.from) <= minute && minute < minutes(hours.until)
}

export function closureNow(site: Pick<Snapshot, 'closure'>, ms: number): Snapshot['closure'] {
  return site.closure && ms < Date.parse(site.closure.endsAt) ? site.closure : null
}

/** Why the gate stays shut, or null. */
export function decide(
  site: Pick<Snapshot, 'closure' | 'hours' | 'gates'>,
  attempt: Attempt,
  pass: Refusal | null,
  ms: number,
  /** a standing pass that opens outside the closure's hours */
  beyondHours = false,
): Refusal | null {
  if (attempt.emergency) return null
  if (attempt.refuse) return attempt.refuse.reason
  if (site.gates.find(gate => gate.id === attempt.gateId)?.state === 'closed') return 'gate_closed'
  const closure = closureNow(site, ms)
  if (closure && !beyondHours && !withinHours(site.hours, ms)) return 'outside_hours'
  if (pass) return pass
  if (!closure) return null
  if (attempt.persons.some(person => person.mask === false)) return 'no_mask'
  const { vehicle } = attempt
  if (vehicle && !(vehicle.licenceChecked && vehicle.drivingLicenceChecked)) return 'licence'
  return null
}

/** A spoken code against the proofs the terminal holds. */
export async function findPass(
  site: Pick<Snapshot, 'passes'>,
  code: string,
  ms: number,
): Promise<{ pass: Snapshot['passes'][number] | undefined; refusal: Refusal | null }> {
  for (const pass of site.passes) {
    const bytes = new TextEncoder().encode(`${pass.id}:${code}`)
    const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
    if ([...digest].map(b => b.toString(16).padStart(2, '0')).join('') !== pass.proof) continue
    if (ms < Date.parse(pass.fromAt)) return { pass, refusal: 'pass_early' }
    if (ms >= Date.parse(pass.untilAt)) return { pass, refusal: 'pass_late' }
    return { pass, refusal: pass.left > 0 ? null : 'pass_used' }
  }
  return { pass: undefined, refusal: 'pass_unknown' }
}
