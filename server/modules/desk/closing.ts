/** How a ticket ends: the record, the answer, the result, the customer's word, the final refusal; and how it begins again. */
import { type Upload, verb } from '../../core/verb.ts'
import { type Promised, start, stop } from './clocks.ts'
import { deskApi } from './contract.ts'
import { deskFail } from './errors.ts'
import { orderDone } from './order.ts'
import type { Clock } from './promise-rule.ts'
import { keepSignature } from './signature.ts'
import * as store from './store.ts'
import { actorId, type Change, doAct, type Work } from './work.ts'

const path = '/api/estates/:estateId/tickets/:ticketId'
/** A ticket is no photo album. */
const MOST_FILES = 20

/** Handling record with a photo. */
export const record = verb('desk.record', deskApi[`POST ${path}/record`], (ctx, input) =>
  doAct(ctx, input, 'record', false, w => keepRecord(w, input.upload, input.text)),
)

export const myPhoto = verb(
  'desk.my_photo',
  deskApi['POST /api/estates/:estateId/my/tickets/:ticketId/photos'],
  (ctx, input) => doAct(ctx, input, 'record', true, w => keepRecord(w, input.upload, input.text)),
)

async function keepRecord(w: Work, upload: Upload | undefined, text: string | undefined): Promise<Change> {
  if (!upload && !text) throw deskFail('desk.photo_needed')
  if (!upload) return { text }
  if (w.bundle.files.length >= MOST_FILES) throw deskFail('desk.file_limit', { params: { max: MOST_FILES } })
  const { ctx, ticket } = w
  const kept = await ctx.house.files.putPhoto(
    ctx.db,
    ctx.now,
    ticket.estate_id,
    upload.bytes,
    w.v.name,
    'ticket',
  )
  await addFile(w, kept.id, 'photo')
  return { text, data: { fileId: kept.id } }
}

function addFile(w: Work, fileId: string, use: 'photo' | 'signature' | 'paper'): Promise<void> {
  return store.addFile(w.ctx.db, {
    estate_id: w.ticket.estate_id,
    ticket_id: w.ticket.id,
    file_id: fileId,
    use,
    at: w.ctx.now,
    by_name: w.v.name,
  })
}

/** The answer to the customer; an inquiry is closed by it (S1-41), a suggestion has its feedback (S8-10). */
export const reply = verb('desk.reply', deskApi[`POST ${path}/reply`], (ctx, input) =>
  doAct(ctx, input, 'reply', false, w => ({
    text: input.text,
    data: { how: input.how },
    ...(w.ticket.kind === 'inquiry' || isAdvice(w.ticket)
      ? {
          set: {
            state: 'closed',
            outcome: 'answered',
            handled_at: ctx.now,
            closed_at: ctx.now,
            ...(w.ticket.kind === 'inquiry' ? { at_once: false } : {}),
            paused: false,
          },
          promises: endOthers(w, ['reply']),
        }
      : {}),
  })),
)

/** S1-29: advice is a question too; its recorded answer closes it. */
const isAdvice = (t: Pick<store.TicketRecord, 'kind' | 'class'>): boolean =>
  t.kind === 'order' && t.class === 'advice'

/** S8-18, S8-20: the result, explained to the customer; the first receiver hears of it. */
export const handle = verb('desk.handle', deskApi[`POST ${path}/handle`], (ctx, input) =>
  doAct(ctx, input, 'handle', false, async w => {
    await orderDone(w)
    return {
      set: { state: 'handled', handled_at: ctx.now },
      text: input.text,
      data: { how: input.how },
      tell: w.ticket.first_receiver_id,
    }
  }),
)

/** What no longer runs when the matter is closed. */
function endOthers(w: Work, except: Clock[]): Promised[] {
  return stop(w.promises, p => !except.includes(p.clock), w.ctx.now, 'closed')
}

export const sign = verb('desk.sign', deskApi[`POST ${path}/sign`], (ctx, input) =>
  doAct(ctx, input, 'sign', false, w => signed(w, input)),
)

