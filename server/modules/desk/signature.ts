/** A signature drawn on screen, or a photo of the signed slip: kept, and refused when there is nothing on it. */
import sharp from 'sharp'
import { fail } from '../../core/errors.ts'
import type { Ctx } from '../../core/house.ts'
import type { Upload } from '../../core/verb.ts'
import { deskFail } from './errors.ts'

/** A grey level further from white than this is ink. */
const INK = 24
/** At least this many pixels of ink: a slip of the finger is no signature. */
const LEAST_INK = 60

/** @throws core.media_type when it is no picture, desk.signature_empty when nothing is drawn */
export async function keepSignature(ctx: Ctx, estateId: string, upload: Upload, by: string): Promise<string> {
  let flat: Buffer
  let ink = 0
  try {
    const picture = sharp(upload.bytes, { limitInputPixels: 20_000_000, failOn: 'error' }).flatten({
      background: '#ffffff',
    })
    flat = await picture
      .clone()
      .resize({ width: 1200, height: 600, fit: 'inside', withoutEnlargement: true })
      .jpeg({ quality: 85 })
      .toBuffer()
    const grey = await picture.clone().greyscale().raw().toBuffer()
    for (const level of grey) if (level < 255 - INK) ink++
  } catch (error) {
    throw fail('core.media_type', {
      params: { accepted: 'PNG, JPEG' },
      log: { reason: (error as Error).message },
    })
  }
  if (ink < LEAST_INK) throw deskFail('desk.signature_empty')
  return (await ctx.house.files.put(ctx.db, ctx.now, estateId, flat, 'image/jpeg', by, 'ticket')).id
}
