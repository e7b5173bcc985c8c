/** The Word face of a document: letters that an office finishes by hand. */
import {
  AlignmentType,
  BorderStyle,
  Document,
  Footer,
  ImageRun,
  Packer,
  PageBreak,
  PageNumber,
  PageOrientation,
  Paragraph,
  ShadingType,
  Table,
  TableCell,
  TableRow,
  TextRun,
  WidthType,
} from 'docx'
import { toBuffer as qrPng } from 'qrcode'
import {
  letterDate,
  PRINT_WORDS,
  type PrintBlock,
  type PrintDocument,
  printable,
  type SignaturePlace,
} from './print.ts'
import { imageSize } from './print-image.ts'

/** Twentieths of a point to a millimetre. */
const MM = 56.7
const A4 = { width: Math.round(210 * MM), height: Math.round(297 * MM) }
const ALIGN = { left: AlignmentType.LEFT, center: AlignmentType.CENTER, right: AlignmentType.RIGHT }
const SHADE = { type: ShadingType.CLEAR, fill: 'EEF3F2', color: 'auto' }

type Look = { bold?: boolean; size?: number; color?: string; font?: string }

/** A document as .docx: A4, body in 仿宋, titles in 黑体 (both are on every Chinese office machine) [SX-04]. */
export async function toDocx(spec: PrintDocument): Promise<Uint8Array> {
  const language = spec.language ?? 'zh'
  const size = spec.redHeader ? 32 : 21
  const children = [...head(spec, size)]
  for (const block of spec.blocks) children.push(...(await blockParts(block, spec, size)))
  if (spec.redHeader && !spec.blocks.some(block => block.kind === 'signatures')) {
    children.push(
      ...['', '', spec.unit, letterDate(spec.date, language)].map(text =>
        paragraph(text, { size }, { align: 'right' }),
      ),
    )
  }
  const landscape = spec.paper === 'A4-landscape'
  const document = new Document({
    title: printable(spec.title),
    creator: printable(spec.unit),
    styles: { default: { document: { run: { font: faces('仿宋'), size } } } },
    sections: [
      {
        properties: {
          page: {
            size: { ...A4, orientation: landscape ? PageOrientation.LANDSCAPE : PageOrientation.PORTRAIT },
            margin: { top: 30 * MM, bottom: 25 * MM, left: 26 * MM, right: 24 * MM },
          },
        },
        footers: { default: footer(spec) },
        children,
      },
    ],
  })
  return new Uint8Array(await Packer.toBuffer(document))
}

function faces(name: string) {
  return { ascii: 'Times New Roman', hAnsi: 'Times New Roman', eastAsia: name, cs: 'Times New Roman' }
}

function run(text: string, look: Look): TextRun[] {
  return printable(text)
    .split('\n')
    .map(
      (line, at) =>
        new TextRun({
          text: line,
          ...(at > 0 ? { break: 1 } : {}),
          ...(look.bold ? { bold: true } : {}),
          ...(look.size ? { size: look.size } : {}),
          ...(look.color ? { color: look.color } : {}),
          font: faces(look.font ?? '仿宋'),
        }),
    )
}

type Place = { align?: keyof typeof ALIGN; first?: number; keep?: boolean; ruled?: boolean; before?: number }

function paragraph(text: string, look: Look, place: Place = {}): Paragraph {
  return new Paragraph({
    children: run(text, look),
    alignment: ALIGN[place.align ?? 'left'],
    spacing: { line: 360, before: place.before ?? 0 },
    ...(place.first ? { indent: { firstLine: place.first } } : {}),
    ...(place.keep ? { keepNext: true } : {}),
    ...(place.ruled
      ? { border: { bottom: { style: BorderStyle.SINGLE, size: 12, color: 'C8102E', space: 4 } } }
      : {}),
  })
}

function head(spec: PrintDocument, size: number): (Paragraph | Table)[] {
  const words = PRINT_WORDS[spec.language ?? 'zh']
  const title = { bold: true, font: '黑体', size: spec.redHeader ? 44 : 36 }
  if (spec.redHeader) {
    return [
      paragraph(spec.redHeader, { bold: true, size: 60, color: 'C8102E', font: '宋体' }, { align: 'center' }),
      paragraph(spec.number ?? '', { size: 28 }, { align: 'center', ruled: true }),
      paragraph(spec.title, title, { align: 'center', before: 400 }),
    ]
  }
  const meta = [words.unit + spec.unit, spec.number ? words.number + spec.number : '', words.date + spec.date]
  return [
    paragraph(spec.title, title, { align: 'center' }),
    paragraph(meta.filter(Boolean).join('　　'), { size: size - 2 }, { align: 'center' }),
  ]
}

function footer(spec: PrintDocument): Footer {
  const chinese = (spec.language ?? 'zh') === 'zh'
  const words = chinese ? ['第 ', ' 页 / 共 ', ' 页'] : ['Page ', ' of ', '']
  const mark = [spec.watermark, spec.footnote].filter(Boolean).join(' · ')
  return new Footer({
    children: [
      new Paragraph({
        alignment: AlignmentType.CENTER,
        children: [
          new TextRun({
            size: 16,
            font: faces('宋体'),
            children: [
              words[0] ?? '',
              PageNumber.CURRENT,
              words[1] ?? '',
              PageNumber.TOTAL_PAGES,
              words[2] ?? '',
            ],
          }),
        ],
      }),
      ...(mark ? [paragraph(mark, { size: 16, color: '5B6166' }, { align: 'center' })] : []),
    ],
  })
}

