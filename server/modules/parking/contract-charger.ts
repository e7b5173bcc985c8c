/** Charger applications (F-11): asked for at one's fixed space, answered within the limit, refused only by the list. */
import { z } from 'zod'
import { endpoints } from '../../core/contract.ts'
import { defineErrors } from '../../core/errors.ts'

export const chargerStates = ['filed', 'accepted', 'refused', 'checked', 'installed', 'withdrawn'] as const
export const meters = ['own', 'shared'] as const

export const chargerFail = defineErrors({
  'parking.charger_open': {
    status: 409,
    zh: '这个车位已有办理中的充电桩申请，请在申请记录中查看进度',
    en: 'This space has an application under way; see how it stands in the list',
  },
  'parking.charger_there': {
    status: 409,
    zh: '这个车位已登记有充电桩；需要更换请联系物业前台',
    en: 'This space has a charger already; ask the front desk to change it',
  },
  'parking.charger_state': {
    status: 409,
    zh: '申请现在不能这样办理，请刷新后看当前状态',
    en: 'The application does not stand there now; reload and see its state',
  },
  'parking.charger_reason': {
    status: 422,
    zh: '只能按规定所列的理由不同意：{reasons}',
    en: 'It may be refused only for a reason of the list: {reasons}',
  },
  'parking.charger_fixed': {
    status: 422,
    zh: '{space} 是固定车位，不能以“不是固定车位”不同意',
    en: '{space} is a fixed space and cannot be refused as not being one',
  },
  'parking.charger_paper': {
    status: 422,
    zh: '按这条理由不同意须填写书面依据的名称和文号',
    en: 'This reason needs the name and number of the paper that shows it',
  },
  'parking.charger_ahead': {
    status: 422,
    zh: '收到申请的日期不能在将来',
    en: 'The day the application came in cannot lie ahead',
  },
  'parking.charger_later': {
    status: 422,
    zh: '安装日期不能在将来，请填实际安装日期',
    en: 'The day of installation cannot lie ahead; enter the real one',
  },
})

const Allowed = z.union([z.literal(true), z.string()])

export const Charger = z.object({
  id: z.uuid(),
  number: z.string(),
  unitId: z.uuid(),
  room: z.string(),
  spaceId: z.uuid(),
  space: z.string(),
  lot: z.string(),
  /** own, or let for the rule's months or longer: the company must cooperate */
  fixed: z.boolean(),
  /** W */
  watts: z.int(),
  meter: z.enum(meters),
  note: z.string().nullable(),
  documents: z.array(z.uuid()),
  askedBy: z.string(),
  askedAt: z.string(),
  /** who entered it at the desk (SX-12); null when the home sent it itself */
  enteredBy: z.string().nullable(),
  /** first instant that is late; null while that year's calendar is not published */
  answerBy: z.string().nullable(),
  late: z.boolean(),
  state: z.enum(chargerStates),
  conditions: z.string().nullable(),
  /** the reason of the list, in words, what it means here, and the paper */
  refusal: z.string().nullable(),
  refusalText: z.string().nullable(),
  refusalPaper: z.string().nullable(),
  answeredBy: z.string().nullable(),
  answeredAt: z.string().nullable(),
  checkPassed: z.boolean().nullable(),
  checkNote: z.string().nullable(),
  checkPhoto: z.uuid().nullable(),
  checkedBy: z.string().nullable(),
  checkedAt: z.string().nullable(),
  installedOn: z.string().nullable(),
  meterNumber: z.string().nullable(),
  powerPaper: z.string().nullable(),
  installer: z.string().nullable(),
  version: z.int(),
  allowed: z.object({ answer: Allowed, check: Allowed, install: Allowed, withdraw: Allowed }),
})

const E = z.object({ estateId: z.uuid() })
const C = E.extend({ chargerId: z.uuid() })
const Words = z.string().trim().min(2).max(500)
const Version = { version: z.int() }

const ChargerSpace = z.object({
  spaceId: z.uuid(),
  unitId: z.uuid(),
  number: z.string(),
  lot: z.string(),
  fixed: z.boolean(),
  ask: Allowed,
})
const Asked = {
  spaceId: z.uuid(),
  watts: z.int().min(1000).max(240_000),
  meter: z.enum(meters),
  note: z.string().trim().max(300).optional(),
  documents: z.array(z.uuid()).max(6).default([]),
}

