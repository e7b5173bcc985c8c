/** The PDF face of a document: pages as they leave the printer. */
import { create as createQr } from 'qrcode'
import {
  letterDate,
  type Paper,
  PRINT_WORDS,
  type PrintBlock,
  type PrintDocument,
  type Printed,
} from './print.ts'
import { drawBars } from './print-bars.ts'
import { type FontFile, SYSTEM_FONTS } from './print-font.ts'
import { imageSize } from './print-image.ts'
import { finished, lineHeight, mm, newPen, type PageSize, type Pen, type Style } from './print-pen.ts'
import { drawKeyValues, drawTable } from './print-table.ts'

const RED = '#c8102e'
const GREY = '#5b6166'

/** Longest strip of a receipt roll, in points; a receipt is rendered once to learn its length. */
const ROLL = 14_000

function pageSize(paper: Paper, rollHeight: number): PageSize {
  const margin = { x: mm(20), top: mm(18), bottom: mm(20) }
  if (paper === 'A4-landscape')
    return { width: mm(297), height: mm(210), margin: { x: mm(15), top: mm(15), bottom: mm(18) } }
  if (paper === 'half-A4')
    return { width: mm(210), height: mm(148.5), margin: { x: mm(12), top: mm(9), bottom: mm(13) } }
  if (paper === '80mm')
    return { width: mm(80), height: rollHeight, margin: { x: mm(4), top: mm(4), bottom: mm(6) } }
  return { width: mm(210), height: mm(297), margin }
}

function bodySize(spec: PrintDocument): number {
  if (spec.redHeader) return 16
  return { A4: 10.5, 'A4-landscape': 10, 'half-A4': 9, '80mm': 8.5 }[spec.paper ?? 'A4']
}

/**
 * Renders a document. Characters that neither the program's font nor `rareFonts` hold are replaced by 〓, listed in
 * the footer, and returned, so that the caller can warn before the paper is signed [SX-04].
 */
export async function toPdf(spec: PrintDocument, rareFonts: FontFile[] = SYSTEM_FONTS): Promise<Printed> {
  const paper = spec.paper ?? 'A4'
  let height = ROLL
  if (paper === '80mm') height = draw(spec, pageSize(paper, ROLL), rareFonts).y + mm(8)
  const pen = draw(spec, pageSize(paper, height), rareFonts)
  const missing = [...pen.missing]
  stampPages(pen, spec, missing)
  return { bytes: await finished(pen), missing }
}

function draw(spec: PrintDocument, size: PageSize, rareFonts: FontFile[]): Pen {
  const pen = newPen(size, spec, rareFonts)
  drawHead(pen, spec)
  for (const block of spec.blocks) drawBlock(pen, block, spec)
  if (spec.redHeader && !spec.blocks.some(block => block.kind === 'signatures')) drawClosing(pen, spec)
  return pen
}

function drawHead(pen: Pen, spec: PrintDocument): void {
  const words = PRINT_WORDS[spec.language ?? 'zh']
  const narrow = spec.paper === '80mm'
  if (spec.redHeader) {
    pen.y += mm(8)
    pen.flow(spec.redHeader, { size: 30, bold: true, color: RED, align: 'center', lead: 1.3 })
    pen.y += mm(4)
    if (spec.number) pen.flow(spec.number, { size: 14, align: 'center' })
    pen.doc
      .lineWidth(1.6)
      .moveTo(pen.left, pen.y + 4)
      .lineTo(pen.left + pen.width, pen.y + 4)
      .stroke(RED)
    pen.y += mm(10)
    pen.flow(spec.title, { size: 22, bold: true, align: 'center', lead: 1.4 })
    pen.y += mm(5)
    return
  }
  const title = narrow ? 13 : spec.paper === 'half-A4' ? 15 : 18
  pen.flow(spec.title, { size: title, bold: true, align: 'center', lead: 1.4 })
  const style: Style = { size: bodySize(spec) - 0.5, color: '#333333' }
  const meta = [words.unit + spec.unit, spec.number ? words.number + spec.number : '', words.date + spec.date]
  if (narrow) {
    for (const text of meta) if (text) pen.flow(text, style)
  } else {
    const columns: [number, Style['align']][] = [
      [0, 'left'],
      [0.4, 'center'],
      [0.7, 'right'],
    ]
    const shares = [0.4, 0.3, 0.3]
    const lines = meta.map((text, at) => pen.lines(text, pen.width * (shares[at] ?? 0), style))
    for (const [at, [from, align]] of columns.entries()) {
      for (const [row, line] of (lines[at] ?? []).entries()) {
        const x = pen.left + pen.width * from
        pen.line(line, x, pen.y + row * lineHeight(style), pen.width * (shares[at] ?? 0), { ...style, align })
      }
    }
    pen.y += Math.max(...lines.map(cell => cell.length)) * lineHeight(style)
  }
  pen.y += 4
}

