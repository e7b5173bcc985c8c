/** Categories of bulletins: those the mission names, and the estate's own (S1-24..26). */
import { isUniqueViolation } from '../../core/db.ts'
import { newId } from '../../core/ids.ts'
import { query, verb } from '../../core/verb.ts'
import { noticeApi } from './contract.ts'
import { noticeFail } from './errors.ts'
import * as store from './store-bulletins.ts'

export const listCategories = query(
  'notice.categories',
  noticeApi['GET /api/estates/:estateId/bulletin-categories'],
  async (ctx, input) => ({
    items: (await store.categories(ctx.db, input.estateId)).map(c => ({
      key: c.key,
      zh: c.zh,
      en: c.en,
      own: c.estate_id === input.estateId,
    })),
  }),
)

export const addCategory = verb(
  'notice.add_category',
  noticeApi['POST /api/estates/:estateId/bulletin-categories'],
  async (ctx, input) => {
    const known = await store.categories(ctx.db, input.estateId)
    if (known.some(c => c.zh === input.zh))
      throw noticeFail('notice.category_exists', { params: { name: input.zh } })
    const row = {
      estate_id: input.estateId,
      key: newId(ctx.now.epochMilliseconds),
      zh: input.zh,
      en: input.en,
    }
    await store.insertCategory(ctx.db, row).catch((error: unknown) => {
      throw isUniqueViolation(error)
        ? noticeFail('notice.category_exists', { params: { name: input.zh } })
        : error
    })
    await ctx.audit(
      { action: 'category.add', subject: 'bulletin_category', subjectId: row.key, after: row },
      input.estateId,
    )
    return { key: row.key, zh: row.zh, en: row.en, own: true }
  },
)
