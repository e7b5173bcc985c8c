/** The print sheet of the browser: one HTML page that prints like the PDF, with everything it needs inside. */
import { create as createQr } from 'qrcode'
import {
  letterDate,
  type Paper,
  PRINT_WORDS,
  type PrintBlock,
  type PrintDocument,
  printable,
} from './print.ts'
import { barsHtml } from './print-bars.ts'
import { imageSize } from './print-image.ts'

const SIZES: Record<Paper, { page: string; margin: string; size: string }> = {
  A4: { page: 'A4', margin: '18mm 20mm 20mm', size: '10.5pt' },
  'A4-landscape': { page: 'A4 landscape', margin: '15mm 15mm 18mm', size: '10pt' },
  'half-A4': { page: '210mm 148.5mm', margin: '9mm 12mm 13mm', size: '9pt' },
  '80mm': { page: '80mm auto', margin: '4mm', size: '8.5pt' },
}

/** A document as a whole HTML page. Every text is escaped; pictures and codes stand in it as data [SX-04]. */
export function toHtml(spec: PrintDocument): string {
  const language = spec.language ?? 'zh'
  const words = PRINT_WORDS[language]
  const body = spec.blocks.map(block => blockHtml(block, language)).join('\n')
  const closing =
    spec.redHeader && !spec.blocks.some(block => block.kind === 'signatures')
      ? `<div class="closing">${safe(spec.unit)}<br>${safe(letterDate(spec.date, language))}</div>`
      : ''
  const head = spec.redHeader
    ? `<div class="red">${safe(spec.redHeader)}</div>${spec.number ? `<div class="number">${safe(spec.number)}</div>` : ''}<hr class="red-rule"><h1>${safe(spec.title)}</h1>`
    : `<h1>${safe(spec.title)}</h1><div class="meta"><span>${safe(words.unit + spec.unit)}</span><span>${safe(spec.number ? words.number + spec.number : '')}</span><span>${safe(words.date + spec.date)}</span></div>`
  const watermark = spec.watermark
    ? `<div class="watermark" aria-hidden="true">${safe(spec.watermark)}</div>`
    : ''
  const footnote = spec.footnote ? `<footer>${safe(spec.footnote)}</footer>` : ''
  return `<!doctype html>
<html lang="${language === 'zh' ? 'zh-CN' : 'en'}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${safe(spec.title)}</title><style>${style(spec)}</style></head>
<body${spec.redHeader ? ' class="letter"' : ''}>${watermark}${head}
${body}
${closing}${footnote}</body></html>
`
}

function style(spec: PrintDocument): string {
  const { page, margin, size } = SIZES[spec.paper ?? 'A4']
  const left = cssText([spec.unit, spec.title].join(' · '))
  const numbers =
    spec.language === 'en'
      ? '"Page " counter(page) " of " counter(pages)'
      : '"第 " counter(page) " 页 / 共 " counter(pages) " 页"'
  const footer =
    spec.paper === '80mm'
      ? ''
      : `@bottom-left{content:${left};font-size:8pt;color:#5b6166}@bottom-right{content:${numbers};font-size:8pt;color:#5b6166}`
  return `@page{size:${page};margin:${margin};${footer}}
body{font:${size}/1.6 "Noto Sans CJK SC","Noto Sans SC","Microsoft YaHei","PingFang SC",sans-serif;color:#000;background:#fff;max-width:190mm;margin:0 auto;font-variant-numeric:tabular-nums}
body.letter{font:16pt/1.75 FangSong,STFangsong,"仿宋",serif}
h1{font-size:1.7em;text-align:center;margin:.2em 0}h2{font-size:1.2em;margin:.6em 0 .3em;break-after:avoid}h3{font-size:1.05em;margin:.5em 0 .2em;break-after:avoid}
.meta{display:flex;justify-content:space-between;flex-wrap:wrap;gap:0 2em;color:#333;margin-bottom:.4em}
table{border-collapse:collapse;width:100%;margin:.3em 0 .8em;table-layout:fixed}th,td{border:.5pt solid #8a8f94;padding:2pt 4pt;vertical-align:top;overflow-wrap:anywhere;white-space:pre-line}
th,.label,tfoot td{background:#eef3f2;font-weight:600}thead{display:table-header-group}tr{break-inside:avoid}
p{margin:.3em 0;white-space:pre-line}.indent{text-indent:2em}.center{text-align:center}.right{text-align:right}
figure{margin:.5em auto;text-align:center;break-inside:avoid}figcaption{color:#5b6166;font-size:.9em}
.places{display:flex;flex-wrap:wrap;gap:1em 6mm;margin-top:1em}.place{flex:1 1 45mm;min-height:15mm;break-inside:avoid}.place.seal{min-height:36mm}
.place .rule{display:flex}.place .rule b{flex:1;border-bottom:.5pt solid #000;font-weight:400;text-align:center;min-width:20mm}.place .signed{height:2.6em}
.red{color:#c8102e;font:700 30pt/1.3 "Noto Sans CJK SC","SimSun",sans-serif;text-align:center;margin-top:8mm}.number{text-align:center}.red-rule{border:0;border-top:1.6pt solid #c8102e}
.closing{text-align:right;padding:20mm 12mm 0 0;break-inside:avoid}
.watermark{position:fixed;inset:0;display:flex;align-items:center;justify-content:center;font-size:34pt;color:#000;opacity:.08;transform:rotate(-30deg);pointer-events:none}
.page-break{break-before:page}footer{color:#5b6166;font-size:8pt;margin-top:1em}
@media screen{body{padding:12mm 10mm}}`
}

