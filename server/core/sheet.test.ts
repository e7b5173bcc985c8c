import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { read, utils, write } from '@e965/xlsx'
import fc from 'fast-check'
import { unzipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import type { SheetDef } from './sheet.ts'
import * as column from './sheet-columns.ts'
import { csvCell, type ListColumn, tableToCsv, tableToXlsx } from './sheet-list.ts'
import { headerSignature, mappingErrors, suggestMapping, validate } from './sheet-map.ts'
import { readSheet } from './sheet-read.ts'
import { errorFile, reasons, templateFor } from './sheet-template.ts'

type Unit = {
  room: string
  area: number
  owner?: string
  phone?: string
  moved?: string
  state?: 'own' | 'let'
}

const units: SheetDef<Unit> = {
  key: 'test.units',
  title: { zh: '房屋', en: 'Units' },
  columns: [
    {
      key: 'room',
      header: { zh: '房号', en: 'Room' },
      aliases: ['门牌', '房屋编号'],
      required: true,
      example: '1-2-301',
      ...column.room(),
    },
    {
      key: 'area',
      header: { zh: '建筑面积', en: 'Floor area' },
      aliases: ['面积'],
      required: true,
      example: '89.50',
      ...column.area(),
    },
    {
      key: 'owner',
      header: { zh: '业主姓名', en: 'Owner' },
      aliases: ['产权人'],
      required: false,
      example: '王某',
      ...column.personName(),
    },
    {
      key: 'phone',
      header: { zh: '联系电话', en: 'Phone' },
      aliases: ['手机号'],
      required: false,
      example: '13812345678',
      ...column.phone(),
      sensitive: true,
    },
    {
      key: 'moved',
      header: { zh: '入住日期', en: 'Moved in' },
      aliases: [],
      required: false,
      example: '2026-01-31',
      ...column.date(),
    },
    {
      key: 'state',
      header: { zh: '状态', en: 'State' },
      aliases: [],
      required: false,
      example: '自住',
      ...column.choice({
        own: { zh: '自住', en: 'lived in' },
        let: { zh: '出租', en: 'let', also: ['租赁'] },
      }),
    },
  ],
  naturalKey: row => row.room,
  check: row =>
    row.state === 'let' && row.owner === undefined
      ? [
          {
            column: 'owner',
            code: 'owner.wanted',
            text: { zh: '出租房必须写业主', en: 'A let unit wants its owner' },
          },
        ]
      : [],
}
const nameOf = (key: string) => units.columns.find(entry => entry.key === key)?.header.zh ?? key
const rowsOf = (...cells: string[][]) => cells.map((row, at) => ({ line: at + 2, cells: row }))

describe('[SX-15] foreign columns are brought to ours', () => {
  it('equal names, aliases, units and stars, names inside names; nothing twice', () => {
    const header = ['序号', '门牌 *', '建筑面积（㎡）', '业主姓名', '业主联系电话', '入住日期', '备注']
    expect(suggestMapping(header, units)).toEqual({ room: 1, area: 2, owner: 3, phone: 4, moved: 5 })
    expect(suggestMapping(['Room', 'floor_area', 'OWNER'], units)).toEqual({ room: 0, area: 1, owner: 2 })
  })
  it('a required column without a column of the file is named, and one column cannot fill two', () => {
    expect(mappingErrors({ room: 0 }, 3, units).map(error => [error.column, error.code])).toEqual([
      ['area', 'mapping.missing'],
    ])
    expect(mappingErrors({ room: 0, area: 0 }, 3, units).map(error => error.code)).toEqual(['mapping.double'])
    expect(mappingErrors({ room: 0, area: 7 }, 3, units).map(error => error.code)).toEqual(['mapping.double'])
    expect(mappingErrors({ room: 0, area: 2 }, 3, units)).toEqual([])
  })
  it('the signature of a header does not hang on blanks and brackets', () => {
    expect(headerSignature(['房号 ', '面积(㎡)'])).toBe(headerSignature(['房号', '面积']))
  })
})

describe('[SX-15] rows are read one by one', () => {
  const mapping = { room: 0, area: 1, owner: 2, phone: 3, moved: 4, state: 5 }
  it('a sound row', () => {
    const rows = rowsOf(['1栋2单元301', '89.5㎡', '𠮷 㛃', '138 1234 5678', '2026/1/31', '租赁'])
    expect(validate(rows, mapping, units).good).toEqual([
      {
        line: 2,
        key: '1-2-301',
        row: {
          room: '1-2-301',
          area: 8950,
          owner: '𠮷㛃',
          phone: '13812345678',
          moved: '2026-01-31',
          state: 'let',
        },
      },
    ])
  })
  it('every wrong cell of a row is named, with its cells as they were', () => {
    const cells = ['1-301', '0', '王3', '123', '1900-01-00', '空关']
    const { good, bad } = validate(rowsOf(cells), mapping, units)
    expect(good).toEqual([])
    expect(bad[0]?.cells).toEqual(cells)
    expect(bad[0]?.errors.map(error => [error.column, error.code])).toEqual([
      ['area', 'area.zero'],
      ['owner', 'name.shape'],
      ['phone', 'phone.invalid'],
      ['moved', 'date.none'],
      ['state', 'choice.unknown'],
    ])
  })
  it('a duplicate room names the line of the first, also when it is written otherwise', () => {
    const { good, bad } = validate(rowsOf(['1-2-301', '80'], ['01栋02单元0301室', '80']), mapping, units)
    expect(good).toHaveLength(1)
    expect(bad[0]?.errors[0]?.text.zh).toContain('第 2 行')
  })
  it('blank and "nothing" cells are empty; a required one is refused; rules between columns hold', () => {
    const { bad } = validate(
      rowsOf(['1-301', '--'], ['1-302', '80', '无数据', '', '', '出租']),
      mapping,
      units,
    )
    expect(bad.map(row => row.errors.map(error => error.code))).toEqual([['cell.empty'], ['owner.wanted']])
  })
})

describe('column readers', () => {
  const outcomeOf = (reader: { parse(cell: string): { ok: boolean } }, cell: string) => {
    const outcome = reader.parse(cell) as { ok: true; value: unknown } | { ok: false; code: string }
    return outcome.ok ? outcome.value : outcome.code
  }
  it.each([
    ['89.50', 8950],
    ['１２０．５', 12050],
    ['1,234.56 m²', 123456],
    ['80.09999999999999', 8010],
    ['0.01', 1],
    ['0', 'area.zero'],
    ['0.001', 'area.zero'],
    ['-5', 'area.zero'],
    ['1e5', 'number.shape'],
    ['100000.01', 'number.range'],
    ['八十', 'number.shape'],
  ])('area %s → %s', (cell, wanted) => expect(outcomeOf(column.area(), cell)).toBe(wanted))
  it.each([
    ['1.25', 12500],
    ['1.8元/㎡·月', 18000],
    ['1.2元/平方米/月', 12000],
    ['30', 300000],
    ['30.0001', 'fee.range'],
    ['205', 'fee.range'],
    ['0', 'fee.range'],
    ['1.2-1.5', 'number.shape'],
  ])('fee per m² %s → %s', (cell, wanted) => expect(outcomeOf(column.feePerArea(), cell)).toBe(wanted))
  it.each([
    ['128.50', 12850],
    ['￥1,280', 128000],
    ['0.005', 'money.decimals'],
  ])('money %s → %s', (cell, wanted) => expect(outcomeOf(column.money(), cell)).toBe(wanted))
  it.each([
    ['540户', 540],
    ['12.5', 'number.shape'],
    ['-1', 'number.range'],
  ])('count %s → %s', (cell, wanted) => expect(outcomeOf(column.count(), cell)).toBe(wanted))
  it.each([
    ['𠮷田㛃', '𠮷田㛃'],
    ['王 小 明', '王小明'],
    ['买买提•吐尔逊', '买买提·吐尔逊'],
    ["Anna-Maria O'Neil", "Anna-Maria O'Neil"],
    ['<b>x</b>', 'name.shape'],
    ['王😀', 'name.shape'],
    ['13812345678', 'name.shape'],
  ])('name %s → %s', (cell, wanted) => expect(outcomeOf(column.personName(), cell)).toBe(wanted))
  it.each([
    ['是', true],
    ['√', true],
    ['Ｎ', false],
    ['也许', 'yesno'],
  ])('yes or no %s → %s', (cell, wanted) => expect(outcomeOf(column.yesNo(), cell)).toBe(wanted))

  it('two decimals of money survive any way a spreadsheet writes them', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 99_999_999_999 }), fen => {
        expect(outcomeOf(column.money(), String(Number((fen / 100).toPrecision(15))))).toBe(fen)
        expect(outcomeOf(column.money(), (fen / 100).toFixed(2))).toBe(fen)
      }),
    )
  })
})

