/** The import of spaces from .xlsx (SX-15): refused row by row what may never be a space. */
import type { Ctx } from '../../core/house.ts'
import { newId } from '../../core/ids.ts'
import type { CellError, GoodRow } from '../../core/sheet.ts'
import { choice, count, text, yesNo } from '../../core/sheet-columns.ts'
import { importDef, type RegisteredImport, type RowOutcome } from '../../core/transfer.ts'
import { groundRefusal } from './lot-rules.ts'
import { idOf } from './place.ts'
import { correctSpace, insertSpaces, lots, type SpaceFacts, spacesThere } from './store-lot.ts'
import { formerWords, groundWords, useWords } from './words.ts'

type SpaceImportRow = {
  lot: string
  level: string
  number: string
  ground?: keyof typeof groundWords
  use?: keyof typeof useWords
  capacity?: number
  former?: keyof typeof formerWords
  decision?: string
  charger?: boolean
}

const keyOf = (row: SpaceImportRow) => `${row.lot}\u0000${row.number}`

const never: CellError = {
  column: 'former',
  code: 'parking.never_space',
  text: {
    zh: '消防车通道和绿地不能改作车位（民法典第 278 条）。',
    en: 'Fire lanes and green never become spaces (Civil Code 278).',
  },
}
const undecided: CellError = {
  column: 'decision',
  code: 'parking.decision_needed',
  text: {
    zh: '占用共有道路或场地须填写业主共同决定的文号。',
    en: 'Common road or ground needs the number of the owners’ decision.',
  },
}

function check(row: SpaceImportRow): CellError[] {
  const refusal = groundRefusal(row.ground ?? 'planned', row.former ?? 'planned', row.decision ?? null)
  if (refusal === null) return []
  return [refusal === 'parking.never_space' ? never : undecided]
}

const missing = (column: string, zh: string, en: string): CellError => ({
  column,
  code: 'parking.unknown',
  text: { zh, en },
})

type Fresh = SpaceFacts & { id: string; line: number; given: SpaceImportRow }

const fixedGround: CellError = {
  column: 'ground',
  code: 'parking.ground_fixed',
  text: {
    zh: '这个车位已登记，权属和原用途不能用表格更改；请核对后去掉该行，或在“停车场与车位”登记新车位。',
    en: 'This space is registered; a list changes neither its ground nor its former use. Check it and drop the row, or add a new space under “Lots and spaces”.',
  },
}

/** New spaces are added; of those that are there only what the row names and a list may change is changed. */
async function saveLot(ctx: Ctx, estateId: string, lotId: string, rows: Fresh[]): Promise<RowOutcome[]> {
  const there = await spacesThere(
    ctx.db,
    estateId,
    lotId,
    rows.map(s => s.number),
  )
  const known = new Map(there.map(s => [s.number, s]))
  await insertSpaces(
    ctx.db,
    estateId,
    rows.filter(s => !known.has(s.number)),
    idOf(ctx),
    ctx.now,
  )
  const out: RowOutcome[] = []
  for (const s of rows) {
    const old = known.get(s.number)
    if (old === undefined) {
      out.push({ line: s.line, did: 'created' })
      continue
    }
    const { ground, former, use, capacity, charger } = s.given
    if ((ground ?? old.ground) !== old.ground || (former ?? old.former_use) !== old.former_use) {
      out.push({ line: s.line, errors: [fixedGround] })
      continue
    }
    const next = {
      level: s.level,
      use: use ?? old.use,
      capacity: capacity ?? old.capacity,
      charger: charger ?? (use === 'ev' || old.charger),
    }
    const same =
      next.level === old.level &&
      next.use === old.use &&
      next.capacity === old.capacity &&
      next.charger === old.charger
    if (!same)
      await correctSpace(ctx.db, estateId, lotId, {
        ...next,
        number: s.number,
        sign: next.use === 'accessible',
      })
    out.push({ line: s.line, did: same ? 'same' : 'updated' })
  }
  return out
}

