/** The targets of the figures: the standard of the place, and the estate's own, never lower one (S7-07). */
import type { z } from 'zod'
import { reachSystem } from '../../core/access.ts'
import { localDate } from '../../core/clock.ts'
import { AppError, fail } from '../../core/errors.ts'
import type { Ctx } from '../../core/house.ts'
import { newId } from '../../core/ids.ts'
import { ruleFor } from '../../core/rule-set.ts'
import { query, verb } from '../../core/verb.ts'
import { factsOf } from '../desk/store-promise.ts'
import { type Targets, targetApi, targetKeys } from './contract-targets.ts'
import { definitions } from './definitions.ts'
import { followupFail } from './errors.ts'
import type { FollowUpTargets } from './measures.ts'
import { insertTarget, type TargetKind, type TargetRow, targetRows } from './store-targets.ts'
import { belowStandard, targetOf } from './target-rules.ts'

type Key = (typeof targetKeys)[number]

const survey = { zh: '年度综合满意率', en: 'Yearly overall satisfaction' }
const titleOf = (key: Key) => (key === 'survey.satisfied' ? survey : definitions[key].title)

/** What the mission itself demands, where no place says otherwise. */
async function seeded(ctx: Ctx, estateId: string, date: string) {
  const f = await ruleFor<FollowUpTargets>(ctx.db, 'desk.followup', estateId, date)
  const s = await ruleFor<{ target: number }>(ctx.db, 'survey.rules', estateId, date)
  const known: Partial<Record<Key, { percent: number; source: string }>> = {
    'followup.rate': { percent: f.normalPercent, source: 'S1-50' },
    'followup.major': { percent: f.majorPercent, source: 'S1-51' },
    'followup.satisfied': { percent: f.satisfactionPercent, source: 'S1-52' },
    'survey.satisfied': { percent: s.target, source: 'S7-08' },
  }
  return known
}

async function pairs(ctx: Ctx, estateId: string, date: string) {
  const base = await seeded(ctx, estateId, date)
  const rows = await targetRows(ctx.db, estateId, date)
  // the nearest place and the latest version come last and hold
  const last = (kind: TargetKind, key: Key) => rows.filter(r => r.kind === kind && r.body.key === key).at(-1)
  const items = targetKeys.map(key => {
    const [placed, own] = [last('kpi.standard', key), last('kpi.own', key)]
    const standard = placed ? { percent: placed.body.percent, source: placed.source } : (base[key] ?? null)
    return {
      key,
      standard,
      own,
      target: targetOf({ standard: standard?.percent ?? null, own: own?.body.percent ?? null }),
    }
  })
  return { items, rows }
}

/** The target of every figure on a local date, for reports and draws. */
export async function targetsOn(
  ctx: Ctx,
  estateId: string,
  date: string,
): Promise<Record<Key, number | null>> {
  const { items } = await pairs(ctx, estateId, date)
  return Object.fromEntries(items.map(i => [i.key, i.target])) as Record<Key, number | null>
}

/** The three of the follow-up as its rules want them. */
export function followUpTargets(t: Record<Key, number | null>): FollowUpTargets {
  return {
    normalPercent: t['followup.rate'] ?? 0,
    majorPercent: t['followup.major'] ?? 0,
    satisfactionPercent: t['followup.satisfied'] ?? 0,
  }
}

function tried(run: () => void): true | string {
  try {
    run()
    return true
  } catch (error) {
    return error instanceof AppError ? error.code : 'core.forbidden'
  }
}

const step = (r: TargetRow) => ({
  key: r.body.key as Key,
  what: r.kind === 'kpi.own' ? ('own' as const) : ('standard' as const),
  percent: r.body.percent,
  from: r.effective_from,
  by: r.made_by,
  at: r.made_at.toString(),
  source: r.source,
})

async function placeOf(ctx: Ctx, estateId: string) {
  const facts = await factsOf(ctx.db, estateId)
  if (!facts) throw fail('core.not_found')
  return { jurisdiction: facts.jurisdiction, today: localDate(ctx.now, facts.zone).toString() }
}

async function present(ctx: Ctx, estateId: string): Promise<z.input<typeof Targets>> {
  const { jurisdiction, today } = await placeOf(ctx, estateId)
  const { items, rows } = await pairs(ctx, estateId, today)
  return {
    jurisdiction,
    items: items.map(i => ({
      key: i.key,
      title: titleOf(i.key),
      standard: i.standard,
      own: i.own
        ? { percent: i.own.body.percent, from: i.own.effective_from, by: i.own.made_by, reason: i.own.source }
        : null,
      target: i.target,
      below: i.own !== undefined && belowStandard(i.standard?.percent ?? null, i.own.body.percent),
    })),
    history: rows.map(step).sort((a, b) => b.at.localeCompare(a.at)),
    allowed: {
      own: tried(() => ctx.reach('rule.write', estateId)),
      standard: tried(() => reachSystem(ctx.actor, 'rule.write')),
    },
  }
}

export const listTargets = query(
  'followup.targets',
  targetApi['GET /api/estates/:estateId/followup/targets'],
  (ctx, input) => present(ctx, input.estateId),
)

async function write(
  ctx: Ctx,
  input: { estateId: string; key: Key; percent: number; source: string },
  kind: TargetKind,
  today: string,
): Promise<void> {
  const { estateId, key, percent, source } = input
  const { items } = await pairs(ctx, estateId, today)
  const before = items.find(i => i.key === key)
  const by = 'name' in ctx.actor ? ctx.actor.name : ctx.actor.kind
  const id = newId(ctx.now.epochMilliseconds)
  await insertTarget(ctx.db, { id, kind, estateId, key, percent, source, from: today, by, at: ctx.now })
  await ctx.audit(
    {
      action: kind === 'kpi.own' ? 'followup.target' : 'followup.standard',
      subject: 'rule_set',
      subjectId: id,
      before: { key, standard: before?.standard?.percent ?? null, own: before?.own?.body.percent ?? null },
      after: { key, percent },
      reason: source,
    },
    estateId,
  )
}

/** @throws followup.target_below for less than the place demands */
export const setTarget = verb(
  'followup.target',
  targetApi['PUT /api/estates/:estateId/followup/targets/:key'],
  async (ctx, input) => {
    const { today } = await placeOf(ctx, input.estateId)
    const { items } = await pairs(ctx, input.estateId, today)
    const standard = items.find(i => i.key === input.key)?.standard?.percent ?? null
    if (belowStandard(standard, input.percent))
      throw followupFail('followup.target_below', { params: { standard: String(standard) } })
    await write(ctx, { ...input, source: input.reason }, 'kpi.own', today)
    return present(ctx, input.estateId)
  },
)

/** The standard is the whole place's, so one estate's manager does not write it. @throws core.forbidden */
export const setStandard = verb(
  'followup.standard',
  targetApi['PUT /api/estates/:estateId/followup/targets/:key/standard'],
  async (ctx, input) => {
    reachSystem(ctx.actor, 'rule.write')
    const { today } = await placeOf(ctx, input.estateId)
    await write(ctx, input, 'kpi.standard', today)
    return present(ctx, input.estateId)
  },
)