function drawBlock(pen: Pen, block: PrintBlock, spec: PrintDocument): void {
  const size = bodySize(spec)
  const table = spec.redHeader ? 12 : size - 0.5
  const words = PRINT_WORDS[spec.language ?? 'zh']
  switch (block.kind) {
    case 'heading': {
      const style = { size: size + (block.level === 2 ? 0.5 : 2.5), bold: true, lead: 1.6 }
      // A heading never stands alone at the foot of a page.
      pen.need(lineHeight(style) + 2 * size * 1.6)
      pen.y += size * 0.3
      pen.flow(block.text, style)
      break
    }
    case 'paragraph':
      drawParagraph(pen, block, size, spec.redHeader ? 1.75 : 1.65)
      break
    case 'table':
      drawTable(pen, block, table, words.empty)
      break
    case 'keyValues':
      drawKeyValues(pen, block.items, spec.paper === '80mm' ? 1 : (block.columns ?? 2), table)
      break
    case 'bars':
      drawBars(pen, block, table)
      break
    case 'image':
      drawImage(pen, block, size)
      break
    case 'signatures':
      drawSignatures(pen, block.places, size, spec)
      break
    case 'qr':
      drawQr(pen, block, size)
      break
    case 'pageBreak':
      if (spec.paper !== '80mm') pen.page()
      break
  }
}

function drawParagraph(
  pen: Pen,
  block: Extract<PrintBlock, { kind: 'paragraph' }>,
  size: number,
  lead: number,
): void {
  const first = block.indent === true ? 2 * size : 0
  for (const text of block.text.split('\n')) {
    pen.flow(text, { size, lead, first, bold: block.strong ?? false, align: block.align ?? 'left' })
  }
  pen.y += size * 0.3
}

function drawImage(pen: Pen, block: Extract<PrintBlock, { kind: 'image' }>, size: number): void {
  const natural = imageSize(block.bytes)
  if (natural === null) {
    pen.flow(PRINT_WORDS.zh.noImage, { size, color: RED })
    return
  }
  const width = Math.min(mm(block.width ?? 80), pen.width)
  const height = Math.min((natural.height * width) / natural.width, (pen.bottom - pen.top) * 0.8)
  pen.need(height + lineHeight({ size }))
  const x = pen.left + (pen.width - width) / 2
  pen.doc.image(Buffer.from(block.bytes), x, pen.y, { fit: [width, height], align: 'center' })
  pen.y += height + 3
  if (block.caption) pen.flow(block.caption, { size: size - 1, color: GREY, align: 'center' })
  pen.y += 4
}

function drawQr(pen: Pen, block: Extract<PrintBlock, { kind: 'qr' }>, size: number): void {
  const modules = createQr(block.text, { errorCorrectionLevel: 'M' }).modules
  const width = Math.min(mm(block.width ?? 30), pen.width)
  pen.need(width + lineHeight({ size }))
  const left = pen.left + (pen.width - width) / 2
  const step = width / modules.size
  for (let row = 0; row < modules.size; row++) {
    for (let column = 0; column < modules.size; column++) {
      // A hair wider than the step, or white seams show between the modules on screens.
      if (modules.get(row, column))
        pen.doc.rect(left + column * step, pen.y + row * step, step + 0.05, step + 0.05)
    }
  }
  pen.doc.fill('#000000')
  pen.y += width + 4
  if (block.caption) pen.flow(block.caption, { size: size - 1, color: GREY, align: 'center' })
  pen.y += 4
}

