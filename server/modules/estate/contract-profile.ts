/** Project profile (S3-01..04) and census (S6-04..11, S2-41, SX-08). */
import { z } from 'zod'
import { endpoints } from '../../core/contract.ts'
import { Care, EstateParam, Region } from './contract-places.ts'

export const directions = ['front', 'back', 'east', 'south', 'west', 'north'] as const

const Boundary = z.string().trim().max(120)
export const Boundaries = z.object(
  Object.fromEntries(directions.map(d => [d, Boundary.optional()])) as Record<
    (typeof directions)[number],
    z.ZodOptional<typeof Boundary>
  >,
)

const Count = z.int().min(0).max(10_000_000)
/** Areas in 0.01 m², ratios in hundredths (plot ratio 2.50 → 250; green ratio 35 % → 3500 = 0.01 %), fee in 0.0001 yuan per m² and month. */
export const Indicators = z.object({
  landArea: z.int().min(1).max(1_000_000_000_00).optional(),
  floorArea: z.int().min(1).max(1_000_000_000_00).optional(),
  homeArea: z.int().min(1).max(1_000_000_000_00).optional(),
  plotRatio: z.int().min(1).max(5000).optional(),
  greenRatio: z.int().min(0).max(10_000).optional(),
  households: Count.optional(),
  residents: Count.optional(),
  buildings: Count.optional(),
  parkingSpaces: Count.optional(),
  lifts: Count.optional(),
  builtYear: z.int().min(1900).max(2100).optional(),
  propertyFee: z.int().min(0).max(1_000_000).optional(),
})
export type IndicatorName = keyof z.output<typeof Indicators>

const Profile = z.object({
  location: z.string().nullable(),
  boundaries: Boundaries,
  indicators: Indicators,
  /** What the register itself counts; shown beside what the profile says. */
  registered: z.object({ buildings: z.int(), units: z.int(), homes: z.int(), area: z.int() }),
  version: z.int(),
  changedAt: z.string().nullable(),
})

export const CensusFacts = z.object({
  care: Care,
  buildings: z.int().min(0).max(100_000),
  residentialBuildings: z.int().min(0).max(100_000),
  sections: z.int().min(0).max(100_000).optional(),
  households: z.int().min(0).max(1_000_000),
  occupiedHouseholds: z.int().min(0).max(1_000_000).optional(),
  residents: z.int().min(0).max(5_000_000).optional(),
  entrances: z.int().min(0).max(1000).optional(),
  /** Staff of the company who work in this estate. */
  staff: z.int().min(0).max(100_000).optional(),
  note: z.string().trim().max(500).optional(),
})

export const Census = z.object({
  id: z.uuid(),
  version: z.int(),
  facts: CensusFacts,
  reason: z.string().nullable(),
  madeBy: z.string(),
  madeAt: z.string(),
  checkedBy: z.string().nullable(),
  checkedAt: z.string().nullable(),
  allowed: z.object({ check: z.union([z.literal(true), z.string()]) }),
})

/** One line of the survey totals; every number has its sum checked against the level below. */
export const CensusTotals = z.object({
  estates: z.int(),
  care: z.object({ company: z.int(), abandoned: z.int(), selfManaged: z.int() }),
  withSubjectUnit: z.int(),
  companies: z.int(),
  staff: z.int(),
  /** Companies whose staff total nobody has entered yet. */
  companiesWithoutStaff: z.int(),
  buildings: z.int(),
  residentialBuildings: z.int(),
  sections: z.int(),
  households: z.int(),
  checked: z.int(),
  unchecked: z.int(),
  notSurveyed: z.int(),
})

export const estateProfileApi = endpoints({
  'GET /api/estates/:estateId/profile': {
    permission: 'estate.read',
    summary: 'Project profile: location, boundaries by direction, economic indicators (S3-01..04)',
    params: EstateParam,
    response: Profile,
  },
  'PUT /api/estates/:estateId/profile': {
    permission: 'profile.write',
    summary: 'Change the project profile',
    params: EstateParam,
    body: z.object({
      version: z.int(),
      location: z.string().trim().max(500).nullable(),
      boundaries: Boundaries,
      indicators: Indicators,
    }),
    response: Profile,
  },
  'GET /api/estates/:estateId/census': {
    permission: 'estate.read',
    summary: 'Census of an estate, newest version first, with what the register counts',
    params: EstateParam,
    response: z.object({
      items: z.array(Census),
      registered: z.object({
        buildings: z.int(),
        sections: z.int(),
        homes: z.int(),
        company: z.string().nullable(),
      }),
    }),
  },
  'POST /api/estates/:estateId/census': {
    permission: 'census.write',
    summary: 'Enter the census, or correct it with a reason as a new version (SX-08)',
    params: EstateParam,
    body: z.object({
      /** The newest version the writer saw; 0 when there is none. */
      baseVersion: z.int().min(0),
      facts: CensusFacts,
      reason: z.string().trim().min(2).max(300).optional(),
    }),
    response: Census,
    idempotent: true,
  },
  'POST /api/estates/:estateId/census/:censusId/check': {
    permission: 'census.check',
    summary: 'Second check by another person (S2-41); its class becomes the estate’s class',
    params: EstateParam.extend({ censusId: z.uuid() }),
    response: Census,
  },
  'GET /api/regions/:regionId/census': {
    permission: 'region.read',
    summary: 'Survey totals of a region and of each region below it (S6-05..11)',
    params: z.object({ regionId: z.uuid() }),
    response: z.object({
      region: Region,
      totals: CensusTotals,
      children: z.array(z.object({ region: Region, totals: CensusTotals })),
      /** Estates whose home is the region itself, not one below it. */
      direct: CensusTotals,
    }),
  },
})
