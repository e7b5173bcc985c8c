/** Persons, their ties to units, vehicles, consents, the one-box search: what may be asked and answered. */
import { z } from 'zod'
import { endpoints } from '../../core/contract.ts'
import { defineErrors } from '../../core/errors.ts'
import { parseCreditCode, parseIdNumber, parsePhone, parsePlate } from '../../core/formats.ts'
import { PersonName } from './contract-accounts.ts'

export const peopleFail = defineErrors({
  'people.person_exists': {
    status: 409,
    zh: '该证件号码已登记在“{name}”名下，请打开其档案修改，不要重复新增',
    en: 'This ID number already belongs to “{name}”; open that file instead of adding it again',
  },
  'people.person_alike': {
    status: 409,
    zh: '已有同名同号码的“{name}”，请打开其档案；确为另一人请勾选“仍然新增”',
    en: '“{name}” with the same phone is already there; open that file, or confirm that it is somebody else',
  },
  'people.shares_over': {
    status: 409,
    zh: '该房屋产权份额合计将超过 100%，请先结束原产权人或调整份额',
    en: 'The shares of this unit would pass 100 %; end the earlier owner or change the shares',
  },
  'people.tie_there': {
    status: 409,
    zh: '“{name}”已登记在该房屋，无需重复登记',
    en: '“{name}” is already registered in this unit',
  },
  'people.tie_over': {
    status: 409,
    zh: '该登记已结束，请刷新查看',
    en: 'This registration has already ended; refresh to see it',
  },
  'people.plate_there': {
    status: 409,
    zh: '车牌 {plate} 已登记在 {place}，请先结束原登记',
    en: 'Plate {plate} is registered at {place}; end that registration first',
  },
  'people.nothing_to_reveal': {
    status: 409,
    zh: '该项没有登记内容，请先补录',
    en: 'Nothing is registered here; add it first',
  },
  'people.person_in_use': {
    status: 409,
    zh: '此人仍登记在房屋中，请先办理迁出',
    en: 'This person is still registered in a unit; move them out first',
  },
})

/** Text through a reader of formats.ts, its refusal in the reader's own words. */
function read(parse: typeof parsePhone, most: number) {
  return z
    .string()
    .trim()
    .max(most)
    .transform((text, ctx) => {
      const found = parse(text)
      if (found.ok) return found.value
      ctx.addIssue({ code: 'custom', message: `${found.text.zh} | ${found.text.en}` })
      return z.NEVER
    })
}
export const Phone = read(parsePhone, 40)
export const IdNumber = z
  .string()
  .trim()
  .max(40)
  .transform((text, ctx) => {
    const person = parseIdNumber(text)
    if (person.ok) return person.value
    const company = parseCreditCode(text)
    if (company.ok) return company.value
    ctx.addIssue({ code: 'custom', message: `${person.text.zh} | ${person.text.en}` })
    return z.NEVER
  })
export const Plate = read(parsePlate, 20)

export const tieKinds = ['owner', 'resident', 'lessee'] as const
export const relations = [
  'self',
  'spouse',
  'child',
  'parent',
  'relative',
  'carer',
  'flatmate',
  'employee',
  'other',
] as const
export const consentPurposes = [
  'household_profile',
  'health',
  'photo',
  'messages',
  'face',
  'neighbour_contact',
] as const
export const revealFields = ['phone', 'idNumber'] as const
/** What a resident reads of himself: a look at a number, or a list he was named in (S3-94). */
export const lookFields = [...revealFields, 'listed'] as const
export const vehicleKinds = ['car', 'motorcycle', 'truck', 'other'] as const
export const searchKinds = ['auto', 'room', 'name', 'phone', 'plate', 'id'] as const

const EstateParam = z.object({ estateId: z.uuid() })
const PersonParam = EstateParam.extend({ personId: z.uuid() })
const Instant = z.iso.datetime({ offset: true })
export const PersonPage = z.object({
  offset: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(500).default(50),
})

/** SX-12: the employee who entered it for the resident; nothing where he did it himself. */
export const EnteredBy = z.string().nullable()

export const Tie = z.object({
  id: z.uuid(),
  tie: z.enum(tieKinds),
  unitId: z.uuid(),
  unit: z.string(),
  personId: z.uuid(),
  person: z.string(),
  householdId: z.uuid().nullable(),
  relation: z.enum(relations).nullable(),
  share: z.object({ part: z.int(), whole: z.int() }).nullable(),
  contact: z.boolean(),
  from: z.string(),
  until: z.string().nullable(),
  endReason: z.string().nullable(),
  live: z.boolean(),
  enteredBy: EnteredBy,
})

export const PersonRow = z.object({
  id: z.uuid(),
  kind: z.enum(['person', 'company']),
  name: z.string(),
  /** Masked: 138****1234. */
  phone: z.string().nullable(),
  idNumber: z.string().nullable(),
  version: z.int(),
  enteredBy: EnteredBy,
  units: z.array(z.object({ unitId: z.uuid(), unit: z.string(), tie: z.enum(tieKinds), live: z.boolean() })),
})

