/** The rows an authority gets, masked or in full, and the sheet they are written on (S3-94). */
import { type Instant, localDate } from '../../core/clock.ts'
import type { Ctx } from '../../core/house.ts'
import { NIL } from '../../core/ids.ts'
import { type CellValue, type TableHead, tableToXlsx } from '../../core/sheet-list.ts'
import { leaseHolders } from '../people/gate.ts'
import { maskIdNumber, maskPhone } from '../people/mask.ts'
import { ciphers, open } from './books.ts'
import { disclosureFail } from './contract-disclosure.ts'
import type { Trip, Who } from './read-people.ts'
import { maskName } from './rules.ts'
import type { SiteFacts } from './site.ts'
import * as store from './store-disclosure.ts'

/** More than this asks for narrowing: nobody needs a whole town for one case. */
const MOST = 2000

export interface DisclosedRow {
  kind: 'visitor' | 'worker' | 'tenant'
  name: string
  idNumber: string
  phone: string
  unit: string
  at: string
  way: 'in' | 'out' | ''
  gate: string
  reason: string
  until: string
}

const shown = (text: string | undefined, mask: (t: string) => string, full: boolean) =>
  text ? (full ? text : mask(text)) : ''

/**
 * @param compelled the basis opens also what was taken under a closure
 * @returns the rows, and the persons of the register who stand in them
 * @throws gate.disclosure_many
 */
export async function disclosedRows(
  ctx: Ctx,
  site: SiteFacts,
  d: store.DisclosureRow,
  period: { from: Instant; until: Instant },
  compelled: boolean,
): Promise<{ rows: DisclosedRow[]; personIds: string[] }> {
  const asked = { ...period, buildings: d.buildings, limit: MOST + 1 }
  const full = d.extent === 'full' && compelled
  const visits = d.kinds.includes('visitors')
    ? await store.visits(ctx.db, site.estateId, { ...asked, closures: compelled })
    : []
  const tenants = d.kinds.includes('tenants') ? await leaseHolders(ctx, site.estateId, asked) : []
  if (visits.length + tenants.length > MOST)
    throw disclosureFail('gate.disclosure_many', { params: { most: MOST } })
  const books = await ciphers(
    ctx,
    site,
    visits.map(v => v.closure_id),
  )
  const who = (p: Partial<Who>) => ({
    name: shown(p.name, maskName, full),
    idNumber: shown(p.idNumber, maskIdNumber, full),
    phone: shown(p.phone, maskPhone, full),
  })
  const rows: DisclosedRow[] = visits.map(v => {
    const book = books.get(v.closure_id ?? NIL)
    const trip = open<Trip>(book, 'trip', v.sealed)
    return {
      kind: v.kind,
      ...who({ ...open<Who>(book, 'who', v.who) }),
      unit: v.unit_label ?? '',
      at: v.at.toString(),
      way: v.direction,
      gate: v.gate_name ?? '',
      reason: trip.reason ?? '',
      until: '',
    }
  })
  for (const p of tenants)
    rows.push({
      kind: 'tenant',
      ...who(p),
      unit: p.unit,
      at: p.from.toString(),
      way: '',
      gate: '',
      reason: '',
      until: p.until ? localDate(p.until, site.zone).toString() : '',
    })
  return { rows, personIds: [...new Set(tenants.map(p => p.id))] }
}

const kinds = {
  visitor: { zh: '访客', en: 'Visitor' },
  worker: { zh: '工作人员', en: 'Worker' },
  tenant: { zh: '承租人', en: 'Tenant' },
}
const ways = { in: { zh: '进', en: 'In' }, out: { zh: '出', en: 'Out' }, '': { zh: '', en: '' } }
const extents = { full: { zh: '完整信息', en: 'In full' }, masked: { zh: '脱敏', en: 'Masked' } }

const columns: (TableHead['columns'][number] & {
  cell(r: DisclosedRow, lang: 'zh' | 'en'): CellValue
})[] = [
  { key: 'kind', header: { zh: '类别', en: 'Kind' }, kind: 'text', cell: (r, lang) => kinds[r.kind][lang] },
  { key: 'name', header: { zh: '姓名', en: 'Name' }, kind: 'text', cell: r => r.name },
  { key: 'id', header: { zh: '证件号码', en: 'ID number' }, kind: 'text', width: 22, cell: r => r.idNumber },
  { key: 'phone', header: { zh: '电话', en: 'Phone' }, kind: 'text', cell: r => r.phone },
  { key: 'unit', header: { zh: '房号', en: 'Unit' }, kind: 'text', cell: r => r.unit },
  { key: 'at', header: { zh: '时间·起租', en: 'Time, lease from' }, kind: 'instant', cell: r => r.at },
  { key: 'until', header: { zh: '租至', en: 'Lease until' }, kind: 'text', cell: r => r.until },
  { key: 'way', header: { zh: '方向', en: 'Way' }, kind: 'text', cell: (r, lang) => ways[r.way][lang] },
  { key: 'gate', header: { zh: '出入口', en: 'Gate' }, kind: 'text', cell: r => r.gate },
  { key: 'reason', header: { zh: '事由', en: 'Reason' }, kind: 'text', cell: r => r.reason },
]

/** The list as .xlsx; above it for whom, by which paper, and that it may be used for nothing else. */
export function sheetOf(ctx: Ctx, d: store.DisclosureRow, rows: DisclosedRow[]): Promise<Uint8Array> {
  const zh = ctx.lang === 'zh'
  const labels = zh
    ? ['编号', '调取机关', '文书', '范围', '审批人', '用途限制']
    : ['Number', 'Authority', 'Document', 'Extent', 'Approved by', 'Use']
  const use = zh ? '仅用于文书所列事项' : 'for the matter of the document only'
  const values = [d.number, d.authority, d.document, extents[d.extent][ctx.lang], d.decided_name ?? '', use]
  const table: TableHead = {
    title: zh ? '依法调取名单' : 'List for an authority',
    columns,
    meta: values.map((value, at) => ({ label: labels[at] ?? '', value })),
    language: ctx.lang,
  }
  return tableToXlsx(table, [JSON.stringify(rows.map(r => columns.map(c => c.cell(r, ctx.lang))))])
}
