/** Who is where in a neighbourhood, which estate lacks people, and sending somebody (S6-20). */
import { reachRegion } from '../../core/access.ts'
import { instantText, localDate } from '../../core/clock.ts'
import { fail } from '../../core/errors.ts'
import type { Ctx } from '../../core/house.ts'
import { newId } from '../../core/ids.ts'
import { ruleFor } from '../../core/rule-set.ts'
import { query, verb } from '../../core/verb.ts'
import { believed } from '../gate/service-sync.ts'
import { accountById } from '../people/store-accounts.ts'
import { able, pathOf, self } from './actor.ts'
import { responseApi } from './contract.ts'
import { responseFail } from './errors.ts'
import { needOf, shortBy } from './rules-watch.ts'
import { membersFor } from './store-brigade.ts'
import { closuresAt, membersAt, placeById, placesWithin } from './store-place.ts'
import * as store from './store-watch.ts'

interface Manning {
  people: number
}

const presentSent = (d: store.DispatchRow) => ({
  id: d.id,
  estateId: d.estate_id,
  name: d.name,
  work: d.work,
  from: instantText(d.from_at),
  until: instantText(d.until_at),
  state: d.state,
  version: d.version,
})

const order = { empty: 0, short: 1, kept: 2, open: 3 } as const

export const watch = query(
  'response.dispatch',
  responseApi['GET /api/regions/:regionId/response/dispatch'],
  async (ctx, input) => {
    const path = pathOf(ctx, input.regionId)
    const places = await placesWithin(ctx.db, path)
    const ids = places.map(p => p.id)
    const [closures, present, members, sent] = await Promise.all([
      closuresAt(ctx.db, ids, ctx.now),
      store.presentAt(ctx.db, ids),
      membersAt(ctx.db, ids),
      store.dispatches(ctx.db, ids, ctx.now),
    ])
    const closed = new Set(closures.map(c => c.estate_id))
    const there = Map.groupBy(present, p => p.estate_id)
    const coming = Map.groupBy(sent, d => d.estate_id)
    const today = localDate(ctx.now).toString()
    // only closed estates want anybody; the rule of an estate may ask for more than one
    const wanted = new Map(
      await Promise.all(
        [...closed].map(
          async id => [id, (await ruleFor<Manning>(ctx.db, 'response.manning', id, today)).people] as const,
        ),
      ),
    )
    const all = places
      .map(p => {
        const own = there.get(p.id) ?? []
        const on = coming.get(p.id) ?? []
        const count = own.length + on.filter(d => d.state === 'arrived').length
        const want = wanted.get(p.id) ?? 0
        return {
          id: p.id,
          name: p.name,
          region: p.region_name,
          closed: closed.has(p.id),
          present: own.map(o => ({
            name: o.name,
            post: o.post,
            party: o.party,
            since: instantText(o.in_at),
          })),
          members: members.get(p.id) ?? 0,
          sent: on.map(presentSent),
          wanted: want,
          short: shortBy(closed.has(p.id), count, want),
          need: needOf(closed.has(p.id), count, want),
        }
      })
      .sort((a, b) => order[a.need] - order[b.need] || b.short - a.short)
    const found = input.need ? all.filter(e => e.need === input.need) : all
    return {
      items: found.slice(input.offset, input.offset + input.limit),
      total: found.length,
      sums: {
        closed: closed.size,
        empty: all.filter(e => e.need === 'empty').length,
        short: all.filter(e => e.need === 'short').length,
        present: present.length,
        sent: sent.length,
      },
      sends: able(() => reachRegion(ctx.actor, 'response.write', path)),
    }
  },
)

/** Who is meant: a member of a brigade that serves this estate, or an account. */
async function whom(
  ctx: Ctx,
  path: string,
  input: { memberId?: string | undefined; accountId?: string | undefined },
) {
  if (input.memberId !== undefined) {
    const member = (await membersFor(ctx.db, path)).find(m => m.id === input.memberId)
    if (member === undefined) throw responseFail('response.member_unknown')
    return { memberId: member.id, accountId: null, name: member.name }
  }
  const account = input.accountId === undefined ? undefined : await accountById(ctx.db, input.accountId)
  if (account === undefined) throw responseFail('response.dispatch_who')
  return { memberId: null, accountId: account.id, name: account.name }
}

