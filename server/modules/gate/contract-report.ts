/** The daily summary: estate → neighbourhood → town → coordination group → headquarters (S6-46 to S6-48). */
import { z } from 'zod'
import { endpoints } from '../../core/contract.ts'
import { defineErrors } from '../../core/errors.ts'

export const reportFail = defineErrors({
  'gate.report_early': {
    status: 409,
    zh: '这一天还没有截止，截止后再报；之前还会有新的登记',
    en: 'The reporting day is not over; submit after it ends, more registrations still come in',
  },
  'gate.report_nothing': {
    status: 409,
    zh: '这一天本辖区没有封闭管理的小区，不用报送',
    en: 'No estate here was under closure on that day; nothing is to be reported',
  },
  'gate.report_missing': {
    status: 409,
    zh: '下级还有 {n} 家未报（{names}）；请催报，确需先报请写明情况',
    en: '{n} below have not reported ({names}); ask them, or state why you report without them',
  },
  'gate.report_same': {
    status: 409,
    zh: '与已报版本没有差别，不用更正',
    en: 'Nothing differs from the version submitted; there is nothing to correct',
  },
  'gate.report_level': {
    status: 403,
    zh: '每一级由本级报送人报送；您可以查看，不能代报',
    en: 'Each level is submitted by its own officer; you can read it but not submit it',
  },
  'gate.report_none': {
    status: 409,
    zh: '这一级还没有报送，没有可更正的版本',
    en: 'This level has not been submitted yet; there is no version to correct',
  },
  'gate.report_person': {
    status: 409,
    zh: '所选人员在本级没有报送岗位，请先在“账号与岗位”中指定',
    en: 'That person holds no role that reports for this level; give him one under accounts first',
  },
})

export const reportLevels = ['neighbourhood', 'town', 'group', 'headquarters'] as const
export const ReportLevel = z.enum(reportLevels)
export type ReportLevelName = (typeof reportLevels)[number]

/** `none`: nothing to report that day; `waiting`: the day is not over; `kept_late`: submitted after its time. */
export const ReportState = z.enum(['none', 'waiting', 'due', 'late', 'kept', 'kept_late'])

/** The figures of a level; each is the sum of the parts. */
export const ReportFigures = z.object({
  estates: z.int(),
  /** estates that were under closure in the reporting day */
  closed: z.int(),
  personsIn: z.int(),
  personsOut: z.int(),
  vehiclesIn: z.int(),
  vehiclesOut: z.int(),
  refusals: z.int(),
  emergencies: z.int(),
  incidents: z.int(),
  unattended: z.int(),
  /** registered persons inside when the neighbourhood submitted */
  inside: z.int(),
  /** the refusals by reason; `unrecorded` when the rows behind them are deleted already */
  reasons: z.record(z.string(), z.int()),
})
export type ReportFiguresShown = z.output<typeof ReportFigures>

const Person = z.object({ accountId: z.uuid(), name: z.string() })
const Allowed = z.union([z.literal(true), z.string()])
const Place = z.object({ id: z.uuid(), name: z.string(), kind: z.string() })

export const ReportPart = z.object({
  id: z.uuid(),
  name: z.string(),
  /** nothing for an estate */
  level: ReportLevel.nullable(),
  /** nothing while that level has not reported */
  figures: ReportFigures.nullable(),
  version: z.int().nullable(),
  hash: z.string().nullable(),
  by: z.string().nullable(),
  at: z.string().nullable(),
})
export type ReportPartShown = z.output<typeof ReportPart>

export const ReportVersion = z.object({
  version: z.int(),
  by: z.string(),
  at: z.string(),
  late: z.boolean(),
  note: z.string().nullable(),
  reason: z.string().nullable(),
  hash: z.string(),
  /** the kept content still gives its hash */
  intact: z.boolean(),
})

/** One line of the chain: a level of a region, when it is due, whose it is and where it stands. */
export const ReportLine = z.object({
  region: Place,
  level: ReportLevel,
  state: ReportState,
  dueAt: z.string(),
  person: Person.nullable(),
  deputy: Person.nullable(),
  version: z.int().nullable(),
  by: z.string().nullable(),
  at: z.string().nullable(),
  /** what changed below since it was submitted */
  differs: z.boolean(),
  mine: z.boolean(),
  /** lines directly below that are owed and not in */
  missing: z.int(),
})

export const ReportDifference = z.object({
  id: z.uuid(),
  name: z.string(),
  /** a figure, a reason of refusal (`reasons.no_mask`), or `report` for one that was missing */
  figure: z.string(),
  was: z.int().nullable(),
  now: z.int().nullable(),
})

export const Report = z.object({
  region: Place,
  level: ReportLevel,
  day: z.iso.date(),
  from: z.string(),
  until: z.string(),
  dueAt: z.string(),
  state: ReportState,
  person: Person.nullable(),
  deputy: Person.nullable(),
  /** frozen once submitted; before that as the records stand now */
  figures: ReportFigures,
  parts: z.array(ReportPart),
  /** names of the parts that are owed and not in */
  missing: z.array(z.string()),
  versions: z.array(ReportVersion),
  differences: z.array(ReportDifference),
  allowed: z.object({ submit: Allowed, correct: Allowed, name: Allowed }),
})

const Region = z.object({ regionId: z.uuid() })
const Day = z.iso.date()

export const reportEndpoints = endpoints({
  'GET /api/gate/reports': {
    permission: 'rollup.read',
    summary: 'The chain of one day as far as the caller sees it: what is due from him, what is missing below',
    query: z.object({ day: Day.optional() }),
    response: z.object({
      day: z.iso.date(),
      items: z.array(ReportLine),
      total: z.int(),
    }),
  },
  'GET /api/regions/:regionId/gate/reports/:level/:day': {
    permission: 'rollup.read',
    summary: 'One level’s daily summary: its parts and sum, versions, and what changed since',
    params: Region.extend({ level: ReportLevel, day: Day }),
    query: z.object({ version: z.coerce.number().int().min(1).optional() }),
    response: Report,
  },
  'POST /api/regions/:regionId/gate/reports/:level/:day': {
    permission: 'rollup.submit',
    summary: 'Submit a level’s summary; submitted already it is answered as it stands (S6-46 to S6-48)',
    params: Region.extend({ level: ReportLevel, day: Day }),
    body: z.object({ note: z.string().trim().max(500).optional() }),
    response: Report,
  },
  'POST /api/regions/:regionId/gate/reports/:level/:day/correction': {
    permission: 'rollup.submit',
    summary: 'Correct a submitted summary: a new version with its reason (SX-08)',
    params: Region.extend({ level: ReportLevel, day: Day }),
    body: z.object({
      /** the version the correction was written on */
      version: z.int().min(1),
      reason: z.string().trim().min(2).max(500),
      note: z.string().trim().max(500).optional(),
    }),
    response: Report,
  },
  'GET /api/regions/:regionId/gate/report-duty/:level': {
    permission: 'rollup.read',
    summary: 'Who can be named to report for a level',
    params: Region.extend({ level: ReportLevel }),
    response: z.object({ person: Person.nullable(), deputy: Person.nullable(), choices: z.array(Person) }),
  },
  'PUT /api/regions/:regionId/gate/report-duty/:level': {
    permission: 'rollup.submit',
    summary: 'Name who reports for a level and who is told next when it is late (SX-09)',
    params: Region.extend({ level: ReportLevel }),
    body: z.object({ accountId: z.uuid(), deputyId: z.uuid().nullish() }),
    response: z.object({ person: Person.nullable(), deputy: Person.nullable() }),
  },
})
