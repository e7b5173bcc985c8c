/** Shifts at the booth, the close of a day, and what came in (S4-10: the side of the fees). */
import { z } from 'zod'
import { endpoints } from '../../core/contract.ts'
import { defineErrors } from '../../core/errors.ts'

export const boothFail = defineErrors({
  'parking.shift_there': {
    status: 409,
    zh: '你已开班，交班后再开新的',
    en: 'Your shift is open; hand it over before you open another',
  },
  'parking.shift_over': {
    status: 409,
    zh: '这一班已交班，账目已封存',
    en: 'This shift is handed over and its sums are frozen',
  },
  'parking.shift_not_yours': {
    status: 403,
    zh: '只能交自己的班',
    en: 'You hand over only your own shift',
  },
  'parking.count_reason': {
    status: 422,
    zh: '点款与系统相差 {difference} 元，请写明原因再交班',
    en: 'The count differs by {difference} yuan; say why, then hand over',
  },
  'parking.day_open_shift': {
    status: 409,
    zh: '{who} 的班还没交，交班后再日结',
    en: 'The shift of {who} is still open; close the day after it',
  },
  'parking.day_closed': {
    status: 409,
    zh: '这一天已日结',
    en: 'This day is closed already',
  },
  'parking.day_ahead': {
    status: 422,
    zh: '不能提前日结',
    en: 'A day is not closed before it comes',
  },
})

const E = z.object({ estateId: z.uuid() })
const Page = {
  offset: z.coerce.number().int().min(0).max(100_000).default(0),
  limit: z.coerce.number().int().min(1).max(500).default(50),
}

export const WayTotals = z.object({
  cash: z.int(),
  pos: z.int(),
  wechat: z.int(),
  alipay: z.int(),
  transfer: z.int(),
  other: z.int(),
  waived: z.int(),
  owed: z.int(),
  cars: z.int(),
})
export const Shift = z.object({
  id: z.uuid(),
  booth: z.string(),
  name: z.string(),
  mine: z.boolean(),
  openedAt: z.string(),
  closedAt: z.string().nullable(),
  float: z.int(),
  totals: WayTotals,
  /** float and cash taken */
  systemCash: z.int(),
  countedCash: z.int().nullable(),
  difference: z.int().nullable(),
  reason: z.string().nullable(),
  handedTo: z.string().nullable(),
})
const DaySums = z.object({
  shifts: z.array(
    z.object({
      booth: z.string(),
      name: z.string(),
      received: z.int(),
      cash: z.int(),
      difference: z.int().nullable(),
    }),
  ),
  /** taken outside any shift: phones and desk */
  elsewhere: z.int(),
  received: z.int(),
  waived: z.int(),
  owed: z.int(),
  /** what the ledger holds of stays that day */
  ledger: z.int(),
  refunded: z.int(),
  difference: z.int(),
})
export const ParkingDay = z.object({
  day: z.string(),
  sums: DaySums,
  closed: z.object({ by: z.string(), at: z.string(), sums: DaySums, note: z.string().nullable() }).nullable(),
  /** something was taken after the day was closed */
  changed: z.boolean(),
})
export const ShiftQuery = z.object({ from: z.iso.date().optional(), to: z.iso.date().optional(), ...Page })

const P = '/api/estates/:estateId/parking' as const

export const boothEndpoints = endpoints({
  [`GET ${P}/my-shift` as const]: {
    permission: 'parking.charge',
    summary: 'My open shift with its sums',
    params: E,
    response: z.object({ shift: Shift.nullable() }),
  },
  [`GET ${P}/shifts` as const]: {
    permission: 'parking.read',
    summary: 'Shifts with their counts',
    params: E,
    query: ShiftQuery,
    response: z.object({ items: z.array(Shift), total: z.int() }),
  },
  [`POST ${P}/shifts` as const]: {
    permission: 'parking.charge',
    summary: 'Open a shift at a booth with the float counted',
    params: E,
    body: z.object({
      booth: z.string().trim().min(1).max(60),
      float: z.int().min(0).max(100_000_000),
    }),
    response: Shift,
    idempotent: true,
  },
  [`POST ${P}/shifts/:shiftId/close` as const]: {
    permission: 'parking.charge',
    summary: 'Hand over: count the cash; a difference needs its reason; then nothing of it changes',
    params: E.extend({ shiftId: z.uuid() }),
    body: z.object({
      counted: z.int().min(0).max(1_000_000_000),
      reason: z.string().trim().max(300).optional(),
      handedTo: z.string().trim().max(60).optional(),
    }),
    response: Shift,
    idempotent: true,
  },
  [`GET ${P}/days` as const]: {
    permission: 'parking.read',
    summary: 'Days with their sums by booth, beside the ledger',
    params: E,
    query: z.object({ month: z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/) }),
    response: z.object({ items: z.array(ParkingDay) }),
  },
  [`POST ${P}/days/:day/close` as const]: {
    permission: 'parking.manage',
    summary: 'Close a day: its sums are frozen',
    params: E.extend({ day: z.iso.date() }),
    body: z.object({ note: z.string().trim().max(300).optional() }),
    response: ParkingDay,
    idempotent: true,
  },
  [`GET ${P}/income` as const]: {
    permission: 'parking.read',
    summary: 'What parking charged and took in a month; the owners’ public income apart (C-15, S4-10)',
    params: E,
    query: z.object({ month: z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/) }),
    response: z.object({
      month: z.string(),
      items: z.array(
        z.object({
          source: z.enum(['stay', 'permit']),
          publicIncome: z.boolean(),
          charged: z.int(),
          received: z.int(),
          refunded: z.int(),
        }),
      ),
      received: z.int(),
      publicIncome: z.int(),
      cars: z.int(),
      waived: z.int(),
      owed: z.int(),
    }),
  },
})
