/** Arrivals measured elsewhere (another gate system, a count by hand): number, in, out. No plate is wanted. */
import { Temporal } from 'temporal-polyfill'
import { bad, good, halfWidth, type Parsed, serialDate } from '../../core/formats.ts'
import type { CellReader } from '../../core/sheet.ts'
import { text } from '../../core/sheet-columns.ts'
import { importDef } from '../../core/transfer.ts'
import { putStays } from './store-plan.ts'

type StayRow = { ref: string; inAt: string; outAt?: string }

const two = (part: string | undefined) => (part ?? '0').padStart(2, '0')

/** A moment of the estate's day: 2026-03-02 18:05[:30], 2026/3/2 18:05, or the day number of a spreadsheet with its fraction. */
export function parseMoment(written: string): Parsed<string> {
  const plain = halfWidth(written).trim()
  const wrong = bad<string>(
    'moment.shape',
    `看不懂时间“${plain.slice(0, 24)}”，请写成 2026-03-02 18:05。`,
    `"${plain.slice(0, 24)}" is not read as a time. Write it as 2026-03-02 18:05.`,
  )
  const m = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})[ T]+(\d{1,2}):(\d{2})(?::(\d{2}))?(?:\.\d+)?$/.exec(plain)
  const serial = /^\d{5}\.\d+$/.test(plain) ? Number(plain) : null
  if (m === null && serial === null) return wrong
  const seconds = serial === null ? 0 : Math.round((serial - Math.floor(serial)) * 86_400)
  const day = m ? `${m[1]}-${two(m[2])}-${two(m[3])}` : serialDate(serial ?? 0)
  const time = m ? `${two(m[4])}:${m[5]}:${two(m[6])}` : '00:00:00'
  try {
    return good(Temporal.Instant.from(`${day}T${time}+08:00`).add({ seconds }).toString())
  } catch {
    return wrong
  }
}

const momentCell = (): CellReader<string> => ({
  parse: parseMoment,
  hint: { zh: '时间，如 2026-03-02 18:05', en: 'a time, as 2026-03-02 18:05' },
  cell: 'text',
})

export const staysImport = importDef<StayRow>({
  key: 'parking.stays',
  title: { zh: '车辆进出记录（容量规划）', en: 'Comings and goings (capacity planner)' },
  permission: 'parking.manage',
  scope: 'estate',
  columns: [
    {
      ...text(40),
      key: 'ref',
      header: { zh: '序号', en: 'No.' },
      aliases: ['session', 'id', '编号', '流水号'],
      required: true,
      example: '1',
    },
    {
      ...momentCell(),
      key: 'inAt',
      header: { zh: '进场时间', en: 'In' },
      aliases: ['in_time', '入场时间', '进入时间', 'arrival'],
      required: true,
      example: '2026-03-02 18:05',
    },
    {
      ...momentCell(),
      key: 'outAt',
      header: { zh: '出场时间', en: 'Out' },
      aliases: ['out_time', '离场时间', '离开时间', 'departure'],
      required: false,
      example: '2026-03-03 07:40',
    },
  ],
  naturalKey: row => row.ref,
  check: row =>
    row.outAt !== undefined && Date.parse(row.outAt) < Date.parse(row.inAt)
      ? [
          {
            column: 'outAt',
            code: 'stay.order',
            text: { zh: '出场早于进场，请核对。', en: 'Out comes before in. Check both.' },
          },
        ]
      : [],
  save: async (ctx, estateId, rows) => {
    const did = await putStays(
      ctx.db,
      estateId,
      rows.map(({ row }) => ({
        ref: row.ref,
        inAt: Temporal.Instant.from(row.inAt),
        outAt: row.outAt === undefined ? null : Temporal.Instant.from(row.outAt),
      })),
    )
    return rows.map(({ line, row }) => ({ line, did: did.get(row.ref) ?? ('same' as const) }))
  },
})
