/** News for the customer himself, over his own screen and channels. No word of anybody's text goes out with it. */
import type { Ctx } from '../../core/house.ts'
import { notify } from '../notice/notify.ts'
import type { Both } from './say.ts'
import type { TicketRecord } from './store.ts'

/** @returns false when the customer has no account: then somebody must call him */
export async function tellCustomer(
  ctx: Ctx,
  t: TicketRecord,
  said: { title: Both; body: Both },
): Promise<boolean> {
  if (!t.requester_account_id) return false
  await notify(ctx, {
    estateId: t.estate_id,
    to: { accountId: t.requester_account_id, name: '' },
    kind: 'ticket.joined',
    ...said,
    ref: { topic: 'ticket', id: t.id },
  })
  return true
}

/** When the main matter closes, those whose tickets were joined into it hear of it too. */
export async function tellJoined(
  ctx: Ctx,
  main: TicketRecord,
  joined: readonly TicketRecord[],
): Promise<void> {
  for (const t of joined)
    await tellCustomer(ctx, t, {
      title: { zh: '您反映的事已有结果', en: 'The matter you reported has a result' },
      body: {
        zh: `与您的诉求 ${t.number} 并案的 ${main.number} 已办结，请打开查看；没有解决可以重新打开`,
        en: `${main.number}, handled together with your ${t.number}, is closed; reopen yours if it is not solved`,
      },
    })
}
