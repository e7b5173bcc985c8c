/** The household's profile (S1-13..21, K6) and what a person may ask of his own data (W26): asked and answered. */
import { z } from 'zod'
import { endpoints } from '../../core/contract.ts'
import { defineErrors } from '../../core/errors.ts'
import { PersonName } from './contract-accounts.ts'
import { relations } from './contract-persons.ts'

export const profileFail = defineErrors({
  'profile.field_unknown': {
    status: 409,
    zh: '该项目已停用或不存在，请刷新后再填',
    en: 'This item is no longer asked; refresh and try again',
  },
  'profile.member_needed': {
    status: 409,
    zh: '请选择这一项说的是哪位家庭成员',
    en: 'Choose which member of the household this is about',
  },
  'profile.member_wrong': {
    status: 409,
    zh: '该项目不针对这位成员（如未成年人不填工作行业），请改选',
    en: 'This item does not fit that member (children have no line of work); choose another',
  },
  'profile.value_wrong': {
    status: 409,
    zh: '内容不符合“{field}”的填写方式，请按示例填写',
    en: 'This is not how “{field}” is filled in; follow the example',
  },
  'profile.separate_needed': {
    status: 409,
    zh: '“{field}”属于敏感个人信息，须另行单独同意；请勾选单独同意后再保存，不同意也不影响任何服务',
    en: '“{field}” is sensitive and needs a separate consent; give it and save again. Not giving it costs no service',
  },
  'profile.own_consent': {
    status: 409,
    zh: '“{field}”只能由{name}本人同意（不满 14 周岁由同住的成年人同意），请请本人操作或到前台签字',
    en: '“{field}” can be consented to by {name} alone (below 14 by an adult of the household); ask them, or sign at the desk',
  },
  'profile.agree_needed': {
    status: 409,
    zh: '请先征得{name}本人同意并勾选，再保存',
    en: 'First ask {name} and tick that they agree, then save',
  },
  'profile.until': {
    status: 409,
    zh: '保存期限须从明天起、最长 {months} 个月，请改日期',
    en: 'The last day must be tomorrow or later, and within {months} months; change the date',
  },
  'profile.purposes': {
    status: 409,
    zh: '请至少选择一个使用目的',
    en: 'Choose at least one purpose',
  },
  'profile.over': {
    status: 409,
    zh: '该家庭已迁出，资料不再填写',
    en: 'This household has moved out; nothing more is filled in',
  },
  'profile.entry_over': {
    status: 409,
    zh: '这一项已撤回或已到期，请刷新查看',
    en: 'This was withdrawn or has ended; refresh to see it',
  },
  'profile.request_open': {
    status: 409,
    zh: '同样的申请正在办理中，请等待结果',
    en: 'The same request is already being handled; wait for its result',
  },
  'profile.request_over': {
    status: 409,
    zh: '该申请已办结，请刷新查看',
    en: 'This request is already settled; refresh to see it',
  },
  'profile.request_kind': {
    status: 409,
    zh: '只有“索取副本”的申请才能导出资料',
    en: 'Only a request for a copy lets the file be taken out',
  },
})

export const purposes = ['service', 'care', 'emergency'] as const
export const ticketKinds = ['complaint', 'inquiry', 'repair', 'suggestion', 'order'] as const
export const levels = ['household', 'member', 'adult'] as const
export const endReasons = ['withdrawn', 'replaced', 'expired', 'moved_out', 'request'] as const

const EstateParam = z.object({ estateId: z.uuid() })
export const HouseholdParam = EstateParam.extend({ householdId: z.uuid() })
const EntryParam = HouseholdParam.extend({ entryId: z.uuid() })
const RequestParam = EstateParam.extend({ requestId: z.uuid() })
const Name = z.string().trim().min(1).max(30)

const Measure = z.object({
  kinds: z.array(z.enum(ticketKinds)).min(1).max(5),
  zh: z.string().trim().min(1).max(300),
  en: z.string().trim().max(300).default(''),
})

/** What a field is: data of the rule set, changed and added to by the estate. */
export const FieldBody = z.object({
  what: z.enum(['field', 'flag']),
  level: z.enum(levels),
  kind: z.enum(['text', 'year', 'yesno']),
  zh: Name,
  en: z.string().trim().min(1).max(60),
  hintZh: z.string().trim().max(100).default(''),
  hintEn: z.string().trim().max(100).default(''),
  /** Wants a separate consent, and is shown to nobody but the steward and the household. */
  sensitive: z.boolean(),
  /** What it may be consented to for. */
  purposes: z.array(z.enum(purposes)).min(1).max(3),
  /** The kinds of ticket on which it is a hint. */
  shownOn: z.array(z.enum(ticketKinds)).max(5),
  /** Counts for completeness; what nobody should be pressed for does not. */
  counts: z.boolean(),
  off: z.boolean().default(false),
  /** S3-31: of a flag, what those who serve then do. */
  measures: z.array(Measure).max(10).default([]),
})
export const Field = FieldBody.extend({
  key: z.string(),
  own: z.boolean(),
  version: z.int(),
})

