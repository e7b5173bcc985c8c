/** Tariffs: drafts, publishing with a day, the simulator over made-up and real stays. */
import { Temporal } from 'temporal-polyfill'
import type { z } from 'zod'
import { dayStart, localDate } from '../../core/clock.ts'
import { isUniqueViolation } from '../../core/db.ts'
import { AppError, fail } from '../../core/errors.ts'
import type { Ctx } from '../../core/house.ts'
import { newId } from '../../core/ids.ts'
import { query, verb } from '../../core/verb.ts'
import { type Tariff, type TariffBody, tariffEndpoints, tariffFail } from './contract-tariff.ts'
import { versionsOf } from './fees.ts'
import { limitsOf, maskPlate, nameOf } from './place.ts'
import { lots } from './store-lot.ts'
import { stays } from './store-stay.ts'
import * as store from './store-tariff.ts'
import { feeOf, type StayInput, type TariffVersion, versionAt } from './tariff.ts'
import { faultsOf, type ParkingLimits } from './tariff-faults.ts'
import { costOf } from './tariff-words.ts'

const P = '/api/estates/:estateId/parking' as const

const begun = (t: store.TariffRow, now: number) =>
  t.state === 'published' && t.effective_on !== null && dayStart(t.effective_on).epochMilliseconds <= now

function present(ctx: Ctx, t: store.TariffRow, currentId: string | undefined): z.input<typeof Tariff> {
  const now = ctx.now.epochMilliseconds
  const draft = t.state === 'draft' ? true : 'parking.tariff_published'
  return {
    id: t.id,
    lotId: t.lot_id,
    name: t.name,
    basis: t.basis,
    state: t.state,
    effectiveOn: t.effective_on,
    current: t.id === currentId,
    body: t.body,
    madeBy: t.made_by,
    madeAt: t.made_at.toString(),
    publishedBy: t.published_by,
    publishedAt: t.published_at?.toString() ?? null,
    version: t.version,
    allowed: {
      change: draft,
      publish: draft,
      withdraw:
        t.state === 'withdrawn' ? 'parking.tariff_withdrawn' : begun(t, now) ? 'parking.tariff_begun' : true,
    },
  }
}

/** The tariff of a lot that is in force now, with its record. */
export function currentOf(rows: readonly store.TariffRow[], now: number): store.TariffRow | undefined {
  return rows.filter(t => begun(t, now)).toSorted((a, b) => (a.effective_on! < b.effective_on! ? 1 : -1))[0]
}

async function tariffOf(ctx: Ctx, estateId: string, id: string) {
  const [row] = await store.tariffs(ctx.db, estateId, { id })
  if (row === undefined) throw fail('core.not_found')
  return row
}

async function shown(ctx: Ctx, estateId: string, id: string) {
  const row = await tariffOf(ctx, estateId, id)
  const all = await store.tariffs(ctx.db, estateId, { lotId: row.lot_id })
  return present(ctx, row, currentOf(all, ctx.now.epochMilliseconds)?.id)
}

export const listTariffs = query(
  'parking.tariffs',
  tariffEndpoints[`GET ${P}/lots/:lotId/tariffs`],
  async (ctx, input) => {
    const rows = await store.tariffs(ctx.db, input.estateId, { lotId: input.lotId })
    const current = currentOf(rows, ctx.now.epochMilliseconds)?.id
    return {
      items: rows.map(t => present(ctx, t, current)),
      noticeDays: (await limitsOf(ctx, input.estateId)).noticeDays,
    }
  },
)

/** @throws parking.tariff_fault with the first stay that it would charge wrongly */
function insistSound(ctx: Ctx, body: TariffBody, limits: ParkingLimits): void {
  const [fault] = faultsOf(body, limits, 'zh')
  if (fault === undefined) return
  const other = faultsOf(body, limits, 'en')[0] ?? fault
  throw tariffFail('parking.tariff_fault', { params: { case: ctx.lang === 'zh' ? fault : other } })
}

