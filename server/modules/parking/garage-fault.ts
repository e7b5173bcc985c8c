/** Faults of a mechanical garage: people first (H-02, SX-09), then the repair, the inspection, and who answers for it. */
import { z } from 'zod'
import { AppError, fail } from '../../core/errors.ts'
import type { Ctx } from '../../core/house.ts'
import { newId } from '../../core/ids.ts'
import { job } from '../../core/jobs.ts'
import { query, verb } from '../../core/verb.ts'
import { within } from '../../core/within.ts'
import { notify, withdrawNotices } from '../notice/notify.ts'
import { garageApi } from './contract-garage.ts'
import { garageOf, rulesOf, write } from './garage.ts'
import { factsOf, presentFault } from './garage-present.ts'
import { type FaultAct, faultAllowed, type GarageRules } from './garage-rules.ts'
import { accountId, actorId, actorName, happened, numberOf, ownUnits } from './garage-who.ts'
import { insertInspection, lockGarage, setState, slots } from './store-garage.ts'
import * as store from './store-garage-fault.ts'

const P = '/api/estates/:estateId' as const
const A = `POST ${P}/garages/:garageId/faults/:faultId` as const

async function faultRow(ctx: Ctx, estateId: string, id: string): Promise<store.FaultRow> {
  const [row] = await store.faults(ctx.db, estateId, { id, state: 'all', offset: 0, limit: 1 })
  if (row === undefined) throw fail('core.not_found')
  return row
}

async function shown(ctx: Ctx, estateId: string, id: string) {
  return presentFault(ctx, await faultRow(ctx, estateId, id), await ctx.cipher(estateId))
}

export const listFaults = query('garage.faults', garageApi[`GET ${P}/garage-faults`], async (ctx, input) => {
  const cipher = await ctx.cipher(input.estateId)
  const rows = await store.faults(ctx.db, input.estateId, input)
  return { items: rows.map(f => presentFault(ctx, f, cipher)), total: rows[0]?.total ?? 0 }
})

interface Found {
  estateId: string
  garageId: string
  what: string
  slot?: string | undefined
  trapped: number
  who?: string | undefined
  called?: string | undefined
  photos: string[]
}

/** The limit of a rescue runs from the call; the alarm goes out at once and on to the next person (SX-09). */
async function alarm(
  ctx: Ctx,
  f: { estateId: string; id: string; garage: string; trapped: number; place: string; rescue: string },
  rules: GarageRules,
  called: boolean,
) {
  return notify(ctx, {
    estateId: f.estateId,
    duty: 'security',
    kind: 'garage.trapped',
    urgent: true,
    escalateAfterMinutes: rules.nextPersonMinutes,
    ref: { topic: 'garage', id: f.id },
    title: { zh: `${f.garage} 困人：${f.trapped} 人`, en: `${f.garage}: ${f.trapped} trapped` },
    body: {
      zh: `位置：${f.place}。${called ? '救援已呼叫，' : `请立即呼叫救援 ${f.rescue}，`}${rules.arriveMinutes} 分钟内须到场。请到现场安抚并接应。`,
      en: `Place: ${f.place}. ${called ? 'The rescue is called; it' : `Call the rescue now (${f.rescue}); it`} must be there within ${rules.arriveMinutes} minutes. Go there, calm them and show the way.`,
    },
  })
}

async function watchRescue(
  ctx: Ctx,
  estateId: string,
  faultId: string,
  arriveBy: Ctx['now'],
  rules: GarageRules,
) {
  const payload = { estateId, faultId }
  const at = (minus: number) => arriveBy.subtract({ minutes: minus })
  await ctx.enqueue('garage.rescue', payload, {
    estateId,
    runAt: at(rules.remindMinutes),
    key: `rescue:${faultId}:soon`,
  })
  await ctx.enqueue('garage.rescue', payload, {
    estateId,
    runAt: arriveBy.add({ milliseconds: 1 }),
    key: `rescue:${faultId}:late`,
  })
}

