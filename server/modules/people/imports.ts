/** The imports of owners, residents and vehicles, and the exports with the columns of the screens (SX-15). */
import { bad, good, halfWidth } from '../../core/formats.ts'
import type { CellReader, GoodRow } from '../../core/sheet.ts'
import { choice, date, phone, plate, room, text } from '../../core/sheet-columns.ts'
import { importDef, listDef, pages, type RowOutcome } from '../../core/transfer.ts'
import { homeApi, IdNumber, personApi } from './contract.ts'
import { relationLabels, tieLabels, vehicleLabels } from './labels.ts'
import { cleanName } from './names.ts'
import { listPersons } from './persons.ts'
import { type PersonFact, registerPeople, registerVehicles } from './register.ts'
import { listVehicles } from './vehicles.ts'

const roomColumn = {
  ...room(),
  key: 'room' as const,
  header: { zh: '房号', en: 'Room' },
  aliases: ['房屋', '房间', '房屋编号', '房屋号', '门牌号', '房产', '楼栋单元房号'],
  required: true,
  example: '1-2-301',
}
const nameColumn = {
  ...text(60),
  key: 'name' as const,
  header: { zh: '姓名', en: 'Name' },
  aliases: ['业主', '业主姓名', '住户', '住户姓名', '租客', '产权人', '联系人', '客户名称'],
  required: true,
  example: '林晓燕',
}
const phoneColumn = {
  ...phone(),
  key: 'phone' as const,
  header: { zh: '电话', en: 'Phone' },
  aliases: ['手机', '手机号', '手机号码', '联系电话', '联系方式', '电话号码'],
  required: false,
  example: '13800000000',
  sensitive: true,
}
/** A person's ID number or a company's social credit code. */
const either: CellReader<string> = {
  cell: 'text',
  hint: { zh: '18 位身份证号或统一社会信用代码', en: 'ID number or social credit code of 18 signs' },
  parse(cell) {
    const read = IdNumber.safeParse(cell)
    if (read.success) return good(read.data)
    const [zh = '', en = ''] = (read.error.issues[0]?.message ?? '').split(' | ')
    return bad('id', zh, en)
  },
}
const idColumn = {
  ...either,
  key: 'idNumber' as const,
  header: { zh: '证件号码', en: 'ID number' },
  aliases: ['身份证', '身份证号', '身份证号码', '证件号', '统一社会信用代码'],
  required: false,
  example: '',
  sensitive: true,
}
const fromColumn = {
  ...date(),
  key: 'from' as const,
  header: { zh: '开始日期', en: 'From' },
  aliases: ['入住日期', '入住时间', '交房日期', '收房日期', '租赁开始', '迁入日期'],
  required: false,
  example: '2024-06-01',
}

type Share = { part: number; whole: number }
/** 1/2, 50%, 0.5, or 全部. */
const shareReader: CellReader<Share> = {
  cell: 'text',
  hint: { zh: '如 1/2 或 50%，独有留空', en: 'as 1/2 or 50 %; empty for a single owner' },
  parse(cell) {
    const plain = halfWidth(cell).replace(/\s/g, '')
    const fraction = /^(\d{1,5})\/(\d{1,5})$/.exec(plain)
    const percent = /^(\d{1,3})(?:\.(\d{1,2}))?%$/.exec(plain)
    const share = fraction
      ? { part: Number(fraction[1]), whole: Number(fraction[2]) }
      : percent
        ? { part: Number(percent[1]) * 100 + Number((percent[2] ?? '').padEnd(2, '0')), whole: 10_000 }
        : plain === '1' || plain === '全部' || plain === '独有'
          ? { part: 1, whole: 1 }
          : undefined
    if (share && share.part > 0 && share.part <= share.whole && share.whole <= 10_000) return good(share)
    return bad(
      'share.shape',
      `份额“${plain.slice(0, 12)}”看不懂，请写成 1/2 或 50%。`,
      `The share "${plain.slice(0, 12)}" is not read. Write 1/2 or 50 %.`,
    )
  },
}

async function save<Row>(
  rows: GoodRow<Row>[],
  run: () => Promise<({ did: 'created' | 'updated' | 'same' } | { errors: RowErrors })[]>,
): Promise<RowOutcome[]> {
  const done = await run()
  return rows.map(({ line }, i) => {
    const answer = done[i] ?? { did: 'same' as const }
    return 'errors' in answer ? { line, errors: answer.errors } : { line, did: answer.did }
  })
}
type RowErrors = Extract<RowOutcome, { errors: unknown }>['errors']

type OwnerRow = {
  room: string
  name: string
  phone?: string
  idNumber?: string
  share?: Share
  from?: string
}

export const ownersImport = importDef<OwnerRow>({
  key: 'owners',
  title: { zh: '业主', en: 'Owners' },
  permission: 'person.write',
  scope: 'estate',
  columns: [
    roomColumn,
    nameColumn,
    phoneColumn,
    idColumn,
    {
      ...shareReader,
      key: 'share',
      header: { zh: '产权份额', en: 'Share' },
      aliases: ['份额', '产权比例', '共有份额'],
      required: false,
      example: '1/2',
    },
    fromColumn,
  ],
  naturalKey: row => `${row.room} ${cleanName(row.name)} ${row.idNumber ?? ''}`,
  save: (ctx, estateId, rows) =>
    save(rows, () =>
      registerPeople(
        ctx,
        estateId,
        rows.map(
          ({ row }): PersonFact => ({
            ...row,
            tie: 'owner',
            kind: row.idNumber && !/^\d{17}[\dX]$/.test(row.idNumber) ? 'company' : 'person',
          }),
        ),
      ),
    ),
})

