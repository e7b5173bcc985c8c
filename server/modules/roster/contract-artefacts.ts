/** Posters and cards of stewards with their registers (S1-06..12). Dates are local dates. */
import { z } from 'zod'
import { endpoints } from '../../core/contract.ts'

const EstateParam = z.object({ estateId: z.uuid() })
const Day = z.iso.date()
const Lang = z.enum(['zh', 'en']).optional()

export const PaperName = z.enum(['A4', 'A3', 'A2'])
/** What of a printed piece is no longer true. */
export const FaultName = z.enum(['steward', 'phone', 'photo', 'strengths', 'name', 'more'])
export const CardPartName = z.enum(['photo', 'strengths', 'phone'])

export const Panel = z.object({
  id: z.uuid(),
  place: z.string(),
  mountedOn: z.string(),
  /** The name that stands on it, and the edition of the steward's particulars. */
  name: z.string(),
  version: z.int(),
  phone: z.string().nullable(),
  photoId: z.uuid().nullable(),
  by: z.string(),
  /** Empty while everything on it is true. */
  old: z.array(FaultName),
})

export const PanelRow = z.object({
  buildingId: z.uuid(),
  building: z.string(),
  steward: z
    .object({
      accountId: z.uuid(),
      name: z.string(),
      version: z.int(),
      phone: z.string().nullable(),
      lacking: z.array(CardPartName),
      /** Papers for which his photo is fine enough. */
      fine: z.array(PaperName),
    })
    .nullable(),
  panels: z.array(Panel),
  fault: z.enum(['no_steward', 'incomplete', 'no_panel', 'out_of_date', 'no_photo']).nullable(),
})

export const CardRow = z.object({
  householdId: z.uuid(),
  unitId: z.uuid(),
  unit: z.string(),
  buildingId: z.uuid(),
  building: z.string(),
  kind: z.enum(['own', 'lease']),
  steward: z.string().nullable(),
  /** Cards given so far, of whomever. */
  quantity: z.int(),
  last: z
    .object({
      on: z.string(),
      by: z.string(),
      name: z.string(),
      version: z.int(),
      phone: z.string().nullable(),
    })
    .nullable(),
  state: z.enum(['none', 'old', 'given']),
  old: z.array(FaultName),
})

export const CardQuery = z.object({
  buildingId: z.uuid().optional(),
  state: z.enum(['none', 'old', 'given']).optional(),
  offset: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(500).default(50),
})

export const artefactsApi = endpoints({
  'GET /api/estates/:estateId/steward-panels': {
    permission: 'roster.read',
    summary: 'Posters per building: what hangs where, what lacks, what is out of date (S1-08, S1-10)',
    params: EstateParam,
    response: z.object({ items: z.array(PanelRow), total: z.int() }),
  },
  'POST /api/estates/:estateId/steward-panels': {
    permission: 'steward.register',
    summary: 'Register a mounted poster: place, date, edition, photo of it as it hangs (S1-10)',
    params: EstateParam,
    body: z.object({
      buildingId: z.uuid(),
      place: z.string().trim().min(1).max(60),
      mountedOn: Day,
      /** A photo kept before (POST …/photos). */
      photoId: z.uuid().nullish(),
      /** The panel that it takes the place of. */
      replaces: z.uuid().optional(),
    }),
    response: PanelRow,
    idempotent: true,
  },
  'POST /api/estates/:estateId/steward-panels/:panelId/photo': {
    permission: 'steward.register',
    summary: 'Add the photo of a panel as it hangs',
    params: EstateParam.extend({ panelId: z.uuid() }),
    body: z.object({ photoId: z.uuid() }),
    response: PanelRow,
  },
  'POST /api/estates/:estateId/steward-panels/:panelId/remove': {
    permission: 'steward.register',
    summary: 'Register that a poster was taken down',
    params: EstateParam.extend({ panelId: z.uuid() }),
    body: z.object({ removedOn: Day }),
    response: PanelRow,
  },
  'GET /api/estates/:estateId/steward-cards': {
    permission: 'steward.register',
    summary: 'Every occupied home, owner or tenant, with the cards it was given (S1-11, S1-12)',
    params: EstateParam,
    query: CardQuery,
    response: z.object({
      items: z.array(CardRow),
      total: z.int(),
      /** Of all households in the caller's reach: how many have a card, and how many have one that is true. */
      coverage: z.object({ households: z.int(), given: z.int(), current: z.int() }),
    }),
  },
  'POST /api/estates/:estateId/steward-cards': {
    permission: 'steward.register',
    summary: 'Register cards given to households (S1-11)',
    params: EstateParam,
    body: z.object({
      householdIds: z.array(z.uuid()).min(1).max(500),
      quantity: z.int().min(1).max(100).default(1),
      givenOn: Day,
    }),
    response: z.object({ given: z.int() }),
    idempotent: true,
  },
  'GET /api/estates/:estateId/steward-posters/:buildingId': {
    permission: 'roster.read',
    summary: 'The poster of a building, ready for print (S1-10)',
    params: EstateParam.extend({ buildingId: z.uuid() }),
    query: z.object({
      paper: PaperName.default('A3'),
      /** 3 mm around it for the print shop. */
      bleed: z.stringbool().default(false),
      lang: Lang,
    }),
    produces: 'application/pdf',
  },
  'GET /api/estates/:estateId/steward-cards/:accountId': {
    permission: 'roster.read',
    summary: 'The business card of a steward: single with bleed, or eight on A4 with crop marks (S1-11)',
    params: EstateParam.extend({ accountId: z.uuid() }),
    query: z.object({ form: z.enum(['single', 'sheet']).default('single'), lang: Lang }),
    produces: 'application/pdf',
  },
})
