/** The size of a picture, read from its head, so that pages can be laid out without decoding it. */

/** Width and height in pixels of a PNG or JPEG; null for anything else, which is not printed. */
export function imageSize(bytes: Uint8Array): { width: number; height: number; type: 'png' | 'jpg' } | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (bytes.length > 24 && view.getUint32(0) === 0x89504e47) {
    return { width: view.getUint32(16), height: view.getUint32(20), type: 'png' }
  }
  if (bytes.length < 4 || view.getUint16(0) !== 0xffd8) return null
  for (let at = 2; at + 9 < bytes.length; at += 2 + view.getUint16(at + 2)) {
    const marker = view.getUint16(at)
    const frame = marker >= 0xffc0 && marker <= 0xffcf && ![0xffc4, 0xffc8, 0xffcc].includes(marker)
    if (frame) return { width: view.getUint16(at + 7), height: view.getUint16(at + 5), type: 'jpg' }
    if (marker >> 8 !== 0xff) return null
  }
  return null
}
