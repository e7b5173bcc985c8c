/** The PDF of artwork: trim and bleed boxes as print shops read them, or a sheet with crop marks. */
import { create as createQr } from 'qrcode'
import type { Printed } from './print.ts'
import type { ArtItem, ArtPage, PrintArt } from './print-art.ts'
import { type FontFile, SYSTEM_FONTS } from './print-font.ts'
import { imageSize } from './print-image.ts'
import { finished, lineHeight, mm, newPen, type Pen, type Style } from './print-pen.ts'

const INK = '#16201f'
/** Length of a crop mark, and how far it keeps from the bleed. */
const MARK = 4
const MARK_GAP = 1

/**
 * Renders artwork. Alone a piece lies on a page of its size and bleed, with the trim box named; with `sheet` it is
 * repeated on the sheet, each piece with its own bleed and crop marks [S1-10, S1-11].
 */
export async function toArt(art: PrintArt, rareFonts: FontFile[] = SYSTEM_FONTS): Promise<Printed> {
  const { bleed, sheet } = art
  const page = sheet
    ? { width: mm(sheet.width), height: mm(sheet.height) }
    : { width: mm(art.width + 2 * bleed), height: mm(art.height + 2 * bleed) }
  const pen = newPen({ ...page, margin: { x: 0, top: 0, bottom: 0 } }, art, rareFonts)
  for (const [at, parts] of art.pages.entries()) {
    if (at > 0) pen.page()
    if (sheet) drawSheet(pen, art, sheet, parts)
    else {
      nameBoxes(pen, art, page)
      drawPiece(pen, parts, art, bleed, bleed)
    }
  }
  return { bytes: await finished(pen), missing: [...pen.missing] }
}

/** TrimBox and BleedBox: print shops place and cut by them. */
function nameBoxes(pen: Pen, art: PrintArt, page: { width: number; height: number }): void {
  const dictionary: unknown = Reflect.get(pen.doc.page, 'dictionary')
  const data: unknown =
    typeof dictionary === 'object' && dictionary !== null ? Reflect.get(dictionary, 'data') : undefined
  if (typeof data !== 'object' || data === null) return
  const b = mm(art.bleed)
  Reflect.set(data, 'TrimBox', [b, b, page.width - b, page.height - b])
  Reflect.set(data, 'BleedBox', [0, 0, page.width, page.height])
}

function drawSheet(pen: Pen, art: PrintArt, sheet: NonNullable<PrintArt['sheet']>, parts: ArtPage): void {
  const wide = sheet.columns * art.width + (sheet.columns - 1) * sheet.gap
  const tall = sheet.rows * art.height + (sheet.rows - 1) * sheet.gap
  const left = (sheet.width - wide) / 2
  const top = (sheet.height - tall) / 2
  for (let row = 0; row < sheet.rows; row++)
    for (let column = 0; column < sheet.columns; column++)
      drawPiece(
        pen,
        parts,
        art,
        left + column * (art.width + sheet.gap),
        top + row * (art.height + sheet.gap),
      )
  // Marks stand outside the block only: between the pieces they would lie in a neighbour's bleed.
  for (let column = 0; column < sheet.columns; column++)
    for (const x of [0, art.width]) {
      const at = left + column * (art.width + sheet.gap) + x
      mark(pen, at, top - art.bleed - MARK_GAP, 0, -MARK)
      mark(pen, at, top + tall + art.bleed + MARK_GAP, 0, MARK)
    }
  for (let row = 0; row < sheet.rows; row++)
    for (const y of [0, art.height]) {
      const at = top + row * (art.height + sheet.gap) + y
      mark(pen, left - art.bleed - MARK_GAP, at, -MARK, 0)
      mark(pen, left + wide + art.bleed + MARK_GAP, at, MARK, 0)
    }
}

function mark(pen: Pen, x: number, y: number, dx: number, dy: number): void {
  pen.doc
    .lineWidth(0.35)
    .moveTo(mm(x), mm(y))
    .lineTo(mm(x + dx), mm(y + dy))
    .stroke('#000000')
}

/** One piece with its top left trimmed corner at x, y (millimetres); nothing is drawn past its bleed. */
function drawPiece(pen: Pen, parts: ArtPage, art: PrintArt, x: number, y: number): void {
  pen.doc.save()
  pen.doc
    .rect(mm(x - art.bleed), mm(y - art.bleed), mm(art.width + 2 * art.bleed), mm(art.height + 2 * art.bleed))
    .clip()
  for (const part of parts) drawItem(pen, part, x, y)
  pen.doc.restore()
}

function drawItem(pen: Pen, item: ArtItem, x0: number, y0: number): void {
  const x = mm(x0 + item.x)
  const y = mm(y0 + item.y)
  switch (item.kind) {
    case 'rect':
      if (item.radius) pen.doc.roundedRect(x, y, mm(item.w), mm(item.h), mm(item.radius)).fill(item.fill)
      else pen.doc.rect(x, y, mm(item.w), mm(item.h)).fill(item.fill)
      break
    case 'text':
      drawText(pen, item, x, y)
      break
    case 'picture':
      drawPicture(pen, item, x, y)
      break
    case 'qr':
      drawCode(pen, item.text, x, y, mm(item.w))
      break
  }
}

function drawText(pen: Pen, item: Extract<ArtItem, { kind: 'text' }>, x: number, y: number): void {
  const style: Style = {
    size: item.size,
    bold: item.bold ?? false,
    color: item.color ?? INK,
    align: item.align ?? 'left',
    lead: item.lead ?? 1.35,
  }
  const width = mm(item.w)
  let lines = pen.lines(item.text, width, style)
  const most = item.lines ?? 99
  while (lines.length > most && style.size > item.size * 0.7) {
    style.size *= 0.95
    lines = pen.lines(item.text, width, style)
  }
  if (lines.length > most)
    lines = [...lines.slice(0, most - 1), `${[...(lines[most - 1] ?? '')].slice(0, -1).join('')}…`]
  for (const [at, line] of lines.entries()) pen.line(line, x, y + at * lineHeight(style), width, style)
}

function drawPicture(pen: Pen, item: Extract<ArtItem, { kind: 'picture' }>, x: number, y: number): void {
  const natural = imageSize(item.bytes)
  if (natural === null) return
  const [w, h] = [mm(item.w), mm(item.h)]
  const scale = Math.max(w / natural.width, h / natural.height)
  const [width, height] = [natural.width * scale, natural.height * scale]
  pen.doc.save().rect(x, y, w, h).clip()
  pen.doc.image(Buffer.from(item.bytes), x - (width - w) / 2, y - (height - h) * (item.focus ?? 0.3), {
    width,
    height,
  })
  pen.doc.restore()
}

/** The code with its quiet margin of four modules, on white. */
function drawCode(pen: Pen, text: string, x: number, y: number, width: number): void {
  const { modules } = createQr(text, { errorCorrectionLevel: 'M' })
  const step = width / (modules.size + 8)
  pen.doc.rect(x, y, width, width).fill('#ffffff')
  for (let row = 0; row < modules.size; row++)
    for (let column = 0; column < modules.size; column++)
      // A hair wider than the step, or white seams show between the modules on screens.
      if (modules.get(row, column))
        pen.doc.rect(x + (column + 4) * step, y + (row + 4) * step, step + 0.03, step + 0.03)
  pen.doc.fill('#000000')
}
