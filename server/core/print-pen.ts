/** The pen of the PDF: fonts with fall-back, measured lines, and the flow from page to page. */
import PDFDocument from 'pdfkit'
import { printable } from './print.ts'
import { BODY_FONT, BOLD_FONT, type Coverage, coverageOf, type FontFile } from './print-font.ts'
import { linesOf } from './print-lines.ts'

const MM = 72 / 25.4

/** Millimetres to points. */
export function mm(length: number): number {
  return length * MM
}

/** How a text is written. Size in points, `lead` the height of a line over its size. */
export type Style = {
  size: number
  bold?: boolean
  color?: string
  align?: 'left' | 'center' | 'right'
  lead?: number
  first?: number
}

/** The page, its margins and where the next thing goes. All in points. */
export type Pen = {
  doc: PDFKit.PDFDocument
  left: number
  width: number
  top: number
  bottom: number
  y: number
  missing: Set<string>
  /** lines of a text in a width */
  lines(text: string, width: number, style: Style): string[]
  /** writes one line with its top at y */
  line(text: string, x: number, y: number, width: number, style: Style): void
  /** writes a text at the pen and moves the pen below it, over as many pages as it needs */
  flow(text: string, style: Style): void
  /** begins a page when less than `height` is left on this one */
  need(height: number): void
  /** begins a page */
  page(): void
}

/** Height of a line. */
export function lineHeight(style: Style): number {
  return style.size * (style.lead ?? 1.5)
}

/** The geometry of a page in points. */
export type PageSize = { width: number; height: number; margin: { x: number; top: number; bottom: number } }

type Faces = { rare: { name: string; covers: Coverage }[]; body: Coverage }

let bodyCoverage: Coverage | null = null

/** A pen on the first page. `rareFonts` are asked in order for what the program's own font lacks. */
export function newPen(size: PageSize, info: { title: string; unit: string }, rareFonts: FontFile[]): Pen {
  const doc = new PDFDocument({
    size: [size.width, size.height],
    margin: 0,
    bufferPages: true,
    info: { Title: printable(info.title), Author: printable(info.unit), Creator: 'Anju' },
    lang: 'zh-CN',
  })
  doc.registerFont('body', BODY_FONT.path)
  doc.registerFont('bold', BOLD_FONT.path)
  bodyCoverage ??= coverageOf(BODY_FONT)
  const rare = rareFonts.flatMap((font, at) => {
    const covers = coverageOf(font)
    if (!covers) return []
    doc.registerFont(`rare${at}`, font.path, font.family)
    return [{ name: `rare${at}`, covers }]
  })
  const faces: Faces = { rare, body: bodyCoverage ?? (() => true) }
  const missing = new Set<string>()
  const measured = new Map<string, number>()
  const measure = (text: string, style: Style): number => {
    const key = (style.bold ? 'b' : 'r') + text
    const known = measured.get(key)
    if (known !== undefined) return known * style.size
    const wide = runsOf(text, style.bold === true, faces, missing).reduce(
      (sum, run) => sum + doc.font(run.font).fontSize(100).widthOfString(run.text) / 100,
      0,
    )
    measured.set(key, wide)
    return wide * style.size
  }
  const pen: Pen = {
    doc,
    left: size.margin.x,
    width: size.width - 2 * size.margin.x,
    top: size.margin.top,
    bottom: size.height - size.margin.bottom,
    y: size.margin.top,
    missing,
    lines: (text, width, style) =>
      linesOf(printable(text), width, token => measure(token, style), style.first ?? 0),
    line: (text, x, y, width, style) => {
      const spare = style.align === 'left' || !style.align ? 0 : width - measure(text, style)
      let at = x + (style.align === 'center' ? spare / 2 : spare)
      const baseline = y + lineHeight(style) / 2 + style.size * 0.36
      for (const run of runsOf(text, style.bold === true, faces, missing)) {
        doc
          .font(run.font)
          .fontSize(style.size)
          .fillColor(style.color ?? '#000000')
        doc.text(run.text, at, baseline, { lineBreak: false, baseline: 'alphabetic' })
        at += measure(run.text, style)
      }
    },
    flow: (text, style) => {
      for (const [at, line] of pen.lines(text, pen.width, style).entries()) {
        pen.need(lineHeight(style))
        const first = at === 0 ? (style.first ?? 0) : 0
        pen.line(line, pen.left + first, pen.y, pen.width - first, style)
        pen.y += lineHeight(style)
      }
    },
    need: height => {
      if (pen.y + height > pen.bottom && pen.y > pen.top) pen.page()
    },
    page: () => {
      doc.addPage({ size: [size.width, size.height], margin: 0 })
      pen.y = pen.top
    },
  }
  return pen
}

type Run = { font: string; text: string }

/**
 * Parts a text into runs of one font. A character that no font has becomes 〓, the sign that typesetters put for a
 * missing one, and is remembered, so that nobody takes a blank for the end of a name.
 */
function runsOf(text: string, bold: boolean, faces: Faces, missing: Set<string>): Run[] {
  const main = bold ? 'bold' : 'body'
  const runs: Run[] = []
  for (const sign of text.replace(/[\u{fe00}-\u{fe0f}\u{e0100}-\u{e01ef}\u200b-\u200f\u2060\ufeff]/gu, '')) {
    const point = sign.codePointAt(0) ?? 0
    const font = faces.body(point) ? main : faces.rare.find(face => face.covers(point))?.name
    if (font === undefined) missing.add(sign)
    const run = { font: font ?? main, text: font === undefined ? '〓' : sign }
    const last = runs.at(-1)
    if (last?.font === run.font) last.text += run.text
    else runs.push(run)
  }
  return runs
}

/** The finished file. */
export function finished(pen: Pen): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = []
    pen.doc.on('data', (part: Buffer) => parts.push(part))
    pen.doc.on('end', () => resolve(new Uint8Array(Buffer.concat(parts))))
    pen.doc.on('error', reject)
    pen.doc.end()
  })
}
