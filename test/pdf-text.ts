/** The words of a PDF that our printer made, for tests: its own fonts with their Unicode tables, page by page in drawn order. */
import { inflateSync } from 'node:zlib'

type Table = Map<string, string>

/** @param bytes a PDF of pdfkit: plain objects, deflated streams, two-byte glyphs with a ToUnicode table per font. */
export function pdfText(bytes: Uint8Array): string {
  const raw = Buffer.from(bytes).toString('latin1')
  const objects = new Map<string, { head: string; stream: string }>()
  for (const [, id = '', body = ''] of raw.matchAll(/(\d+) 0 obj\s([\s\S]*?)\sendobj/g)) {
    const at = /stream\r?\n/.exec(body)
    const head = at ? body.slice(0, at.index) : body
    if (!at) {
      objects.set(id, { head, stream: '' })
      continue
    }
    const length = Number(/\/Length (\d+)/.exec(head)?.[1] ?? 0)
    const start = at.index + at[0].length
    const data = Buffer.from(body.slice(start, length > 0 ? start + length : undefined), 'latin1')
    objects.set(id, {
      head,
      stream: head.includes('/FlateDecode') && !head.includes('/Image') ? inflated(data) : '',
    })
  }
  // the same name stands for the same font in the whole of one document of pdfkit
  const fonts = new Map<string, Table>()
  for (const { head } of objects.values())
    for (const [, name = '', id = ''] of head.matchAll(/\/(F\d+) (\d+) 0 R/g)) {
      const table = /\/ToUnicode (\d+) 0 R/.exec(objects.get(id)?.head ?? '')?.[1]
      if (table) fonts.set(name, unicode(objects.get(table)?.stream ?? ''))
    }
  return [...objects.values()]
    .map(o => (/\bTJ\b|\bTj\b/.test(o.stream) ? drawn(o.stream, fonts) : ''))
    .join('\n')
}

function inflated(data: Buffer): string {
  try {
    return inflateSync(data).toString('latin1')
  } catch {
    return ''
  }
}

const decoded = (hex: string) => Buffer.from(hex, 'hex').swap16().toString('utf16le')

function unicode(cmap: string): Table {
  const out: Table = new Map()
  for (const [, block = ''] of cmap.matchAll(/beginbfrange([\s\S]*?)endbfrange/g))
    for (const [, from = '', list = ''] of block.matchAll(/<(\w+)>\s*<\w+>\s*\[([\s\S]*?)\]/g))
      for (const [i, code] of [...list.matchAll(/<(\w*)>/g)].entries())
        out.set((Number.parseInt(from, 16) + i).toString(16).padStart(4, '0'), decoded(code[1] ?? ''))
  for (const [, block = ''] of cmap.matchAll(/beginbfchar([\s\S]*?)endbfchar/g))
    for (const [, from = '', to = ''] of block.matchAll(/<(\w+)>\s*<(\w+)>/g))
      out.set(from.toLowerCase(), decoded(to))
  return out
}

function drawn(content: string, fonts: Map<string, Table>): string {
  let table: Table | undefined
  let text = ''
  for (const [, font, array] of content.matchAll(/\/(F\d+) [\d.]+ Tf|\[([^\]]*)\] TJ/g)) {
    if (font !== undefined) table = fonts.get(font)
    else {
      for (const [, hex = ''] of (array ?? '').matchAll(/<(\w+)>/g))
        for (const glyph of hex.match(/.{4}/g) ?? []) text += table?.get(glyph.toLowerCase()) ?? ''
      text += ' '
    }
  }
  return text
}
