/** When improper conduct must be reported, and what may be done with a record: pure. */

export interface ConductTerms {
  /** Within how many months the same kind at the same home counts as a repeat. */
  repeatMonths: number
  /** From which time on it must be reported. */
  reportAfter: number
  /** Kinds that must be reported when they were not stopped. */
  atOnce: readonly string[]
}

/** S7-17: a repeat beyond the rule's number, or a danger that was not ended on the spot (物业管理条例 46). */
export function mustReport(
  terms: ConductTerms,
  kind: string,
  result: 'stopped' | 'promised' | 'refused' | 'left',
  repeatNo: number,
): boolean {
  if (repeatNo >= terms.reportAfter) return true
  return terms.atOnce.includes(kind) && result !== 'stopped'
}

export type ConductState = 'recorded' | 'reported' | 'closed'

/** What may be done now, or why not. */
export function allowedActs(
  state: ConductState,
  reportDue: boolean,
): { report: true | 'conduct.closed'; close: true | 'conduct.closed' | 'conduct.report_first' } {
  if (state === 'closed') return { report: 'conduct.closed', close: 'conduct.closed' }
  return { report: true, close: reportDue && state === 'recorded' ? 'conduct.report_first' : true }
}
