/** Bars of a printed report: label, bar, value, and the line of the target where there is one. */
import type { PrintBlock } from './print.ts'
import { lineHeight, type Pen } from './print-pen.ts'

type Bars = Extract<PrintBlock, { kind: 'bars' }>

/** Dark enough on paper and in a grey copy; below the target the bar is hatched by its paler tone. */
const FULL = '#0b5c5b'
const SHORT = '#8fb3b1'
const TRACK = '#eef3f2'
const MARK = '#a8201a'

const isShort = (share: number, mark: number | undefined) => mark !== undefined && share < mark
const held = (share: number) => Math.min(1, Math.max(0, share))

/** Draws them at the pen; `size` is the size of the text in points. */
export function drawBars(pen: Pen, block: Bars, size: number): void {
  const style = { size, lead: 1.5 }
  const [from, width] = [pen.left + pen.width * 0.3, pen.width * 0.48]
  for (const item of block.items) {
    const lines = pen.lines(item.label, pen.width * 0.29, style)
    const height = Math.max(1, lines.length) * lineHeight(style)
    pen.need(height)
    for (const [at, line] of lines.entries())
      pen.line(line, pen.left, pen.y + at * lineHeight(style), pen.width * 0.29, style)
    const thick = size * 0.9
    const top = pen.y + (lineHeight(style) - thick) / 2
    pen.doc.rect(from, top, width, thick).fill(TRACK)
    if (item.share !== null)
      pen.doc
        .rect(from, top, width * held(item.share), thick)
        .fill(isShort(item.share, item.mark) ? SHORT : FULL)
    if (item.mark !== undefined)
      pen.doc
        .lineWidth(1)
        .moveTo(from + width * held(item.mark), top - 2)
        .lineTo(from + width * held(item.mark), top + thick + 2)
        .stroke(MARK)
    pen.line(item.value, from + width, pen.y, pen.width * 0.22, { ...style, align: 'right' })
    pen.y += height
  }
  pen.y += size * 0.8
}

/** The same for the print sheet of the browser. */
export function barsHtml(block: Bars, safe: (text: string) => string): string {
  const percent = (share: number) => `${(held(share) * 100).toFixed(2)}%`
  const rows = block.items.map(item => {
    const colour = item.share !== null && isShort(item.share, item.mark) ? SHORT : FULL
    const bar =
      item.share === null
        ? ''
        : `<i style="display:block;height:100%;width:${percent(item.share)};background:${colour};print-color-adjust:exact"></i>`
    const mark =
      item.mark === undefined
        ? ''
        : `<b style="position:absolute;left:${percent(item.mark)};top:-2pt;bottom:-2pt;border-left:1pt solid ${MARK}"></b>`
    return `<tr><td style="width:30%;border:0">${safe(item.label)}</td><td style="border:0;vertical-align:middle"><div style="position:relative;height:9pt;background:${TRACK};print-color-adjust:exact">${bar}${mark}</div></td><td class="right" style="width:22%;border:0">${safe(item.value)}</td></tr>`
  })
  return `<table><tbody>${rows.join('')}</tbody></table>`
}
