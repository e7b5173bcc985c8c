/** Swaps of turns: asked by one, agreed by the other, approved by who keeps the roster. */

import { isUniqueViolation } from '../../core/db.ts'
import { AppError, fail } from '../../core/errors.ts'
import type { Ctx } from '../../core/house.ts'
import { newId } from '../../core/ids.ts'
import { query, verb } from '../../core/verb.ts'
import { rosterApi } from './contract.ts'
import { rosterFail } from './errors.ts'
import { nameFor } from './names.ts'
import { swapAllowed } from './rules-turns.ts'
import { self } from './service.ts'
import * as duties from './store.ts'
import * as store from './store-turns.ts'

/** Whether the caller keeps the roster of the whole estate. */
function keeps(ctx: Ctx, estateId: string): boolean {
  try {
    return ctx.reach('roster.write', estateId) === 'estate'
  } catch (error) {
    if (error instanceof AppError) return false
    throw error
  }
}

const viewer = (ctx: Ctx, estateId: string) => ({
  id: ctx.actor.kind === 'account' ? ctx.actor.id : null,
  keeps: keeps(ctx, estateId),
})

function present(s: store.SwapRow, who: ReturnType<typeof viewer>) {
  const turn = (d: NonNullable<store.SwapRow['in_return']>) => ({
    dutyId: d.id,
    post: d.post,
    kind: d.kind,
    startsAt: d.starts_at,
    endsAt: d.ends_at,
  })
  return {
    id: s.id,
    state: s.state,
    asked: { accountId: s.asked_id, name: s.asked_name },
    to: { accountId: s.to_id, name: s.to_name },
    turn: turn(s.turn),
    inReturn: s.in_return && turn(s.in_return),
    reason: s.reason,
    note: s.note,
    askedAt: s.asked_at.toString(),
    answeredAt: s.answered_at?.toString() ?? null,
    decidedAt: s.decided_at?.toString() ?? null,
    decidedBy: s.decided_by,
    allowed: {
      answer: swapAllowed('answer', s, who),
      decide: swapAllowed('decide', s, who),
      withdraw: swapAllowed('withdraw', s, who),
    },
  }
}

export const listSwaps = query(
  'roster.swaps',
  rosterApi['GET /api/estates/:estateId/duty-swaps'],
  async (ctx, input) => {
    const who = viewer(ctx, input.estateId)
    const rows = await store.swaps(ctx.db, input.estateId, { of: who.keeps ? null : who.id })
    return { items: rows.map(s => present(s, who)) }
  },
)

async function byId(ctx: Ctx, estateId: string, id: string): Promise<store.SwapRow> {
  const [found] = await store.swaps(ctx.db, estateId, { id })
  if (found === undefined) throw fail('core.not_found')
  return found
}

/** A turn of somebody that has not begun. @throws core.not_found, roster.not_yours, roster.swap_begun */
async function coming(ctx: Ctx, estateId: string, id: string, ownerId: string): Promise<duties.DutyFull> {
  const d = await duties.dutyById(ctx.db, estateId, id)
  if (d === undefined) throw fail('core.not_found')
  if (d.account_id !== ownerId) throw rosterFail('roster.not_yours')
  if (d.absent_at !== null) throw rosterFail('roster.already_absent')
  if (d.starts_at.epochMilliseconds <= ctx.now.epochMilliseconds) throw rosterFail('roster.swap_begun')
  return d
}

/** @throws roster.overlap when who takes a turn over has another one then, apart from the one he gives away */
async function free(ctx: Ctx, estateId: string, who: string, takes: duties.DutyFull, gives: string | null) {
  const other = await duties.overlapping(ctx.db, estateId, { ...takes, account_id: who }, [
    takes.id,
    ...(gives ? [gives] : []),
  ])
  if (other !== undefined)
    throw rosterFail('roster.overlap', {
      params: {
        name: other.name,
        from: other.starts_at
          .toZonedDateTimeISO('Asia/Shanghai')
          .toPlainDateTime()
          .toString({ smallestUnit: 'minute' })
          .replace('T', ' '),
      },
    })
}

async function tell(
  ctx: Ctx,
  estateId: string,
  to: { accountId: string; name: string } | undefined,
  swapId: string,
  zh: string,
  en: string,
): Promise<void> {
  await ctx.enqueue(
    'notice.send',
    {
      estateId,
      ...(to ? { to } : {}),
      kind: 'duty.swap',
      ref: { topic: 'swap', id: swapId },
      title: { zh: '换班', en: 'Swap of turns' },
      body: { zh, en },
    },
    { estateId },
  )
}

/** @throws roster.swap_own, roster.swap_open, and what `coming` and `free` throw */
export const askSwap = verb(
  'roster.ask_swap',
  rosterApi['POST /api/estates/:estateId/duties/:dutyId/swap'],
  async (ctx, input) => {
    const me = self(ctx.actor)
    if (input.toId === me.id) throw rosterFail('roster.swap_own')
    const mine = await coming(ctx, input.estateId, input.dutyId, me.id)
    const theirs =
      input.returnId === undefined ? null : await coming(ctx, input.estateId, input.returnId, input.toId)
    const toName = await nameFor(ctx, input.estateId, input.toId)
    await free(ctx, input.estateId, input.toId, mine, theirs?.id ?? null)
    if (theirs) await free(ctx, input.estateId, me.id, theirs, mine.id)
    const id = newId<'duty_swap'>(ctx.now.epochMilliseconds)
    const row = {
      id,
      duty_id: mine.id,
      return_id: theirs?.id ?? null,
      asked_id: me.id,
      asked_name: me.name,
      to_id: input.toId,
      to_name: toName,
      reason: input.reason,
    }
    await store.insertSwap(ctx.db, input.estateId, { ...row, at: ctx.now }).catch((error: unknown) => {
      throw isUniqueViolation(error, 'duty_swap_open_key') ? rosterFail('roster.swap_open') : error
    })
    await ctx.audit({ action: 'swap.ask', subject: 'duty', subjectId: mine.id, after: row }, input.estateId)
    await tell(
      ctx,
      input.estateId,
      { accountId: input.toId, name: toName },
      id,
      `${me.name} 想与您换班：${input.reason}。请在“我的班次”中答复。`,
      `${me.name} asks to swap a turn with you: ${input.reason}. Answer under “My turns”.`,
    )
    return present(await byId(ctx, input.estateId, id), viewer(ctx, input.estateId))
  },
)

