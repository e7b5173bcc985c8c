/** What a parking tariff is made of (F-08), its versions, its simulator and the board at the gate. Money is integer fen. */
import { z } from 'zod'
import { endpoints } from '../../core/contract.ts'
import { defineErrors } from '../../core/errors.ts'

export const tariffFail = defineErrors({
  'parking.tariff_fault': {
    status: 422,
    zh: '标准不能保存：{case}',
    en: 'This tariff cannot be kept: {case}',
  },
  'parking.tariff_published': {
    status: 409,
    zh: '已公布的标准不能修改，请另建新标准并定生效日期',
    en: 'A published tariff does not change; make a new one with its own date',
  },
  'parking.tariff_notice': {
    status: 422,
    zh: '生效日期至少在公布之日起 {days} 天后（最早 {date}）',
    en: 'It takes effect at least {days} days after it is published (from {date})',
  },
  'parking.tariff_day': {
    status: 409,
    zh: '该停车场这一天已有另一项标准生效，请换一个日期',
    en: 'Another tariff of this lot takes effect on that day; choose another day',
  },
  'parking.tariff_begun': {
    status: 409,
    zh: '标准已生效，不能撤回；请公布新的标准代替它',
    en: 'It is in force and cannot be withdrawn; publish a new one in its place',
  },
  'parking.tariff_withdrawn': {
    status: 409,
    zh: '这项标准已撤回',
    en: 'This tariff was withdrawn',
  },
  'parking.tariff_basis': {
    status: 422,
    zh: '请填写收费依据（如业主大会决定、价格文件的文号），公示牌要写明',
    en: 'Name what the price rests on (assembly’s decision, price document); the board must show it',
  },
})

const E = z.object({ estateId: z.uuid() })
const fen = z.int().min(-1_000_000_000).max(1_000_000_000)
const minutes = z.int().min(-100_000).max(100_000)
export const HHMM = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, { message: '请写成 08:30 | Write it as 08:30' })

/**
 * Wide on purpose: a negative or absurd figure is refused by the rules with the stay it would charge wrongly, not by
 * the form alone. Percentages are of the ordinary price.
 */
export const TariffBody = z.object({
  freeMinutes: minutes,
  /** once exceeded: only what goes beyond is charged, or everything from the entry on */
  freeMode: z.enum(['deducted', 'lost']),
  unitMinutes: minutes,
  /** a first stretch at a price of its own, once per stay */
  first: z.object({ minutes, price: fen }).nullable(),
  /** each runs until the next begins; a unit costs what holds where it begins */
  periods: z
    .array(z.object({ from: HHMM, price: fen, cap: fen.nullable() }))
    .min(1)
    .max(8),
  cap: z.object({ kind: z.enum(['none', 'rolling24', 'calendar_day']), amount: fen }),
  /** most that all entries of one plate cost within a calendar day */
  entriesCap: fen.nullable(),
  bigPercent: z.int().min(-10_000).max(10_000),
  nev: z.object({ percent: z.int().min(-10_000).max(10_000), freeMinutes: minutes }),
  disabled: z.object({ percent: z.int().min(-10_000).max(10_000), freeMinutes: minutes }),
  graceMinutes: minutes,
  /** the sum is rounded down to a multiple of this */
  roundTo: z.int().min(-1000).max(100_000),
  monthly: fen.nullable(),
  noEntry: fen,
})
export type TariffBody = z.output<typeof TariffBody>

export const Line = z.object({
  kind: z.string(),
  from: z.string().nullable(),
  until: z.string().nullable(),
  amount: z.int(),
  text: z.string(),
})

export const Cost = z.object({
  total: z.int(),
  lines: z.array(Line),
  /** one sentence: what and why */
  why: z.string(),
})

export const tariffStates = ['draft', 'published', 'withdrawn'] as const
const Allowed = z.union([z.literal(true), z.string()])
export const Tariff = z.object({
  id: z.uuid(),
  lotId: z.uuid(),
  name: z.string(),
  basis: z.string(),
  state: z.enum(tariffStates),
  /** local date from whose midnight it holds; none of a draft */
  effectiveOn: z.string().nullable(),
  /** in force now */
  current: z.boolean(),
  body: TariffBody,
  madeBy: z.string(),
  madeAt: z.string(),
  publishedBy: z.string().nullable(),
  publishedAt: z.string().nullable(),
  version: z.int(),
  allowed: z.object({ change: Allowed, publish: Allowed, withdraw: Allowed }),
})

