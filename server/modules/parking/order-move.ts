/** Move your car: asked, answered and closed without a phone number on either side (D-12 of the lessons). */
import { z } from 'zod'
import type { FieldCipher } from '../../core/crypto.ts'
import { isUniqueViolation } from '../../core/db.ts'
import { fail } from '../../core/errors.ts'
import type { Ctx } from '../../core/house.ts'
import { newId } from '../../core/ids.ts'
import { job } from '../../core/jobs.ts'
import { query, verb } from '../../core/verb.ts'
import { within } from '../../core/within.ts'
import { notify, withdrawNotices } from '../notice/notify.ts'
import { accountsOfUnit } from '../people/gate.ts'
import { orderApi } from './contract-order.ts'
import { orderFail } from './contract-order-shapes.ts'
import { accountId, actorId, actorName, keepPlate, numberOf } from './garage-who.ts'
import { orderRules } from './order.ts'
import { moveOverdue } from './order-rules.ts'
import { ownerOf } from './store-order.ts'
import * as store from './store-order-acts.ts'

const P = '/api/estates/:estateId' as const
const REF = 'parking.move'

function present(m: store.MoveRow, cipher: FieldCipher) {
  return {
    id: m.id,
    number: m.number,
    plate: cipher.open('plate', m.plate_sealed),
    place: m.place,
    reason: m.reason,
    askedAs: m.asked_as,
    askedAt: m.asked_at.toString(),
    answerBy: m.answer_by.toString(),
    state: m.state,
    answer: m.answer,
    minutes: m.minutes,
    answeredAt: m.answered_at?.toString() ?? null,
    raisedAt: m.raised_at?.toString() ?? null,
    closedAt: m.closed_at?.toString() ?? null,
    result: m.result,
  }
}

async function rowOf(ctx: Ctx, estateId: string, id: string): Promise<store.MoveRow> {
  const [row] = await store.moves(ctx.db, estateId, { id, state: 'all', offset: 0, limit: 1 })
  if (row === undefined) throw fail('core.not_found')
  return row
}

async function forStaff(ctx: Ctx, estateId: string, id: string) {
  const row = await rowOf(ctx, estateId, id)
  return { ...present(row, await ctx.cipher(estateId)), told: row.owner_ids.length }
}

/** Whether the plate is somebody's here is not told to a resident: he could look plates up with it. */
async function forMe(ctx: Ctx, estateId: string, id: string) {
  const me = accountId(ctx)
  const row = await rowOf(ctx, estateId, id)
  const mine = row.asked_id === me ? ('asker' as const) : ('owner' as const)
  if (mine === 'owner' && !row.owner_ids.includes(me)) throw fail('core.not_found')
  return { ...present(row, await ctx.cipher(estateId)), mine }
}

interface Asked {
  estateId: string
  plate: string
  place: string
  reason: string
}

/** Tells the home of the plate; when nobody answers within the limit, or nobody is known, a guard goes there (SX-09). */
async function ask(ctx: Ctx, input: Asked, as: 'resident' | 'staff'): Promise<string> {
  const { estateId } = input
  const rules = await orderRules(ctx, estateId)
  const kept = await keepPlate(ctx, estateId, input.plate)
  const owner = await ownerOf(ctx.db, estateId, kept.plate)
  const people = owner?.unit_id ? await accountsOfUnit(ctx.db, estateId, owner.unit_id, ctx.now) : []
  const id = newId<'order_move'>(ctx.now.epochMilliseconds)
  const answerBy = ctx.now.add({ minutes: rules.moveMinutes })
  try {
    await store.insertMove(ctx.db, estateId, {
      id,
      number: numberOf(ctx, 'NC', id),
      place: input.place,
      reason: input.reason,
      sealed: kept.sealed,
      blind: kept.blind,
      ownerUnitId: owner?.unit_id ?? null,
      ownerIds: people.map(p => p.id),
      askedId: actorId(ctx),
      askedBy: actorName(ctx),
      askedAs: as,
      at: ctx.now,
      answerBy,
    })
  } catch (error) {
    throw isUniqueViolation(error, 'order_move_open_key') ? orderFail('order.move_open') : error
  }
  for (const p of people)
    await notify(ctx, {
      estateId,
      to: { accountId: p.id, name: p.name },
      kind: 'parking.move',
      atOnce: true,
      ref: { topic: REF, id },
      title: { zh: '请挪车', en: 'Please move your car' },
      body: {
        zh: `您的车停在${input.place}，${input.reason}。请在“挪车”中答复能否前来，${rules.moveMinutes} 分钟内未答复将由保安上门联系。`,
        en: `Your car at ${input.place}: ${input.reason}. Answer under “Move a car” whether you can come; after ${rules.moveMinutes} minutes a guard comes to your door.`,
      },
    })
  await ctx.audit(
    {
      action: 'parking.move',
      subject: 'order_move',
      subjectId: id,
      after: { place: input.place, told: people.length },
      sensitive: { plate: kept.plate },
    },
    estateId,
  )
  await ctx.signal({ topic: 'parking', ref: id, estateId })
  if (people.length === 0) await raise(ctx, estateId, id)
  else
    await ctx.enqueue(
      'parking.move_late',
      { estateId, moveId: id },
      { estateId, runAt: answerBy.add({ milliseconds: 1 }), key: `move:${id}` },
    )
  return id
}

