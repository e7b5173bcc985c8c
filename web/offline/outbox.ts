/**
 * The rules of the queue, apart from where it is kept and how it is sent: in the order of entry, one at a time,
 * each under its client id until an answer came; a refused record steps aside with its reason.
 */
export interface Waiting {
  seq?: number
  clientId: string
  key: string
  /** plain for work orders; sealed for what a lost phone must not reveal */
  body: object
  /** it carries no mark of its maker, so nobody else can bring it as his */
  own?: boolean
  /** the account that entered it: only its own session sends it, but for what anybody may bring (`carried`) */
  by?: string | undefined
  /** device time in ISO, corrected by the last answer of the server */
  at: string
  /** what a list may show while it waits; without personal data */
  label: string
  refused?: Refusal
}

export interface Refusal {
  code: string
  detail: string
}

export interface Shelf {
  all(): Promise<Waiting[]>
  put(record: Waiting): Promise<void>
  remove(seq: number): Promise<void>
}

/** `later`: a lost line, a server in trouble, an ended session, too many requests. `not_own`: not from this session. */
export type Outcome = 'sent' | 'later' | 'not_own' | Refusal

/** Registrations, incidents and vehicles at a gate carry their maker's mark under the seal: the next guard brings them, they stay his. */
export const carried = (record: Waiting): boolean =>
  !record.own && /\/(gate\/sync$|gate\/incidents\/late|lanes\/late$)/.test(record.key)

/** Whether this account may send it: an act is sent under the name of him who did it, or not at all. */
export function sendable(record: Waiting, account: string | undefined): boolean {
  return !record.refused && (!record.by || record.by === account || carried(record))
}

/** Sends what waits and may be sent from here (`may`). Answers false when something stays behind and must be tried again. */
export async function drain(
  shelf: Shelf,
  attempt: (record: Waiting) => Promise<Outcome>,
  may: (record: Waiting) => boolean = record => sendable(record, undefined),
): Promise<boolean> {
  for (;;) {
    // read anew each time: records are entered while others are on their way
    const record = (await shelf.all()).find(may)
    if (record?.seq === undefined) return true
    const outcome = await attempt(record)
    if (outcome === 'later') return false
    // somebody else brings it; what `may` says of it has changed
    if (outcome === 'not_own') continue
    if (outcome === 'sent') await shelf.remove(record.seq)
    else await shelf.put({ ...record, refused: outcome })
  }
}

/** What an error status means for a waiting record; 0 is a lost line. */
export function outcomeOf(status: number, refusal: Refusal): Outcome {
  const passing = status === 0 || status >= 500 || status === 401 || status === 408 || status === 429
  return passing ? 'later' : refusal
}
