/** News for the customer himself, over his own screen and channels. No word of anybody's text goes out with it. */
import type { Instant } from '../../core/clock.ts'
import type { Ctx } from '../../core/house.ts'
import { notify } from '../notice/notify.ts'
import type { Act } from './contract-shapes.ts'
import { type Both, clockText, type Moved, movedTexts } from './say.ts'
import type { TicketRecord } from './store.ts'

/** @returns false when the customer has no account: then somebody must call him */
export async function tellCustomer(
  ctx: Ctx,
  t: TicketRecord,
  kind: 'ticket.joined' | 'ticket.postponed',
  said: { title: Both; body: Both },
): Promise<boolean> {
  if (!t.requester_account_id) return false
  await notify(ctx, {
    estateId: t.estate_id,
    to: { accountId: t.requester_account_id, name: '' },
    kind,
    ...said,
    ref: { topic: 'ticket', id: t.id },
  })
  return true
}

/** S8-14: the new time reaches the customer's own phone with the postponement; the reason stands in his request. */
export async function tellPostponed(ctx: Ctx, t: TicketRecord, until: Instant, zone: string): Promise<void> {
  await tellCustomer(ctx, t, 'ticket.postponed', {
    title: { zh: `您的诉求 ${t.number} 推迟了`, en: `Your request ${t.number} is postponed` },
    body: {
      zh: `新的完成时间：${clockText(until, zone)}，原因请打开查看；同一件事只推迟一次`,
      en: `New time: ${clockText(until, zone)}. Open it for the reason; one matter is postponed only once`,
    },
  })
}

/** When the main matter closes, those whose tickets were joined into it hear of it too. */
export async function tellJoined(
  ctx: Ctx,
  main: TicketRecord,
  joined: readonly TicketRecord[],
): Promise<void> {
  for (const t of joined)
    await tellCustomer(ctx, t, 'ticket.joined', {
      title: { zh: '您反映的事已有结果', en: 'The matter you reported has a result' },
      body: {
        zh: `与您的诉求 ${t.number} 并案的 ${main.number} 已办结，请打开查看；没有解决可以重新打开`,
        en: `${main.number}, handled together with your ${t.number}, is closed; reopen yours if it is not solved`,
      },
    })
}

/**
 * SX-05: a holiday notice moved limits of this ticket. The customer and the one who answers for it each get one message with
 * all of them; who is both gets one.
 */
export async function tellMoved(
  ctx: Ctx,
  t: TicketRecord,
  moves: readonly Moved[],
  why: { source: string; zone: string },
): Promise<void> {
  const customer = t.requester_account_id
  const handler = t.assignee_id
    ? { accountId: t.assignee_id, name: t.assignee_name ?? '' }
    : t.first_receiver_id
      ? { accountId: t.first_receiver_id, name: t.first_receiver_name ?? '' }
      : undefined
  const news = (
    to: { accountId: string; name: string } | undefined,
    reader: 'customer' | 'handler' | 'caller',
  ) =>
    notify(ctx, {
      estateId: t.estate_id,
      ...(to ? { to } : { duty: 'desk' as const }),
      kind: 'ticket.moved',
      ...movedTexts(t, moves, why.source, why.zone, reader),
      ref: { topic: 'ticket', id: t.id },
    })
  if (customer) await news({ accountId: customer, name: '' }, 'customer')
  if (handler === undefined || handler.accountId !== customer)
    await news(handler, customer ? 'handler' : 'caller')
}

/** Acts by which a matter is done: the customer and, when another did it, the first receiver hear of it (S8-20). */
const results: Partial<Record<Act, { zh: string; en: string }>> = {
  handle: { zh: '已处理完毕，待业户确认', en: 'is done and waits for the customer’s word' },
  sign: { zh: '业户已确认', en: 'was confirmed by the customer' },
  reply: { zh: '已答复业户', en: 'was answered' },
  refuse: { zh: '已作最终答复', en: 'was closed with a final refusal' },
}

/** S8-18, S8-20: news of a result. The one who did it is told nothing. */
export async function tellResult(ctx: Ctx, t: TicketRecord, act: Act, byId: string | null): Promise<void> {
  const said = results[act]
  if (!said) return
  if (t.first_receiver_id && t.first_receiver_id !== byId)
    await notify(ctx, {
      estateId: t.estate_id,
      to: { accountId: t.first_receiver_id, name: t.first_receiver_name ?? '' },
      kind: 'ticket.result',
      title: { zh: `${t.number} ${said.zh}`, en: `${t.number} ${said.en}` },
      body: {
        zh: '您是首接责任人，请跟踪到业户满意',
        en: 'You are its first receiver: follow it until the customer is satisfied',
      },
      ref: { topic: 'ticket', id: t.id },
    })
  if (t.requester_account_id && t.requester_account_id !== byId && act !== 'sign')
    await notify(ctx, {
      estateId: t.estate_id,
      to: { accountId: t.requester_account_id, name: '' },
      kind: 'ticket.result',
      title: {
        zh: act === 'handle' ? `您的诉求 ${t.number} 已处理，请确认` : `您的诉求 ${t.number} 有答复了`,
        en:
          act === 'handle'
            ? `Your request ${t.number} is done; please confirm`
            : `Your request ${t.number} has an answer`,
      },
      body: { zh: '请打开查看结果', en: 'Open it to see the result' },
      ref: { topic: 'ticket', id: t.id },
    })
}
