/** Who is told of a ticket and when (SX-09): the steward on duty at once, the handler before and at the limit, his superior after. */
import { Temporal } from 'temporal-polyfill'
import { z } from 'zod'
import type { Ctx } from '../../core/house.ts'
import { newId } from '../../core/ids.ts'
import { job } from '../../core/jobs.ts'
import { within } from '../../core/within.ts'
import { type NoticeInput, notify } from '../notice/notify.ts'
import { awayOn, type DutyKindName, onDuty, servingSteward } from '../roster/duty.ts'
import { STAND_IN } from '../roster/leave.ts'
import { type AlarmStage, alarmAfter, isOpen, type Promised, ringing } from './clocks.ts'
import { MINUTE } from './promise.ts'
import { proposals } from './promise-wall.ts'
import { type EstateRules, rulesOf } from './rulebook.ts'
import { alarmTexts, toldTexts } from './say.ts'
import { handToStandIn } from './stand-in.ts'
import * as store from './store.ts'
import { viewpoint } from './viewpoint.ts'

const One = z.object({ estateId: z.uuid(), ticketId: z.uuid() })
const Alarm = One.extend({ promiseId: z.uuid() })

/** Alarms nearer than this get a job of their own, to the half second; the others wait for the minute's sweep. */
const NEAR = 60 * MINUTE
const SWEEP = 500

interface Person {
  accountId: string
  name: string
}

/** Which duty answers for a kind of ticket. */
function dutyOf(kind: string, toManager: boolean): DutyKindName {
  if (toManager) return 'management'
  if (kind === 'complaint') return 'complaints'
  return kind === 'repair' ? 'repair' : 'desk'
}

async function load(ctx: Ctx, estateId: string, ticketId: string) {
  const v = viewpoint(ctx, estateId, 'ticket.read')
  const [bundle] = await store.bundles(ctx.db, estateId, [ticketId], v, false)
  return bundle
}

/** The steward of the building when he is on duty, else whoever is; the building's steward when the roster is empty. */
async function firstFor(ctx: Ctx, b: store.Bundle, duty: DutyKindName): Promise<Person | undefined> {
  const { estate_id } = b.ticket
  // three minutes leave no time to choose: the nearest suitable person on duty is sent at once (S8-23)
  if (b.promises.some(p => isOpen(p) && p.clock === 'threeMinute')) {
    const near = (await proposals(ctx, b.ticket)).find(p => p.suits)
    if (near) return near
  }
  const away = await awayOn(ctx, estate_id, ctx.now)
  const people = (await onDuty(ctx, estate_id, ctx.now, duty)).filter(p => !away.has(p.accountId))
  const unitId = b.ticket.accused_unit_id ?? b.ticket.unit_id
  const buildingId = unitId && (await store.buildingOf(ctx.db, estate_id, unitId))
  const steward = buildingId ? await servingSteward(ctx, estate_id, buildingId, ctx.now) : undefined
  return people.find(p => p.accountId === steward?.accountId) ?? people[0] ?? steward
}

/** Runs after a ticket was made: names the one who is to take it, and tells him. Safe to run twice. */
export async function tellNew(outer: Ctx, estateId: string, ticketId: string): Promise<void> {
  await within(outer, async ctx => {
    const b = await load(ctx, estateId, ticketId)
    if (!b || b.ticket.closed_at) return
    const rules = await rulesOf(ctx.house, estateId, ctx.now)
    const cls = rules.classOf(b.ticket.kind, b.ticket.class)
    const duty = dutyOf(b.ticket.kind, cls?.toManager ?? false)
    const id = newId(ctx.now.epochMilliseconds)
    if (
      !(await store.addAlarm(ctx.db, {
        estate_id: estateId,
        ticket_id: ticketId,
        id,
        promise_id: null,
        stage: 'told',
        at: ctx.now,
        due_at: null,
      }))
    )
      return
    const first = await firstFor(ctx, b, duty)
    if (first && b.ticket.assignee_id === null && b.ticket.state === 'received') await assignTo(ctx, b, first)
    const to = b.ticket.assignee_id
      ? { accountId: b.ticket.assignee_id, name: b.ticket.assignee_name ?? '' }
      : first
    const minutes = b.promises.filter(isOpen).map(p => p.escalateMinutes)
    const texts = toldTexts(b.ticket, cls, rules.cal.zone)
    const told = await notify(ctx, {
      ...order(b, 'ticket.new', duty, to, b.promises, 'told'),
      ...texts,
      ...(minutes.length > 0 ? { escalateAfterMinutes: Math.min(...minutes) } : {}),
    })
    await store.alarmTold(ctx.db, { estateId, ticketId, id }, told)
    await nearAlarms(ctx, b)
  })
}

function order(
  b: store.Bundle,
  kind: string,
  duty: DutyKindName,
  to: Person | undefined,
  promises: readonly Promised[],
  stage: AlarmStage | 'told',
) {
  return {
    estateId: b.ticket.estate_id,
    ...(to ? { to } : {}),
    duty,
    kind,
    ref: { topic: 'ticket', id: b.ticket.id },
    ...ringing(promises.filter(isOpen), stage),
  } satisfies Partial<NoticeInput>
}

