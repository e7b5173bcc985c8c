/** The register of people as the gate may read it: only what finds a resident and lets him through. */
import type { Instant } from '../../core/clock.ts'
import type { Ctx } from '../../core/house.ts'
import { openedPerson } from './persons.ts'
import { accountsOfUnit, personOfAccount, residents, tenants } from './store-gate.ts'

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

export interface LeaseHolder {
  id: string
  name: string
  unit: string
  phone: string
  idNumber: string
  from: Instant
  until: Instant | null
}

/** Who lived under a lease in a period, in full: only for a lawful request that was approved (S3-94). */
export async function leaseHolders(
  ctx: Ctx,
  estateId: string,
  asked: Parameters<typeof tenants>[2],
): Promise<LeaseHolder[]> {
  const out: LeaseHolder[] = []
  for (const row of await tenants(ctx.db, estateId, asked)) {
    const { phone, idNumber } = await openedPerson(ctx, estateId, row)
    const { id, name, unit, from_at: from, until_at: until } = row
    out.push({ id, name, unit, phone: phone ?? '', idNumber: idNumber ?? '', from, until })
  }
  return out
}
