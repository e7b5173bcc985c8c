/** Responsibility: leaders and cadres per neighbourhood, the town, and the parties of each estate (S6-17..19, S6-25..29). */
import { z } from 'zod'
import { endpoints } from '../../core/contract.ts'
import { Care, Day, EstateParam, Page, Phone, RegionParam, Text } from './contract-shapes.ts'

export const regionDuties = ['county_leader', 'section_cadre', 'main'] as const
export const partyKinds = ['subject_unit', 'company', 'self', 'brigade', 'neighbourhood'] as const
export const RegionDutyKind = z.enum(regionDuties)
/** Parties that are named by hand; the brigade's come from the agreed grouping. */
export const NamedParty = z.enum(['subject_unit', 'company', 'self', 'neighbourhood'])

export const Holder = z.object({
  id: z.uuid(),
  holder: z.string(),
  office: z.string(),
  /** masked */
  phone: z.string().nullable(),
  from: z.string(),
  until: z.string().nullable(),
})

const NewHolder = z.object({
  holder: Text(40),
  office: Text(80),
  phone: Phone.optional(),
  from: Day,
})

export const DutyFigures = z.object({
  estates: z.int(),
  company: z.int(),
  abandoned: z.int(),
  selfManaged: z.int(),
  subject: z.int(),
  /** 165 − 34: estates whose side is kept by the brigade (S6-27) */
  brigadeNeeded: z.int(),
  brigadeThere: z.int(),
  /** nobody at all is named */
  nobody: z.int(),
  /** at least one party is missing */
  missing: z.int(),
})

export const DutyState = z.enum(['nobody', 'part', 'full'])

export const PartyShown = z.object({
  kind: z.enum(partyKinds),
  main: z.boolean(),
  /** the organisation's name where it has one */
  organisation: z.string().nullable(),
  holder: Holder.nullable(),
  /** members of the brigade who stand here by the agreed grouping */
  members: z.int().nullable(),
  missing: z.boolean(),
})

export const EstateDuty = z.object({
  id: z.uuid(),
  name: z.string(),
  region: z.string(),
  care: Care,
  buildings: z.int().nullable(),
  state: DutyState,
  parties: z.array(PartyShown),
})

const DutyQuery = z.object({
  q: z.string().trim().max(60).optional(),
  state: DutyState.optional(),
  care: Care.optional(),
  subject: z.enum(['yes', 'no']).optional(),
  ...Page,
})

export const dutyEndpoints = endpoints({
  'GET /api/regions/:regionId/response/duty': {
    permission: 'response.read',
    summary:
      'Who is responsible in a region: leader, cadre, town, and the sums of the estates below (S6-17..19)',
    params: RegionParam,
    response: z.object({
      region: z.object({ id: z.uuid(), name: z.string(), kind: z.string() }),
      /** kinds that can be held at this level */
      kinds: z.array(RegionDutyKind),
      holders: z.array(Holder.extend({ kind: RegionDutyKind })),
      past: z.array(Holder.extend({ kind: RegionDutyKind })),
      figures: DutyFigures,
      children: z.array(
        z.object({
          id: z.uuid(),
          name: z.string(),
          kind: z.string(),
          holders: z.array(Holder.extend({ kind: RegionDutyKind })),
          lacking: z.array(RegionDutyKind),
          figures: DutyFigures,
        }),
      ),
      manages: z.boolean(),
    }),
  },
  'PUT /api/regions/:regionId/response/duty': {
    permission: 'response.write',
    summary:
      'Name the county leader, cadre or the town’s responsible from a day on; the one before ends that day',
    params: RegionParam,
    body: NewHolder.extend({ kind: RegionDutyKind }),
    response: Holder,
    idempotent: true,
  },
  'GET /api/regions/:regionId/response/duty/estates': {
    permission: 'response.read',
    summary: 'Each estate of a region with its parties; estates without anybody first (S6-27)',
    params: RegionParam,
    query: DutyQuery,
    response: z.object({ items: z.array(EstateDuty), total: z.int() }),
  },
  'GET /api/estates/:estateId/response/duty': {
    permission: 'response.read',
    summary: 'The parties of one estate, who answers for each, and the history',
    params: EstateParam,
    response: EstateDuty.extend({
      above: z.array(Holder.extend({ kind: RegionDutyKind, region: z.string() })),
      past: z.array(Holder.extend({ kind: z.enum(partyKinds) })),
      brigade: z.array(
        z.object({
          name: z.string(),
          group: z.string(),
          leads: z.boolean(),
          from: z.string(),
          until: z.string().nullable(),
        }),
      ),
    }),
  },
  'PUT /api/estates/:estateId/response/duty': {
    permission: 'response.write',
    summary: 'Name who answers for a party of an estate from a day on (S6-25, S6-28)',
    params: EstateParam,
    body: NewHolder.extend({ party: NamedParty }),
    response: Holder,
    idempotent: true,
  },
})
export type DutyAsked = z.output<typeof DutyQuery>