const Draft = z.object({
  name: z.string().trim().min(1).max(60),
  basis: z.string().trim().max(300).default(''),
  body: TariffBody,
})
const Traits = {
  big: z.boolean().default(false),
  nev: z.boolean().default(false),
  disabled: z.boolean().default(false),
  couponMinutes: z.int().min(0).max(100_000).default(0),
  couponAmount: z.int().min(0).max(10_000_000).default(0),
}

const T = '/api/estates/:estateId/parking' as const

export const tariffEndpoints = endpoints({
  [`GET ${T}/lots/:lotId/tariffs` as const]: {
    permission: 'parking.read',
    summary: 'The tariffs of a lot: in force, to come, drafts and past ones',
    params: E.extend({ lotId: z.uuid() }),
    response: z.object({ items: z.array(Tariff), noticeDays: z.int() }),
  },
  [`POST ${T}/lots/:lotId/tariffs` as const]: {
    permission: 'parking.manage',
    summary:
      'Keep a tariff as a draft; a negative or absurd one is refused with the stay it would charge wrongly',
    params: E.extend({ lotId: z.uuid() }),
    body: Draft,
    response: Tariff,
    idempotent: true,
  },
  [`PUT ${T}/tariffs/:tariffId` as const]: {
    permission: 'parking.manage',
    summary: 'Change a draft',
    params: E.extend({ tariffId: z.uuid() }),
    body: Draft.extend({ version: z.int() }),
    response: Tariff,
  },
  [`POST ${T}/tariffs/:tariffId/publish` as const]: {
    permission: 'parking.manage',
    summary: 'Publish a tariff with the day it takes effect',
    params: E.extend({ tariffId: z.uuid() }),
    body: z.object({ effectiveOn: z.iso.date(), version: z.int() }),
    response: Tariff,
    idempotent: true,
  },
  [`POST ${T}/tariffs/:tariffId/withdraw` as const]: {
    permission: 'parking.manage',
    summary: 'Take back a tariff that is not in force yet',
    params: E.extend({ tariffId: z.uuid() }),
    body: z.object({ reason: z.string().trim().min(1).max(300) }),
    response: Tariff,
    idempotent: true,
  },
  [`POST ${T}/lots/:lotId/tariffs/try` as const]: {
    permission: 'parking.read',
    summary: 'What one stay would cost under a tariff that is not kept yet, under the one in force, and why',
    params: E.extend({ lotId: z.uuid() }),
    body: z.object({
      body: TariffBody,
      from: z.iso.datetime({ offset: true }),
      until: z.iso.datetime({ offset: true }),
      ...Traits,
    }),
    response: z.object({
      /** why it cannot be kept, with the offending stay; none when it can */
      faults: z.array(z.string()),
      tried: Cost.nullable(),
      current: Cost.nullable(),
      /** the same tariff read out over common stays */
      table: z.array(z.object({ minutes: z.int(), tried: z.int(), current: z.int().nullable() })),
    }),
    unaudited: 'computes, and keeps nothing',
  },
  [`POST ${T}/lots/:lotId/tariffs/replay` as const]: {
    permission: 'parking.read',
    summary: 'Last month’s real stays under the tariff in force and under another one',
    params: E.extend({ lotId: z.uuid() }),
    body: z.object({ body: TariffBody, days: z.int().min(1).max(92).default(30) }),
    response: z.object({
      stays: z.int(),
      charged: z.int(),
      current: z.int(),
      tried: z.int(),
      dearer: z.int(),
      cheaper: z.int(),
      same: z.int(),
      /** the stays whose fee changes most */
      most: z.array(
        z.object({
          stayId: z.uuid(),
          plate: z.string(),
          from: z.string(),
          until: z.string(),
          current: z.int(),
          tried: z.int(),
        }),
      ),
    }),
    unaudited: 'computes, and keeps nothing',
  },
})