export const addTariff = verb(
  'parking.add_tariff',
  tariffEndpoints[`POST ${P}/lots/:lotId/tariffs`],
  async (ctx, input) => {
    const { estateId, lotId, name, basis, body } = input
    if ((await lots(ctx.db, estateId, lotId)).length === 0) throw fail('core.not_found')
    insistSound(ctx, body, await limitsOf(ctx, estateId))
    const id = newId<'parking_tariff'>(ctx.now.epochMilliseconds)
    await store.insertTariff(ctx.db, estateId, { id, lotId, name, basis, body, by: nameOf(ctx), at: ctx.now })
    await ctx.audit(
      {
        action: 'parking.add_tariff',
        subject: 'parking_tariff',
        subjectId: id,
        after: { name, basis, body },
      },
      estateId,
    )
    return shown(ctx, estateId, id)
  },
)

export const changeTariff = verb(
  'parking.change_tariff',
  tariffEndpoints[`PUT ${P}/tariffs/:tariffId`],
  async (ctx, input) => {
    const { estateId, tariffId, name, basis, body, version } = input
    const before = await tariffOf(ctx, estateId, tariffId)
    if (before.state !== 'draft') throw tariffFail('parking.tariff_published')
    insistSound(ctx, body, await limitsOf(ctx, estateId))
    if (!(await store.changeDraft(ctx.db, estateId, { id: tariffId, version, name, basis, body })))
      throw fail('core.stale')
    await ctx.audit(
      {
        action: 'parking.change_tariff',
        subject: 'parking_tariff',
        subjectId: tariffId,
        before: { name: before.name, body: before.body },
        after: { name, basis, body },
      },
      estateId,
    )
    return shown(ctx, estateId, tariffId)
  },
)

/** @throws parking.tariff_notice before the days of notice, parking.tariff_basis without what it rests on */
export const publishTariff = verb(
  'parking.publish_tariff',
  tariffEndpoints[`POST ${P}/tariffs/:tariffId/publish`],
  async (ctx, input) => {
    const { estateId, tariffId, effectiveOn } = input
    const row = await tariffOf(ctx, estateId, tariffId)
    if (row.state !== 'draft') throw tariffFail('parking.tariff_published')
    if (!row.basis) throw tariffFail('parking.tariff_basis')
    const limits = await limitsOf(ctx, estateId)
    insistSound(ctx, row.body, limits)
    const all = await store.tariffs(ctx.db, estateId, { lotId: row.lot_id, published: true })
    // the first tariff of a lot replaces nothing that people count on
    const days = all.length === 0 ? 0 : limits.noticeDays
    const earliest = localDate(ctx.now).add({ days })
    if (Temporal.PlainDate.compare(Temporal.PlainDate.from(effectiveOn), earliest) < 0)
      throw tariffFail('parking.tariff_notice', { params: { days, date: earliest.toString() } })
    try {
      const done = await store.publish(ctx.db, estateId, {
        id: tariffId,
        version: input.version,
        on: effectiveOn,
        by: nameOf(ctx),
        at: ctx.now,
      })
      if (!done) throw fail('core.stale')
    } catch (error) {
      throw isUniqueViolation(error, 'parking_tariff_day_key') ? tariffFail('parking.tariff_day') : error
    }
    await ctx.audit(
      {
        action: 'parking.publish_tariff',
        subject: 'parking_tariff',
        subjectId: tariffId,
        after: { effectiveOn, name: row.name },
      },
      estateId,
    )
    await ctx.signal({ estateId, topic: 'parking', ref: row.lot_id })
    return shown(ctx, estateId, tariffId)
  },
)

export const withdrawTariff = verb(
  'parking.withdraw_tariff',
  tariffEndpoints[`POST ${P}/tariffs/:tariffId/withdraw`],
  async (ctx, input) => {
    const { estateId, tariffId, reason } = input
    const row = await tariffOf(ctx, estateId, tariffId)
    if (row.state === 'withdrawn') throw tariffFail('parking.tariff_withdrawn')
    if (begun(row, ctx.now.epochMilliseconds)) throw tariffFail('parking.tariff_begun')
    if (!(await store.withdraw(ctx.db, estateId, { id: tariffId, by: nameOf(ctx), at: ctx.now, reason })))
      throw fail('core.stale')
    await ctx.audit(
      { action: 'parking.withdraw_tariff', subject: 'parking_tariff', subjectId: tariffId, reason },
      estateId,
    )
    return shown(ctx, estateId, tariffId)
  },
)

