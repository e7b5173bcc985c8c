/**
 * The one table that most offices have: room, area, owner, phone, plate in a row. It makes the units, their owners and
 * vehicles together; a household with two cars stands in two rows (SX-15).
 */
import type { Ctx } from '../../core/house.ts'
import type { CellError, GoodRow } from '../../core/sheet.ts'
import { area, choice, phone, plate, room, text } from '../../core/sheet-columns.ts'
import { importDef, type RowOutcome } from '../../core/transfer.ts'
import { unitStateLabels } from '../estate/labels.ts'
import { registerUnits } from '../estate/register.ts'
import { cleanName } from './names.ts'
import { registerPeople, registerVehicles } from './register.ts'

export type HouseholdRow = {
  room: string
  area?: number
  state?: keyof typeof unitStateLabels
  owner?: string
  phone?: string
  plate?: string
}

type Did = 'created' | 'updated' | 'same'
type Done = { did: Did } | { errors: CellError[] }

function check(row: HouseholdRow): CellError[] {
  if (row.phone === undefined || row.owner !== undefined) return []
  return [
    {
      column: 'owner',
      code: 'household.owner',
      text: {
        zh: '有电话但没有业主姓名，请填写业主姓名。',
        en: 'There is a phone but no owner: enter the owner’s name.',
      },
    },
  ]
}

function twice(text: string): CellError[] {
  return [
    {
      column: 'plate',
      code: 'household.plate',
      text: {
        zh: `车牌 ${text} 在文件中已属于另一户，请核对后只保留一处。`,
        en: `Plate ${text} stands at another household of this file; keep one of them.`,
      },
    },
  ]
}

/** The first row of each key; a household with two cars names its room and owner twice. */
function firsts<T>(list: readonly T[], key: (one: T) => string): T[] {
  return [...new Map([...list].reverse().map(one => [key(one), one])).values()].reverse()
}

const ownerKey = (row: HouseholdRow) => `${row.room} ${cleanName(row.owner ?? '')}`

async function owners(ctx: Ctx, estateId: string, rows: readonly HouseholdRow[]): Promise<Map<string, Done>> {
  const named = firsts(
    rows.filter(r => r.owner !== undefined),
    ownerKey,
  )
  const done = await registerPeople(
    ctx,
    estateId,
    named.map(r => ({ room: r.room, name: r.owner ?? '', phone: r.phone, tie: 'owner' as const })),
  )
  return new Map(named.map((r, at) => [ownerKey(r), done[at] ?? { did: 'same' as const }]))
}

async function cars(ctx: Ctx, estateId: string, rows: readonly HouseholdRow[]): Promise<Map<string, Done>> {
  const named = rows.flatMap(r => (r.plate === undefined ? [] : [{ ...r, plate: r.plate }]))
  const done = await registerVehicles(
    ctx,
    estateId,
    named.map(r => ({ plate: r.plate, room: r.room, owner: r.owner })),
  )
  return new Map(named.map((r, at) => [r.plate, done[at] ?? { did: 'same' as const }]))
}

/** A row is new when any of its parts is, changed when any of them is. */
function together(line: number, parts: readonly (Done | undefined)[]): RowOutcome {
  const errors = parts.flatMap(p => (p !== undefined && 'errors' in p ? p.errors : []))
  if (errors.length > 0) return { line, errors }
  const dids = parts.flatMap(p => (p !== undefined && 'did' in p ? [p.did] : []))
  return { line, did: dids.find(d => d === 'created') ?? dids.find(d => d === 'updated') ?? 'same' }
}

async function save(ctx: Ctx, estateId: string, all: GoodRow<HouseholdRow>[]): Promise<RowOutcome[]> {
  const plates = new Set<string>()
  const doubled = all.filter(({ row }) => {
    const again = row.plate !== undefined && plates.has(row.plate)
    if (row.plate !== undefined) plates.add(row.plate)
    return again
  })
  const good = all.filter(one => !doubled.includes(one))
  const rows = good.map(({ row }) => row)
  const units = await registerUnits(
    ctx,
    estateId,
    firsts(rows, r => r.room).map(r => ({ room: r.room, area: r.area, state: r.state })),
  )
  const people = await owners(ctx, estateId, rows)
  const vehicles = await cars(ctx, estateId, rows)
  return [
    ...good.map(({ line, row }) =>
      together(line, [
        units.get(row.room),
        row.owner === undefined ? undefined : people.get(ownerKey(row)),
        row.plate === undefined ? undefined : vehicles.get(row.plate),
      ]),
    ),
    ...doubled.map(({ line, row }) => ({ line, errors: twice(row.plate ?? '') })),
  ]
}

export const householdsImport = importDef<HouseholdRow>({
  key: 'households',
  title: { zh: '房屋、业主与车辆（一张表）', en: 'Units, owners and vehicles in one table' },
  permission: 'person.write',
  scope: 'estate',
  columns: [
    {
      ...room(),
      key: 'room',
      header: { zh: '房号', en: 'Room' },
      aliases: ['房屋', '房间', '房屋编号', '房屋号', '门牌号', '房产', '楼栋单元房号'],
      required: true,
      example: '1-2-301',
    },
    {
      ...area(),
      key: 'area',
      header: { zh: '建筑面积', en: 'Floor area' },
      aliases: ['面积', '建面', '房屋面积', '产权面积', '计费面积'],
      required: false,
      example: '89.50',
    },
    {
      ...choice(unitStateLabels),
      key: 'state',
      header: { zh: '状态', en: 'State' },
      aliases: ['房屋状态', '入住状态', '使用状态', '入住情况'],
      required: false,
      example: '已入住',
    },
    {
      ...text(60),
      key: 'owner',
      header: { zh: '业主姓名', en: 'Owner' },
      aliases: ['业主', '姓名', '产权人', '户主', '客户名称'],
      required: false,
      example: '林晓燕',
    },
    {
      ...phone(),
      key: 'phone',
      header: { zh: '业主电话', en: 'Owner’s phone' },
      aliases: ['电话', '手机', '手机号', '手机号码', '联系电话', '联系方式'],
      required: false,
      example: '13800000000',
      sensitive: true,
    },
    {
      ...plate(),
      key: 'plate',
      header: { zh: '车牌号', en: 'Plate' },
      aliases: ['车牌', '车牌号码', '号牌', '车辆'],
      required: false,
      example: '琼A12345',
    },
  ],
  naturalKey: row => `${ownerKey(row)} ${row.plate ?? ''}`,
  check,
  save,
})
