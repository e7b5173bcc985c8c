import fc from 'fast-check'
import { strFromU8, unzipSync } from 'fflate'
import { toBuffer as qrPng } from 'qrcode'
import { describe, expect, it } from 'vitest'
import { pdfText } from '../../test/pdf-text.ts'
import { letterDate, type PrintDocument } from './print.ts'
import { toDocx } from './print-docx.ts'
import { BODY_FONT, coverageOf } from './print-font.ts'
import { toHtml } from './print-html.ts'
import { imageSize } from './print-image.ts'
import { linesOf } from './print-lines.ts'
import { toPdf } from './print-pdf.ts'

const sheet: PrintDocument = {
  title: '房屋台账',
  unit: '安居花园物业服务中心',
  date: '2026-01-31',
  number: 'AJ-7',
  blocks: [
    { kind: 'keyValues', items: [{ label: '小区', value: '安居花园' }] },
    {
      kind: 'table',
      columns: [{ header: '房号' }, { header: '面积', align: 'right' }],
      rows: Array.from({ length: 100 }, (_, at) => [`1-2-${at}`, '89.50']),
      footer: ['合计', '8,950.00'],
    },
    {
      kind: 'signatures',
      places: [
        { label: '经办人', date: true },
        { label: '物业服务中心', seal: true },
      ],
    },
  ],
}
const letter: PrintDocument = {
  ...sheet,
  title: '整改通知书',
  redHeader: '安居街道办事处文件',
  blocks: [{ kind: 'paragraph', text: '请于十日内整改。', indent: true }],
}
const pages = (bytes: Uint8Array) => strFromU8(bytes, true).match(/\/Type \/Page\b(?!s)/g)?.length
const boxes = (bytes: Uint8Array) => strFromU8(bytes, true).match(/\/MediaBox \[[^\]]*\]/g) ?? []

describe('lines of a text', () => {
  const measure = (text: string) => [...text].length
  it('parts Han anywhere, words nowhere, and lets no full stop begin a line', () => {
    expect(linesOf('物业服务中心。业主', 6, measure)).toEqual(['物业服务中', '心。业主'])
    expect(linesOf('请看（附件）后签字', 3, measure)).toEqual(['请看', '（附', '件）后', '签字'])
    expect(linesOf('房间 0898-66668888 号', 14, measure)).toEqual(['房间', '0898-66668888', '号'])
    expect(linesOf('一\n\n二', 5, measure)).toEqual(['一', '', '二'])
  })
  it('loses no sign and keeps every line within the width', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...'王𠮷。，（）a1-. '), maxLength: 60 }),
        fc.integer({ min: 1, max: 12 }),
        (text, width) => {
          const lines = linesOf(text, width, measure)
          expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''))
          for (const line of lines) expect(measure(line)).toBeLessThanOrEqual(width)
        },
      ),
    )
  })
})

describe('[SX-04] PDF', () => {
  it('a table of 100 rows breaks over pages of A4', async () => {
    const { bytes, missing } = await toPdf(sheet, [])
    expect(missing).toEqual([])
    expect(pages(bytes)).toBe(4)
    expect(boxes(bytes)[0]).toBe('/MediaBox [0 0 595.275591 841.889764]')
  })

  it('names every character that no font has, and passes those it has', async () => {
    const { missing } = await toPdf({ ...sheet, title: '㛃䶮𠮷😀', blocks: [] }, [])
    expect(missing).toEqual(['𠮷', '😀'])
    const covers = coverageOf(BODY_FONT)
    expect([covers?.(0x36c3), covers?.(0x20bb7)]).toEqual([true, false])
    expect(coverageOf({ path: '/nowhere.otf' })).toBeNull()
  })

  it('half an A4 and a roll of 80 mm that is as long as its receipt', async () => {
    expect(
      boxes((await toPdf({ ...letter, paper: 'half-A4', redHeader: undefined }, [])).bytes)[0],
    ).toContain('595.275591 420.94')
    const long = boxes((await toPdf({ ...sheet, paper: '80mm' }, [])).bytes)
    const short = boxes((await toPdf({ ...sheet, paper: '80mm', blocks: [] }, [])).bytes)
    const height = (box: string | undefined) => Number(box?.match(/ ([\d.]+)\]/)?.[1])
    expect(long).toHaveLength(1)
    expect(height(long[0])).toBeGreaterThan(height(short[0]) + 1000)
  })

  it('a cell longer than a page goes on over the next ones, and pictures and codes are placed', async () => {
    const cell = '很长的说明'.repeat(2000)
    const table = { kind: 'table', columns: [{ header: '说明' }], rows: [[cell]] } as const
    const picture = { kind: 'image', bytes: await qrPng('x') } as const
    const blocks = [
      { ...table, columns: [...table.columns], rows: [[cell]] },
      picture,
      { kind: 'qr', text: 'x' } as const,
    ]
    expect(pages((await toPdf({ ...sheet, blocks }, [])).bytes)).toBeGreaterThan(3)
  })

  it('[SX-04] its text can be read back: title, unit, date, number, page x of y, header on each page', async () => {
    const text = pdfText((await toPdf({ ...sheet, title: '㛃𠮷台账' }, [])).bytes)
    for (const wanted of [
      '㛃〓台账',
      '安居花园物业服务中心',
      '2026-01-31',
      'AJ-7',
      '第 4 页 / 共 4 页',
      'U+20BB7',
      '（盖章）',
      '1-2-99',
    ]) {
      expect(text).toContain(wanted)
    }
    expect(text.match(/房号/g)?.length).toBeGreaterThanOrEqual(3)
  })
})

