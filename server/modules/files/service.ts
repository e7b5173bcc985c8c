/** Keeping and reading photos. */
import { fail } from '../../core/errors.ts'
import type { RawHandler } from '../../core/http.ts'
import { verb } from '../../core/verb.ts'
import { filesApi } from './contract.ts'

const nameOf = (actor: { kind: string; id?: string }) => actor.id ?? actor.kind

/** Keeps a photo under the estate's key. @throws core.media_type, core.too_large */
export const keepPhoto = verb(
  'files.photo',
  filesApi['POST /api/estates/:estateId/photos'],
  async (ctx, input) => {
    if (input.upload === undefined) throw fail('core.media_type', { params: { accepted: 'JPEG, PNG, WebP' } })
    const kept = await ctx.house.files.putPhoto(
      ctx.db,
      ctx.now,
      input.estateId,
      input.upload.bytes,
      nameOf(ctx.actor),
      input.purpose,
    )
    await ctx.audit(
      {
        action: 'file.keep',
        subject: 'file',
        subjectId: kept.id,
        after: { purpose: input.purpose, size: kept.size },
      },
      input.estateId,
    )
    return kept
  },
)

/** Sends a file. Somebody who reaches only his own unit sees what he sent himself; a record's photos come with the record. */
export const sendFile: RawHandler = async (ctx, input, reply) => {
  const { estateId, fileId } = input as { estateId: string; fileId: string }
  const found = await ctx.house.files.get(ctx.db, estateId, fileId)
  if (ctx.reach('file.read', estateId) !== 'estate' && found.madeBy !== nameOf(ctx.actor))
    throw fail('core.not_found')
  return reply
    .type(found.mediaType)
    .header('cache-control', 'private, max-age=3600')
    .header('x-content-type-options', 'nosniff')
    .send(found.bytes)
}
