/** Reads delimited text. Own code, because the spreadsheet library takes a CSV that begins with "ID" for another format and guesses types. */
import iconv from 'iconv-lite'
import { sheetFail } from './sheet-refusal.ts'

/** The text of a CSV file and the encoding it was in: UTF-8 or UTF-16 by its mark, valid UTF-8, else GB18030 (of which GBK is a part). */
export function decodeText(bytes: Uint8Array): { text: string; encoding: string } {
  const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (data[0] === 0xef && data[1] === 0xbb && data[2] === 0xbf) {
    return { text: data.subarray(3).toString('utf8'), encoding: 'utf-8 (BOM)' }
  }
  if (data[0] === 0xff && data[1] === 0xfe)
    return { text: iconv.decode(data, 'utf16le'), encoding: 'utf-16le' }
  if (data[0] === 0xfe && data[1] === 0xff)
    return { text: iconv.decode(data, 'utf16be'), encoding: 'utf-16be' }
  if (data.includes(0)) throw sheetFail('sheet.kind')
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(data), encoding: 'utf-8' }
  } catch {
    const text = iconv.decode(data, 'gb18030')
    const broken = text.split('\ufffd').length - 1
    if (broken > 3 && broken > text.length / 200) throw sheetFail('sheet.damaged')
    return { text, encoding: 'gb18030' }
  }
}

/** The delimiter of a text: the one of comma, semicolon and tab that stands most often outside quotes in its first lines. */
export function delimiterOf(text: string): string {
  const head = text
    .slice(0, 20_000)
    .replace(/"(?:[^"]|"")*"/g, '')
    .split(/\r?\n|\r/)
    .slice(0, 20)
    .join('\n')
  const ranked = [',', '\t', ';'].map(sign => ({ sign, seen: head.split(sign).length - 1 }))
  ranked.sort((a, b) => b.seen - a.seen)
  return ranked[0]?.sign ?? ','
}

/**
 * Rows of delimited text (RFC 4180: quotes doubled, line breaks inside quotes kept). `line` is the line in the file
 * where the row begins, from 1. A quote that is never closed ends at its own line instead of eating the file.
 */
export function parseDelimited(
  text: string,
  delimiter: string,
  maxRows: number,
): { line: number; cells: string[] }[] {
  const rows: { line: number; cells: string[] }[] = []
  const stops = new RegExp(`[${delimiter === '\t' ? '\\t' : delimiter}\\r\\n]`, 'g')
  let at = 0
  let line = 1
  while (at < text.length && rows.length < maxRows) {
    const row = { line, cells: [] as string[] }
    for (;;) {
      const closing = text[at] === '"' ? closingQuote(text, at + 1) : -1
      let end = at
      if (closing >= 0) {
        const quoted = text.slice(at + 1, closing)
        line += quoted.split('\n').length - 1
        row.cells.push(unguarded(quoted.replaceAll('""', '"')))
        end = closing + 1
      }
      stops.lastIndex = end
      const stop = stops.exec(text)?.index ?? text.length
      if (closing < 0) row.cells.push(unguarded(text.slice(at, stop)))
      at = stop + 1
      if (text[stop] !== delimiter) {
        if (text[stop] === '\r' && text[stop + 1] === '\n') at++
        break
      }
    }
    line++
    rows.push(row)
  }
  return rows
}

/** The quote that closes the one before `from`, or -1 when none is followed by a delimiter, line end or file end. */
function closingQuote(text: string, from: number): number {
  let at = from
  for (;;) {
    const quote = text.indexOf('"', at)
    if (quote < 0) return -1
    if (text[quote + 1] !== '"') return quote
    at = quote + 2
  }
}

/** Takes off the quote that our own export puts before a text that a spreadsheet would take for a formula. */
function unguarded(cell: string): string {
  return /^'[=+\-@\t\r]/.test(cell) ? cell.slice(1) : cell
}
