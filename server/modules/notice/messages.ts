/** A person's own messages: seen, acknowledged; and the alarms of an estate with every step and attempt. */
import { Temporal } from 'temporal-polyfill'
import { fail } from '../../core/errors.ts'
import type { Ctx } from '../../core/house.ts'
import { query, verb } from '../../core/verb.ts'
import { noticeApi } from './contract.ts'
import * as store from './store.ts'

export function presentMessage(m: store.MessageRow, estate: string | null) {
  const goes =
    m.escalate_minutes !== null &&
    m.chain.length > 0 &&
    m.delivered_at !== null &&
    m.acknowledged_at === null &&
    m.withdrawn_at === null
  return {
    id: m.id,
    estateId: m.estate_id,
    estate,
    step: m.step,
    kind: m.kind,
    title: m.title,
    body: m.body,
    ref: m.ref_topic === null || m.ref_id === null ? null : { topic: m.ref_topic, id: m.ref_id },
    urgent: m.urgent,
    at: (m.delivered_at ?? m.deliver_at).toString(),
    seenAt: m.seen_at?.toString() ?? null,
    acknowledgedAt: m.acknowledged_at?.toString() ?? null,
    withdrawn: m.withdrawn_at !== null,
    goesOnAt: goes
      ? Temporal.Instant.fromEpochMilliseconds(
          (m.delivered_at ?? m.at).epochMilliseconds + (m.escalate_minutes ?? 0) * 60_000,
        ).toString()
      : null,
  }
}

/** The caller's account. @throws core.not_found for a caller that has no messages of his own (a device) */
function accountId(ctx: Ctx): string {
  if (ctx.actor.kind !== 'account') throw fail('core.not_found')
  return ctx.actor.id
}

export const listMessages = query('notice.messages', noticeApi['GET /api/messages'], async (ctx, input) => {
  if (ctx.actor.kind !== 'account') return { items: [], unseen: 0, toAcknowledge: 0 }
  const rows = await store.messagesOf(ctx.db, ctx.actor.id, input)
  const counts = await store.countsOf(ctx.db, ctx.actor.id)
  return { items: rows.map(m => presentMessage(m, m.estate)), ...counts }
})

async function own(ctx: Ctx, estateId: string, messageId: string): Promise<store.MessageRow> {
  const m = await store.messageById(ctx.db, estateId, messageId, ctx.db.isTransaction)
  if (m === undefined || m.account_id !== accountId(ctx) || m.delivered_at === null)
    throw fail('core.not_found')
  return m
}

/** One's own message was opened; the first time stays. */
export const seeMessage = verb(
  'notice.see',
  noticeApi['POST /api/estates/:estateId/messages/:messageId/seen'],
  async (ctx, input) => {
    await own(ctx, input.estateId, input.messageId)
    await store.markRead(ctx.db, input.estateId, input.messageId, accountId(ctx), ctx.now, false)
    return presentMessage(await own(ctx, input.estateId, input.messageId), null)
  },
)

/** Taking the matter on: the whole thread is answered and goes to nobody else (SX-09). */
export const acknowledgeMessage = verb(
  'notice.acknowledge',
  noticeApi['POST /api/estates/:estateId/messages/:messageId/acknowledge'],
  async (ctx, input) => {
    const m = await own(ctx, input.estateId, input.messageId)
    if (m.acknowledged_at === null) {
      await store.markRead(ctx.db, input.estateId, m.id, accountId(ctx), ctx.now, true)
      await store.acknowledgeThread(ctx.db, input.estateId, m.thread, ctx.now)
      for (const one of await store.threadAccounts(ctx.db, input.estateId, m.thread))
        await ctx.signal({ topic: 'message', ref: m.id, estateId: input.estateId, accountId: one })
    }
    await ctx.audit(
      {
        action: 'message.acknowledge',
        subject: 'message',
        subjectId: m.thread,
        after: { step: m.step, kind: m.kind },
      },
      input.estateId,
    )
    return presentMessage(await own(ctx, input.estateId, m.id), null)
  },
)

export const listAlarms = query(
  'notice.alarms',
  noticeApi['GET /api/estates/:estateId/alarms'],
  async (ctx, input) => {
    const rows = await store.alarms(ctx.db, input.estateId, input.open)
    const attempts = await store.attemptsOf(
      ctx.db,
      input.estateId,
      rows.map(m => m.id),
    )
    return {
      items: rows.map(m => ({
        ...presentMessage(m, null),
        thread: m.thread,
        person: m.name,
        attempts: attempts
          .filter(a => a.message_id === m.id)
          .map(a => ({
            channel: a.channel,
            target: a.target,
            at: a.at.toString(),
            try: a.try,
            ok: a.ok,
            error: a.error,
          })),
      })),
    }
  },
)