/** Nobody answers, or the plate is nobody's: whoever has the security duty goes there. */
async function raise(ctx: Ctx, estateId: string, id: string): Promise<void> {
  const m = await rowOf(ctx, estateId, id)
  if (!(await store.setMove(ctx.db, estateId, id, m.version, { raised_at: ctx.now }))) return
  const plate = (await ctx.cipher(estateId)).open('plate', m.plate_sealed)
  await notify(ctx, {
    estateId,
    duty: 'security',
    kind: 'parking.move_late',
    atOnce: true,
    escalateAfterMinutes: 5,
    ref: { topic: REF, id },
    title: { zh: '挪车无人答复，请到场', en: 'Nobody moves the car: go there' },
    body: {
      zh: `${plate} 停在${m.place}，${m.reason}。请到现场或上门联系，办完后登记结果。`,
      en: `${plate} at ${m.place}: ${m.reason}. Go there or to the owner’s door, then record what came of it.`,
    },
  })
  await ctx.audit({ action: 'parking.move_late', subject: 'order_move', subjectId: id }, estateId)
}

export function lookAtMove(outer: Ctx, estateId: string, moveId: string): Promise<void> {
  return within(outer, async ctx => {
    const [m] = await store.moves(ctx.db, estateId, { id: moveId, state: 'all', offset: 0, limit: 1 })
    if (m === undefined) return
    const facts = { state: m.state, answerBy: m.answer_by.epochMilliseconds, raised: m.raised_at !== null }
    if (moveOverdue(facts, ctx.now.epochMilliseconds)) await raise(ctx, estateId, moveId)
  })
}

export const moveJobs = {
  'parking.move_late': job({
    payload: z.object({ estateId: z.uuid(), moveId: z.uuid() }),
    run: (ctx, p) => lookAtMove(ctx, p.estateId, p.moveId),
  }),
}

export const listMoves = query('parking.moves', orderApi[`GET ${P}/parking/moves`], async (ctx, input) => {
  const cipher = await ctx.cipher(input.estateId)
  const rows = await store.moves(ctx.db, input.estateId, input)
  return {
    items: rows.map(m => ({ ...present(m, cipher), told: m.owner_ids.length })),
    total: rows[0]?.total ?? 0,
  }
})

export const askMove = verb('parking.move', orderApi[`POST ${P}/parking/moves`], async (ctx, input) =>
  forStaff(ctx, input.estateId, await ask(ctx, input, 'staff')),
)

export const askMoveMine = verb('parking.my_move', orderApi[`POST ${P}/my/moves`], async (ctx, input) => {
  accountId(ctx)
  return forMe(ctx, input.estateId, await ask(ctx, input, 'resident'))
})

export const myMoves = query('parking.my_moves', orderApi[`GET ${P}/my/moves`], async (ctx, input) => {
  const me = accountId(ctx)
  const cipher = await ctx.cipher(input.estateId)
  const rows = await store.moves(ctx.db, input.estateId, { of: me, state: 'all', offset: 0, limit: 50 })
  return {
    items: rows.map(m => ({
      ...present(m, cipher),
      mine: m.asked_id === me ? ('asker' as const) : ('owner' as const),
    })),
  }
})

