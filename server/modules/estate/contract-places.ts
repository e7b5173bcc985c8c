/** Regions, organisations and estates: what may be asked and answered. */
import { z } from 'zod'
import { endpoints } from '../../core/contract.ts'

export const regionKinds = ['city', 'district', 'subdistrict', 'neighbourhood', 'grid'] as const
export const RegionKind = z.enum(regionKinds)
export const EstateKind = z.enum(['compound', 'courtyard', 'single_building'])
export const cares = ['company', 'abandoned', 'self_managed'] as const
/** S6-10: company-managed, abandoned (弃管) or self-managed; exclusive, and they sum to the total. */
export const Care = z.enum(cares)
export const organisationKinds = [
  'company',
  'developer',
  'subject_unit',
  'bureau',
  'subdistrict_office',
  'neighbourhood_committee',
  'brigade',
  'police',
  'other',
] as const
export const OrganisationKind = z.enum(organisationKinds)

export const Region = z.object({
  id: z.uuid(),
  parentId: z.uuid().nullable(),
  kind: RegionKind,
  code: z.string(),
  name: z.string(),
  path: z.string(),
  version: z.int(),
})

export const NewRegion = z.object({
  parentId: z.uuid().nullable(),
  kind: RegionKind,
  code: z.string().regex(/^[0-9A-Za-z]{1,16}$/),
  name: z.string().trim().min(1).max(60),
})

export const Estate = z.object({
  id: z.uuid(),
  name: z.string(),
  kind: EstateKind,
  care: Care,
  regionId: z.uuid(),
  regionNames: z.array(z.string()),
  /** S3-02: further supervising regions of an estate on a border. */
  furtherRegions: z.array(z.object({ id: z.uuid(), name: z.string() })),
  address: z.string().nullable(),
  companyId: z.uuid().nullable(),
  companyName: z.string().nullable(),
  subjectUnitId: z.uuid().nullable(),
  subjectUnitName: z.string().nullable(),
  serviceLevel: z.string().nullable(),
  fictional: z.boolean(),
  version: z.int(),
})

export const NewEstate = z.object({
  regionId: z.uuid(),
  name: z.string().trim().min(1).max(80),
  kind: EstateKind.default('compound'),
  care: Care.default('company'),
  address: z.string().trim().max(200).optional(),
  companyId: z.uuid().optional(),
  subjectUnitId: z.uuid().optional(),
  fictional: z.boolean().optional(),
})

export const EditEstate = z.object({
  version: z.int(),
  name: z.string().trim().min(1).max(80),
  kind: EstateKind,
  address: z.string().trim().max(200).nullable(),
  serviceLevel: z.string().trim().max(40).nullable(),
})

/** Where the estate stands and under whom; moves the rights of officers and companies with it. */
export const Standing = z.object({
  version: z.int(),
  regionId: z.uuid(),
  furtherRegionIds: z.array(z.uuid()).max(10),
  care: Care,
  companyId: z.uuid().nullable(),
  subjectUnitId: z.uuid().nullable(),
})

export const Organisation = z.object({
  id: z.uuid(),
  kind: OrganisationKind,
  name: z.string(),
  creditCode: z.string().nullable(),
  regionId: z.uuid().nullable(),
  contactName: z.string().nullable(),
  /** Masked: 138****1234. */
  contactPhone: z.string().nullable(),
  staffCount: z.int().nullable(),
  staffCountedOn: z.string().nullable(),
  vehicleCount: z.int().nullable(),
  estates: z.int(),
  version: z.int(),
})

export const OrganisationInput = z.object({
  kind: OrganisationKind,
  name: z.string().trim().min(2).max(100),
  creditCode: z.string().trim().max(30).nullish(),
  regionId: z.uuid().nullish(),
  contactName: z.string().trim().max(40).nullish(),
  /** Left out: stays as it is. Null: removed. */
  contactPhone: z.string().trim().max(30).nullish(),
  staffCount: z.int().min(0).max(1_000_000).nullish(),
  vehicleCount: z.int().min(0).max(100_000).nullish(),
})

export const EstateParam = z.object({ estateId: z.uuid() })
export const Paged = z.object({
  offset: z.coerce.number().int().min(0).max(1_000_000).default(0),
  limit: z.coerce.number().int().min(1).max(200).default(50),
})

export const placesApi = endpoints({
  'GET /api/regions': {
    permission: 'region.read',
    summary: 'The region tree as far as the caller’s roles reach',
    response: z.object({ items: z.array(Region) }),
  },
  'POST /api/regions': {
    permission: 'region.manage',
    summary: 'Add a region to the tree',
    body: NewRegion,
    response: Region,
    idempotent: true,
  },
  'PUT /api/regions/:regionId': {
    permission: 'region.manage',
    summary: 'Rename a region',
    params: z.object({ regionId: z.uuid() }),
    body: z.object({ version: z.int(), name: z.string().trim().min(1).max(60) }),
    response: Region,
  },
  'DELETE /api/regions/:regionId': {
    permission: 'region.manage',
    summary: 'Remove a region that nothing lies in',
    params: z.object({ regionId: z.uuid() }),
    response: z.object({}),
  },
  'GET /api/organisations': {
    permission: 'estate.read',
    summary: 'Companies, developers, subject units and offices that the caller may see',
    query: Paged.extend({ q: z.string().max(60).optional(), kind: OrganisationKind.optional() }),
    response: z.object({ items: z.array(Organisation), total: z.int() }),
  },
  'POST /api/organisations': {
    permission: 'organisation.manage',
    summary: 'Add an organisation',
    body: OrganisationInput,
    response: Organisation,
    idempotent: true,
  },
  'PUT /api/organisations/:organisationId': {
    permission: 'organisation.manage',
    summary: 'Change an organisation; a new staff total carries today’s date (S6-06)',
    params: z.object({ organisationId: z.uuid() }),
    body: OrganisationInput.extend({ version: z.int() }),
    response: Organisation,
  },
  'GET /api/estates': {
    permission: 'estate.read',
    summary: 'Estates in the caller’s scope',
    query: Paged.extend({
      q: z.string().max(60).optional(),
      regionId: z.uuid().optional(),
      care: Care.optional(),
      kind: EstateKind.optional(),
      companyId: z.uuid().optional(),
      subjectUnit: z.enum(['yes', 'no']).optional(),
      sort: z.enum(['name', 'region']).default('name'),
    }),
    response: z.object({ items: z.array(Estate), total: z.int() }),
  },
  'POST /api/estates': {
    permission: 'estate.create',
    summary: 'Register an estate',
    body: NewEstate,
    response: Estate,
    idempotent: true,
  },
  'GET /api/estates/:estateId': {
    permission: 'estate.read',
    summary: 'One estate',
    params: EstateParam,
    response: Estate,
  },
  'PUT /api/estates/:estateId': {
    permission: 'estate.manage',
    summary: 'Change name, kind, address and service level',
    params: EstateParam,
    body: EditEstate,
    response: Estate,
  },
  'PUT /api/estates/:estateId/standing': {
    permission: 'estate.create',
    summary:
      'Home region, further supervising regions, class, company and subject unit (S3-02, S6-10, S6-11)',
    params: EstateParam,
    body: Standing,
    response: Estate,
  },
})
