/** Proof of place, signs of presence, hand-over, and the register of check-ins and empty posts (S6-45). */
import { z } from 'zod'
import { endpoints } from '../../core/contract.ts'

const Estate = z.object({ estateId: z.uuid() })
const Post = z.object({ estateId: z.uuid(), postId: z.uuid() })
const At = z.iso.datetime({ offset: true })

/** What the phone read or the guard typed; nothing where the post has no means of proof. */
export const Proof = z
  .object({
    /** the QR on the post's tablet, or the printed one */
    qr: z.string().max(200).optional(),
    digits: z
      .string()
      .regex(/^\d{6}$/, '请输入六位数字 | type the six digits')
      .optional(),
    /** an NFC tag's number */
    nfc: z.string().trim().min(4).max(80).optional(),
  })
  .optional()

export const ProofKindShape = z.enum(['qr', 'digits', 'nfc', 'printed'])
export const registerShows = ['all', 'weak', 'later', 'unconfirmed'] as const

const paged = {
  offset: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(500).default(50),
}
const period = { from: At, until: At, postId: z.uuid().optional() }

export const presenceApi = endpoints({
  'POST /api/estates/:estateId/posts/:postId/presence': {
    permission: 'post.check_in',
    summary: 'A sign of presence at one’s post: a tap on its tablet or another reading of its code (S6-45)',
    params: Post,
    body: z.object({ proof: Proof, deviceTime: At.optional() }),
    response: z.object({ at: z.string(), until: z.string().nullable() }),
    idempotent: true,
  },
  'POST /api/estates/:estateId/posts/:postId/handover': {
    permission: 'post.check_in',
    summary: 'Confirm what the one before handed over',
    params: Post,
    response: z.object({ from: z.string(), at: z.string() }),
    idempotent: true,
  },
  'GET /api/estates/:estateId/posts/:postId/means': {
    permission: 'roster.read',
    summary: 'The tablets and marks by which a guard proves that he stands at the post',
    params: Post,
    response: z.object({
      displays: z.array(
        z.object({
          id: z.uuid(),
          pairedBy: z.string().nullable(),
          pairedAt: z.string().nullable(),
          revokedAt: z.string().nullable(),
        }),
      ),
      marks: z.array(
        z.object({
          id: z.uuid(),
          kind: z.enum(['nfc', 'printed']),
          by: z.string(),
          at: z.string(),
          revokedAt: z.string().nullable(),
        }),
      ),
    }),
  },
  'POST /api/estates/:estateId/posts/:postId/displays': {
    permission: 'roster.write',
    summary: 'A number by which a tablet becomes the post’s code screen; it holds some minutes',
    params: Post,
    response: z.object({ number: z.string(), until: z.string() }),
    idempotent: true,
  },
  'POST /api/estates/:estateId/post-displays': {
    permission: 'post.check_in',
    summary: 'Make this tablet the code screen of the post that the number names',
    params: Estate,
    body: z.object({ number: z.string().regex(/^\d{8}$/, '请输入八位数字 | type the eight digits') }),
    response: z.object({
      id: z.uuid(),
      postId: z.uuid(),
      post: z.string(),
      /** base64; stays on the tablet and is never shown again */
      secret: z.string(),
      codeSeconds: z.int(),
    }),
  },
  'POST /api/estates/:estateId/posts/:postId/marks': {
    permission: 'roster.write',
    summary: 'An NFC tag, or a printed code, that stands at the post',
    params: Post,
    body: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('nfc'), serial: z.string().trim().min(4).max(80) }),
      z.object({ kind: z.literal('printed') }),
    ]),
    response: z.object({ id: z.uuid() }),
    idempotent: true,
  },
  'POST /api/estates/:estateId/posts/:postId/means/:id/revoke': {
    permission: 'roster.write',
    summary: 'A lost tablet or mark proves nothing any more from now on',
    params: Post.extend({ id: z.uuid() }),
    body: z.object({ what: z.enum(['display', 'mark']) }),
    response: z.object({ revokedAt: z.string() }),
  },
  'GET /api/estates/:estateId/presences': {
    permission: 'roster.read',
    summary: 'The register of check-ins with their proof, signs, hand-over and what came later from a device',
    params: Estate,
    query: z.object({ ...period, ...paged, show: z.enum(registerShows).default('all') }),
    response: z.object({
      items: z.array(
        z.object({
          id: z.uuid(),
          postId: z.uuid(),
          post: z.string(),
          name: z.string(),
          party: z.string().nullable(),
          inAt: z.string(),
          proof: ProofKindShape.nullable(),
          strength: z.enum(['strong', 'weak', 'none']),
          inLearnedAt: z.string().nullable(),
          outAt: z.string().nullable(),
          outLearnedAt: z.string().nullable(),
          signs: z.int(),
          note: z.string().nullable(),
          matters: z.array(z.string()),
          reason: z.string().nullable(),
          handedTo: z.string().nullable(),
          confirmedAt: z.string().nullable(),
        }),
      ),
      total: z.int(),
    }),
  },
  'GET /api/estates/:estateId/empty-posts': {
    permission: 'roster.read',
    summary: 'The register of empty posts: alarmed, entered afterwards, or attended after all',
    params: Estate,
    query: z.object({ ...period, ...paged }),
    response: z.object({
      items: z.array(
        z.object({
          id: z.uuid(),
          postId: z.uuid(),
          post: z.string(),
          since: z.string(),
          endedAt: z.string().nullable(),
          limitMinutes: z.int(),
          alarmedAt: z.string(),
          alarmed: z.string().nullable(),
          settled: z.enum(['attended', 'entered', 'changed']).nullable(),
          reason: z.string().nullable(),
          learnedAt: z.string().nullable(),
        }),
      ),
      total: z.int(),
    }),
  },
})