async function report(ctx: Ctx, f: Found) {
  if (!(await lockGarage(ctx.db, f.estateId, f.garageId))) throw fail('core.not_found')
  const g = await garageOf(ctx, f.estateId, f.garageId)
  const rules = await rulesOf(ctx, f.estateId)
  const cipher = await ctx.cipher(f.estateId)
  const id = newId<'garage_fault'>(ctx.now.epochMilliseconds)
  const at = happened(ctx)
  const called = f.trapped > 0 && f.called ? at : null
  const arriveBy = called?.add({ minutes: rules.arriveMinutes }) ?? null
  await store.insertFault(ctx.db, f.estateId, {
    id,
    garageId: g.id,
    number: numberOf(ctx, 'GZ', id),
    what: f.what,
    foundAt: at,
    deviceAt: ctx.deviceTime ?? null,
    by: actorName(ctx),
    photos: f.photos,
    slot: f.slot || null,
    trapped: f.trapped,
    who: f.trapped > 0 && f.who ? cipher.seal('garage.trapped', f.who) : null,
    calledAt: called,
    calledWho: called ? (f.called ?? null) : null,
    arriveBy,
  })
  await setState(ctx.db, f.estateId, g.id, {
    state: 'fault',
    reason: f.what,
    by: actorName(ctx),
    at: ctx.now,
  })
  await write(ctx, f.estateId, g.id, f.trapped > 0 ? 'trapped' : 'fault', f.what)
  const facts = {
    estateId: f.estateId,
    id,
    garage: g.name,
    trapped: f.trapped,
    place: g.place,
    rescue: g.rescue,
  }
  if (f.trapped === 0) {
    await notify(ctx, {
      estateId: f.estateId,
      duty: 'repair',
      kind: 'garage.fault',
      ref: { topic: 'garage', id },
      atOnce: true,
      escalateAfterMinutes: rules.nextPersonMinutes,
      title: { zh: `${g.name} 故障停用`, en: `${g.name} stands with a fault` },
      body: { zh: `${f.what}（${g.place}）`, en: `${f.what} (${g.place})` },
    })
    return { id, told: null, rescue: g.rescue }
  }
  const told = await alarm(ctx, facts, rules, called !== null)
  if (arriveBy) await watchRescue(ctx, f.estateId, id, arriveBy, rules)
  return { id, told: told.name, rescue: g.rescue }
}

export const reportFault = verb(
  'garage.fault',
  garageApi[`POST ${P}/garages/:garageId/faults`],
  async (ctx, input) => {
    const photos =
      input.upload === undefined
        ? []
        : [
            (
              await ctx.house.files.putPhoto(
                ctx.db,
                ctx.now,
                input.estateId,
                input.upload.bytes,
                actorId(ctx),
                'garage.fault',
              )
            ).id,
          ]
    const { id } = await report(ctx, { ...input, photos })
    return shown(ctx, input.estateId, id)
  },
)

/** A resident inside or beside it raises the same alarm; only of a garage in which he has a slot. */
export const myAlarm = verb('garage.my_alarm', garageApi[`POST ${P}/my/garage/alarm`], async (ctx, input) => {
  accountId(ctx)
  const mine = await slots(ctx.db, input.estateId, {
    garageId: input.garageId,
    unitIds: ownUnits(ctx, input.estateId),
  })
  const [slot] = mine
  if (slot === undefined) throw fail('core.not_found')
  const made = await report(ctx, {
    estateId: input.estateId,
    garageId: input.garageId,
    what:
      input.text ||
      (ctx.lang === 'zh'
        ? '业主手机报警：车库内有人被困'
        : 'Alarm from a resident’s phone: somebody is trapped'),
    slot: slot.code,
    trapped: input.people,
    photos: [],
  })
  const f = await faultRow(ctx, input.estateId, made.id)
  return { number: f.number, told: made.told, rescue: made.rescue }
})

interface Step {
  change: store.FaultChange
  note: string | null
  more?: (f: store.FaultRow) => Promise<unknown>
}

async function act(
  ctx: Ctx,
  input: { estateId: string; garageId: string; faultId: string },
  what: FaultAct,
  step: (f: store.FaultRow) => Promise<Step> | Step,
) {
  const f = await faultRow(ctx, input.estateId, input.faultId)
  if (f.garage_id !== input.garageId) throw fail('core.not_found')
  const may = faultAllowed(what, factsOf(f))
  if (may !== true) throw new AppError(may)
  const { change, note, more } = await step(f)
  if (!(await store.setFault(ctx.db, input.estateId, f.id, f.version, change))) throw fail('core.stale')
  await write(ctx, input.estateId, f.garage_id, `fault_${what}`, [f.number, note].filter(Boolean).join(' '))
  await more?.(f)
  return shown(ctx, input.estateId, f.id)
}

export const callRescue = verb('garage.call', garageApi[`${A}/call`], (ctx, input) =>
  act(ctx, input, 'call', async f => {
    const rules = await rulesOf(ctx, input.estateId)
    const at = happened(ctx)
    const arriveBy = at.add({ minutes: rules.arriveMinutes })
    return {
      change: { called_at: at, called_who: input.who, arrive_by: arriveBy },
      note: input.who,
      more: () => watchRescue(ctx, input.estateId, f.id, arriveBy, rules),
    }
  }),
)

export const rescueArrived = verb('garage.arrive', garageApi[`${A}/arrive`], (ctx, input) =>
  act(ctx, input, 'arrive', () => ({
    change: { arrived_at: happened(ctx) },
    note: null,
    more: f => withdrawNotices(ctx, input.estateId, { topic: 'garage.rescue', id: f.id }),
  })),
)

