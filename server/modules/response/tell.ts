/** Tells people of a thing once, and takes it back: what every watch of this room shares. */
import type { Ctx } from '../../core/house.ts'
import { within } from '../../core/within.ts'
import * as store from './store-told.ts'

export interface Word {
  zh: string
  en: string
}

export interface Person {
  id: string
  name: string
}

export interface News {
  /** topic and id of what it is about */
  topic: string
  id: string
  what: string
  estateId: string
  /** each of them is told; with `chain` only the first, the others follow when he does not answer */
  to: readonly Person[]
  /** after how many minutes without an answer the next one is told, at last who manages the estate (SX-09) */
  chain?: { minutes: number }
  urgent: boolean
  /** false: it may wait for the end of the quiet hours */
  atOnce: boolean
  title: Word
  body: Word
}

const named = (p: Person) => ({ accountId: p.id, name: p.name })

/** Tells each person once; with nobody to tell, and no roster to ask, it is asked again at the next run. */
export async function tell(outer: Ctx, news: News): Promise<void> {
  const { topic, id, what, estateId, chain } = news
  if (news.to.length === 0 && chain === undefined) return
  await within(outer, async ctx => {
    if (!(await store.noteTold(ctx.db, { topic, subject: id, what, keptWith: estateId, at: ctx.now }))) return
    const [first, ...next] = news.to
    const ways =
      chain === undefined
        ? news.to.map(p => ({ to: named(p) }))
        : [
            {
              ...(first ? { to: named(first) } : {}),
              next: next.map(named),
              escalateAfterMinutes: chain.minutes,
            },
          ]
    for (const way of ways)
      await ctx.enqueue(
        'notice.send',
        {
          estateId,
          ...way,
          kind: `${topic}.${what}`,
          urgent: news.urgent,
          atOnce: news.atOnce,
          ref: { topic, id },
          title: news.title,
          body: news.body,
        },
        { estateId },
      )
    await ctx.audit(
      {
        action: `${topic}.${what}`,
        subject: topic,
        subjectId: id,
        after: { told: news.to.map(person => person.name) },
      },
      estateId,
    )
  })
}

/** What was told is withdrawn, and may be told anew should it come back. In the caller's transaction. */
export async function takeBack(ctx: Ctx, topic: string, id: string): Promise<void> {
  const kept = await store.toldOf(ctx.db, topic, id)
  if (kept.length === 0) return
  await store.forgetTold(ctx.db, topic, id)
  for (const estateId of kept) await ctx.enqueue('notice.withdraw', { estateId, topic, id }, { estateId })
}
