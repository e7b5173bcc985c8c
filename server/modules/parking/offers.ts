/**
 * An offered space (F-05): the household is told with its last moment, reminded before it, and told when it let the
 * offer pass; the space then goes to who is next, by itself.
 */
import { z } from 'zod'
import type { Instant } from '../../core/clock.ts'
import type { Ctx } from '../../core/house.ts'
import { job } from '../../core/jobs.ts'
import { within } from '../../core/within.ts'
import { notify, withdrawNotices } from '../notice/notify.ts'
import { accountsOfUnit } from '../people/gate.ts'
import { asWaiting, firstFor } from './lot-rules.ts'
import { limitsOf } from './place.ts'
import { type SpaceRow, spaces } from './store-lot.ts'
import * as store from './store-wait.ts'

/** What messages about a place in the queue speak of; the phone opens the parking page by it. */
export const WAIT_REF = 'parking/waiting'
const OFFER = 'parking.offer_look'
const Look = z.object({ estateId: z.uuid(), waitId: z.uuid(), until: z.string() })

const local = (at: Instant) => {
  const z = at.toZonedDateTimeISO('Asia/Shanghai')
  const two = (n: number) => String(n).padStart(2, '0')
  return `${z.toPlainDate()} ${two(z.hour)}:${two(z.minute)}`
}

type Both = { zh: string; en: string }

/** Tells the home's accounts; of a home without any, whoever manages, who then calls or writes. */
async function tell(
  ctx: Ctx,
  estateId: string,
  w: store.WaitRow,
  kind: string,
  title: Both,
  body: Both,
): Promise<void> {
  const people = await accountsOfUnit(ctx.db, estateId, w.unit_id, ctx.now)
  const ref = { topic: WAIT_REF, id: w.id }
  for (const p of people)
    await notify(ctx, { estateId, to: { accountId: p.id, name: p.name }, kind, ref, title, body })
  if (people.length > 0) return
  await notify(ctx, {
    estateId,
    duty: 'management',
    kind,
    ref,
    title: { zh: `${title.zh}（${w.room} 没有手机账号）`, en: `${title.en} (${w.room} has no account)` },
    body: {
      zh: `请电话或上门告知 ${w.room}：${body.zh}`,
      en: `Call or visit ${w.room} and say: ${body.en}`,
    },
  })
}

/**
 * Offers a free space to who comes first; the caller has shown that he does, or asks for the next one.
 * @returns false when somebody was quicker
 */
export async function makeOffer(
  ctx: Ctx,
  estateId: string,
  w: store.WaitRow,
  space: SpaceRow,
  version: number,
): Promise<boolean> {
  const limits = await limitsOf(ctx, estateId)
  const until = ctx.now.add({ hours: limits.offerHours })
  if (!(await store.offer(ctx.db, estateId, { id: w.id, version, spaceId: space.id, at: ctx.now, until })))
    return false
  await ctx.audit(
    {
      action: 'parking.offer',
      subject: 'parking_wait',
      subjectId: w.id,
      after: { spaceId: space.id, number: space.number, until: until.toString() },
    },
    estateId,
  )
  await tell(
    ctx,
    estateId,
    w,
    'parking.offer',
    { zh: `轮到您选车位：${space.number}`, en: `A space for you: ${space.number}` },
    {
      zh: `${space.lot} ${space.level} ${space.number} 为您保留到 ${local(until)}。请在此之前到物业前台签约；不需要可在“停车”中退出排队。过期未答复，车位给下一户。`,
      en: `${space.lot} ${space.level} ${space.number} is kept for you until ${local(until)}. Sign at the front desk before then, or leave the queue under “Parking”. Unanswered, it goes to the next home.`,
    },
  )
  const payload = { estateId, waitId: w.id, until: until.toString() }
  for (const runAt of [until.subtract({ hours: limits.offerRemindHours }), until.add({ milliseconds: 1 })])
    await ctx.enqueue(OFFER, payload, { estateId, runAt, key: `offer:${w.id}:${runAt.epochMilliseconds}` })
  await ctx.signal({ estateId, topic: 'parking', ref: w.id })
  return true
}