describe('[SX-15] files that are given out', () => {
  it('the template, filled in below its example, reads as exactly the rows typed', async () => {
    const bytes = await templateFor(units)
    await expect(readSheet(bytes, 'template.xlsx')).rejects.toMatchObject({ code: 'sheet.empty' })
    const book = read(bytes, { type: 'array' })
    const first = book.Sheets[book.SheetNames[0] ?? '']
    if (!first) throw new Error('the template has a sheet')
    utils.sheet_add_aoa(first, [['1-2-301', '89.5', '王某', '13812345678']], { origin: 'A4' })
    const filled = new Uint8Array(write(book, { type: 'buffer', bookType: 'xlsx' }))
    const sheet = (await readSheet(filled, 'template.xlsx')).sheets[0]
    const { good, bad } = validate(sheet?.rows ?? [], suggestMapping(sheet?.header ?? [], units), units)
    expect(bad).toEqual([])
    expect(good.map(({ line, row }) => [line, row.room, row.area, row.phone])).toEqual([
      [4, '1-2-301', 8950, '13812345678'],
    ])
    const xml = new TextDecoder().decode(unzipSync(bytes)['xl/worksheets/sheet1.xml'])
    expect(xml).toContain('<formula1>"自住,出租"</formula1>')
    expect(xml.indexOf('<dataValidations')).toBeGreaterThan(xml.indexOf('</sheetData>'))
  })

  it('the file of bad rows carries the reasons, and corrected it reads again', async () => {
    const header = ['房号', '面积', '错误原因']
    const bad = validate(rowsOf(['1-301', '0', 'old reason']), { room: 0, area: 1 }, units).bad
    const bytes = await errorFile(
      header,
      bad.map(row => ({ cells: row.cells, why: reasons(row.errors, nameOf, 'zh') })),
    )
    const sheet = (await readSheet(bytes, 'bad.xlsx')).sheets[0]
    expect(sheet?.header).toEqual(['房号', '面积', '错误原因'])
    expect(sheet?.rows[0]?.cells.slice(0, 2)).toEqual(['1-301', '0'])
    expect(sheet?.rows[0]?.cells[2]).toMatch(/^建筑面积：面积不能为 0/)
    expect(suggestMapping(sheet?.header ?? [], units)).toEqual({ room: 0, area: 1 })
  })

  type Line = { room: string; area: number; fee: number; day: string; at: string; note: string; own: boolean }
  const columns: ListColumn<Line>[] = [
    { key: 'room', header: { zh: '房号', en: 'Room' }, kind: 'text', cell: row => row.room },
    { key: 'area', header: { zh: '面积', en: 'Area' }, kind: 'area', cell: row => row.area },
    { key: 'fee', header: { zh: '应收', en: 'Due' }, kind: 'money', cell: row => row.fee },
    { key: 'day', header: { zh: '日期', en: 'Date' }, kind: 'date', cell: row => row.day },
    { key: 'at', header: { zh: '时间', en: 'Time' }, kind: 'instant', cell: row => row.at },
    { key: 'note', header: { zh: '备注', en: 'Note' }, kind: 'text', cell: row => row.note },
    { key: 'own', header: { zh: '自住', en: 'Lived in' }, kind: 'yesNo', cell: row => row.own },
  ]
  const line: Line = {
    room: '1-2-301',
    area: 8950,
    fee: 12855,
    day: '2026-01-31',
    at: '2026-01-31T00:30:00Z',
    note: '=HYPERLINK("http://x","a")',
    own: true,
  }

  const cells = columns.map(column => column.cell(line, 'zh'))

  it('a list as .xlsx: numbers are numbers, dates dates, a text is never a formula', async () => {
    const head = { title: '房屋', columns, meta: [{ label: '导出人', value: '王某' }] }
    const bytes = await tableToXlsx(head, [JSON.stringify([cells])])
    const sheet = (await readSheet(bytes, 'a.xlsx')).sheets[0]
    expect(sheet?.header).toEqual(['房号', '面积', '应收', '日期', '时间', '备注', '自住'])
    expect(sheet?.rows[0]?.cells).toEqual([
      '1-2-301',
      '89.5',
      '128.55',
      '2026-01-31',
      '2026-01-31 08:30:00',
      line.note,
      '是',
    ])
    const xml = new TextDecoder().decode(unzipSync(bytes)['xl/worksheets/sheet1.xml'])
    expect(xml).not.toContain('<f>')
    expect(xml).toMatch(/<pane [^>]*state="frozen"/)
  })

  it('a list as .xlsx keeps every sign of a text, many rows in their order, and no row at all', async () => {
    const odd = ['<b>&"\'$& $1', ' 𠮷㛃 ', '第一行\n第二行', '0012', '13812345678901234567']
    const one = columns.slice(0, 1)
    const packs = [odd.map(value => [value]), Array.from({ length: 3000 }, (_, at) => [`r${at}`])]
    const bytes = await tableToXlsx(
      { title: '甲/乙[1]', columns: [...one, ...columns.slice(1, 2)] },
      packs.map(pack => JSON.stringify(pack)),
    )
    const rows = (await readSheet(bytes, 'a.xlsx')).sheets[0]?.rows ?? []
    expect(rows.slice(0, 5).map(row => row.cells[0])).toEqual(odd)
    expect(rows).toHaveLength(3005)
    expect(rows.at(-1)?.cells[0]).toBe('r2999')
    const none = await tableToXlsx({ title: '空', columns: columns.slice(0, 2) }, [])
    await expect(readSheet(none, 'a.xlsx')).rejects.toMatchObject({ code: 'sheet.empty' })
  })

  it('a list as .csv: marked UTF-8, quoted, a formula made harmless, and read back as it was', async () => {
    const text = await tableToCsv({ title: '', columns }, [JSON.stringify([cells])])
    expect(text.charCodeAt(0)).toBe(0xfeff)
    expect(text).toContain(`"'=HYPERLINK(""http://x"",""a"")"`)
    const sheet = (await readSheet(new TextEncoder().encode(text), 'a.csv')).sheets[0]
    expect(sheet?.rows[0]?.cells).toEqual([
      '1-2-301',
      '89.50',
      '128.55',
      '2026-01-31',
      '2026-01-31 08:30:00',
      line.note,
      '是',
    ])
  })

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1'])('guards %j', text => expect(csvCell(text)).toMatch(/^'/))
})

