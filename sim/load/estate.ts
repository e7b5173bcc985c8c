/** The estate told in full: its units from the same table reader's end that an office's file goes through. */
import { makeCtx } from '../../server/core/house.ts'
import { registerUnits } from '../../server/modules/estate/register.ts'
import { listBuildings } from '../../server/modules/estate/service-buildings.ts'
import type { MadeHousehold, MadeUnit } from '../households.ts'
import { ctxOf, type World } from './world.ts'

export const labelOf = (u: MadeUnit) => `${u.building}-${u.section}-${u.number}`

export interface LoadedUnits {
  /** unit id by label, 1-2-301 */
  units: Map<string, string>
  /** building id by name */
  buildings: Map<string, string>
}

function stateOf(unit: MadeUnit, household: MadeHousehold | undefined): 'vacant' | 'occupied' | 'let' {
  if (!unit.occupied || household === undefined) return 'vacant'
  return household.lessee ? 'let' : 'occupied'
}

export async function loadUnits(
  w: World,
  estateId: string,
  made: { units: MadeUnit[]; households: MadeHousehold[] },
): Promise<LoadedUnits> {
  const byUnit = new Map(made.households.map(h => [labelOf(h.unit), h]))
  const units = new Map<string, string>()
  await w.house.db.transaction().execute(async tx => {
    const ctx = makeCtx(w.house, { actor: w.town, now: w.now }).on(tx)
    for (let from = 0; from < made.units.length; from += 400) {
      const rows = made.units.slice(from, from + 400)
      const done = await registerUnits(
        ctx,
        estateId,
        rows.map(u => ({
          room: labelOf(u),
          floor: u.floor,
          area: u.area,
          use: u.use,
          state: stateOf(u, byUnit.get(labelOf(u))),
        })),
      )
      for (const [label, unit] of done) units.set(label, unit.id)
    }
  })
  const { items } = await listBuildings(ctxOf(w), { estateId })
  return { units, buildings: new Map(items.map(b => [b.name, b.id])) }
}
