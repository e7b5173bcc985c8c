/** One estate told in full: twelve buildings, about 1,200 households, who lives where and what they drive. */
import { DETAIL_BUILDINGS } from './county.ts'
import { type MadePerson, makePerson, makePlate } from './people.ts'
import { type Random, random } from './random.ts'

export interface MadeUnit {
  building: string
  section: string
  number: string
  floor: number
  /** 0.01 m² */
  area: number
  use: 'home' | 'shop'
  occupied: boolean
}

export interface MadeHousehold {
  unit: MadeUnit
  owner: MadePerson
  ownerLivesHere: boolean
  members: MadePerson[]
  lessee: MadePerson | undefined
  plates: string[]
}

interface Shape {
  sections: number
  floors: number
  perFloor: number
}

/** Four high-rises, eight of seven floors; two shops at the foot of every third building. */
function shapeOf(building: number): Shape {
  return building <= 4 ? { sections: 2, floors: 18, perFloor: 4 } : { sections: 5, floors: 7, perFloor: 2 }
}

function unitsOf(r: Random, building: number): MadeUnit[] {
  const shape = shapeOf(building)
  const areas = Array.from({ length: shape.perFloor }, () => r.int(5_200, 13_800))
  const units: MadeUnit[] = []
  for (let s = 1; s <= shape.sections; s++)
    for (let floor = 1; floor <= shape.floors; floor++)
      for (let n = 1; n <= shape.perFloor; n++)
        units.push({
          building: String(building),
          section: String(s),
          number: `${floor}0${n}`,
          floor,
          area: areas[n - 1]!,
          use: 'home',
          occupied: r.chance(0.93),
        })
  if (building % 3 === 0)
    for (let n = 1; n <= 2; n++)
      units.push({
        building: String(building),
        section: '1',
        number: `S${n}`,
        floor: 1,
        area: r.int(3_000, 12_000),
        use: 'shop',
        occupied: true,
      })
  return units
}

function household(r: Random, unit: MadeUnit): MadeHousehold {
  const owner = makePerson(r, [26, 82])
  const let_ = r.chance(0.16)
  const members: MadePerson[] = []
  if (r.chance(0.72)) members.push(makePerson(r, [24, 80]))
  for (let n = r.weighted([4, 4, 2]); n > 0; n--) members.push(makePerson(r, [1, 22]))
  if (r.chance(0.18)) members.push(makePerson(r, [60, 90]))
  const plates = Array.from({ length: r.weighted([35, 55, 10]) }, () => makePlate(r))
  return {
    unit,
    owner,
    ownerLivesHere: !let_,
    members: let_ ? [] : members,
    lessee: let_ ? makePerson(r, [20, 55]) : undefined,
    plates,
  }
}

/** All units and the households of the occupied ones. */
export function estateInFull(seed = 'anju'): { units: MadeUnit[]; households: MadeHousehold[] } {
  const r = random(`${seed}:estate`)
  const units = Array.from({ length: DETAIL_BUILDINGS }, (_, i) => unitsOf(r, i + 1)).flat()
  return { units, households: units.filter(u => u.occupied).map(u => household(r, u)) }
}