function blockHtml(block: PrintBlock, language: 'zh' | 'en'): string {
  const words = PRINT_WORDS[language]
  switch (block.kind) {
    case 'heading':
      return block.level === 2 ? `<h3>${safe(block.text)}</h3>` : `<h2>${safe(block.text)}</h2>`
    case 'paragraph': {
      const classes = [block.indent ? 'indent' : '', block.align ?? ''].filter(Boolean).join(' ')
      const wrap = (text: string) => (block.strong ? `<strong>${text}</strong>` : text)
      return block.text
        .split('\n')
        .map(part => `<p class="${classes}">${wrap(safe(part))}</p>`)
        .join('')
    }
    case 'table':
      return tableHtml(block, words.empty)
    case 'keyValues': {
      const columns = block.columns ?? 2
      const rows = Array.from({ length: Math.ceil(block.items.length / columns) }, (_, row) => {
        const items = block.items.slice(row * columns, row * columns + columns)
        return `<tr>${items
          .map((item, at) => {
            const rest = at === items.length - 1 ? 1 + 2 * (columns - items.length) : 1
            return `<td class="label">${safe(item.label)}</td><td colspan="${rest}">${safe(item.value)}</td>`
          })
          .join('')}</tr>`
      })
      return `<table><colgroup>${'<col style="width:26mm"><col>'.repeat(columns)}</colgroup><tbody>${rows.join('')}</tbody></table>`
    }
    case 'bars':
      return barsHtml(block, safe)
    case 'image': {
      const image = imageSize(block.bytes)
      if (!image) return `<p>${safe(words.noImage)}</p>`
      const type = image.type === 'png' ? 'image/png' : 'image/jpeg'
      return figure(
        `<img alt="${safe(block.caption ?? '')}" style="width:${block.width ?? 80}mm;max-width:100%" src="${dataUrl(block.bytes, type)}">`,
        block.caption,
      )
    }
    case 'qr':
      return figure(qrSvg(block.text, block.width ?? 30), block.caption)
    case 'signatures':
      return `<div class="places">${block.places.map(place => placeHtml(place, language)).join('')}</div>`
    case 'pageBreak':
      return '<div class="page-break"></div>'
  }
}

function placeHtml(
  place: Extract<PrintBlock, { kind: 'signatures' }>['places'][number],
  language: 'zh' | 'en',
): string {
  const words = PRINT_WORDS[language]
  const image = place.image && imageSize(place.image)
  const signed =
    image && place.image
      ? `<img class="signed" alt="" src="${dataUrl(place.image, image.type === 'png' ? 'image/png' : 'image/jpeg')}">`
      : safe(place.name ?? '')
  const rule = place.seal ? '' : `<b>${signed}</b>`
  const date = place.date ? `<p class="right">${words.signDate}</p>` : ''
  return `<div class="place${place.seal ? ' seal' : ''}"><div class="rule"><span>${safe(place.label + (place.seal ? words.seal : ''))}：</span>${rule}</div>${date}</div>`
}

function tableHtml(table: Extract<PrintBlock, { kind: 'table' }>, empty: string): string {
  const total = table.columns.reduce((sum, column) => sum + (column.width ?? 1), 0)
  const columns = table.columns.map(
    column => `<col style="width:${(((column.width ?? 1) / total) * 100).toFixed(2)}%">`,
  )
  const row = (cells: string[]) =>
    `<tr>${table.columns.map((column, at) => `<td class="${column.align ?? 'left'}">${safe(cells[at] ?? '')}</td>`).join('')}</tr>`
  const body =
    table.rows.length === 0
      ? `<tr><td class="center" colspan="${table.columns.length}">${safe(empty)}</td></tr>`
      : table.rows.map(row).join('')
  const foot = table.footer ? `<tfoot style="display:table-row-group">${row(table.footer)}</tfoot>` : ''
  return `<table><colgroup>${columns.join('')}</colgroup><thead><tr>${table.columns.map(column => `<th>${safe(column.header)}</th>`).join('')}</tr></thead><tbody>${body}</tbody>${foot}</table>`
}

function figure(inner: string, caption: string | undefined): string {
  return `<figure>${inner}${caption ? `<figcaption>${safe(caption)}</figcaption>` : ''}</figure>`
}

function dataUrl(bytes: Uint8Array, type: string): string {
  return `data:${type};base64,${Buffer.from(bytes).toString('base64')}`
}

function qrSvg(text: string, width: number): string {
  const { modules } = createQr(text, { errorCorrectionLevel: 'M' })
  let path = ''
  for (let row = 0; row < modules.size; row++) {
    for (let column = 0; column < modules.size; column++)
      if (modules.get(row, column)) path += `M${column} ${row}h1v1h-1z`
  }
  return `<svg role="img" aria-label="QR" style="width:${width}mm" viewBox="0 0 ${modules.size} ${modules.size}" shape-rendering="crispEdges"><path d="${path}"/></svg>`
}

const SIGNS: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

function safe(text: string): string {
  return printable(text).replace(/[&<>"']/g, sign => SIGNS[sign] ?? sign)
}

/** A text inside a style sheet: as code points, so that nothing in it can end the string or the style element. */
function cssText(text: string): string {
  return `"${[...printable(text)].map(sign => (/[\p{L}\p{N} ]/u.test(sign) ? sign : `\\${(sign.codePointAt(0) ?? 0).toString(16)} `)).join('')}"`
}
