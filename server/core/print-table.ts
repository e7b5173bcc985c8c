/** Tables on a PDF page: rows break over pages, the header comes again on each. */
import type { PrintColumn } from './print.ts'
import { lineHeight, mm, type Pen, type Style } from './print-pen.ts'

const LINE = '#8a8f94'
const SHADE = '#eef3f2'
const PAD_X = 4
const PAD_Y = 3

type Cell = { text: string; style: Style; shade?: boolean }

/** Draws a table at the pen; `size` is the size of its text in points. */
export function drawTable(
  pen: Pen,
  table: { columns: PrintColumn[]; rows: string[][]; footer?: string[] },
  size: number,
  empty: string,
): void {
  const widths = shares(
    table.columns.map(column => column.width ?? 1),
    pen.width,
  )
  const style = (at: number): Style => ({ size, lead: 1.4, align: table.columns[at]?.align ?? 'left' })
  const header = table.columns.map(column => ({
    text: column.header,
    style: { size, lead: 1.4, bold: true, align: 'center' as const },
    shade: true,
  }))
  const drawHeader = () => drawRow(pen, header, widths, null)
  pen.need(2 * (lineHeight(style(0)) + 2 * PAD_Y))
  drawHeader()
  for (const row of table.rows) {
    const cells = table.columns.map((_, at) => ({ text: row[at] ?? '', style: style(at) }))
    drawRow(pen, cells, widths, drawHeader)
  }
  if (table.rows.length === 0) {
    drawRow(pen, [{ text: empty, style: { ...style(0), align: 'center' } }], [pen.width], drawHeader)
  }
  if (table.footer) {
    const cells = table.footer.map((text, at) => ({ text, style: { ...style(at), bold: true }, shade: true }))
    drawRow(pen, cells, widths, drawHeader)
  }
  pen.y += size * 0.8
}

/** Draws label and value pairs as a form of 1 to 3 columns. */
export function drawKeyValues(
  pen: Pen,
  items: { label: string; value: string }[],
  columns: number,
  size: number,
): void {
  const pair = pen.width / columns
  const label = Math.min(mm(30), pair * 0.34)
  for (let at = 0; at < items.length; at += columns) {
    const row = items.slice(at, at + columns)
    const cells: Cell[] = row.flatMap(item => [
      { text: item.label, style: { size, lead: 1.4, color: '#333333' }, shade: true },
      { text: item.value, style: { size, lead: 1.4 } },
    ])
    // The last row's value takes what the missing pairs leave.
    const widths = row.flatMap((_, index) => [
      label,
      index === row.length - 1 ? pen.width - index * pair - label : pair - label,
    ])
    drawRow(pen, cells, widths, null)
  }
  pen.y += size * 0.8
}

/** One row; when it does not fit it goes to the next page whole, or in parts when no page could hold it. */
function drawRow(pen: Pen, cells: Cell[], widths: number[], again: (() => void) | null): void {
  const lines = cells.map((cell, at) => pen.lines(cell.text, (widths[at] ?? 0) - 2 * PAD_X, cell.style))
  const height = lineHeight(cells[0]?.style ?? { size: 10 })
  let from = 0
  const total = Math.max(1, ...lines.map(cell => cell.length))
  while (from < total) {
    const fit = Math.floor((pen.bottom - pen.y - 2 * PAD_Y) / height)
    const room = Math.floor((pen.bottom - pen.top - 2 * PAD_Y) / height) - 3
    const wanted = total - from
    if (fit < wanted && (wanted <= room || fit < 2)) {
      pen.page()
      again?.()
      if (wanted <= room) continue
    }
    const part = Math.max(1, Math.min(wanted, Math.floor((pen.bottom - pen.y - 2 * PAD_Y) / height)))
    drawCells(pen, cells, widths, lines, from, part, height)
    from += part
  }
}

function drawCells(
  pen: Pen,
  cells: Cell[],
  widths: number[],
  lines: string[][],
  from: number,
  part: number,
  height: number,
): void {
  const tall = part * height + 2 * PAD_Y
  let x = pen.left
  for (const [at, cell] of cells.entries()) {
    const width = widths[at] ?? 0
    if (cell.shade) pen.doc.rect(x, pen.y, width, tall).fill(SHADE)
    pen.doc.lineWidth(0.5).rect(x, pen.y, width, tall).stroke(LINE)
    const shown = (lines[at] ?? []).slice(from, from + part)
    for (const [index, line] of shown.entries()) {
      pen.line(line, x + PAD_X, pen.y + PAD_Y + index * height, width - 2 * PAD_X, cell.style)
    }
    x += width
  }
  pen.y += tall
}

function shares(weights: number[], width: number): number[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0) || 1
  return weights.map(weight => (width * weight) / total)
}
