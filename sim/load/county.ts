/** Puts the mission's county into the register: regions, organisations, 165 estates, their buildings and census. */
import type { Actor } from '../../server/core/access.ts'
import { createEstate, createRegion } from '../../server/modules/estate/service.ts'
import { createBuilding } from '../../server/modules/estate/service-buildings.ts'
import { createOrganisation } from '../../server/modules/estate/service-organisations.ts'
import { checkCensus, enterCensus, writeProfile } from '../../server/modules/estate/service-profile.ts'
import { type CountyEstate, companies, county, FIGURES, regions, subjectUnits } from '../county.ts'
import { ctxOf, type World } from './world.ts'

export interface LoadedCounty {
  city: string
  district: string
  subdistrict: string
  neighbourhoods: string[]
  companies: string[]
  subjectUnits: string[]
  brigade: string
  /** In the order of county(): the first is the one told in full. */
  estates: { id: string; made: CountyEstate }[]
}

export async function loadRegions(w: World) {
  const city = await createRegion(ctxOf(w), { parentId: null, kind: 'city', ...regions.city })
  const district = await createRegion(ctxOf(w), { parentId: city.id, kind: 'district', ...regions.district })
  const subdistrict = await createRegion(ctxOf(w), {
    parentId: district.id,
    kind: 'subdistrict',
    ...regions.subdistrict,
  })
  const neighbourhoods: string[] = []
  for (const [i, name] of regions.neighbourhoods.entries()) {
    const made = await createRegion(ctxOf(w), {
      parentId: subdistrict.id,
      kind: 'neighbourhood',
      code: `${regions.subdistrict.code}${String(i + 1).padStart(3, '0')}`,
      name,
    })
    neighbourhoods.push(made.id)
  }
  return { city: city.id, district: district.id, subdistrict: subdistrict.id, neighbourhoods }
}

async function loadOrganisations(w: World, district: string) {
  const add = async (
    kind: 'company' | 'subject_unit' | 'brigade' | 'bureau' | 'police',
    name: string,
    more: { staffCount?: number; vehicleCount?: number } = {},
  ) => (await createOrganisation(ctxOf(w), { kind, name, regionId: district, ...more })).id
  const companyIds: string[] = []
  for (const name of companies) companyIds.push(await add('company', name, { staffCount: w.r.int(12, 90) }))
  const unitIds: string[] = []
  for (const name of subjectUnits) unitIds.push(await add('subject_unit', name))
  // S6-12, S6-13: 300 members and 70 vehicles.
  const brigade = await add('brigade', '县扑火大队', {
    staffCount: FIGURES.brigade,
    vehicleCount: FIGURES.vehicles,
  })
  await add('bureau', '县住房和城乡建设局')
  await add('police', '县公安局')
  return { companies: companyIds, subjectUnits: unitIds, brigade }
}

/** S6-04, S2-41: the bureau surveys, the town checks. */
export interface Surveyors {
  bureau: Actor
  town: Actor
}

const buildingSections = (w: World) => Array.from({ length: w.r.int(2, 5) }, (_, i) => String(i + 1))

async function loadCensus(w: World, people: Surveyors, estateId: string, e: CountyEstate): Promise<void> {
  const households = e.buildings * w.r.int(30, 72)
  const census = await enterCensus(ctxOf(w, people.bureau), {
    estateId,
    baseVersion: 0,
    facts: {
      care: e.care,
      buildings: e.buildings,
      residentialBuildings: e.buildings,
      households,
      residents: Math.round(households * 2.4),
      entrances: w.r.int(1, 3),
    },
  })
  await checkCensus(ctxOf(w, people.town), { estateId, censusId: census.id })
}

/** The project profile of the estate told in full (S3-01..04). */
async function loadProfile(w: World, estateId: string): Promise<void> {
  await writeProfile(ctxOf(w), {
    estateId,
    version: 0,
    location: '位于临江社区与河畔社区的结合部，距镇政府约八百米',
    boundaries: { front: '沿江路', north: '通江街', south: '向阳街', east: '林海路', west: '文化路' },
    indicators: {
      landArea: 6_840_000,
      floorArea: 12_960_000,
      homeArea: 11_480_000,
      plotRatio: 189,
      greenRatio: 3_350,
      households: 1_142,
      residents: 2_860,
      buildings: 12,
      parkingSpaces: 612,
      lifts: 8,
      builtYear: 2011,
      propertyFee: 12_000,
    },
  })
}

/** The tree down to the five neighbourhoods. */
export type Places = Awaited<ReturnType<typeof loadRegions>>

export async function loadCounty(w: World, places: Places, people: Surveyors): Promise<LoadedCounty> {
  const organisations = await loadOrganisations(w, places.district)
  const estates: LoadedCounty['estates'] = []
  for (const [i, e] of county().entries()) {
    const made = await createEstate(ctxOf(w), {
      regionId: places.neighbourhoods[e.neighbourhood]!,
      name: e.name,
      kind: e.kind,
      care: e.care,
      fictional: true,
      ...(e.company === undefined ? {} : { companyId: organisations.companies[e.company]! }),
      ...(e.subjectUnit === undefined ? {} : { subjectUnitId: organisations.subjectUnits[e.subjectUnit]! }),
    })
    // The first estate's buildings come with its households' table.
    if (i > 0)
      for (let b = 1; b <= e.buildings; b++)
        await createBuilding(ctxOf(w), {
          estateId: made.id,
          name: String(b),
          floors: w.r.int(5, 7),
          sections: buildingSections(w),
        })
    await loadCensus(w, people, made.id, e)
    estates.push({ id: made.id, made: e })
  }
  await loadProfile(w, estates[0]!.id)
  return { ...places, ...organisations, estates }
}