async function assignTo(ctx: Ctx, b: store.Bundle, to: Person): Promise<void> {
  const { estate_id, id } = b.ticket
  await store.updateTicket(ctx.db, estate_id, id, { assignee_id: to.accountId, assignee_name: to.name })
  await store.addEvent(ctx.db, {
    estate_id,
    ticket_id: id,
    id: newId(ctx.now.epochMilliseconds),
    seq: b.ticket.version + 1,
    at: ctx.now,
    device_time: null,
    act: 'assign',
    by_id: null,
    by_name: '',
    text: null,
    data: JSON.stringify({ to: to.name, byRoster: true }),
  })
  await ctx.audit(
    {
      action: 'ticket.assign',
      subject: 'ticket',
      subjectId: id,
      after: { assignee_id: to.accountId, byRoster: true },
    },
    estate_id,
  )
  await ctx.signal({ estateId: estate_id, topic: 'ticket', ref: id, accountId: to.accountId })
}

async function nearAlarms(ctx: Ctx, b: store.Bundle): Promise<void> {
  for (const p of b.promises) await nearAlarm(ctx, b.ticket.estate_id, b.ticket.id, p)
}

async function nearAlarm(ctx: Ctx, estateId: string, ticketId: string, p: Promised): Promise<void> {
  if (!p.nextAlarmAt || p.nextAlarmAt.epochMilliseconds - ctx.now.epochMilliseconds > NEAR) return
  await ctx.enqueue(
    'desk.alarm',
    { estateId, ticketId, promiseId: p.id },
    { estateId, runAt: p.nextAlarmAt, key: `alarm:${p.id}:${p.nextAlarm}` },
  )
}

/** One alarm whose time has come; early, again, or met meanwhile it does nothing. */
export async function ring(outer: Ctx, estateId: string, ticketId: string, promiseId: string): Promise<void> {
  await within(outer, async ctx => {
    const v = viewpoint(ctx, estateId, 'ticket.read')
    if (!(await store.lockTicket(ctx.db, estateId, ticketId, v, false))) return
    const b = await load(ctx, estateId, ticketId)
    const p = b?.promises.find(x => x.id === promiseId)
    if (!b || !p?.nextAlarm || !p.nextAlarmAt || !isOpen(p)) return
    if (Temporal.Instant.compare(p.nextAlarmAt, ctx.now) > 0) return
    const rules = await rulesOf(ctx.house, estateId, ctx.now)
    await sendAlarm(ctx, b, p, p.nextAlarm, rules)
    const next = { ...p, ...alarmAfter(p, rules) }
    await store.savePromises(ctx.db, estateId, ticketId, [next])
    await nearAlarm(ctx, estateId, ticketId, next)
  })
}

async function sendAlarm(
  ctx: Ctx,
  b: store.Bundle,
  p: Promised,
  stage: AlarmStage,
  rules: EstateRules,
): Promise<void> {
  const { estate_id, id: ticketId } = b.ticket
  const id = newId(ctx.now.epochMilliseconds)
  if (
    !(await store.addAlarm(ctx.db, {
      estate_id,
      ticket_id: ticketId,
      id,
      promise_id: p.id,
      stage,
      at: ctx.now,
      due_at: p.dueAt,
    }))
  )
    return
  const cls = rules.classOf(b.ticket.kind, b.ticket.class)
  const duty = dutyOf(b.ticket.kind, cls?.toManager ?? false)
  const handler = b.ticket.assignee_id
    ? { accountId: b.ticket.assignee_id, name: b.ticket.assignee_name ?? '' }
    : undefined
  // after the limit it is the superior's matter: the handler's own first, then whoever answers for the estate
  const above =
    stage === 'escalated'
      ? (await onDuty(ctx, estate_id, ctx.now, duty)).find(
          x => x.step !== 'first' && x.accountId !== handler?.accountId,
        )
      : undefined
  const to = stage === 'escalated' ? above : handler
  const told = await notify(ctx, {
    ...order(b, `ticket.${stage}`, stage === 'escalated' ? 'management' : duty, to, [p], stage),
    ...alarmTexts(b.ticket, p, stage, rules.cal.zone),
    ...(stage === 'soon' ? {} : { escalateAfterMinutes: p.escalateMinutes }),
  })
  await store.alarmTold(ctx.db, { estateId: estate_id, ticketId, id }, told)
  await ctx.signal({ estateId: estate_id, topic: 'ticket', ref: ticketId })
}

/** Each minute: every alarm whose time has come, whatever became of its job. */
export async function ringAll(ctx: Ctx): Promise<void> {
  for (const one of await store.dueAlarms(ctx.db, ctx.now, SWEEP)) {
    try {
      await ring(ctx, one.estate_id, one.ticket_id, one.id)
    } catch (error) {
      // one ticket's trouble must not silence the others'
      ctx.house.log.error({ err: error, ticket: one.ticket_id }, 'ticket alarm')
    }
  }
}

export const deskJobs = {
  [STAND_IN]: job({
    payload: z.object({ estateId: z.uuid(), leaveId: z.uuid() }),
    run: (ctx, p) => handToStandIn(ctx, p.estateId, p.leaveId),
  }),
  'desk.created': job({ payload: One, run: (ctx, p) => tellNew(ctx, p.estateId, p.ticketId) }),
  'desk.alarm': job({ payload: Alarm, run: (ctx, p) => ring(ctx, p.estateId, p.ticketId, p.promiseId) }),
}

export const deskSchedules = { 'desk.alarms': { cron: '* * * * *', run: ringAll } }