/** Out and unharmed or not; the name goes, the number stays. */
export const freePeople = verb('garage.free', garageApi[`${A}/free`], (ctx, input) =>
  act(ctx, input, 'free', () => ({
    change: { freed_at: happened(ctx), harm: input.harm, state: 'open', trapped_who: null },
    note: input.harm,
    more: async f => {
      await withdrawNotices(ctx, input.estateId, { topic: 'garage', id: f.id })
      await withdrawNotices(ctx, input.estateId, { topic: 'garage.rescue', id: f.id })
    },
  })),
)

export const repairFault = verb('garage.repair', garageApi[`${A}/repair`], (ctx, input) =>
  act(ctx, input, 'repair', () => ({
    change: {
      cause: input.cause,
      repair: input.repair,
      repaired_by: input.by,
      repaired_at: happened(ctx),
      state: 'repaired',
    },
    note: input.repair,
    more: f => withdrawNotices(ctx, input.estateId, { topic: 'garage', id: f.id }),
  })),
)

/** Failed, it goes back to the repair. */
export const inspectFault = verb('garage.inspect_fault', garageApi[`${A}/inspect`], (ctx, input) =>
  act(ctx, input, 'inspect', async f => {
    const id = newId<'garage_inspection'>(ctx.now.epochMilliseconds)
    await insertInspection(ctx.db, input.estateId, {
      id,
      garageId: f.garage_id,
      kind: 'after_fault',
      done_on: input.doneOn,
      passed: input.passed,
      report: input.report,
      body: input.body,
      valid_until: null,
      note: input.note || null,
      by: actorName(ctx),
      at: ctx.now,
    })
    return {
      change: input.passed ? { inspection_id: id } : { state: 'open', repaired_at: null },
      note: `${input.passed ? '合格' : '不合格'} ${input.report}`,
    }
  }),
)

/** Closed with who answers for it; with no other open fault the garage is stopped and may be started. */
export const closeFault = verb('garage.close_fault', garageApi[`${A}/close`], (ctx, input) =>
  act(ctx, input, 'close', () => ({
    change: {
      accountable: input.accountable,
      accountable_id: input.accountId ?? null,
      closed_at: ctx.now,
      closed_by: actorName(ctx),
      state: 'closed',
    },
    note: input.accountable,
    more: async f => {
      const g = await garageOf(ctx, input.estateId, f.garage_id)
      if (g.open_faults > 0) return
      await setState(ctx.db, input.estateId, g.id, {
        state: 'stopped',
        reason:
          ctx.lang === 'zh' ? `故障 ${f.number} 已办结，待启用` : `Fault ${f.number} closed; to be started`,
        by: actorName(ctx),
        at: ctx.now,
      })
    },
  })),
)

/**
 * Looks at a rescue ten minutes before its limit and one millisecond after it: reminds, then alarms the management.
 * Early, arrived or again it does nothing.
 */
export function watch(outer: Ctx, estateId: string, faultId: string): Promise<void> {
  return within(outer, async ctx => {
    const [f] = await store.faults(ctx.db, estateId, { id: faultId, state: 'all', offset: 0, limit: 1 })
    if (f === undefined || f.arrive_by === null || f.arrived_at !== null || f.state !== 'rescue') return
    const rules = await rulesOf(ctx, estateId)
    const left = f.arrive_by.epochMilliseconds - ctx.now.epochMilliseconds
    const late = left < 0
    if (late ? f.overdue_at !== null : f.reminded_at !== null || left > rules.remindMinutes * 60_000) return
    const change = late ? { overdue_at: ctx.now } : { reminded_at: ctx.now }
    if (!(await store.setFault(ctx.db, estateId, f.id, f.version, change))) return
    const minutes = Math.ceil(Math.abs(left) / 60_000)
    await notify(ctx, {
      estateId,
      duty: late ? 'management' : 'security',
      kind: late ? 'garage.rescue_late' : 'garage.rescue_soon',
      urgent: true,
      escalateAfterMinutes: rules.nextPersonMinutes,
      ref: { topic: 'garage.rescue', id: f.id },
      title: late
        ? { zh: `${f.garage} 困人，救援逾时未到`, en: `${f.garage}: the rescue is late` }
        : {
            zh: `${f.garage} 困人，救援还剩 ${minutes} 分钟`,
            en: `${f.garage}: the rescue has ${minutes} min left`,
          },
      body: {
        zh: `呼叫：${f.called_who ?? ''}。${late ? '请立即改叫 119 消防救援并到场指挥。' : '请再次联系，确认路线和到达时间。'}`,
        en: `Called: ${f.called_who ?? ''}. ${late ? 'Call the fire brigade (119) now and take charge on site.' : 'Call again and make sure of way and time.'}`,
      },
    })
    await ctx.audit(
      {
        action: late ? 'garage.rescue_late' : 'garage.rescue_soon',
        subject: 'garage_fault',
        subjectId: f.id,
      },
      estateId,
    )
  })
}

export const faultJobs = {
  'garage.rescue': job({
    payload: z.object({ estateId: z.uuid(), faultId: z.uuid() }),
    run: (ctx, p) => watch(ctx, p.estateId, p.faultId),
  }),
}