const real = resolve(process.env.ANJU_SHARED ?? '../shared', 'data/communities/communities_5cities.csv')

describe.skipIf(!existsSync(real))('[SX-15] the real estate list (communities_5cities.csv)', () => {
  type Estate = {
    city: string
    district?: string
    name: string
    buildings?: number
    households?: number
    feeMax?: number
    spaces?: number
    year?: string
  }
  const estates: SheetDef<Estate> = {
    key: 'test.estates',
    title: { zh: '小区', en: 'Estates' },
    columns: [
      {
        key: 'city',
        header: { zh: '城市', en: 'city' },
        aliases: [],
        required: true,
        example: '海口',
        ...column.text(20),
      },
      {
        key: 'district',
        header: { zh: '区县', en: 'district' },
        aliases: [],
        required: false,
        example: '琼山',
        ...column.text(20),
      },
      {
        key: 'name',
        header: { zh: '小区名称', en: 'name' },
        aliases: [],
        required: true,
        example: '安居花园',
        ...column.text(60),
      },
      {
        key: 'buildings',
        header: { zh: '楼栋数', en: 'buildings' },
        aliases: [],
        required: false,
        example: '5',
        ...column.count({ min: 1, max: 1000 }),
      },
      {
        key: 'households',
        header: { zh: '户数', en: 'households' },
        aliases: [],
        required: false,
        example: '540',
        ...column.count({ min: 1, max: 50_000 }),
      },
      {
        key: 'feeMax',
        header: { zh: '物业费', en: 'fee_max' },
        aliases: [],
        required: false,
        example: '1.2',
        ...column.feePerArea(),
      },
      {
        key: 'spaces',
        header: { zh: '车位数', en: 'parking_spaces' },
        aliases: [],
        required: false,
        example: '300',
        ...column.count(),
      },
    ],
    naturalKey: row => [row.city, row.district ?? '', row.name].join('/'),
  }

  it('every one of its 5,815 rows is either good or explained; fees over 30 are found', async () => {
    const book = await readSheet(readFileSync(real), 'communities_5cities.csv')
    const sheet = book.sheets[0]
    expect(sheet?.rows).toHaveLength(5815)
    const mapping = suggestMapping(sheet?.header ?? [], estates)
    expect(Object.keys(mapping)).toHaveLength(7)
    const { good, bad } = validate(sheet?.rows ?? [], mapping, estates)
    expect(good.length + bad.length).toBe(5815)
    expect(good.length).toBeGreaterThan(5000)
    const fees = bad.filter(row => row.errors.some(error => error.code === 'fee.range'))
    expect(fees.some(row => row.cells.some(cell => cell.startsWith('205')))).toBe(true)
    expect(
      bad.every(row => row.errors.length > 0 && row.errors.every(error => error.text.zh && error.text.en)),
    ).toBe(true)
    const again = await readSheet(
      await errorFile(
        sheet?.header ?? [],
        bad.map(row => ({ cells: row.cells, why: reasons(row.errors, key => key, 'zh') })),
      ),
      'bad.xlsx',
    )
    expect(again.sheets[0]?.rows).toHaveLength(bad.length)
  })
})
