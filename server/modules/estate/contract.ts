/** Regions, organisations and estates: what may be asked and answered. */
import { z } from 'zod'
import { endpoints } from '../../core/contract.ts'
import { defineErrors } from '../../core/errors.ts'

export const estateFail = defineErrors({
  'estate.region_level': {
    status: 409,
    zh: '{child} 不能直接放在 {parent} 之下，请选择正确的上级',
    en: 'A {child} cannot stand directly under a {parent}; choose the right parent',
  },
  'estate.region_exists': {
    status: 409,
    zh: '该上级下已有代码为 {code} 的区域，请核对',
    en: 'A region with code {code} is already there',
  },
  'estate.name_taken': {
    status: 409,
    zh: '该社区已有名为“{name}”的小区，请核对是否重复',
    en: 'The neighbourhood already has an estate named “{name}”; check for a duplicate',
  },
})

export const regionKinds = ['city', 'district', 'subdistrict', 'neighbourhood', 'grid'] as const
export const RegionKind = z.enum(regionKinds)
export const EstateKind = z.enum(['compound', 'courtyard', 'single_building'])
/** S6-10: company-managed, abandoned (弃管) or self-managed; exclusive, and they sum to the total. */
export const Care = z.enum(['company', 'abandoned', 'self_managed'])

export const Region = z.object({
  id: z.uuid(),
  parentId: z.uuid().nullable(),
  kind: RegionKind,
  code: z.string(),
  name: z.string(),
  path: z.string(),
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
  address: z.string().nullable(),
  companyId: z.uuid().nullable(),
  subjectUnitId: z.uuid().nullable(),
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

const EstateParam = z.object({ estateId: z.uuid() })

export const estateApi = endpoints({
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
  'GET /api/estates': {
    permission: 'estate.read',
    summary: 'Estates in the caller’s scope',
    query: z.object({
      q: z.string().max(60).optional(),
      regionId: z.uuid().optional(),
      offset: z.coerce.number().int().min(0).default(0),
      limit: z.coerce.number().int().min(1).max(200).default(50),
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
})
