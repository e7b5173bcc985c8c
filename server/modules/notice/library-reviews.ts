/** Effect checks of rules (S7-19), the end of a document, and the texts that every screen shows (S7-02, S7-03, S1-04). */
import { localDate } from '../../core/clock.ts'
import { fail } from '../../core/errors.ts'
import type { Ctx } from '../../core/house.ts'
import { newId } from '../../core/ids.ts'
import { ruleFor } from '../../core/rule-set.ts'
import { query, verb } from '../../core/verb.ts'
import { within } from '../../core/within.ts'
import { holders } from '../roster/artefacts.ts'
import { noticeApi } from './contract.ts'
import { noticeFail } from './errors.ts'
import { documentOf } from './library.ts'
import { notify } from './notify.ts'
import { nextReview } from './rules-library.ts'
import { zoneOf } from './store.ts'
import * as store from './store-library.ts'

async function inForce(ctx: Ctx, estateId: string, id: string): Promise<store.DocumentRow> {
  const [d] = await store.documents(ctx.db, estateId, { id, me: null, open: false })
  if (d === undefined) throw fail('core.not_found')
  if (d.withdrawn_at !== null) throw noticeFail('notice.library_withdrawn')
  return d
}

/** @throws notice.not_approved for a rule that does not hold yet, notice.review_ahead for a day to come */
export const reviewDocument = verb(
  'notice.review_document',
  noticeApi['POST /api/estates/:estateId/library/:documentId/reviews'],
  async (ctx, input) => {
    const d = await inForce(ctx, input.estateId, input.documentId)
    if (d.current_version === null) throw noticeFail('notice.not_approved')
    const today = localDate(ctx.now, await zoneOf(ctx.db, input.estateId)).toString()
    if (input.onDate > today) throw noticeFail('notice.review_ahead')
    const next = input.nextReview ?? nextReview(input.onDate, d.review_months)
    const row = {
      id: newId<'library_review'>(ctx.now.epochMilliseconds),
      version: d.current_version,
      on_date: input.onDate,
      result: input.result,
      finding: input.finding,
      measure: input.measure || null,
      by_id: ctx.actor.kind === 'account' ? ctx.actor.id : '',
      by_name: 'name' in ctx.actor ? ctx.actor.name : '',
    }
    await store.insertReview(ctx.db, input.estateId, d.id, { ...row, at: ctx.now, next })
    await ctx.audit(
      {
        action: 'library.review',
        subject: 'library_document',
        subjectId: d.id,
        before: { next: d.next_review },
        after: { ...row, next },
      },
      input.estateId,
    )
    return documentOf(ctx, input.estateId, d.id)
  },
)

export const withdrawDocument = verb(
  'notice.withdraw_document',
  noticeApi['POST /api/estates/:estateId/library/:documentId/withdraw'],
  async (ctx, input) => {
    const d = await inForce(ctx, input.estateId, input.documentId)
    await store.withdraw(ctx.db, input.estateId, d.id, ctx.now)
    await ctx.audit(
      { action: 'library.withdraw', subject: 'library_document', subjectId: d.id, reason: input.reason },
      input.estateId,
    )
    return documentOf(ctx, input.estateId, d.id)
  },
)

/** Tells the owner of a rule, or the management duty, on the day its effect is to be looked at; once. */
export async function tellReviews(ctx: Ctx): Promise<void> {
  const today = localDate(ctx.now).toString()
  for (const d of await store.reviewsDue(ctx.db, today))
    await within(ctx, async inner => {
      if (!(await store.noteReminder(inner.db, d, inner.now))) return
      await notify(inner, {
        estateId: d.estate_id,
        ...(d.owner_id ? { to: { accountId: d.owner_id, name: d.owner_name ?? '' } } : {}),
        kind: 'library.review',
        ref: { topic: 'library', id: d.id },
        title: { zh: `制度到期检查：${d.title}`, en: `Effect check due: ${d.title}` },
        body: {
          zh: `“${d.title}”应于 ${d.next_review} 检查执行效果，请填写检查结果。`,
          en: `The effect of “${d.title}” was to be checked on ${d.next_review}. Record the result.`,
        },
      })
      await inner.audit(
        {
          action: 'library.remind',
          subject: 'library_document',
          subjectId: d.id,
          after: { due: d.next_review },
        },
        d.estate_id,
      )
    })
}

type Text = { zh: string; en: string }
interface PolicyRule {
  quality: Text
  concept: Text
  steward_service: Text
}

/** The estate's approved text of a kind, else the seeded one. */
export async function textFor(
  ctx: Pick<Ctx, 'db' | 'now'>,
  estateId: string,
  kind: keyof PolicyRule,
): Promise<Text & { own: boolean }> {
  const own = await store.textOf(ctx.db, estateId, kind)
  if (own !== undefined) return { zh: own, en: own, own: true }
  const rule = await ruleFor<PolicyRule>(ctx.db, 'notice.policy', estateId, localDate(ctx.now).toString())
  return { ...rule[kind], own: false }
}

/** One line for the foot of plans: the quality policy (S7-02) and beside it the service concept (S7-03). */
export async function policyLine(ctx: Ctx, estateId: string): Promise<string> {
  const first = async (kind: 'quality' | 'concept') =>
    (await textFor(ctx, estateId, kind))[ctx.lang].split('\n')[0] ?? ''
  const [quality, concept] = [await first('quality'), await first('concept')]
  return ctx.lang === 'en'
    ? `Quality policy: ${quality} · Service concept: ${concept}`
    : `质量方针：${quality} · 服务理念：${concept}`
}

export const getPolicy = query(
  'notice.policy',
  noticeApi['GET /api/estates/:estateId/policy'],
  async (ctx, input) => ({
    quality: await textFor(ctx, input.estateId, 'quality'),
    concept: await textFor(ctx, input.estateId, 'concept'),
  }),
)

/** The stewards of an estate, each with his buildings. */
export async function stewardsNow(ctx: Ctx, estateId: string) {
  const all = await holders(ctx, estateId)
  const byPerson = Map.groupBy(
    all.filter(b => b.holder !== null),
    b => b.holder?.accountId ?? '',
  )
  return [...byPerson.values()].flatMap(mine => {
    const holder = mine[0]?.holder
    if (!holder) return []
    return [
      {
        accountId: holder.accountId,
        name: holder.name,
        buildings: mine.map(b => b.building),
        phone: holder.card.phone,
        strengths: holder.card.strengths,
        photo: holder.card.photoId !== null,
        version: holder.version,
      },
    ]
  })
}

export const getStewardService = query(
  'notice.steward_service',
  noticeApi['GET /api/estates/:estateId/steward-service'],
  async (ctx, input) => ({
    text: await textFor(ctx, input.estateId, 'steward_service'),
    stewards: await stewardsNow(ctx, input.estateId),
  }),
)