export const Member = z.object({
  /** A person's id, or that of a member only the profile knows. */
  id: z.uuid(),
  registered: z.boolean(),
  name: z.string(),
  relation: z.enum(relations),
  birthYear: z.int().nullable(),
  phone: z.string().nullable(),
  adult: z.boolean(),
  /** Below the age of one's own consent: an adult of the household consents. */
  minor: z.boolean(),
})

export const Entry = z.object({
  id: z.uuid(),
  field: z.string(),
  memberId: z.uuid().nullable(),
  state: z.enum(['given', 'declined']),
  value: z.string().nullable(),
  purposes: z.array(z.enum(purposes)),
  sensitive: z.boolean(),
  givenAt: z.string(),
  /** The first instant at which it is no longer kept. */
  until: z.string(),
  consentBy: z.string().nullable(),
  channel: z.enum(['desk', 'paper', 'phone', 'app']),
  /** SX-12: who entered it on their behalf. */
  enteredBy: z.string().nullable(),
})

export const Look = z.object({
  at: z.string(),
  who: z.string(),
  how: z.enum(['steward', 'hint', 'look', 'file']),
  purpose: z.string(),
  fields: z.array(z.string()),
})

export const SubjectRequest = z.object({
  id: z.uuid(),
  householdId: z.uuid(),
  unit: z.string(),
  kind: z.enum(['export', 'deletion']),
  state: z.enum(['open', 'done', 'refused']),
  askedBy: z.string(),
  channel: z.enum(['desk', 'paper', 'phone', 'app']),
  note: z.string().nullable(),
  askedAt: z.string(),
  /** The last day, by working days; null while that year's calendar is not published. */
  dueOn: z.string().nullable(),
  late: z.boolean(),
  enteredBy: z.string().nullable(),
  doneAt: z.string().nullable(),
  doneBy: z.string().nullable(),
  answer: z.string().nullable(),
  wiped: z.int().nullable(),
})

const Slot = z.object({ field: z.string(), memberId: z.uuid().nullable() })
export const Completeness = z.object({
  asked: z.int(),
  known: z.int(),
  /** Rounded down; null where nothing is asked. */
  percent: z.int().nullable(),
})

export const HouseholdFile = z.object({
  householdId: z.uuid(),
  unit: z.string(),
  kind: z.enum(['own', 'lease']),
  since: z.string(),
  /** The member who reads, where it is the household itself. */
  me: z.uuid().nullable(),
  terms: z.object({ defaultMonths: z.int(), maxMonths: z.int() }),
  members: z.array(Member),
  fields: z.array(Field),
  entries: z.array(Entry),
  completeness: Completeness,
  unknown: z.array(Slot),
})

/** An answer: given with its consent, or declined so that nobody asks again. */
export const EntryInput = z.object({
  field: z.string().trim().min(1).max(40),
  memberId: z.uuid().nullish(),
  state: z.enum(['given', 'declined']).default('given'),
  value: z.string().trim().max(1000).optional(),
  purposes: z.array(z.enum(purposes)).max(3).default(['service']),
  /** The last day on which it is kept; the estate's usual term where none is said. */
  untilDay: z.iso.date().optional(),
  /** The separate consent that sensitive data need (PIPL 29). */
  separate: z.boolean().default(false),
  /** The member it is about was asked and agrees. */
  agreed: z.boolean().default(false),
})
/** The same entered by staff: who of the household consents, and how. */
export const StaffEntryInput = EntryInput.extend({
  consentBy: z.uuid(),
  channel: z.enum(['desk', 'paper', 'phone']).default('desk'),
})
export const MemberInput = z.object({ name: PersonName, relation: z.enum(relations) })
const RequestInput = z.object({
  kind: z.enum(['export', 'deletion']),
  note: z.string().trim().max(300).optional(),
})
export const Made = z.object({ id: z.uuid() })
const Ended = z.object({ ended: z.int() })

