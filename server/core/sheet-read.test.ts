import { utils, write } from '@e965/xlsx'
import { strToU8, zipSync } from 'fflate'
import iconv from 'iconv-lite'
import { describe, expect, it } from 'vitest'
import { AppError } from './errors.ts'
import { MAX_FILE_BYTES, MAX_ROWS, readSheet } from './sheet-read.ts'

const csv = (text: string) => readSheet(new TextEncoder().encode(text), 'a.csv')
const bytesOf = (rows: unknown[][], type: 'xlsx' | 'biff8' | 'html' = 'xlsx', shape: object = {}) => {
  const sheet = Object.assign(utils.aoa_to_sheet(rows), shape)
  const book = utils.book_new()
  utils.book_append_sheet(book, sheet, '房屋')
  return new Uint8Array(write(book, { type: 'buffer', bookType: type }))
}
const refusal = async (reading: Promise<unknown>) => {
  const error = await reading.catch((thrown: unknown) => thrown)
  if (!(error instanceof AppError)) throw new Error(`not refused: ${String(error)}`)
  return error.code
}

describe('[SX-15] delimited text', () => {
  it.each([
    ['utf-8', new TextEncoder().encode('房号,姓名\n1-2-301,王某')],
    ['utf-8 (BOM)', new TextEncoder().encode('\ufeff房号,姓名\n1-2-301,王某')],
    ['gb18030', new Uint8Array(iconv.encode('房号,姓名\n1-2-301,王某', 'gbk'))],
    ['utf-16le', new Uint8Array([0xff, 0xfe, ...iconv.encode('房号\t姓名\n1-2-301\t王某', 'utf16le')])],
  ])('reads %s', async (encoding, bytes) => {
    const book = await readSheet(bytes, 'a.csv')
    expect(book.encoding).toBe(encoding)
    expect(book.sheets[0]?.header).toEqual(['房号', '姓名'])
    expect(book.sheets[0]?.rows).toEqual([{ line: 2, cells: ['1-2-301', '王某'] }])
  })

  it('keeps the rare Han characters of GB18030', async () => {
    const book = await readSheet(new Uint8Array(iconv.encode('房号,姓名\n1,𠮷田㛃', 'gb18030')), 'a.csv')
    expect(book.sheets[0]?.rows[0]?.cells[1]).toBe('𠮷田㛃')
  })

  it.each([',', ';', '\t'])('finds the delimiter %j', async sign => {
    const book = await csv(`a${sign}b${sign}c\n1${sign}"2,;\t3"${sign}4`)
    expect(book.sheets[0]?.rows[0]?.cells).toEqual(['1', '2,;\t3', '4'])
  })

  it('keeps quotes, line breaks in quotes and the line each row begins on', async () => {
    const book = await csv('a,b\r\n"x ""y""","1\n2"\r\n\r\nlast,"open')
    expect(book.sheets[0]?.rows).toEqual([
      { line: 2, cells: ['x "y"', '1\n2'] },
      { line: 5, cells: ['last', '"open'] },
    ])
  })

  it('takes a file that begins with ID, and keeps leading zeros, long numbers and formulas as text', async () => {
    const book = await csv('ID,code,note\n007,110105194912310021,=1+1')
    expect(book.sheets[0]?.header[0]).toBe('ID')
    expect(book.sheets[0]?.rows[0]?.cells).toEqual(['007', '110105194912310021', '=1+1'])
  })
})

describe('[SX-15] workbooks', () => {
  it.each(['xlsx', 'biff8', 'html'] as const)('reads %s', async type => {
    const book = await readSheet(
      bytesOf(
        [
          ['房号', '面积'],
          ['1-2-301', 89.5],
        ],
        type,
      ),
      'a.xls',
    )
    expect(book.sheets[0]?.header).toEqual(['房号', '面积'])
    expect(book.sheets[0]?.rows[0]?.cells).toEqual(['1-2-301', '89.5'])
  })

  it('dates become ISO text, noise is taken off, lost digits stay visible', async () => {
    const bytes = bytesOf([
      ['入住', '面积', '证号', '手机', '绿化率'],
      [
        { t: 'n', v: 46053, z: 'yyyy/m/d' },
        80.09999999999999,
        110105194912310000,
        13812345678,
        { t: 'n', v: 0.35, z: '0%' },
      ],
      [{ t: 'n', v: 46053.5, z: 'yyyy-mm-dd hh:mm' }, 1, 2, 3, 4],
    ])
    const rows = (await readSheet(bytes, 'a.xlsx')).sheets[0]?.rows
    expect(rows?.[0]?.cells).toEqual(['2026-01-31', '80.1', '1.1010519491231e+17', '13812345678', '35%'])
    expect(rows?.[1]?.cells[0]).toBe('2026-01-31 12:00:00')
  })

  it('passes title lines, joins two header rows and fills merged cells', async () => {
    const bytes = bytesOf(
      [
        ['安居花园房屋信息表', '', '', ''],
        ['楼栋', '房号', '业主信息', ''],
        ['', '', '姓名', '电话'],
        ['1栋', '301', '王某', '13812345678'],
        ['', '302', '李某', '13812345679'],
      ],
      'xlsx',
      {
        '!merges': [
          { s: { r: 0, c: 0 }, e: { r: 0, c: 3 } },
          { s: { r: 1, c: 0 }, e: { r: 2, c: 0 } },
          { s: { r: 1, c: 1 }, e: { r: 2, c: 1 } },
          { s: { r: 1, c: 2 }, e: { r: 1, c: 3 } },
          { s: { r: 3, c: 0 }, e: { r: 4, c: 0 } },
        ],
      },
    )
    const sheet = (await readSheet(bytes, 'a.xlsx')).sheets[0]
    expect(sheet?.header).toEqual(['楼栋', '房号', '姓名', '电话'])
    expect(sheet?.rows.map(row => row.cells[0])).toEqual(['1栋', '1栋'])
    expect(sheet?.rows[0]?.line).toBe(4)
  })
})