async function save(ctx: Ctx, estateId: string, rows: GoodRow<SpaceImportRow>[]): Promise<RowOutcome[]> {
  const known = await lots(ctx.db, estateId)
  const out: RowOutcome[] = []
  const fresh: Fresh[] = []
  for (const { line, row } of rows) {
    const lot = known.find(l => l.name === row.lot)
    if (lot === undefined) {
      const zh = `没有停车场“${row.lot}”，请先建立。`
      out.push({ line, errors: [missing('lot', zh, `There is no lot “${row.lot}”; add it first.`)] })
      continue
    }
    if (!lot.levels.includes(row.level)) {
      const zh = `“${row.lot}”没有“${row.level}”层，可用：${lot.levels.join('、')}。`
      out.push({
        line,
        errors: [
          missing('level', zh, `“${row.lot}” has no level “${row.level}”; it has ${lot.levels.join(', ')}.`),
        ],
      })
      continue
    }
    fresh.push({
      line,
      given: row,
      id: newId<'parking_space'>(ctx.now.epochMilliseconds),
      lotId: lot.id,
      level: row.level,
      number: row.number,
      ground: row.ground ?? lot.ground,
      use: row.use ?? 'car',
      capacity: row.capacity ?? 1,
      formerUse: row.former ?? 'planned',
      decision: row.decision ?? null,
      charger: row.charger ?? row.use === 'ev',
      sign: row.use === 'accessible',
    })
  }
  for (const lotId of new Set(fresh.map(s => s.lotId)))
    out.push(
      ...(await saveLot(
        ctx,
        estateId,
        lotId,
        fresh.filter(s => s.lotId === lotId),
      )),
    )
  return out
}

export const spacesImport = importDef<SpaceImportRow>({
  key: 'parking.spaces',
  title: { zh: '车位', en: 'Parking spaces' },
  permission: 'parking.manage',
  scope: 'estate',
  columns: [
    {
      ...text(60),
      key: 'lot',
      header: { zh: '停车场', en: 'Lot' },
      aliases: ['车场', '停车场名称', '车库'],
      required: true,
      example: '地下车库',
    },
    {
      ...text(20),
      key: 'level',
      header: { zh: '层', en: 'Level' },
      aliases: ['楼层', '区域', '层数'],
      required: true,
      example: 'B1',
    },
    {
      ...text(20),
      key: 'number',
      header: { zh: '车位号', en: 'Number' },
      aliases: ['车位编号', '编号', '车位'],
      required: true,
      example: 'B1-001',
    },
    {
      ...choice(groundWords),
      key: 'ground',
      header: { zh: '权属', en: 'Ground' },
      aliases: ['车位性质', '性质', '产权性质'],
      required: false,
      example: '规划车位',
    },
    {
      ...choice(useWords),
      key: 'use',
      header: { zh: '用途', en: 'Use' },
      aliases: ['车位类型', '类型'],
      required: false,
      example: '汽车',
    },
    {
      ...count({ min: 1, max: 1000 }),
      key: 'capacity',
      header: { zh: '可停辆数', en: 'Places' },
      aliases: ['数量', '容量'],
      required: false,
      example: '1',
    },
    {
      ...choice(formerWords),
      key: 'former',
      header: { zh: '原用途', en: 'Former use' },
      aliases: ['原来用途'],
      required: false,
      example: '规划车位',
    },
    {
      ...text(100),
      key: 'decision',
      header: { zh: '业主决定文号', en: 'Owners’ decision' },
      aliases: ['决定文号', '依据'],
      required: false,
      example: '业决〔2026〕3号',
    },
    {
      ...yesNo(),
      key: 'charger',
      header: { zh: '充电桩', en: 'Charger' },
      aliases: ['有无充电桩'],
      required: false,
      example: '否',
    },
  ],
  naturalKey: keyOf,
  check,
  save,
})

export const parkingImports: RegisteredImport[] = [spacesImport]
