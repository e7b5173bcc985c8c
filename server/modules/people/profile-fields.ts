/** What the profile asks: the rule set's fields and flags, changed and added to by the estate (S1-21, S3-31). */
import { z } from 'zod'
import { localDate } from '../../core/clock.ts'
import { fail } from '../../core/errors.ts'
import type { Ctx } from '../../core/house.ts'
import { newId } from '../../core/ids.ts'
import { ruleFor } from '../../core/rule-set.ts'
import { query, verb } from '../../core/verb.ts'
import { actorId } from './accounts.ts'
import { FieldBody, profileApi } from './contract-profile.ts'
import type { Field, Terms } from './profile-rules.ts'
import * as store from './store-profile.ts'

const Seeded = z.object({ fields: z.array(FieldBody.extend({ key: z.string() })) })

const today = (ctx: Ctx) => localDate(ctx.now).toString()

/** The numbers of the rule set that holds here today. */
export function termsOf(ctx: Ctx, estateId: string): Promise<Terms> {
  return ruleFor<Terms>(ctx.db, 'profile.terms', estateId, today(ctx))
}

/**
 * Fields and flags of an estate in their order: the rule set's, each as the estate changed it, then the estate's own.
 * What the rule set calls sensitive stays so, whatever the estate wrote.
 */
export async function fieldsOf(ctx: Ctx, estateId: string): Promise<Field[]> {
  const seeded = Seeded.parse(await ruleFor<unknown>(ctx.db, 'profile.fields', estateId, today(ctx))).fields
  const rows = (await store.definitions(ctx.db, estateId)).map(r => ({ ...r, body: FieldBody.parse(r.body) }))
  const known = new Set(seeded.map(f => f.key))
  return [
    ...seeded.map(({ key, ...body }): Field => {
      const changed = rows.find(r => r.key === key)
      if (changed === undefined) return { ...body, key, own: false, version: 0 }
      const { what, level, kind } = body
      const sensitive = body.sensitive || changed.body.sensitive
      return { ...changed.body, what, level, kind, sensitive, key, own: false, version: changed.version }
    }),
    ...rows
      .filter(r => !known.has(r.key))
      .map((r): Field => ({ ...r.body, key: r.key, own: true, version: r.version })),
  ]
}

export const listFields = query(
  'profile.fields',
  profileApi['GET /api/estates/:estateId/profile-fields'],
  async (ctx, input) => ({ items: await fieldsOf(ctx, input.estateId) }),
)

async function save(
  ctx: Ctx,
  estateId: string,
  key: string,
  body: z.output<typeof FieldBody>,
  version: number,
) {
  const before = (await fieldsOf(ctx, estateId)).find(f => f.key === key)
  const row = { key, body, version }
  if (!(await store.saveDefinition(ctx.db, estateId, row, actorId(ctx), ctx.now))) throw fail('core.stale')
  const after = (await fieldsOf(ctx, estateId)).find(f => f.key === key)
  if (after === undefined) throw fail('core.not_found')
  await ctx.audit(
    { action: 'profile.field', subject: 'profile_field', subjectId: key, before, after },
    estateId,
  )
  return after
}

/** A flag is a yes or no of the whole home; a field of the estate's own is text. */
function shaped(body: z.output<typeof FieldBody>): z.output<typeof FieldBody> {
  if (body.what === 'flag') return { ...body, level: 'household', kind: 'yesno', shownOn: [] }
  return { ...body, kind: body.kind === 'yesno' ? 'text' : body.kind, measures: [] }
}

export const addField = verb(
  'profile.add_field',
  profileApi['POST /api/estates/:estateId/profile-fields'],
  async (ctx, { estateId, ...input }) => {
    const key = `x_${newId(ctx.now.epochMilliseconds).replaceAll('-', '').slice(-12)}`
    return save(ctx, estateId, key, shaped(FieldBody.parse(input)), 0)
  },
)

export const changeField = verb(
  'profile.change_field',
  profileApi['PUT /api/estates/:estateId/profile-fields/:key'],
  async (ctx, { estateId, key, version, ...input }) => {
    if (!(await fieldsOf(ctx, estateId)).some(f => f.key === key)) throw fail('core.not_found')
    return save(ctx, estateId, key, shaped(FieldBody.parse(input)), version)
  },
)