function drawSignatures(
  pen: Pen,
  places: Extract<PrintBlock, { kind: 'signatures' }>['places'],
  size: number,
  spec: PrintDocument,
): void {
  const words = PRINT_WORDS[spec.language ?? 'zh']
  const columns = spec.paper === '80mm' ? 1 : Math.min(places.length, spec.redHeader ? 2 : 3)
  const width = pen.width / columns
  const tall = mm(places.some(place => place.seal) ? 36 : places.some(place => place.date) ? 22 : 15)
  const style = { size, lead: 1.5 }
  pen.y += size
  for (let at = 0; at < places.length; at += columns) {
    pen.need(tall)
    for (const [index, place] of places.slice(at, at + columns).entries()) {
      const x = pen.left + index * width
      const inner = width - mm(6)
      const label = `${place.label}${place.seal ? words.seal : ''}：`
      const lines = pen.lines(label, place.seal ? inner : inner * 0.62, style)
      for (const [row, line] of lines.entries())
        pen.line(line, x, pen.y + row * lineHeight(style), inner, style)
      const taken = Math.max(...lines.map(line => pen.doc.font('body').fontSize(size).widthOfString(line)))
      const below = pen.y + lines.length * lineHeight(style)
      // A seal is stamped over the words, so nothing is ruled there.
      if (!place.seal)
        pen.doc
          .lineWidth(0.5)
          .moveTo(x + taken, below)
          .lineTo(x + inner, below)
          .stroke('#000000')
      if (place.image)
        pen.doc.image(Buffer.from(place.image), x + taken, pen.y - 6, {
          fit: [inner - taken, lineHeight(style) + 6],
          align: 'center',
        })
      else if (place.name)
        pen.line(place.name, x + taken, below - lineHeight(style), inner - taken, {
          ...style,
          align: 'center',
        })
      if (place.date)
        pen.line(words.signDate, x, pen.y + tall - lineHeight(style) - 4, inner, { ...style, align: 'right' })
    }
    pen.y += tall
  }
}

/** The end of a letter: who issues it and when, at the right, with room for the seal over both. */
function drawClosing(pen: Pen, spec: PrintDocument): void {
  const style: Style = { size: bodySize(spec), lead: 1.75, align: 'right' }
  pen.need(mm(45))
  pen.y += mm(20)
  const right = { ...style, align: 'right' as const }
  for (const text of [spec.unit, letterDate(spec.date, spec.language ?? 'zh')]) {
    pen.line(text, pen.left, pen.y, pen.width - mm(12), right)
    pen.y += lineHeight(style)
  }
}

/** Page numbers, small print, watermark and the note on missing characters, on every page. */
function stampPages(pen: Pen, spec: PrintDocument, missing: string[]): void {
  const words = PRINT_WORDS[spec.language ?? 'zh']
  const points = missing.map(sign => `U+${(sign.codePointAt(0) ?? 0).toString(16).toUpperCase()}`).join('、')
  const { start, count } = pen.doc.bufferedPageRange()
  const style: Style = { size: 8, color: GREY }
  for (let at = start; at < start + count; at++) {
    pen.doc.switchToPage(at)
    if (spec.watermark) stampWatermark(pen, spec.watermark)
    const y = pen.bottom + (spec.paper === '80mm' ? 0 : mm(5))
    if (missing.length > 0)
      pen.line(words.missing(points), pen.left, y - 11, pen.width, { ...style, size: 7.5, color: RED })
    if (spec.paper === '80mm') continue
    const left = [spec.unit, spec.title, spec.footnote].filter(Boolean).join(' · ')
    pen.line(pen.lines(left, pen.width * 0.75, style)[0] ?? '', pen.left, y, pen.width, style)
    pen.line(words.page(at - start + 1, count), pen.left, y, pen.width, { ...style, align: 'right' })
  }
}

function stampWatermark(pen: Pen, text: string): void {
  const { width, height } = pen.doc.page
  pen.doc.save().opacity(0.09)
  for (let y = height * 0.18; y < height; y += mm(75)) {
    for (let x = width * 0.25; x < width + mm(60); x += mm(105)) {
      pen.doc.save().rotate(-30, { origin: [x, y] })
      pen.line(text, x - mm(60), y, mm(120), { size: 18, align: 'center' })
      pen.doc.restore()
    }
  }
  pen.doc.restore()
}