export const mySign = verb(
  'desk.my_sign',
  deskApi['POST /api/estates/:estateId/my/tickets/:ticketId/sign'],
  (ctx, input) => doAct(ctx, input, 'sign', true, w => signed(w, input)),
)

interface Signed {
  satisfied: boolean
  rating?: number | undefined
  text?: string | undefined
  paper: boolean
  upload?: Upload
}

/**
 * S8-11, S8-19: the customer's word. Satisfied closes the ticket; not satisfied sends it back to its handler with the
 * clocks started anew, for a matter closes only satisfied or after a final refusal.
 */
async function signed(w: Work, input: Signed): Promise<Change> {
  const { ctx, ticket } = w
  if (input.satisfied && w.facts.class.signature && !input.upload) throw deskFail('desk.signature_needed')
  let fileId: string | undefined
  if (input.upload && input.paper)
    fileId = (
      await ctx.house.files.putPhoto(
        ctx.db,
        ctx.now,
        ticket.estate_id,
        input.upload.bytes,
        actorId(ctx),
        'ticket',
      )
    ).id
  else if (input.upload) fileId = await keepSignature(ctx, ticket.estate_id, input.upload, actorId(ctx))
  if (fileId) await addFile(w, fileId, input.paper ? 'paper' : 'signature')
  const common = {
    satisfied: input.satisfied,
    rating: input.rating ?? null,
    signed_at: fileId ? ctx.now : ticket.signed_at,
  }
  const says = {
    text: input.text,
    data: { satisfied: input.satisfied, ...(fileId ? { fileId } : {}) },
    tell: ticket.first_receiver_id,
  }
  if (input.satisfied) {
    return {
      ...says,
      set: { ...common, state: 'closed', outcome: 'satisfied', closed_at: ctx.now },
      promises: endOthers(w, []),
    }
  }
  return { ...says, ...again(w, 'taken'), set: { ...common, ...again(w, 'taken').set } }
}

/** A new round: the old promises keep what became of them, the class's promises start now. */
function again(w: Work, state: 'received' | 'taken'): { set: store.TicketChange; promises: Promised[] } {
  const { ctx, ticket } = w
  const round = ticket.round + 1
  const fresh = w.rules
    .promises(ticket.kind, ticket.class)
    .filter(r => r.startsAt === 'received' || r.startsAt === 'reopened')
  const ended = stop(w.promises, () => true, ctx.now, 'reopened')
  return {
    set: { state, outcome: null, closed_at: null, handled_at: null, arrived_at: null, round, paused: false },
    promises: [...ended, ...start(fresh, ctx.now, round, w.rules, w.makeId)],
  }
}

export const reopen = verb('desk.reopen', deskApi[`POST ${path}/reopen`], (ctx, input) =>
  doAct(ctx, input, 'reopen', false, w => reopened(w, input.reason)),
)

export const myReopen = verb(
  'desk.my_reopen',
  deskApi['POST /api/estates/:estateId/my/tickets/:ticketId/reopen'],
  (ctx, input) => doAct(ctx, input, 'reopen', true, w => reopened(w, input.reason)),
)

function reopened(w: Work, reason: string): Change {
  const next = again(w, 'received')
  return {
    ...next,
    set: { ...next.set, satisfied: null, taken_at: null, joined_to: null },
    text: reason,
    reason,
    tell: w.ticket.first_receiver_id,
  }
}

/** K5: closed after a documented final refusal; counted as not satisfied. */
export const refuse = verb('desk.refuse', deskApi[`POST ${path}/refuse`], (ctx, input) =>
  doAct(ctx, input, 'refuse', false, w => ({
    set: { state: 'closed', outcome: 'refused', satisfied: false, closed_at: ctx.now, paused: false },
    promises: endOthers(w, []),
    text: input.reason,
    reason: input.reason,
    tell: w.ticket.first_receiver_id,
  })),
)
