/** Looking at months: the list, one month, a round's published list, the report, and what residents may read. */

import { sha256 } from '../../core/crypto.ts'
import { fail } from '../../core/errors.ts'
import type { Ctx } from '../../core/house.ts'
import { query } from '../../core/verb.ts'
import { followupApi } from './contract.ts'
import { publicFigures } from './definitions.ts'
import { draw, listHash, listText, monthOf, seedOf } from './draw.ts'
import { followUpReport } from './measures.ts'
import {
  buildReport,
  casesOf,
  loadMonth,
  presentMonth,
  presentRound,
  presentVersion,
  type ReportView,
} from './month.ts'
import * as store from './store.ts'

const months = '/api/estates/:estateId/followup/months'
/** How far back the list of months and the comparison go. */
const MONTHS = 13
const TREND = 6

/** A value that was frozen by this program; its form is the contract's. */
const asReport = (stored: unknown): ReportView => stored as ReportView

const pick = (r: ReportView, key: string) => {
  const f = r.figures.find(x => x.key === key)
  return { numerator: f?.numerator ?? 0, denominator: f?.denominator ?? 0 }
}

export const listMonths = query('followup.months', followupApi[`GET ${months}`], async (ctx, input) => {
  const estate = await store.estateOf(ctx.db, input.estateId)
  if (!estate) throw fail('core.not_found')
  const since = ctx.now.subtract({ hours: 24 * 400 })
  const known = await store.monthsWithClosed(ctx.db, estate.id, estate.zone, since)
  const frozen = new Map((await store.frozenMonths(ctx.db, estate.id, 24)).map(f => [f.month, f]))
  const items = []
  for (const month of [...new Set([monthOf(ctx.now, estate.zone), ...known])].slice(0, MONTHS)) {
    const kept = frozen.get(month)
    if (kept) {
      const r = asReport(kept.report)
      const share = { followed: pick(r, 'followup.rate'), satisfied: pick(r, 'followup.satisfied') }
      items.push({
        month,
        state: 'closed' as const,
        version: kept.version,
        closed: r.counts.closed,
        ...share,
      })
      continue
    }
    const m = await loadMonth(ctx, estate.id, month)
    const now = followUpReport(casesOf(m), m.targets)
    const share = ({ numerator, denominator }: { numerator: number; denominator: number }) => ({
      numerator,
      denominator,
    })
    items.push({
      month,
      state: m.state,
      version: null,
      closed: m.items.length + m.waiting.length,
      followed: share(now.followed),
      satisfied: share(now.satisfied),
    })
  }
  return { items }
})

export const getMonth = query('followup.month', followupApi[`GET ${months}/:month`], async (ctx, input) =>
  presentMonth(ctx, await loadMonth(ctx, input.estateId, input.month)),
)

/** A round as it was published, drawn again while it is shown: anybody can do the same with the text and SHA-256. */
export const getRound = query(
  'followup.round',
  followupApi[`GET ${months}/:month/rounds/:round`],
  async (ctx, input) => {
    const round = (await store.draws(ctx.db, input.estateId, input.month)).find(d => d.round === input.round)
    if (!round) throw fail('core.not_found')
    const rows = await store.items(ctx.db, input.estateId, input.month, { round: input.round })
    const list = rows.map(r => ({ number: r.number, major: r.drawn_major }))
    const hash = listHash(list)
    const again = draw(list, seedOf(input.month, input.round, hash), round.percent)
    const same = again.every((p, i) => {
      const r = rows[i]
      // later steps (a replacement, made major afterwards) only add to what was drawn
      return r?.number === p.number && r.place === p.place && (p.how === null || r.how !== null)
    })
    return {
      round: presentRound(round),
      verified:
        hash === round.list_hash &&
        seedOf(input.month, input.round, hash) === round.seed &&
        again.length === round.population &&
        again.filter(p => p.how !== null).length === round.drawn &&
        same,
      listText: listText(list),
      items: rows.map(r => ({
        number: r.number,
        major: r.drawn_major,
        place: r.place,
        key: sha256(`${round.seed}\n${r.number}`).toString('hex').slice(0, 12),
        how: r.how,
      })),
    }
  },
)

/** The report that holds: a closed month's frozen one, else as of now. @throws core.not_found for an unknown version */
export async function reportOf(ctx: Ctx, estateId: string, month: string, version?: number) {
  const m = await loadMonth(ctx, estateId, month)
  if (version !== undefined && !m.versions.some(v => v.version === version)) throw fail('core.not_found')
  const stored = m.state === 'closed' ? await store.frozen(ctx.db, estateId, month, version) : undefined
  const report = stored === undefined ? await buildReport(ctx, m) : asReport(stored)
  const shown = m.versions.find(v => v.version === (version ?? m.versions[0]?.version))
  const past = await store.frozenMonths(ctx.db, estateId, TREND, month)
  const trend = past
    .filter(p => p.month !== month)
    .slice(0, TREND - 1)
    .map(p => ({ month: p.month, figures: asReport(p.report).figures }))
    .reverse()
  return {
    ...report,
    state: m.state,
    version: shown ? presentVersion(shown) : null,
    versions: m.versions.map(presentVersion),
    trend: [...trend, { month, figures: report.figures }].map(t => ({
      month: t.month,
      figures: t.figures
        .filter(f => f.unit === 'percent')
        .map(({ key, numerator, denominator }) => ({ key, numerator, denominator })),
    })),
  }
}

export const getReport = query('followup.report', followupApi[`GET ${months}/:month/report`], (ctx, input) =>
  reportOf(ctx, input.estateId, input.month, input.version),
)

/** S7-05: of closed months only, and only figures that tell of no person and no single matter. */
export const publicReport = query(
  'followup.public',
  followupApi['GET /api/estates/:estateId/my/service-report'],
  async (ctx, input) => {
    const estate = await store.estateOf(ctx.db, input.estateId)
    if (!estate) throw fail('core.not_found')
    const frozen = await store.frozenMonths(ctx.db, estate.id, TREND)
    return {
      estate: estate.name,
      months: frozen.map(f => {
        const r = asReport(f.report)
        return {
          month: f.month,
          closedAt: f.at.toString(),
          corrected: f.version > 1,
          closed: r.counts.closed,
          figures: r.figures.filter(x => publicFigures.some(key => key === x.key)),
        }
      }),
    }
  },
)