export const Vehicle = z.object({
  id: z.uuid(),
  plate: z.string(),
  kind: z.enum(vehicleKinds),
  model: z.string().nullable(),
  unitId: z.uuid().nullable(),
  unit: z.string().nullable(),
  personId: z.uuid().nullable(),
  person: z.string().nullable(),
  from: z.string(),
  until: z.string().nullable(),
  version: z.int(),
  enteredBy: EnteredBy,
})

export const Consent = z.object({
  id: z.uuid(),
  personId: z.uuid(),
  purpose: z.enum(consentPurposes),
  channel: z.enum(['desk', 'paper', 'phone', 'app']),
  givenAt: z.string(),
  until: z.string().nullable(),
  withdrawnAt: z.string().nullable(),
  live: z.boolean(),
  enteredBy: EnteredBy,
})

export const Person = PersonRow.extend({
  birthYear: z.int().nullable(),
  note: z.string().nullable(),
  ties: z.array(Tie),
  vehicles: z.array(Vehicle),
  consents: z.array(Consent),
  /** Roles of the account that signs in with this person's number, in this estate, with their dates (SX-02). */
  roles: z.array(
    z.object({
      role: z.string(),
      place: z.string(),
      from: z.string(),
      until: z.string().nullable(),
      live: z.boolean(),
    }),
  ),
})

const Facts = z.object({
  name: PersonName,
  kind: z.enum(['person', 'company']).default('person'),
  phone: Phone.nullish(),
  idNumber: IdNumber.nullish(),
  birthYear: z.int().min(1880).max(2100).nullish(),
  note: z.string().trim().max(500).nullish(),
})

export const personApi = endpoints({
  'GET /api/estates/:estateId/persons': {
    permission: 'person.read',
    summary: 'Persons of an estate by name, room and tie, sensitive values masked',
    params: EstateParam,
    query: PersonPage.extend({
      q: z.string().trim().max(60).optional(),
      tie: z.enum(tieKinds).optional(),
      state: z.enum(['live', 'past', 'all']).default('live'),
      buildingId: z.uuid().optional(),
      missing: z.enum(['phone', 'idNumber']).optional(),
      sort: z.enum(['name', '-name', 'room']).default('room'),
    }),
    response: z.object({ items: z.array(PersonRow), total: z.int() }),
  },
  'POST /api/estates/:estateId/persons': {
    permission: 'person.write',
    summary: 'Register a person or a company that owns',
    params: EstateParam,
    body: Facts.extend({ evenIfAlike: z.boolean().default(false) }),
    response: Person,
    idempotent: true,
  },
  'GET /api/estates/:estateId/persons/:personId': {
    permission: 'person.read',
    summary: 'One person with ties, vehicles and consents',
    params: PersonParam,
    response: Person,
  },
  'PUT /api/estates/:estateId/persons/:personId': {
    permission: 'person.write',
    summary: 'Change a person; what is left out stays, null removes it',
    params: PersonParam,
    body: Facts.partial().extend({ version: z.int() }),
    response: Person,
  },
  'POST /api/estates/:estateId/persons/:personId/reveal': {
    permission: 'person.reveal',
    summary: 'Show a sensitive value in full, for a purpose; the person can see who looked',
    params: PersonParam,
    body: z.object({ field: z.enum(revealFields), purpose: z.string().trim().min(2).max(100) }),
    response: z.object({ value: z.string() }),
  },
  'POST /api/estates/:estateId/persons/:personId/consents': {
    permission: 'consent.write',
    summary: 'Record a consent for one purpose, until a date',
    params: PersonParam,
    body: z.object({
      purpose: z.enum(consentPurposes),
      channel: z.enum(['desk', 'paper', 'phone']).default('desk'),
      until: Instant.optional(),
    }),
    response: Consent,
    idempotent: true,
  },
  'POST /api/estates/:estateId/consents/:consentId/withdraw': {
    permission: 'consent.write',
    summary: 'A consent is withdrawn at the desk',
    params: EstateParam.extend({ consentId: z.uuid() }),
    response: Consent,
  },
  'GET /api/estates/:estateId/search': {
    permission: 'person.read',
    summary: 'One box: room, name (Han, pinyin, initials), phone or its last four, plate, ID number',
    params: EstateParam,
    query: z.object({ q: z.string().trim().min(1).max(60), kind: z.enum(searchKinds).default('auto') }),
    response: z.object({
      /** What the text was taken for. */
      kinds: z.array(z.enum(searchKinds)),
      items: z.array(
        z.object({
          kind: z.enum(['room', 'name', 'phone', 'plate', 'id']),
          id: z.uuid(),
          title: z.string(),
          note: z.string(),
          unitId: z.uuid().nullable(),
          personId: z.uuid().nullable(),
          live: z.boolean(),
        }),
      ),
    }),
  },
})