describe('[SX-15] files that are refused, each with the next step', () => {
  const sound = bytesOf([['房号'], ['301']])

  it('half a file', async () => {
    expect(await refusal(readSheet(sound.slice(0, sound.length / 2), 'a.xlsx'))).toBe('sheet.damaged')
    expect(await refusal(readSheet(bytesOf([['a'], ['b']], 'biff8').slice(0, 1500), 'a.xls'))).toBe(
      'sheet.damaged',
    )
  })
  it('a text that calls itself .xlsx', async () => {
    expect(await refusal(readSheet(strToU8('hello, world'), 'a.xlsx'))).toBe('sheet.damaged')
  })
  it('a PDF, a picture, an empty file, a header without rows', async () => {
    expect(await refusal(readSheet(strToU8('%PDF-1.7'), 'a.csv'))).toBe('sheet.kind')
    expect(await refusal(readSheet(new Uint8Array([0xff, 0xd8, 0xff]), 'a.xlsx'))).toBe('sheet.kind')
    expect(await refusal(readSheet(new Uint8Array(), 'a.csv'))).toBe('sheet.empty')
    expect(await refusal(csv(' \n\n'))).toBe('sheet.empty')
  })
  it('10 MB is read, one byte more is not', async () => {
    const exact = new Uint8Array(MAX_FILE_BYTES).fill(0x20)
    exact.set(strToU8('a,b\n1,2\n'))
    expect((await readSheet(exact, 'a.csv')).sheets[0]?.rows).toHaveLength(1)
    expect(await refusal(readSheet(new Uint8Array(MAX_FILE_BYTES + 1), 'a.csv'))).toBe('sheet.too_large')
  })
  it('20,000 rows are read, one more is not', async () => {
    const rows = `a,b\n${'1,2\n'.repeat(MAX_ROWS)}`
    expect((await csv(rows)).sheets[0]?.rows).toHaveLength(MAX_ROWS)
    expect(await refusal(csv(`${rows}1,2\n`))).toBe('sheet.too_many_rows')
  })
  it('a zip that says it unpacks to 130 MB, before anything is inflated', async () => {
    const bomb = zipSync({ 'xl/worksheets/sheet1.xml': new Uint8Array(130 * 1024 * 1024) })
    expect(bomb.length).toBeLessThan(MAX_FILE_BYTES)
    expect(await refusal(readSheet(bomb, 'a.xlsx'))).toBe('sheet.unpacks_too_large')
  })
  it('a zip that lies about what it unpacks to', async () => {
    const bomb = zipSync({ 'xl/worksheets/sheet1.xml': new Uint8Array(130 * 1024 * 1024) })
    const view = new DataView(bomb.buffer)
    for (let at = 0; at < bomb.length - 4; at++) {
      if (view.getUint32(at, true) === 0x02014b50) view.setUint32(at + 24, 1000, true)
    }
    expect(await refusal(readSheet(bomb, 'a.xlsx'))).toBe('sheet.damaged')
  })
  it('a zip that is no spreadsheet', async () => {
    expect(await refusal(readSheet(zipSync({ 'a.txt': strToU8('hello') }), 'a.xlsx'))).toBe('sheet.damaged')
  })
  it('a workbook with a password', async () => {
    const { CFB } = await import('@e965/xlsx')
    const box = CFB.utils.cfb_new()
    CFB.utils.cfb_add(box, '/EncryptionInfo', new Uint8Array(100))
    CFB.utils.cfb_add(box, '/EncryptedPackage', new Uint8Array(5000))
    const bytes = CFB.write(box, { type: 'array' })
    if (typeof bytes === 'string') throw new Error('bytes wanted')
    expect(await refusal(readSheet(Uint8Array.from(bytes), 'a.xlsx'))).toBe('sheet.encrypted')
  })
})