type ResidentRow = {
  room: string
  name: string
  phone?: string
  idNumber?: string
  tie?: 'resident' | 'lessee'
  relation?: keyof typeof relationLabels
  from?: string
}

export const residentsImport = importDef<ResidentRow>({
  key: 'residents',
  title: { zh: '住户', en: 'Residents' },
  permission: 'person.write',
  scope: 'estate',
  columns: [
    roomColumn,
    nameColumn,
    phoneColumn,
    idColumn,
    {
      ...choice({
        resident: { ...tieLabels.resident, also: ['自住', '家庭成员', '业主自住'] },
        lessee: { ...tieLabels.lessee, also: ['租户', '承租人', '出租', '租住'] },
      }),
      key: 'tie',
      header: { zh: '居住类型', en: 'Lives as' },
      aliases: ['类型', '住户类型', '居住性质'],
      required: false,
      example: '住户',
    },
    {
      ...choice(relationLabels),
      key: 'relation',
      header: { zh: '与户主关系', en: 'Relation' },
      aliases: ['关系', '与业主关系', '家庭关系'],
      required: false,
      example: '配偶',
    },
    fromColumn,
  ],
  naturalKey: row => `${row.room} ${cleanName(row.name)} ${row.idNumber ?? ''}`,
  save: (ctx, estateId, rows) =>
    save(rows, () =>
      registerPeople(
        ctx,
        estateId,
        rows.map(({ row }): PersonFact => ({ ...row, tie: row.tie ?? 'resident' })),
      ),
    ),
})

type VehicleRow = {
  plate: string
  room?: string
  owner?: string
  kind?: keyof typeof vehicleLabels
  model?: string
}

export const vehiclesImport = importDef<VehicleRow>({
  key: 'vehicles',
  title: { zh: '车辆', en: 'Vehicles' },
  permission: 'person.write',
  scope: 'estate',
  columns: [
    {
      ...plate(),
      key: 'plate',
      header: { zh: '车牌', en: 'Plate' },
      aliases: ['车牌号', '车牌号码', '号牌'],
      required: true,
      example: '琼A12345',
    },
    { ...roomColumn, required: false },
    {
      ...text(60),
      key: 'owner',
      header: { zh: '车主', en: 'Owner' },
      aliases: ['车主姓名', '姓名', '业主姓名'],
      required: false,
      example: '林晓燕',
    },
    {
      ...choice(vehicleLabels),
      key: 'kind',
      header: { zh: '车型', en: 'Kind' },
      aliases: ['车辆类型', '类型'],
      required: false,
      example: '小型车',
    },
    {
      ...text(60),
      key: 'model',
      header: { zh: '品牌型号', en: 'Model' },
      aliases: ['品牌', '车辆品牌', '颜色型号'],
      required: false,
      example: '',
    },
  ],
  naturalKey: row => row.plate,
  save: (ctx, estateId, rows) =>
    save(rows, () =>
      registerVehicles(
        ctx,
        estateId,
        rows.map(({ row }) => row),
      ),
    ),
})

const PAGE = 500

export const personsList = listDef({
  key: 'persons',
  title: { zh: '业主与住户', en: 'Owners and residents' },
  permission: 'person.read',
  scope: 'estate',
  query: personApi['GET /api/estates/:estateId/persons'].query.omit({ offset: true, limit: true }),
  rows: (ctx, asked) => pages(offset => listPersons(ctx, { ...asked, offset, limit: PAGE })),
  columns: [
    { key: 'name', header: { zh: '姓名', en: 'Name' }, kind: 'text', cell: p => p.name },
    {
      key: 'units',
      header: { zh: '房号', en: 'Rooms' },
      kind: 'text',
      cell: p => [...new Set(p.units.map(u => u.unit))].join('、'),
    },
    {
      key: 'ties',
      header: { zh: '身份', en: 'Tie' },
      kind: 'text',
      cell: (p, lang) =>
        [...new Set(p.units.map(u => tieLabels[u.tie][lang]))].join(lang === 'zh' ? '、' : ', '),
    },
    { key: 'phone', header: { zh: '电话', en: 'Phone' }, kind: 'text', cell: p => p.phone },
    { key: 'idNumber', header: { zh: '证件号码', en: 'ID number' }, kind: 'text', cell: p => p.idNumber },
    { key: 'enteredBy', header: { zh: '录入人', en: 'Entered by' }, kind: 'text', cell: p => p.enteredBy },
  ],
})

export const vehiclesList = listDef({
  key: 'vehicles',
  title: { zh: '车辆', en: 'Vehicles' },
  permission: 'person.read',
  scope: 'estate',
  query: homeApi['GET /api/estates/:estateId/vehicles'].query.omit({ offset: true, limit: true }),
  rows: (ctx, asked) => pages(offset => listVehicles(ctx, { ...asked, offset, limit: PAGE })),
  columns: [
    { key: 'plate', header: { zh: '车牌', en: 'Plate' }, kind: 'text', cell: v => v.plate },
    { key: 'unit', header: { zh: '房号', en: 'Room' }, kind: 'text', cell: v => v.unit },
    { key: 'person', header: { zh: '车主', en: 'Owner' }, kind: 'text', cell: v => v.person },
    {
      key: 'kind',
      header: { zh: '车型', en: 'Kind' },
      kind: 'text',
      cell: (v, lang) => vehicleLabels[v.kind][lang],
    },
    { key: 'model', header: { zh: '品牌型号', en: 'Model' }, kind: 'text', cell: v => v.model },
    { key: 'from', header: { zh: '登记时间', en: 'Since' }, kind: 'instant', cell: v => v.from },
  ],
})
