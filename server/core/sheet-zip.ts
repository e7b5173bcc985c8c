/** The guard before a spreadsheet is unpacked: an .xlsx is a zip, and a zip of 100 KB can hold 100 GB of zeros. */
import { inflateRawSync } from 'node:zlib'
import { zipSync } from 'fflate'
import { sheetFail } from './sheet-refusal.ts'

/** What all parts of a spreadsheet may unpack to, in bytes: about 20,000 rows of 40 long columns. */
export const MAX_UNPACKED = 120 * 1024 * 1024
const MAX_ENTRIES = 2_000
const END_OF_DIRECTORY = 0x06054b50
const DIRECTORY_ENTRY = 0x02014b50
const LOCAL_ENTRY = 0x04034b50
/** Pictures and macros are not read, so they are not unpacked either. */
const READ = /(\.xml|\.rels)$/i

type Entry = {
  name: string
  method: number
  packed: number
  unpacked: number
  at: number
  encrypted: boolean
}

/**
 * Unpacks the XML parts of a zip within the limit and packs them again without compression, so that the reader behind
 * never inflates anything itself. Declared sizes are added up before the first byte is inflated, and each part is
 * stopped at its declared size, so a lying directory gains nothing.
 * @throws sheet.unpacks_too_large, sheet.damaged
 */
export function safeZip(bytes: Uint8Array): Uint8Array {
  const entries = directory(bytes)
  const total = entries.reduce((sum, entry) => sum + entry.unpacked, 0)
  if (entries.length > MAX_ENTRIES || total > MAX_UNPACKED) {
    const megabytes = Math.round(total / 1_048_576)
    throw sheetFail('sheet.unpacks_too_large', { params: { megabytes, limit: MAX_UNPACKED / 1_048_576 } })
  }
  const parts: Record<string, [Uint8Array, { level: 0 }]> = {}
  for (const entry of entries) {
    if (READ.test(entry.name)) parts[entry.name] = [unpack(bytes, entry), { level: 0 }]
  }
  return zipSync(parts)
}

function directory(bytes: Uint8Array): Entry[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let end = bytes.length - 22
  while (end >= 0 && end > bytes.length - 66_000 && view.getUint32(end, true) !== END_OF_DIRECTORY) end--
  if (end < 0 || view.getUint32(end, true) !== END_OF_DIRECTORY) throw sheetFail('sheet.damaged')
  const entries: Entry[] = []
  let at = view.getUint32(end + 16, true)
  const amount = view.getUint16(end + 10, true)
  for (let index = 0; index < amount; index++) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== DIRECTORY_ENTRY)
      throw sheetFail('sheet.damaged')
    const nameLength = view.getUint16(at + 28, true)
    entries.push({
      name: new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength)),
      encrypted: (view.getUint16(at + 8, true) & 1) === 1,
      method: view.getUint16(at + 10, true),
      packed: view.getUint32(at + 20, true),
      unpacked: view.getUint32(at + 24, true),
      at: view.getUint32(at + 42, true),
    })
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
  }
  return entries
}

function unpack(bytes: Uint8Array, entry: Entry): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (entry.at + 30 > bytes.length || view.getUint32(entry.at, true) !== LOCAL_ENTRY)
    throw sheetFail('sheet.damaged')
  const start = entry.at + 30 + view.getUint16(entry.at + 26, true) + view.getUint16(entry.at + 28, true)
  const packed = bytes.subarray(start, start + entry.packed)
  if (entry.encrypted || packed.length !== entry.packed) throw sheetFail('sheet.damaged')
  if (entry.method === 0) return packed
  if (entry.method !== 8) throw sheetFail('sheet.damaged')
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(1, entry.unpacked) })
  } catch {
    throw sheetFail('sheet.damaged')
  }
}