describe('[SX-04] print sheet and Word letter', () => {
  it('nothing in the data becomes markup of the print sheet', () => {
    const evil = '</style><script>alert("1")</script>\\'
    const blocks: PrintDocument['blocks'] = [
      { kind: 'paragraph', text: evil },
      { kind: 'table', columns: [{ header: evil }], rows: [[evil]], footer: [evil] },
      { kind: 'keyValues', items: [{ label: evil, value: evil }] },
      { kind: 'signatures', places: [{ label: evil, name: evil }] },
      { kind: 'qr', text: evil, caption: evil },
    ]
    const html = toHtml({
      title: evil,
      unit: evil,
      date: evil,
      number: evil,
      watermark: evil,
      footnote: evil,
      blocks,
    })
    expect(html).not.toContain('<script')
    expect(html.match(/<\/style>/g)).toHaveLength(1)
  })
  it('the print sheet of a letter has the red head, the date in words and the page size', () => {
    const html = toHtml(letter)
    expect(html).toContain('安居街道办事处文件')
    expect(html).toContain('2026年1月31日')
    expect(html).toContain('@page{size:A4')
    expect(letterDate('2026-01-31', 'en')).toBe('31 January 2026')
  })
  it('the Word letter carries head, number, body, unit, date and page fields', async () => {
    const parts = unzipSync(await toDocx({ ...letter, title: '整改<通知>\u0007书' }))
    const xml = strFromU8(parts['word/document.xml'] ?? new Uint8Array())
    for (const wanted of [
      '安居街道办事处文件',
      'AJ-7',
      '整改&lt;通知&gt; 书',
      '请于十日内整改。',
      '安居花园物业服务中心',
      '2026年1月31日',
    ]) {
      expect(xml).toContain(wanted)
    }
    const footers = Object.keys(parts).filter(name => /footer\d/.test(name) && name.endsWith('.xml'))
    expect(strFromU8(parts[footers[0] ?? ''] ?? new Uint8Array())).toContain('NUMPAGES')
  })
  it('every kind of block goes into Word', async () => {
    const blocks: PrintDocument['blocks'] = [
      ...sheet.blocks,
      { kind: 'heading', text: '一、情况' },
      { kind: 'qr', text: 'x', caption: '扫码' },
      { kind: 'image', bytes: new Uint8Array([1, 2, 3]) },
      { kind: 'pageBreak' },
    ]
    const xml = strFromU8(
      unzipSync(await toDocx({ ...sheet, blocks }))['word/document.xml'] ?? new Uint8Array(),
    )
    for (const wanted of [
      '1-2-99',
      '经办人',
      '（盖章）',
      '扫码',
      '图片无法读取',
      '<w:drawing>',
      'w:tblHeader',
    ])
      expect(xml).toContain(wanted)
  })
  it('reads the size of PNG and JPEG, and of nothing else', async () => {
    expect(imageSize(await qrPng('x', { width: 210 }))).toMatchObject({
      width: 210,
      height: 210,
      type: 'png',
    })
    const jpeg = new Uint8Array([
      0xff, 0xd8, 0xff, 0xe0, 0, 4, 0, 0, 0xff, 0xc0, 0, 11, 8, 0, 60, 0, 80, 1, 1, 17, 0,
    ])
    expect(imageSize(jpeg)).toEqual({ width: 80, height: 60, type: 'jpg' })
    expect(imageSize(new TextEncoder().encode('<svg></svg>'))).toBeNull()
  })
})
