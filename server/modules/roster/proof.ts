/** How a guard proves that he stands at the post: the tablet's rotating code, an NFC tag, a printed code (S6-45). */
import { Temporal } from 'temporal-polyfill'
import { isUniqueViolation } from '../../core/db.ts'
import { fail } from '../../core/errors.ts'
import type { Ctx } from '../../core/house.ts'
import { newCode, newId, randomPart } from '../../core/ids.ts'
import { query, verb } from '../../core/verb.ts'
import { rosterApi } from './contract.ts'
import { rosterFail } from './errors.ts'
import {
  type PresenceRule,
  type ProofKind,
  placeText,
  qrHolds,
  readPlace,
  readQr,
  stepHolds,
  stepOfDigits,
} from './rules-proof.ts'
import { presenceRule } from './service.ts'
import * as posts from './store.ts'
import * as store from './store-presence.ts'

interface Given {
  qr?: string | undefined
  digits?: string | undefined
  nfc?: string | undefined
}

const actorName = (ctx: Ctx) => ('name' in ctx.actor ? ctx.actor.name : '')

/** Tablets that were paired and not revoked when it happened. */
async function secretsOf(ctx: Ctx, estateId: string, postId: string, at: number) {
  const cipher = await ctx.cipher(estateId)
  const live = (await store.displays(ctx.db, estateId, postId)).filter(
    d => d.paired_at !== null && (d.revoked_at === null || d.revoked_at.epochMilliseconds > at),
  )
  return live.map(d => ({
    id: d.id,
    secret: Buffer.from(cipher.open('post_display', d.secret), 'base64'),
  }))
}

async function markHolds(ctx: Ctx, estateId: string, postId: string, value: string, at: number) {
  const cipher = await ctx.cipher(estateId)
  const mark = await store.markBy(ctx.db, estateId, cipher.blind('post_mark', value))
  return mark?.post_id === postId && (mark.revoked_at === null || mark.revoked_at.epochMilliseconds > at)
}

/**
 * What kind of proof it is. A code is judged at the instant at which it was read, so one that a phone kept for hours
 * without network is judged as strictly as one read now.
 * @param at epoch milliseconds of the reading
 * @throws roster.code_wrong for a code that did not hold then, is another post's, or is forged
 */
export async function proofOf(
  ctx: Ctx,
  estateId: string,
  postId: string,
  given: Given | undefined,
  at: number,
  rule: PresenceRule,
): Promise<ProofKind | null> {
  if (given === undefined || !(given.qr || given.digits || given.nfc)) return null
  if (given.digits) {
    for (const d of await secretsOf(ctx, estateId, postId, at))
      if (stepOfDigits(d.secret, postId, given.digits, at, rule) !== undefined) return 'digits'
    throw rosterFail('roster.code_wrong')
  }
  if (given.nfc) {
    if (await markHolds(ctx, estateId, postId, given.nfc.toLowerCase(), at)) return 'nfc'
    throw rosterFail('roster.code_wrong')
  }
  const read = readQr(given.qr ?? '')
  if (read !== undefined) {
    const d = (await secretsOf(ctx, estateId, postId, at)).find(x => x.id === read.displayId)
    if (d && read.postId === postId && qrHolds(d.secret, read) && stepHolds(read.step, at, rule)) return 'qr'
    throw rosterFail('roster.code_wrong')
  }
  const place = readPlace(given.qr ?? '')
  if (place?.postId === postId && (await markHolds(ctx, estateId, postId, place.token, at))) return 'printed'
  throw rosterFail('roster.code_wrong')
}

async function insistPost(ctx: Ctx, estateId: string, postId: string): Promise<posts.PostRow> {
  const post = await posts.postById(ctx.db, estateId, postId)
  if (post === undefined) throw fail('core.not_found')
  if (post.closed_at !== null) throw rosterFail('roster.post_closed')
  return post
}

/** A number of eight digits for the tablet; whoever types it within the time makes that tablet the code screen. */
export const offerDisplay = verb(
  'roster.offer_display',
  rosterApi['POST /api/estates/:estateId/posts/:postId/displays'],
  async (ctx, input) => {
    const post = await insistPost(ctx, input.estateId, input.postId)
    const rule = await presenceRule(ctx, input.estateId)
    const number = newCode(8)
    const cipher = await ctx.cipher(input.estateId)
    const until = ctx.now.add({ minutes: rule.pairMinutes })
    const id = newId<'display'>(ctx.now.epochMilliseconds)
    await store.insertDisplay(ctx.db, input.estateId, {
      id,
      postId: post.id,
      secret: cipher.seal('post_display', Buffer.from(randomPart(32)).toString('base64')),
      blind: cipher.blind('post_display', number),
      until,
      by: actorName(ctx),
      at: ctx.now,
    })
    await ctx.audit(
      { action: 'post.display_offer', subject: 'post', subjectId: post.id, after: { display: id } },
      input.estateId,
    )
    return { number, until: until.toString() }
  },
)

