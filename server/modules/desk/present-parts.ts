/** Parts of a ticket's view: what stands beside it, the steps of a quotation on site, a hand-over not yet accepted. Pure. */
import type { z } from 'zod'
import type { CalendarMove } from './calendar-recount.ts'
import type { TicketView } from './contract-shapes.ts'
import type { Bundle } from './store.ts'
import type { Related } from './store-related.ts'
import type { Viewpoint } from './viewpoint.ts'

type View = z.input<typeof TicketView>

function other(r: Related): View['links'][number] {
  return {
    id: r.id,
    number: r.number,
    kind: r.kind as View['kind'],
    class: r.class,
    state: r.state as View['state'],
    unit: r.unit,
    text: r.text,
  }
}

/** A resident sees only that his matter lives on elsewhere and how it stands there, never another's words. */
export function besides(b: Bundle, v: Viewpoint, hide: boolean): Pick<View, 'joinedTo' | 'joined' | 'links'> {
  const into = b.related.find(r => r.rel === 'into')
  const shown = v.staff && !hide
  return {
    joinedTo: into
      ? {
          id: into.id,
          number: into.number,
          state: into.state as View['state'],
          dueAt: into.due_at?.toString() ?? null,
        }
      : null,
    joined: shown ? b.related.filter(r => r.rel === 'joined').map(other) : [],
    links: shown ? b.related.filter(r => r.rel === 'link').map(other) : [],
  }
}

/** S1-43: consent, somebody sent, on site, the fee, the reply; each with its actor and time in the present round. */
export function onSiteSteps(b: Bundle): View['steps'] {
  const t = b.ticket
  const done = (acts: string[]) => {
    const from = t.consented_at?.epochMilliseconds ?? Number.POSITIVE_INFINITY
    const e = b.course.findLast(x => acts.includes(x.act) && x.at.epochMilliseconds >= from)
    return e ? { at: e.at.toString(), by: e.by_name || t.assignee_name } : { at: null, by: null }
  }
  const consent = b.course.findLast(e => e.act === 'consent')
  return [
    {
      step: 'consent',
      at: t.consented_at?.toString() ?? null,
      by: t.consented_at ? (consent?.by_name ?? t.entered_by_name) : null,
    },
    { step: 'sent', ...done(['assign', 'take', 'handover']) },
    { step: 'arrived', ...(t.arrived_at ? done(['arrive']) : { at: null, by: null }) },
    { step: 'fee', ...done(['quote']) },
    { step: 'replied', ...done(['reply']) },
  ]
}

/** Who passed it to whom and why, until the receiver takes it. */
export function openHandover(b: Bundle): View['handover'] {
  const e = b.course.findLast(x => ['handover', 'assign', 'take', 'reopen'].includes(x.act))
  if (b.ticket.state !== 'received' || e?.act !== 'handover') return null
  const data = e.data as { from?: string | null; to?: string } | null
  return { from: data?.from ?? e.by_name, to: data?.to ?? '', at: e.at.toString(), reason: e.text ?? '' }
}

/** The moves of a promise's due time by holiday notices; they outlive the round in the ticket's course. */
export function movesOf(b: Bundle, promiseId: string): View['promises'][number]['moves'] {
  return b.course.flatMap(e => {
    if (e.act !== 'calendar') return []
    const { year, source, moved } = e.data as unknown as CalendarMove
    const m = moved.find(x => x.promiseId === promiseId)
    return m ? [{ at: e.at.toString(), from: m.from, to: m.to, year, source }] : []
  })
}