export const profileApi = endpoints({
  'GET /api/estates/:estateId/my/households': {
    permission: 'own.read',
    summary: 'What is kept of my household, for what and until when, and who looked',
    params: EstateParam,
    response: z.object({
      items: z.array(HouseholdFile.extend({ looks: z.array(Look), requests: z.array(SubjectRequest) })),
    }),
  },
  'POST /api/estates/:estateId/my/households/:householdId/entries': {
    permission: 'own.write',
    summary: 'Give or decline one item of my household’s profile, with its consent',
    params: HouseholdParam,
    body: EntryInput,
    response: Made,
    idempotent: true,
  },
  'POST /api/estates/:estateId/my/households/:householdId/entries/:entryId/withdraw': {
    permission: 'own.write',
    summary: 'Withdraw the consent to one item: its content is wiped at once',
    params: EntryParam,
    response: Ended,
  },
  'POST /api/estates/:estateId/my/households/:householdId/members': {
    permission: 'own.write',
    summary: 'Name a member of my household whom the register does not have',
    params: HouseholdParam,
    body: MemberInput,
    response: Made,
    idempotent: true,
  },
  'POST /api/estates/:estateId/my/households/:householdId/members/:memberId/end': {
    permission: 'own.write',
    summary: 'Take such a member and everything about them out of the profile',
    params: HouseholdParam.extend({ memberId: z.uuid() }),
    response: Ended,
  },
  'POST /api/estates/:estateId/my/households/:householdId/requests': {
    permission: 'own.write',
    summary: 'Ask for a copy or for the deletion of my data (W26)',
    params: HouseholdParam,
    body: RequestInput,
    response: SubjectRequest,
    idempotent: true,
  },
  'GET /api/estates/:estateId/households/:householdId/consents': {
    permission: 'consent.write',
    summary: 'Which consents a household gave, without what it told; for who has no phone (SX-12)',
    params: HouseholdParam,
    response: z.object({
      unit: z.string(),
      members: z.array(Member),
      fields: z.array(Field),
      terms: z.object({ defaultMonths: z.int(), maxMonths: z.int() }),
      items: z.array(Entry),
      requests: z.array(SubjectRequest),
    }),
  },
  'POST /api/estates/:estateId/households/:householdId/consents/:entryId/withdraw': {
    permission: 'consent.write',
    summary: 'A consent is withdrawn at the desk: the content is wiped at once',
    params: EntryParam,
    response: Ended,
  },
  'POST /api/estates/:estateId/households/:householdId/requests': {
    permission: 'consent.write',
    summary: 'A person asks at the desk for a copy or for the deletion of his data (W26, SX-12)',
    params: HouseholdParam,
    body: RequestInput.extend({
      askedBy: z.uuid(),
      channel: z.enum(['desk', 'paper', 'phone']).default('desk'),
    }),
    response: SubjectRequest,
    idempotent: true,
  },
  'GET /api/estates/:estateId/subject-requests': {
    permission: 'consent.write',
    summary: 'Requests of persons about their own data, open ones by due day',
    params: EstateParam,
    query: z.object({
      state: z.enum(['open', 'done', 'refused', 'all']).default('open'),
      offset: z.coerce.number().int().min(0).default(0),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
    response: z.object({ items: z.array(SubjectRequest), total: z.int() }),
  },
  'GET /api/estates/:estateId/subject-requests/:requestId': {
    permission: 'consent.write',
    summary: 'One request',
    params: RequestParam,
    response: SubjectRequest,
  },
  'GET /api/estates/:estateId/subject-requests/:requestId/file': {
    permission: 'consent.write',
    summary: 'The file that was asked for, as data (JSON); the household sees that it was taken out',
    params: RequestParam,
    response: z.object({ title: z.string(), madeAt: z.string(), household: z.unknown() }),
  },
  'POST /api/estates/:estateId/subject-requests/:requestId/finish': {
    permission: 'consent.write',
    summary: 'The copy was handed over, or the data are deleted now',
    params: RequestParam,
    body: z.object({ answer: z.string().trim().max(300).optional() }),
    response: SubjectRequest,
  },
  'POST /api/estates/:estateId/subject-requests/:requestId/refuse': {
    permission: 'consent.write',
    summary: 'A request is refused, with the reason that the law wants',
    params: RequestParam,
    body: z.object({ answer: z.string().trim().min(5).max(300) }),
    response: SubjectRequest,
  },
  'GET /api/estates/:estateId/profile-fields': {
    permission: 'settings.read',
    summary: 'What the profile asks here: fields, flags and the measures that flags lead to (S3-31)',
    params: EstateParam,
    response: z.object({ items: z.array(Field) }),
  },
  'POST /api/estates/:estateId/profile-fields': {
    permission: 'rule.write',
    summary: 'A further field or flag of this estate (S1-21)',
    params: EstateParam,
    body: FieldBody,
    response: Field,
    idempotent: true,
  },
  'PUT /api/estates/:estateId/profile-fields/:key': {
    permission: 'rule.write',
    summary: 'Change a field or flag here; what is sensitive by the rule set stays so',
    params: EstateParam.extend({ key: z.string().max(40) }),
    body: FieldBody.extend({ version: z.int() }),
    response: Field,
  },
})