/** The space of an offer that is over goes to who is first of those who still wait; nobody waits: it is free. */
export async function offerOn(ctx: Ctx, estateId: string, spaceId: string): Promise<void> {
  const [space] = (await spaces(ctx.db, estateId, ctx.now, { id: spaceId, offset: 0, limit: 1 })).rows
  if (
    space === undefined ||
    space.state !== 'usable' ||
    space.permit_id !== null ||
    space.offered_to !== null
  )
    return
  const open = await store.waits(ctx.db, estateId, ctx.now, { state: 'open', offset: 0, limit: 5000 })
  const free = open.filter(w => w.state === 'waiting')
  const first = firstFor(free.map(asWaiting), space.use, space.lot_id)
  const next = free.find(w => w.id === first?.id)
  if (next) await makeOffer(ctx, estateId, next, space, next.version)
}

/** One millisecond after its last moment an offer is over, for the household and for the space. */
async function lapse(ctx: Ctx, estateId: string, w: store.WaitRow): Promise<void> {
  const reason = ctx.lang === 'zh' ? '未在期限内答复' : 'not answered in time'
  if (!(await store.lapseOffer(ctx.db, estateId, w.id, ctx.now, reason))) return
  await ctx.audit({ action: 'parking.offer_lapse', subject: 'parking_wait', subjectId: w.id }, estateId)
  await withdrawNotices(ctx, estateId, { topic: WAIT_REF, id: w.id })
  await tell(
    ctx,
    estateId,
    w,
    'parking.offer_lapse',
    { zh: '车位已给下一户', en: 'The space went to the next home' },
    {
      zh: `${w.offered_number ?? ''} 在 ${w.offered_until ? local(w.offered_until) : ''} 前没有答复，已给下一户。仍需要车位请在“停车”中重新申请排队。`,
      en: `${w.offered_number ?? ''} was not answered by ${w.offered_until ? local(w.offered_until) : ''} and went to the next home. Join the queue again under “Parking” if you still need one.`,
    },
  )
  await ctx.signal({ estateId, topic: 'parking', ref: w.id })
  if (w.offered_space) await offerOn(ctx, estateId, w.offered_space)
}

/** Looks at an offer before and after its last moment. Safe to run twice, and for an offer that is answered. */
export function lookAtOffer(outer: Ctx, p: z.output<typeof Look>): Promise<void> {
  return within(outer, async ctx => {
    const { estateId } = p
    const [w] = await store.waits(ctx.db, estateId, ctx.now, {
      id: p.waitId,
      state: 'all',
      offset: 0,
      limit: 1,
    })
    if (w?.state !== 'offered' || w.offered_until === null || w.offered_until.toString() !== p.until) return
    const left = w.offered_until.epochMilliseconds - ctx.now.epochMilliseconds
    if (left < 0) return lapse(ctx, estateId, w)
    const { offerRemindHours } = await limitsOf(ctx, estateId)
    if (left > offerRemindHours * 3_600_000 || !(await store.remindedOnce(ctx.db, estateId, w.id, ctx.now)))
      return
    await ctx.audit({ action: 'parking.offer_remind', subject: 'parking_wait', subjectId: w.id }, estateId)
    await tell(
      ctx,
      estateId,
      w,
      'parking.offer_remind',
      {
        zh: `车位 ${w.offered_number ?? ''} 保留到 ${local(w.offered_until)}`,
        en: `Space ${w.offered_number ?? ''} is kept until ${local(w.offered_until)}`,
      },
      {
        zh: '还没有签约。请到物业前台办理；过期车位给下一户。',
        en: 'Not signed yet. Come to the front desk; after that it goes to the next home.',
      },
    )
  })
}

/** Each ten minutes: offers whose job was lost. */
export async function lapseOffers(ctx: Ctx): Promise<void> {
  for (const late of await store.lateOffers(ctx.db, ctx.now))
    await lookAtOffer(ctx, { estateId: late.estate_id, waitId: late.id, until: late.until.toString() })
}

export const offerJobs = { [OFFER]: job({ payload: Look, run: lookAtOffer }) }
