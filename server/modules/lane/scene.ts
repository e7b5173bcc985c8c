/** The picture of an event that is kept. Pure: also runs in the gatehouse. */
import type { PlateReading } from './wire.ts'
import { isJpeg } from './wire-text.ts'

/**
 * The scene of a reading, or its plate's clipping where that is all there is.
 * @returns its bytes; null when it is no JPEG; nothing when the reading brought no picture
 */
export function sceneOf(reading: PlateReading): Buffer | null | undefined {
  const picture = reading.pictures.find(p => p.shows === 'scene') ?? reading.pictures[0]
  if (!picture) return undefined
  const bytes = picture.bytes
    ? Buffer.from(picture.bytes)
    : // as data URLs, and as forms in which a blank stands for '+'
      Buffer.from((picture.base64 ?? '').replace(/^data:[^,]*,/, '').replace(/ /g, '+'), 'base64')
  return isJpeg(bytes) ? bytes : null
}