type Act = Parameters<typeof swapAllowed>[0]

async function settle(
  ctx: Ctx,
  estateId: string,
  swapId: string,
  act: Act,
  move: { from: store.SwapState[]; to: store.SwapState; by?: string; note: string | null },
): Promise<store.SwapRow> {
  const s = await byId(ctx, estateId, swapId)
  const may = swapAllowed(act, s, viewer(ctx, estateId))
  if (may === 'core.forbidden') throw fail('core.forbidden')
  if (may !== true) throw rosterFail(may)
  if (!(await store.moveSwap(ctx.db, estateId, s.id, { ...move, at: ctx.now })))
    throw rosterFail('roster.swap_state')
  await ctx.audit(
    {
      action: `swap.${move.to}`,
      subject: 'duty',
      subjectId: s.turn.id,
      before: { state: s.state },
      after: { state: move.to, note: move.note },
    },
    estateId,
  )
  await ctx.signal({ topic: 'roster', ref: estateId, estateId })
  return s
}

const asker = (s: store.SwapRow) => ({ accountId: s.asked_id, name: s.asked_name })

export const answerSwap = verb(
  'roster.answer_swap',
  rosterApi['POST /api/estates/:estateId/duty-swaps/:swapId/answer'],
  async (ctx, input) => {
    const note = input.note || null
    const to = input.agree ? ('agreed' as const) : ('declined' as const)
    const s = await settle(ctx, input.estateId, input.swapId, 'answer', { from: ['asked'], to, note })
    if (input.agree)
      await tell(
        ctx,
        input.estateId,
        undefined,
        s.id,
        `${s.asked_name} 与 ${s.to_name} 已商定换班，请在“排班”中批准。`,
        `${s.asked_name} and ${s.to_name} agreed to swap a turn. Approve it under “Roster”.`,
      )
    else
      await tell(
        ctx,
        input.estateId,
        asker(s),
        s.id,
        `${s.to_name} 不能与您换班${note ? `：${note}` : ''}。您的班次不变。`,
        `${s.to_name} cannot swap with you${note ? `: ${note}` : ''}. Your turn stays as it was.`,
      )
    return present(await byId(ctx, input.estateId, s.id), viewer(ctx, input.estateId))
  },
)

/** Approved, the turns change hands; nobody may end up in two places, and nothing that has begun is moved. */
export const decideSwap = verb(
  'roster.decide_swap',
  rosterApi['POST /api/estates/:estateId/duty-swaps/:swapId/decide'],
  async (ctx, input) => {
    const to = input.approve ? ('approved' as const) : ('refused' as const)
    const s = await settle(ctx, input.estateId, input.swapId, 'decide', {
      from: ['agreed'],
      to,
      by: self(ctx.actor).name,
      note: input.note || null,
    })
    if (input.approve) await exchange(ctx, input.estateId, s)
    const zh = input.approve
      ? '换班已批准，排班表已更新。'
      : `换班未批准${input.note ? `：${input.note}` : ''}，班次不变。`
    const en = input.approve
      ? 'The swap is approved; the roster is changed.'
      : `The swap is refused${input.note ? `: ${input.note}` : ''}; the turns stay as they were.`
    for (const one of [asker(s), { accountId: s.to_id, name: s.to_name }])
      await tell(ctx, input.estateId, one, s.id, zh, en)
    return present(await byId(ctx, input.estateId, s.id), viewer(ctx, input.estateId))
  },
)

async function exchange(ctx: Ctx, estateId: string, s: store.SwapRow): Promise<void> {
  const mine = await coming(ctx, estateId, s.turn.id, s.asked_id)
  const theirs = s.in_return === null ? null : await coming(ctx, estateId, s.in_return.id, s.to_id)
  await free(ctx, estateId, s.to_id, mine, theirs?.id ?? null)
  if (theirs) await free(ctx, estateId, s.asked_id, theirs, mine.id)
  const name = await nameFor(ctx, estateId, s.to_id)
  await store.giveDuty(ctx.db, estateId, mine.id, { id: s.to_id, name })
  if (theirs)
    await store.giveDuty(ctx.db, estateId, theirs.id, {
      id: s.asked_id,
      name: await nameFor(ctx, estateId, s.asked_id),
    })
}

export const withdrawSwap = verb(
  'roster.withdraw_swap',
  rosterApi['POST /api/estates/:estateId/duty-swaps/:swapId/withdraw'],
  async (ctx, input) => {
    const s = await settle(ctx, input.estateId, input.swapId, 'withdraw', {
      from: ['asked', 'agreed'],
      to: 'withdrawn',
      note: null,
    })
    await tell(
      ctx,
      input.estateId,
      { accountId: s.to_id, name: s.to_name },
      s.id,
      `${s.asked_name} 已撤回换班申请。`,
      `${s.asked_name} took the swap back.`,
    )
    return present(await byId(ctx, input.estateId, s.id), viewer(ctx, input.estateId))
  },
)
