/** Bytes to text: UTF-8 where it is, else GBK (the Qianyi build sends it). Shared by the parsers. */
import iconv from 'iconv-lite'
import { PROVINCE } from './plate.ts'

const utf8 = new TextDecoder('utf-8', { fatal: true })

const PLATED = new RegExp(`[${PROVINCE}][A-Z]`)

/**
 * A text and whether it was GBK. Headers lie both ways, and a plate of 鲁 or 豫 in GBK is also sound UTF-8 (C2 B3, D4 A5): a
 * header is believed only where the bytes fit it, and two-byte UTF-8 alone gives way when it would hide a plate.
 */
export function readText(bytes: Uint8Array, charset: string | undefined): { text: string; gbk: boolean } {
  const gbk = () => ({ text: iconv.decode(Buffer.from(bytes), 'gb18030'), gbk: true })
  let text: string
  try {
    text = utf8.decode(bytes)
  } catch {
    return gbk()
  }
  const told = charset !== undefined && /gb/i.test(charset)
  const han = /[\u0800-\uffff]/.test(text)
  if (han ? told && !PLATED.test(text) : told) return gbk()
  if (han || text.length === bytes.length || (charset !== undefined && /utf/i.test(charset)))
    return { text, gbk: false }
  const other = gbk()
  return PLATED.test(other.text) && !PLATED.test(text) ? other : { text, gbk: false }
}

export const decodeText = (bytes: Uint8Array, charset: string | undefined): string =>
  readText(bytes, charset).text

/** An answer's bytes in the charset that its camera writes. */
export function encodeAnswer(body: object, gbk: boolean): { bytes: Buffer; type: string } {
  const text = JSON.stringify(body)
  return gbk
    ? { bytes: iconv.encode(text, 'gbk'), type: 'application/json; charset=gbk' }
    : { bytes: Buffer.from(text), type: 'application/json; charset=utf-8' }
}

/** The value of a header's parameter: `charset=GBK`, `boundary="x"`. */
export function parameter(header: string, name: string): string | undefined {
  const found = new RegExp(`(?:^|[;\\s])${name}\\s*=\\s*(?:"([^"]*)"|([^;\\s]+))`, 'i').exec(header)
  return found?.[1] ?? found?.[2]
}

export interface Part {
  name: string
  filename: string
  type: string
  bytes: Uint8Array
}

const MOST_PARTS = 40

/**
 * The parts of a multipart body. Cameras write loose ones: LF for CRLF, no closing boundary, a boundary that the header
 * does not name. Truncated parts are given as far as they came.
 */
export function multipart(body: Buffer, contentType: string): Part[] {
  const told = parameter(contentType, 'boundary')
  const first = /^\s*--([^\r\n]{1,200})/.exec(body.toString('latin1', 0, 300))?.[1]
  const boundary = told !== undefined && body.includes(`--${told}`) ? told : first
  if (boundary === undefined) return []
  const mark = Buffer.from(`--${boundary}`, 'latin1')
  const parts: Part[] = []
  let at = body.indexOf(mark)
  while (at >= 0 && parts.length < MOST_PARTS) {
    const from = at + mark.length
    if (body.toString('latin1', from, from + 2) === '--') break
    const next = body.indexOf(mark, from)
    const part = partOf(body.subarray(from, next < 0 ? body.length : next))
    if (part) parts.push(part)
    at = next
  }
  return parts
}

function partOf(block: Buffer): Part | undefined {
  const crlf = block.indexOf('\r\n\r\n')
  const lf = block.indexOf('\n\n')
  const wide = crlf >= 0 && (lf < 0 || crlf < lf)
  const end = wide ? crlf : lf
  if (end < 0) return undefined
  const head = block.toString('utf8', 0, end)
  const bytes = trimEnd(block.subarray(end + (wide ? 4 : 2)))
  const disposition = /content-disposition:\s*([^\r\n]*)/i.exec(head)?.[1] ?? ''
  return {
    name: parameter(disposition, 'name') ?? '',
    filename: parameter(disposition, 'filename') ?? '',
    type: /content-type:\s*([^\r\n]*)/i.exec(head)?.[1]?.trim() ?? '',
    bytes,
  }
}

function trimEnd(block: Buffer): Buffer {
  let end = block.length
  if (block[end - 1] === 0x0a) end -= 1
  if (block[end - 1] === 0x0d) end -= 1
  return block.subarray(0, end)
}

/** FF D8: a JPEG, whatever its part says it is. */
export function isJpeg(bytes: Uint8Array): boolean {
  return bytes[0] === 0xff && bytes[1] === 0xd8
}