/** @throws order.move_closed; core.not_found for whom it was not asked of */
export const answerMove = verb(
  'parking.my_move_answer',
  orderApi[`POST ${P}/my/moves/:moveId/answer`],
  async (ctx, input) => {
    const me = accountId(ctx)
    const m = await rowOf(ctx, input.estateId, input.moveId)
    if (!m.owner_ids.includes(me)) throw fail('core.not_found')
    if (m.state === 'closed') throw orderFail('order.move_closed')
    const state = input.coming ? ('coming' as const) : ('cannot' as const)
    const set = {
      state,
      answer: input.text || null,
      minutes: input.coming ? (input.minutes ?? null) : null,
      answered_at: ctx.now,
    }
    if (!(await store.setMove(ctx.db, input.estateId, m.id, m.version, set))) throw fail('core.stale')
    await ctx.audit(
      { action: `parking.move_${state}`, subject: 'order_move', subjectId: m.id },
      input.estateId,
    )
    await withdrawNotices(ctx, input.estateId, { topic: REF, id: m.id })
    await tellAsker(ctx, input.estateId, m, input)
    if (!input.coming) await raise(ctx, input.estateId, m.id)
    return forMe(ctx, input.estateId, m.id)
  },
)

async function tellAsker(
  ctx: Ctx,
  estateId: string,
  m: store.MoveRow,
  a: { coming: boolean; minutes?: number | undefined; text?: string | undefined },
): Promise<void> {
  if (!z.uuid().safeParse(m.asked_id).success) return
  const soon =
    a.minutes === undefined
      ? { zh: '马上', en: 'now' }
      : { zh: `${a.minutes} 分钟内`, en: `within ${a.minutes} min` }
  await notify(ctx, {
    estateId,
    to: { accountId: m.asked_id, name: m.asked_by },
    kind: 'parking.move_answer',
    atOnce: true,
    ref: { topic: 'parking.move_answer', id: m.id },
    title: a.coming
      ? { zh: '车主来挪车', en: 'The owner is coming' }
      : { zh: '车主暂时不能来', en: 'The owner cannot come' },
    body: a.coming
      ? {
          zh: `车主${soon.zh}到${m.place}。${a.text ?? ''}`,
          en: `The owner comes ${soon.en} to ${m.place}. ${a.text ?? ''}`,
        }
      : { zh: `${a.text ?? ''} 保安将到场处理。`, en: `${a.text ?? ''} A guard comes to deal with it.` },
  })
}

async function close(ctx: Ctx, estateId: string, m: store.MoveRow, result: string): Promise<void> {
  if (m.state === 'closed') throw orderFail('order.move_closed')
  const set = { state: 'closed' as const, result, closed_at: ctx.now, closed_by: actorName(ctx) }
  if (!(await store.setMove(ctx.db, estateId, m.id, m.version, set))) throw fail('core.stale')
  await withdrawNotices(ctx, estateId, { topic: REF, id: m.id })
  await ctx.audit(
    { action: 'parking.move_close', subject: 'order_move', subjectId: m.id, after: { result } },
    estateId,
  )
  await ctx.signal({ topic: 'parking', ref: m.id, estateId })
}

export const closeMove = verb(
  'parking.move_close',
  orderApi[`POST ${P}/parking/moves/:moveId/close`],
  async (ctx, input) => {
    await close(ctx, input.estateId, await rowOf(ctx, input.estateId, input.moveId), input.result)
    return forStaff(ctx, input.estateId, input.moveId)
  },
)

export const closeMoveMine = verb(
  'parking.my_move_close',
  orderApi[`POST ${P}/my/moves/:moveId/close`],
  async (ctx, input) => {
    const m = await rowOf(ctx, input.estateId, input.moveId)
    if (m.asked_id !== accountId(ctx)) throw fail('core.not_found')
    await close(ctx, input.estateId, m, ctx.lang === 'zh' ? '已挪开' : 'moved')
    return forMe(ctx, input.estateId, m.id)
  },
)
