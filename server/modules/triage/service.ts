/** The desk's proposals: from the estate's own model when there is one, else from the sayings of the house. */
import type { Ctx, House } from '../../core/house.ts'
import { query, verb } from '../../core/verb.ts'
import { rulesOf } from '../desk/rulebook.ts'
import { confirmedCounts, confirmedTexts } from '../desk/store-texts.ts'
import { triageApi } from './contract.ts'
import { FORM, fromBytes } from './keep.ts'
import { guess, type Model } from './learner.ts'
import { learnAside } from './learning.ts'
import { dangerIn, houseModel } from './lexicon.ts'
import { FIRST_THRESHOLD, labelOf, mixed, proposals } from './rules.ts'
import * as store from './store.ts'

/** The newest tickets are learnt from; older ones are how the desk sorted once. */
const LEARNT_FROM = 20_000
/** The nightly turn learns anew when so many more tickets are confirmed. */
const NEW_TICKETS = 20
/** Models kept in memory at once; the least lately used goes first. */
const HELD = 20

interface InUse {
  stamp: string
  /** The estate's own; none before its first lesson. */
  own: Model | undefined
  tickets: number
  threshold: number
}
const inUse = new WeakMap<House, Map<string, InUse>>()
const untaught: InUse = { stamp: '', own: undefined, tickets: 0, threshold: FIRST_THRESHOLD }

/** The model of an estate. A row that this version cannot read counts as none. */
async function modelOf(ctx: Ctx, estateId: string): Promise<InUse> {
  const kept = await store.facts(ctx.db, estateId)
  if (kept === undefined || kept.form !== FORM) return untaught
  const all = inUse.get(ctx.house) ?? new Map<string, InUse>()
  inUse.set(ctx.house, all)
  const stamp = kept.made_at.toString()
  let held = all.get(estateId)
  if (held?.stamp !== stamp) {
    const bytes = await store.body(ctx.db, estateId)
    if (bytes === undefined) return untaught
    held = { stamp, own: fromBytes(bytes), tickets: kept.tickets, threshold: kept.threshold }
  }
  all.delete(estateId)
  all.set(estateId, held)
  const oldest = all.keys().next().value
  if (all.size > HELD && oldest !== undefined) all.delete(oldest)
  return held
}

/** Up to three classes of a text, or none; a person confirms. */
export const propose = query(
  'triage.propose',
  triageApi['POST /api/estates/:estateId/triage/proposals'],
  async (ctx, input) => {
    const { own, tickets, threshold } = await modelOf(ctx, input.estateId)
    const rules = await rulesOf(ctx.house, input.estateId, ctx.now)
    const offered = new Set(rules.classes.map(c => `${c.kind} ${c.class}`))
    const known = (kind: string, name: string) => offered.has(`${kind} ${name}`)
    const doc = { text: input.text }
    const said = mixed(guess(houseModel(), doc), own ? guess(own, doc) : [], tickets)
    return { proposals: proposals(said, threshold, known), danger: dangerIn(input.text) }
  },
)

export const learnt = query(
  'triage.learnt',
  triageApi['GET /api/estates/:estateId/triage'],
  async (ctx, input) => {
    const kept = await store.facts(ctx.db, input.estateId)
    const running = await store.waiting(ctx.db, input.estateId)
    if (kept === undefined) return { learnt: null, running }
    const { confusion, threshold: _, ...figures } = kept.figures
    const classes = Object.entries(confusion)
      .map(([label, taken]) => ({
        label,
        tickets: Object.values(taken).reduce((a, b) => a + b, 0),
        right: taken[label] ?? 0,
        mistaken: Object.entries(taken)
          .filter(([as]) => as !== label)
          .sort((a, b) => b[1] - a[1])
          .slice(0, 3)
          .map(([as, tickets]) => ({ label: as, tickets })),
      }))
      .sort((a, b) => b.tickets - a.tickets)
    return {
      learnt: {
        madeAt: kept.made_at.toString(),
        tickets: kept.tickets,
        threshold: kept.threshold,
        figures,
        classes,
      },
      running,
    }
  },
)

export const askToLearn = verb(
  'triage.ask',
  triageApi['POST /api/estates/:estateId/triage/learn'],
  async (ctx, input) => {
    if (!(await store.waiting(ctx.db, input.estateId))) {
      await ctx.enqueue(
        'triage.learn',
        { estateId: input.estateId },
        { estateId: input.estateId, key: `triage ${input.estateId}` },
      )
    }
    await ctx.audit(
      { action: 'triage.learn', subject: 'triage_model', subjectId: input.estateId },
      input.estateId,
    )
    return { running: true }
  },
)

/** The job: learns an estate's way of sorting. Safe to run twice: the same tickets give the same model. */
export async function learnEstate(ctx: Ctx, estateId: string): Promise<void> {
  const texts = await confirmedTexts(ctx.db, estateId, LEARNT_FROM)
  const rules = await rulesOf(ctx.house, estateId, ctx.now)
  const offered = new Set(rules.classes.map(c => `${c.kind}/${c.class}`))
  const stillOffered = (label: string) => offered.has(label.split('/').slice(0, 2).join('/'))
  const tickets = texts.map(t => ({ label: labelOf(t), text: t.text })).filter(t => stillOffered(t.label))
  if (tickets.length === 0) return
  const { body, threshold, figures } = await learnAside({ tickets })
  const row = {
    made_at: ctx.now,
    form: FORM,
    tickets: tickets.length,
    threshold,
    figures,
    body: Buffer.from(body),
  }
  await store.keep(ctx.db, estateId, row)
}

/** The nightly turn: asks for a lesson wherever enough has been confirmed since the last. */
export async function learnWhereNew(ctx: Ctx): Promise<void> {
  const before = new Map((await store.tryKept(ctx.db)).map(k => [k.estate_id, k.tickets]))
  for (const [estateId, n] of await confirmedCounts(ctx.db)) {
    if (Math.min(n, LEARNT_FROM) - (before.get(estateId) ?? 0) < NEW_TICKETS) continue
    await ctx.enqueue('triage.learn', { estateId }, { estateId, key: `triage ${estateId}` })
  }
}