export const send = verb(
  'response.send',
  responseApi['POST /api/estates/:estateId/response/dispatch'],
  async (ctx, input) => {
    const place = await placeById(ctx.db, input.estateId)
    if (place === undefined) throw fail('core.not_found')
    const who = await whom(ctx, place.region_path, input)
    const busy = await store.sentNow(ctx.db, who, ctx.now)
    if (busy) {
      const where = await placeById(ctx.db, busy.estate_id)
      throw responseFail('response.dispatch_busy', { params: { name: who.name, place: where?.name ?? '' } })
    }
    const by = self(ctx)
    const row = {
      id: newId<'dispatch'>(ctx.now.epochMilliseconds),
      member_id: who.memberId,
      account_id: who.accountId,
      name: who.name,
      work: input.work,
      from_at: ctx.now,
      until_at: ctx.now.add({ hours: input.hours }),
    }
    await store.insertDispatch(ctx.db, input.estateId, { ...row, by: by.id, byName: by.name })
    await ctx.audit(
      {
        action: 'response.send',
        subject: 'dispatch',
        subjectId: row.id,
        after: { name: row.name, work: row.work, hours: input.hours },
      },
      input.estateId,
    )
    if (who.accountId !== null)
      await ctx.enqueue(
        'notice.send',
        {
          estateId: input.estateId,
          to: { accountId: who.accountId, name: who.name },
          kind: 'response.sent',
          atOnce: true,
          title: { zh: `请到${place.name}`, en: `Please go to ${place.name}` },
          body: { zh: input.work, en: input.work },
          ref: { topic: 'response', id: row.id },
        },
        { estateId: input.estateId },
      )
    await ctx.signal({ estateId: input.estateId, topic: 'response', ref: row.id })
    return presentSent({ ...row, estate_id: input.estateId, state: 'sent', version: 1 })
  },
)

async function move(
  ctx: Ctx,
  input: { estateId: string; dispatchId: string; version: number },
  state: 'arrived' | 'over',
) {
  const before = await store.dispatchById(ctx.db, input.estateId, input.dispatchId)
  if (before === undefined) throw fail('core.not_found')
  if (before.state === 'over') throw responseFail('response.dispatch_over')
  const from = state === 'arrived' ? ['sent'] : ['sent', 'arrived']
  const after = await store.moveDispatch(ctx.db, input.estateId, before.id, input.version, {
    state,
    from,
    at: ctx.now,
  })
  if (after === undefined) throw fail('core.stale')
  await ctx.audit(
    {
      action: `response.dispatch_${state}`,
      subject: 'dispatch',
      subjectId: before.id,
      before: { state: before.state },
      after: { state },
    },
    input.estateId,
  )
  await ctx.signal({ estateId: input.estateId, topic: 'response', ref: before.id })
  return presentSent(after)
}

export const arrived = verb(
  'response.arrived',
  responseApi['POST /api/estates/:estateId/response/dispatch/:dispatchId/arrived'],
  (ctx, input) => move(ctx, input, 'arrived'),
)
export const callBack = verb(
  'response.call_back',
  responseApi['POST /api/estates/:estateId/response/dispatch/:dispatchId/over'],
  (ctx, input) => move(ctx, input, 'over'),
)

/** Who was sent need hold no role at that estate: it is his own row and nothing else of the place. */
export const mySent = query('response.my_sent', responseApi['GET /api/response/sent'], async ctx => {
  const rows = await store.sentTo(ctx.db, self(ctx).id, ctx.now)
  return { items: rows.map(d => ({ ...presentSent(d), estate: d.estate })) }
})

/** At the time of his phone where that is believable (SX-06); again after it is no second arrival. */
export const iArrived = verb(
  'response.i_arrived',
  responseApi['POST /api/response/sent/:dispatchId/arrived'],
  async (ctx, input) => {
    const before = await store.dispatchById(ctx.db, input.estateId, input.dispatchId)
    if (before === undefined || before.account_id !== self(ctx).id) throw fail('core.not_found')
    if (before.state === 'over') throw responseFail('response.dispatch_over')
    const at = believed(ctx.deviceTime && instantText(ctx.deviceTime), ctx.now)
    const after =
      before.state === 'arrived'
        ? before
        : await store.moveDispatch(ctx.db, input.estateId, before.id, before.version, {
            state: 'arrived',
            from: ['sent'],
            at,
          })
    if (after === undefined) throw fail('core.stale')
    await ctx.audit(
      {
        action: 'response.dispatch_arrived',
        subject: 'dispatch',
        subjectId: before.id,
        before: { state: before.state },
        after: { state: 'arrived', at: instantText(at) },
      },
      input.estateId,
    )
    await ctx.signal({ estateId: input.estateId, topic: 'response', ref: before.id })
    return presentSent(after)
  },
)
