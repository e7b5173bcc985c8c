/** The register of people as the gate may read it: only what finds a resident and lets him through. */
import type { Ctx } from '../../core/house.ts'
import { openedPerson } from './persons.ts'
import { accountsOfUnit, personOfAccount, residents } from './store-gate.ts'

export { accountsOfUnit, personOfAccount }

export interface GateResident {
  id: string
  name: string
  unit: string
  phone: string
  idNumber: string
  plate: string
}

/** Residents and owners of now, in full: the gate masks them before they leave the server. */
export async function gateResidents(
  ctx: Ctx,
  estateId: string,
  ids?: readonly string[],
): Promise<GateResident[]> {
  const rows = await residents(ctx.db, estateId, ctx.now, ids)
  const out: GateResident[] = []
  for (const row of rows) {
    const { phone, idNumber } = await openedPerson(ctx, estateId, row)
    out.push({
      id: row.id,
      name: row.name,
      unit: row.unit,
      phone: phone ?? '',
      idNumber: idNumber ?? '',
      plate: row.plate ?? '',
    })
  }
  return out
}
