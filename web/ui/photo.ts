/** The long side of a photo that is sent, in px: a number plate stays readable, a phone line copes. */
export const longSide = 1600

/** Width and height that fit `longSide`; small photos stay as they are. */
export function fitInto(width: number, height: number): { width: number; height: number } {
  const scale = Math.min(1, longSide / Math.max(width, height))
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) }
}

/** Scales a photo and writes it as JPEG. Turned upright by its EXIF, which is then gone. @throws when it is no image */
export async function scalePhoto(file: Blob): Promise<Blob> {
  const image = await createImageBitmap(file, { imageOrientation: 'from-image' })
  const size = fitInto(image.width, image.height)
  const canvas = document.createElement('canvas')
  canvas.width = size.width
  canvas.height = size.height
  const paper = canvas.getContext('2d')
  if (!paper) throw new Error('no canvas')
  paper.drawImage(image, 0, 0, size.width, size.height)
  image.close()
  return await new Promise((resolve, reject) =>
    canvas.toBlob(blob => (blob ? resolve(blob) : reject(new Error('no image'))), 'image/jpeg', 0.82),
  )
}

/**
 * Sends the photos of a record that stands already: one that is lost fails nothing, for a form sent again would make
 * a second record. Returns how many did not arrive, for the person to hear.
 */
export async function sendPhotos(
  photos: readonly Blob[],
  send: (upload: Blob, i: number) => Promise<unknown>,
): Promise<number> {
  let lost = 0
  for (const [i, photo] of photos.entries()) {
    await send(photo, i).catch(() => {
      lost++
    })
  }
  return lost
}