/** @throws roster.pair_wrong for a number that is unknown, used, or older than it may be */
export const pairDisplay = verb(
  'roster.pair_display',
  rosterApi['POST /api/estates/:estateId/post-displays'],
  async (ctx, input) => {
    const cipher = await ctx.cipher(input.estateId)
    const taken = await store.takePairing(
      ctx.db,
      input.estateId,
      cipher.blind('post_display', input.number),
      actorName(ctx),
      ctx.now,
    )
    if (taken === undefined) throw rosterFail('roster.pair_wrong')
    const post = await insistPost(ctx, input.estateId, taken.post_id)
    await ctx.audit(
      { action: 'post.display_pair', subject: 'post', subjectId: post.id, after: { display: taken.id } },
      input.estateId,
    )
    const { codeSeconds } = await presenceRule(ctx, input.estateId)
    return {
      id: taken.id,
      postId: post.id,
      post: post.name,
      secret: cipher.open('post_display', taken.secret),
      codeSeconds,
    }
  },
)

export const addMark = verb(
  'roster.add_mark',
  rosterApi['POST /api/estates/:estateId/posts/:postId/marks'],
  async (ctx, input) => {
    const post = await insistPost(ctx, input.estateId, input.postId)
    const cipher = await ctx.cipher(input.estateId)
    const value =
      input.kind === 'nfc' ? input.serial.toLowerCase() : Buffer.from(randomPart(18)).toString('base64url')
    const id = newId<'mark'>(ctx.now.epochMilliseconds)
    await store
      .insertMark(ctx.db, input.estateId, {
        id,
        postId: post.id,
        kind: input.kind,
        blind: cipher.blind('post_mark', value),
        sealed: cipher.seal('post_mark', value),
        by: actorName(ctx),
        at: ctx.now,
      })
      .catch((error: unknown) => {
        throw isUniqueViolation(error, 'post_mark_blind_key') ? rosterFail('roster.mark_taken') : error
      })
    await ctx.audit(
      { action: 'post.mark_add', subject: 'post', subjectId: post.id, after: { mark: id, kind: input.kind } },
      input.estateId,
    )
    return { id }
  },
)

export const revokeMeans = verb(
  'roster.revoke_means',
  rosterApi['POST /api/estates/:estateId/posts/:postId/means/:id/revoke'],
  async (ctx, input) => {
    const table = input.what === 'display' ? 'post_display' : 'post_mark'
    if (!(await store.revokeMeans(ctx.db, input.estateId, table, input.id, ctx.now)))
      throw fail('core.not_found')
    await ctx.audit(
      {
        action: `post.${input.what}_revoke`,
        subject: 'post',
        subjectId: input.postId,
        after: { id: input.id },
      },
      input.estateId,
    )
    return { revokedAt: ctx.now.toString() }
  },
)

export const listMeans = query(
  'roster.means',
  rosterApi['GET /api/estates/:estateId/posts/:postId/means'],
  async (ctx, input) => {
    if ((await posts.postById(ctx.db, input.estateId, input.postId)) === undefined)
      throw fail('core.not_found')
    const screens = await store.displays(ctx.db, input.estateId, input.postId)
    return {
      displays: screens.map(d => ({
        id: d.id,
        pairedBy: d.paired_by,
        pairedAt: d.paired_at?.toString() ?? null,
        revokedAt: d.revoked_at?.toString() ?? null,
      })),
      marks: (await store.marks(ctx.db, input.estateId, input.postId)).map(m => ({
        id: m.id,
        kind: m.kind,
        by: m.made_by,
        at: m.made_at.toString(),
        revokedAt: m.revoked_at?.toString() ?? null,
      })),
    }
  },
)

/** The words of a post's printed code, for its sheet. @throws core.not_found */
export async function printedText(ctx: Ctx, estateId: string, postId: string, id: string): Promise<string> {
  const mark = (await store.marks(ctx.db, estateId, postId)).find(m => m.id === id && m.kind === 'printed')
  if (mark === undefined || mark.revoked_at !== null) throw fail('core.not_found')
  return placeText(postId, (await ctx.cipher(estateId)).open('post_mark', mark.sealed))
}

/** Epoch milliseconds as the instant they are. */
export const instantOf = (ms: number) => Temporal.Instant.fromEpochMilliseconds(ms)
