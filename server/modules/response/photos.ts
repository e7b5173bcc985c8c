/** Photos of the work: an authority sees them without a right to every file of the estate. */
import { fail } from '../../core/errors.ts'
import type { RawHandler } from '../../core/http.ts'
import { isWorkPhoto } from './store-task.ts'

/** @throws core.not_found when the file belongs to no task or report */
export const sendWorkPhoto: RawHandler = async (ctx, input, reply) => {
  const { estateId, fileId } = input as { estateId: string; fileId: string }
  if (!(await isWorkPhoto(ctx.db, estateId, fileId))) throw fail('core.not_found')
  const found = await ctx.house.files.get(ctx.db, estateId, fileId)
  return reply
    .type(found.mediaType)
    .header('cache-control', 'private, max-age=3600')
    .header('x-content-type-options', 'nosniff')
    .send(found.bytes)
}