/** Stays that everybody understands, read out under a tariff. */
const common = [30, 60, 120, 240, 480, 720, 1440, 4320]

/** One version that has always held: what a stay would cost if nothing else were in force. */
const alone = (body: TariffBody): TariffVersion[] => [{ from: 0, name: '', body }]

export const tryTariff = verb(
  'parking.try_tariff',
  tariffEndpoints[`POST ${P}/lots/:lotId/tariffs/try`],
  async (ctx, input) => {
    const { estateId, lotId, body } = input
    const versions = await versionsOf(ctx, estateId, lotId)
    const now = versionAt(versions, ctx.now.epochMilliseconds)
    const faults = faultsOf(body, await limitsOf(ctx, estateId), ctx.lang)
    const stay: StayInput = {
      from: Temporal.Instant.from(input.from).epochMilliseconds,
      to: Temporal.Instant.from(input.until).epochMilliseconds,
      big: input.big,
      nev: input.nev,
      disabled: input.disabled,
      couponMinutes: input.couponMinutes,
      couponAmount: input.couponAmount,
    }
    if (stay.to < stay.from || stay.to - stay.from > 366 * 86_400_000)
      throw new AppError('core.invalid', { params: { count: 1 } })
    const cost = (list: TariffVersion[]) => costOf(feeOf(list, stay), stay.from, stay.to, ctx.lang)
    const table = common.map(minutes => {
      const to = stay.from + minutes * 60_000
      const at = (list: TariffVersion[]) =>
        feeOf(list, { ...stay, couponAmount: 0, couponMinutes: 0, to }).total
      return {
        minutes,
        tried: faults.length === 0 ? at(alone(body)) : 0,
        current: now ? at(alone(now.body)) : null,
      }
    })
    return {
      faults,
      tried: faults.length === 0 ? cost(alone(body)) : null,
      current: now ? cost(alone(now.body)) : null,
      table,
    }
  },
)

const MOST = 20_000

export const replayTariff = verb(
  'parking.replay_tariff',
  tariffEndpoints[`POST ${P}/lots/:lotId/tariffs/replay`],
  async (ctx, input) => {
    const { estateId, lotId, body, days } = input
    const faults = faultsOf(body, await limitsOf(ctx, estateId), ctx.lang)
    if (faults[0]) throw tariffFail('parking.tariff_fault', { params: { case: faults[0] } })
    const versions = await versionsOf(ctx, estateId, lotId)
    const now = versionAt(versions, ctx.now.epochMilliseconds)
    const { rows } = await stays(ctx.db, estateId, {
      lotId,
      state: 'left',
      who: 'temporary',
      from: ctx.now.subtract({ hours: days * 24 }),
      offset: 0,
      limit: MOST,
    })
    const cipher = await ctx.cipher(estateId)
    const seen = rows.filter(
      s => s.entered_at !== null && s.left_at !== null && !s.flags.includes('no_entry'),
    )
    const compared = seen.map(s => {
      const stay: StayInput = {
        from: s.entered_at!.epochMilliseconds,
        to: s.left_at!.epochMilliseconds,
        big: s.class === 'big',
        nev: s.nev,
        disabled: s.disabled,
      }
      return {
        s,
        current: now ? feeOf(alone(now.body), stay).total : 0,
        tried: feeOf(alone(body), stay).total,
      }
    })
    const sum = (of: (c: (typeof compared)[number]) => number) => compared.reduce((all, c) => all + of(c), 0)
    return {
      stays: compared.length,
      charged: sum(c => c.s.paid),
      current: sum(c => c.current),
      tried: sum(c => c.tried),
      dearer: compared.filter(c => c.tried > c.current).length,
      cheaper: compared.filter(c => c.tried < c.current).length,
      same: compared.filter(c => c.tried === c.current).length,
      most: compared
        .filter(c => c.tried !== c.current)
        .toSorted((a, b) => Math.abs(b.tried - b.current) - Math.abs(a.tried - a.current))
        .slice(0, 8)
        .map(c => ({
          stayId: c.s.id,
          plate: c.s.plate_sealed ? maskPlate(cipher.open('plate', c.s.plate_sealed)) : '—',
          from: c.s.entered_at!.toString(),
          until: c.s.left_at!.toString(),
          current: c.current,
          tried: c.tried,
        })),
    }
  },
)
