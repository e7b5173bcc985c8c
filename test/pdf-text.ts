/** A PDF that our printer made, read for tests: its words by its fonts' own Unicode tables, its pages, what it embeds. */
import { inflateSync } from 'node:zlib'

type Table = Map<string, string>

interface Part {
  head: string
  stream: string
}

/** A page: its text in drawn order, and its boxes in points, [left, bottom, right, top]. */
export interface PdfPage {
  text: string
  media: number[]
  trim: number[]
}

/** @param bytes a PDF of pdfkit: plain objects, deflated streams, two-byte glyphs with a ToUnicode table per font. */
export function pdfText(bytes: Uint8Array): string {
  const parts = partsOf(bytes)
  const fonts = tablesOf(parts)
  return [...parts.values()]
    .map(o => (/\bTJ\b|\bTj\b/.test(o.stream) ? drawn(o.stream, fonts) : ''))
    .join('\n')
}

/** The pages of such a PDF, in their order. */
export function pdfPages(bytes: Uint8Array): PdfPage[] {
  const parts = partsOf(bytes)
  const fonts = tablesOf(parts)
  const tree = [...parts.values()].find(({ head }) => /\/Type \/Pages\b/.test(head))?.head ?? ''
  return [...(/\/Kids \[([^\]]*)\]/.exec(tree)?.[1] ?? '').matchAll(/(\d+) 0 R/g)].map(([, id = '']) => {
    const head = parts.get(id)?.head ?? ''
    const box = (name: string) =>
      (new RegExp(`/${name} \\[([^\\]]*)\\]`).exec(head)?.[1] ?? '').split(' ').filter(Boolean).map(Number)
    const content = /\/Contents (\d+) 0 R/.exec(head)?.[1] ?? ''
    return {
      text: drawn(parts.get(content)?.stream ?? '', fonts),
      media: box('MediaBox'),
      trim: box('TrimBox'),
    }
  })
}

/** The composite fonts of such a PDF, and whether the file holds their outlines: without them another machine shows other letters. */
export function pdfFonts(bytes: Uint8Array): { name: string; embedded: boolean }[] {
  const parts = partsOf(bytes)
  const behind = (head: string, key: string) =>
    parts.get(new RegExp(`/${key} \\[?(\\d+) 0 R`).exec(head)?.[1] ?? '')
  return [...parts.values()]
    .filter(({ head }) => /\/Subtype \/(Type0|Type1|TrueType)\b/.test(head))
    .map(({ head }) => {
      const descriptor = behind(behind(head, 'DescendantFonts')?.head ?? head, 'FontDescriptor')?.head ?? ''
      const file = behind(descriptor, 'FontFile[23]?')
      return {
        name: /\/BaseFont \/(\S+)/.exec(head)?.[1] ?? '',
        embedded: (file?.stream.length ?? 0) > 0,
      }
    })
}

function partsOf(bytes: Uint8Array): Map<string, Part> {
  const raw = Buffer.from(bytes).toString('latin1')
  const objects = new Map<string, Part>()
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
  return objects
}

/** The same name stands for the same font in the whole of one document of pdfkit. */
function tablesOf(objects: Map<string, Part>): Map<string, Table> {
  const fonts = new Map<string, Table>()
  for (const { head } of objects.values())
    for (const [, name = '', id = ''] of head.matchAll(/\/(F\d+) (\d+) 0 R/g)) {
      const table = /\/ToUnicode (\d+) 0 R/.exec(objects.get(id)?.head ?? '')?.[1]
      if (table) fonts.set(name, unicode(objects.get(table)?.stream ?? ''))
    }
  return fonts
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