export const ChargerQuery = z.object({
  state: z.enum(['open', 'late', ...chargerStates, 'all']).default('open'),
  offset: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(500).default(50),
})

const P = '/api/estates/:estateId/parking/chargers' as const
const MY = '/api/estates/:estateId/my/chargers' as const

export const chargerEndpoints = endpoints({
  [`GET ${P}` as const]: {
    permission: 'parking.enter',
    summary: 'Charger applications, those to be answered first',
    params: E,
    query: ChargerQuery,
    response: z.object({ items: z.array(Charger), total: z.int() }),
  },
  [`GET ${P}/home` as const]: {
    permission: 'parking.enter',
    summary: 'The spaces of one home where a charger may be asked for at the desk (SX-12)',
    params: E,
    query: z.object({ room: z.string().trim().min(1).max(40) }),
    response: z.object({ spaces: z.array(ChargerSpace), answerWorkingDays: z.int() }),
  },
  [`POST ${P}` as const]: {
    permission: 'parking.enter',
    summary: 'Enter what a home asked for at the desk or on paper, with who entered it (SX-12)',
    params: E,
    body: z.object({
      room: z.string().trim().min(1).max(40),
      /** who of the home asks */
      askedBy: z.string().trim().min(1).max(40),
      /** the day the paper came in, local; today when left out */
      askedOn: z.iso.date().optional(),
      ...Asked,
    }),
    response: Charger,
    idempotent: true,
  },
  [`POST ${P}/:chargerId/withdraw` as const]: {
    permission: 'parking.enter',
    summary: 'Take an application back for a home that says so at the desk (SX-12)',
    params: C,
    body: z.object({ reason: Words, ...Version }),
    response: Charger,
    idempotent: true,
  },
  [`GET ${P}/:chargerId` as const]: {
    permission: 'parking.enter',
    summary: 'One application, and the reasons for which the law lets it be refused',
    params: C,
    response: Charger.extend({
      reasons: z.array(z.object({ code: z.string(), text: z.string(), paper: z.boolean() })),
    }),
  },
  [`POST ${P}/:chargerId/accept` as const]: {
    permission: 'parking.manage',
    summary: 'Agree, with conditions where the site needs them',
    params: C,
    body: z.object({ conditions: z.string().trim().max(500).optional(), ...Version }),
    response: Charger,
    idempotent: true,
  },
  [`POST ${P}/:chargerId/refuse` as const]: {
    permission: 'parking.manage',
    summary: 'Refuse for a reason of the list, with what it means here and the paper that shows it',
    params: C,
    body: z.object({
      reason: z.string(),
      text: Words,
      paper: z.string().trim().max(120).optional(),
      ...Version,
    }),
    response: Charger,
    idempotent: true,
  },
  [`POST ${P}/:chargerId/check` as const]: {
    permission: 'parking.manage',
    summary: 'The look at the site: passed, or what must be mended first',
    params: C,
    body: z.object({ passed: z.boolean(), note: Words, photoId: z.uuid().optional(), ...Version }),
    response: Charger,
    idempotent: true,
  },
  [`POST ${P}/:chargerId/installed` as const]: {
    permission: 'parking.manage',
    summary: 'It stands: day, meter, the power company’s paper; the space has a charger from now on',
    params: C,
    body: z.object({
      on: z.iso.date(),
      meterNumber: z.string().trim().min(2).max(40),
      powerPaper: z.string().trim().min(2).max(120),
      installer: z.string().trim().min(2).max(80),
      ...Version,
    }),
    response: Charger,
    idempotent: true,
  },
  [`GET ${MY}` as const]: {
    permission: 'parking.own',
    summary: 'My homes’ spaces where a charger may be asked for, and my applications',
    params: E,
    response: z.object({
      spaces: z.array(ChargerSpace),
      items: z.array(Charger),
      answerWorkingDays: z.int(),
    }),
  },
  [`POST ${MY}` as const]: {
    permission: 'parking.own',
    summary: 'Ask for a charger at my space',
    params: E,
    body: z.object(Asked),
    response: Charger,
    idempotent: true,
  },
  [`POST ${MY}/:chargerId/withdraw` as const]: {
    permission: 'parking.own',
    summary: 'Take my application back',
    params: C,
    response: Charger,
    idempotent: true,
  },
})
