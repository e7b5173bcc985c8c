/** The import of units: 房屋, as offices keep them in a table (SX-15). */
import type { Bilingual } from '../../core/formats.ts'
import type { Ctx } from '../../core/house.ts'
import { parseRoom, roomText } from '../../core/room.ts'
import type { CellError, GoodRow } from '../../core/sheet.ts'
import { area, choice, code, count, room } from '../../core/sheet-columns.ts'
import { importDef, type RowOutcome } from '../../core/transfer.ts'
import { unitStateLabels, unitUseLabels } from './labels.ts'
import { registerUnits } from './register.ts'

/** Either the room as one text, or building, section and number in columns of their own. */
export type UnitImportRow = {
  room?: string
  building?: string
  section?: string
  number?: string
  floor?: number
  area?: number
  use?: keyof typeof unitUseLabels
  state?: keyof typeof unitStateLabels
}

const part = (hint: Bilingual) => code(/^[0-9A-Z\u3400-\u9fff#]{1,10}$/, hint)

/** The room in its one form; nothing when the row names none. */
export function roomOfRow(row: UnitImportRow): string | undefined {
  if (row.room !== undefined) return row.room
  if (row.number === undefined) return undefined
  const parts = [row.building, row.section, row.number].filter(p => p !== undefined)
  const read = parseRoom(parts.join('-'))
  return read.ok ? roomText(read.value) : undefined
}

function check(row: UnitImportRow): CellError[] {
  if (roomOfRow(row) !== undefined) return []
  return [
    {
      column: 'room',
      code: 'unit.room',
      text: {
        zh: '缺少房号：请填写“房号”（如 1-2-301），或分别填写楼栋、单元、室号。',
        en: 'No room: fill in the room (as 1-2-301), or building, section and number.',
      },
    },
  ]
}

async function save(ctx: Ctx, estateId: string, rows: GoodRow<UnitImportRow>[]): Promise<RowOutcome[]> {
  const done = await registerUnits(
    ctx,
    estateId,
    rows.map(({ key, row }) => ({
      room: key,
      floor: row.floor,
      area: row.area,
      use: row.use,
      state: row.state,
    })),
  )
  return rows.map(({ line, key }) => ({ line, did: done.get(key)?.did ?? 'same' }))
}

export const unitsImport = importDef<UnitImportRow>({
  key: 'units',
  title: { zh: '房屋', en: 'Units' },
  permission: 'estate.import',
  scope: 'estate',
  columns: [
    {
      ...room(),
      key: 'room',
      header: { zh: '房号', en: 'Room' },
      aliases: ['房屋', '房间', '房屋编号', '房屋号', '门牌号', '房产', '房屋名称', '房号全称', 'room no'],
      required: false,
      example: '1-2-301',
    },
    {
      ...part({ zh: '楼栋，如 1 或 A座', en: 'building, as 1 or A' }),
      key: 'building',
      header: { zh: '楼栋', en: 'Building' },
      aliases: ['楼号', '栋号', '楼栋号', '幢号', '栋', '幢', '楼'],
      required: false,
      example: '1',
    },
    {
      ...part({ zh: '单元，没有的留空', en: 'section; empty if there is none' }),
      key: 'section',
      header: { zh: '单元', en: 'Section' },
      aliases: ['单元号', '门洞', '梯', 'entrance'],
      required: false,
      example: '2',
    },
    {
      ...part({ zh: '室号，如 301', en: 'number, as 301' }),
      key: 'number',
      header: { zh: '室号', en: 'Number' },
      aliases: ['室', '户号', '门牌', '房间号'],
      required: false,
      example: '301',
    },
    {
      ...count({ min: -9, max: 200 }),
      key: 'floor',
      header: { zh: '楼层', en: 'Floor' },
      aliases: ['层', '所在层', '层数'],
      required: false,
      example: '3',
    },
    {
      ...area(),
      key: 'area',
      header: { zh: '建筑面积', en: 'Floor area' },
      aliases: ['面积', '建面', '房屋面积', '产权面积', '建筑面积㎡', '计费面积'],
      required: false,
      example: '89.50',
    },
    {
      ...choice(unitUseLabels),
      key: 'use',
      header: { zh: '用途', en: 'Use' },
      aliases: ['房屋用途', '房屋类型', '性质', '房屋性质', '类型'],
      required: false,
      example: '住宅',
    },
    {
      ...choice(unitStateLabels),
      key: 'state',
      header: { zh: '状态', en: 'State' },
      aliases: ['房屋状态', '入住状态', '使用状态', '入住情况'],
      required: false,
      example: '已入住',
    },
  ],
  naturalKey: row => roomOfRow(row) ?? '',
  check,
  save,
})