async function blockParts(
  block: PrintBlock,
  spec: PrintDocument,
  size: number,
): Promise<(Paragraph | Table)[]> {
  const words = PRINT_WORDS[spec.language ?? 'zh']
  const small = { size: Math.min(size, 21) }
  switch (block.kind) {
    case 'heading':
      return [
        paragraph(
          block.text,
          { bold: true, font: '黑体', size: size + (block.level === 2 ? 0 : 2) },
          { keep: true, before: 120 },
        ),
      ]
    case 'paragraph':
      return block.text
        .split('\n')
        .map(text =>
          paragraph(
            text,
            { size, bold: block.strong ?? false },
            { align: block.align ?? 'left', first: block.indent ? size * 20 : 0 },
          ),
        )
    case 'table':
      return tableParts(block, words.empty, small)
    case 'keyValues':
      return [
        table(
          [1, 3],
          block.items.map(item => tableRow([item.label, item.value], ['left', 'left'], small)),
        ),
        paragraph('', small),
      ]
    case 'bars':
      // Word gets the figures: a drawn bar would be a picture that nobody can mend
      return [
        table(
          [2, 1],
          block.items.map(item => tableRow([item.label, item.value], ['left', 'right'], small)),
        ),
        paragraph('', small),
      ]
    case 'image':
      return picture(block.bytes, block.width ?? 80, block.caption, words.noImage, small)
    case 'qr':
      return picture(
        await qrPng(block.text, { width: 400, margin: 1 }),
        block.width ?? 30,
        block.caption,
        words.noImage,
        small,
      )
    case 'signatures':
      return block.places.flatMap(place => placeParts(place, words, size))
    case 'pageBreak':
      return [new Paragraph({ children: [new PageBreak()] })]
  }
}

function tableParts(
  block: Extract<PrintBlock, { kind: 'table' }>,
  empty: string,
  look: Look,
): (Paragraph | Table)[] {
  const none = [block.columns.map((_, at) => (at === 0 ? empty : ''))]
  const rows = block.rows.length > 0 ? block.rows : none
  const widths = block.columns.map(column => column.width ?? 1)
  const aligns = block.columns.map(column => column.align ?? 'left')
  return [
    table(widths, [
      tableRow(
        block.columns.map(column => column.header),
        block.columns.map(() => 'center'),
        { ...look, bold: true },
        true,
      ),
      ...rows.map(cells =>
        tableRow(
          block.columns.map((_, at) => cells[at] ?? ''),
          aligns,
          look,
        ),
      ),
      ...(block.footer
        ? [
            tableRow(
              block.columns.map((_, at) => block.footer?.[at] ?? ''),
              aligns,
              { ...look, bold: true },
            ),
          ]
        : []),
    ]),
    paragraph('', look),
  ]
}

function placeParts(
  place: SignaturePlace,
  words: (typeof PRINT_WORDS)['zh' | 'en'],
  size: number,
): Paragraph[] {
  return [
    paragraph(
      `${place.label}${place.seal ? words.seal : ''}：${place.seal ? '' : (place.name ?? '____________________')}`,
      { size },
      { before: place.seal ? 300 : 200 },
    ),
    ...(place.image ? picture(place.image, 40, undefined, words.noImage, { size: Math.min(size, 21) }) : []),
    ...(place.date ? [paragraph(words.signDate, { size }, { align: 'right' })] : []),
  ]
}

function table(widths: number[], rows: TableRow[]): Table {
  const total = widths.reduce((sum, width) => sum + width, 0)
  const full = Math.round(160 * MM)
  return new Table({
    width: { size: 100, type: WidthType.PERCENTAGE },
    columnWidths: widths.map(width => Math.round((full * width) / total)),
    rows,
  })
}

function tableRow(cells: string[], aligns: (keyof typeof ALIGN)[], look: Look, header = false): TableRow {
  return new TableRow({
    tableHeader: header,
    cantSplit: true,
    children: cells.map(
      (text, at) =>
        new TableCell({
          ...(header ? { shading: SHADE } : {}),
          margins: { left: 80, right: 80, top: 30, bottom: 30 },
          children: [new Paragraph({ children: run(text, look), alignment: ALIGN[aligns[at] ?? 'left'] })],
        }),
    ),
  })
}

function picture(
  bytes: Uint8Array,
  width: number,
  caption: string | undefined,
  failed: string,
  look: Look,
): Paragraph[] {
  const size = imageSize(bytes)
  if (!size) return [paragraph(failed, look)]
  // Word counts pictures in pixels of 96 to the inch.
  const pixels = (width * 96) / 25.4
  const image = new ImageRun({
    type: size.type,
    data: Buffer.from(bytes),
    transformation: { width: Math.round(pixels), height: Math.round((pixels * size.height) / size.width) },
  })
  const below = caption ? [paragraph(caption, look, { align: 'center' })] : []
  return [new Paragraph({ children: [image], alignment: AlignmentType.CENTER }), ...below]
}
