/** From what a guard typed to what is kept: forms read, fields sealed, indexes blinded. */
import type { z } from 'zod'
import type { FieldError } from '../../core/errors.ts'
import { fail } from '../../core/errors.ts'
import { type Parsed, parseIdNumber, parsePhone, parsePlate } from '../../core/formats.ts'
import { newId } from '../../core/ids.ts'
import { parseRoom, roomText } from '../../core/room.ts'
import type { PersonIn, VehicleIn } from './contract-passage.ts'
import { initialsOf } from './names.ts'
import { type DirectionName, missingFields } from './rules.ts'
import type { Sealing } from './site.ts'
import type { Item } from './store-register.ts'

export type PersonInput = z.output<typeof PersonIn>
export type VehicleInput = z.output<typeof VehicleIn>

/** What a registrant's `sealed` column holds. */
export interface Who {
  name: string
  idNumber: string
  phone: string
}

/** What a passage's `sealed` column holds of a person; the first three only where no registrant stands for them. */
export interface Trip {
  name?: string
  idNumber?: string
  phone?: string
  plate?: string
  destination?: string
  reason?: string
}

const asked: Record<string, [string, string]> = {
  name: ['请填写姓名', 'Enter the name'],
  idNumber: ['请核对并填写身份证号', 'Check the ID card and enter its number'],
  phone: ['请填写手机号', 'Enter the mobile number'],
  unit: ['请填写楼号、单元和门号，如 1-2-301', 'Enter building, section and door, as 1-2-301'],
  destination: ['请填写外出地点', 'Enter the destination'],
  reason: ['请填写事由', 'Enter the reason'],
  mask: ['请确认是否戴口罩', 'State whether a mask is worn'],
}

/** What still has to be asked of each person before the gate may open. */
export function incomplete(
  persons: readonly PersonInput[],
  closure: boolean,
  direction: DirectionName,
): FieldError[] {
  return persons.flatMap((p, i) =>
    missingFields({ ...p, known: p.registrantId !== undefined }, closure, direction).map(field => ({
      path: `persons.${i}.${field}`,
      code: 'gate.asked',
      zh: asked[field]?.[0] ?? '请填写',
      en: asked[field]?.[1] ?? 'Fill this in',
    })),
  )
}

/**
 * Reads phones, ID numbers and rooms into their one form.
 * @param strict a passage that goes through; a refusal or an emergency keeps what cannot be read as it was typed
 * @throws core.invalid naming each field and how to mend it
 */
export function readPersons(persons: readonly PersonInput[], strict: boolean): PersonInput[] {
  const fields: FieldError[] = []
  const read = <T>(
    path: string,
    text: string | undefined,
    parse: (t: string) => Parsed<T>,
    show: (v: T) => string,
  ) => {
    if (text === undefined) return undefined
    const result = parse(text)
    if (result.ok) return show(result.value)
    if (strict) fields.push({ path, code: result.code, ...result.text })
    return text
  }
  const out = persons.map((p, i) => ({
    ...p,
    idNumber: read(`persons.${i}.idNumber`, p.idNumber, parseIdNumber, v => v),
    phone: read(`persons.${i}.phone`, p.phone, parsePhone, v => v),
    unit: read(`persons.${i}.unit`, p.unit, parseRoom, roomText),
  }))
  const ids = out.map(p => p.idNumber ?? p.registrantId).filter(id => id !== undefined)
  const twice = ids.findIndex((id, i) => ids.indexOf(id) !== i)
  if (twice >= 0)
    fields.push({
      path: `persons.${twice}.idNumber`,
      code: 'gate.twice',
      zh: '同一人登记了两次，请删除重复的一行',
      en: 'The same person stands here twice; remove one',
    })
  if (fields.length > 0) throw fail('core.invalid', { params: { count: fields.length }, fields })
  return out
}

const hex = (bytes: Buffer) => bytes.toString('hex')

/** The row of one person. `keep`: he passes and gets (or has) a place among the registrants. */
export function personItem(
  n: number,
  p: PersonInput,
  sealing: Sealing,
  nowMs: number,
  keep: boolean,
  plate: string | undefined,
): Item {
  const { cipher } = sealing
  const fresh = keep && p.registrantId === undefined && p.name !== undefined
  const who: Who = { name: p.name ?? '', idNumber: p.idNumber ?? '', phone: p.phone ?? '' }
  const trip: Trip = {
    ...(p.destination !== undefined ? { destination: p.destination } : {}),
    ...(p.reason !== undefined ? { reason: p.reason } : {}),
  }
  const own: Trip = fresh || p.registrantId !== undefined ? trip : { ...trip, ...who }
  const initials = initialsOf(who.name)
  const last4 = who.phone.slice(-4)
  return {
    n,
    row_id: newId<'passage'>(nowMs),
    subject: 'person',
    registrant: p.registrantId ?? null,
    fresh: fresh ? newId<'registrant'>(nowMs) : null,
    kind: p.kind,
    label: p.unit ?? null,
    who: fresh ? hex(cipher.seal('who', JSON.stringify(who))) : null,
    sealed: Object.keys(own).length > 0 ? hex(cipher.seal('trip', JSON.stringify(own))) : null,
    trip:
      trip.destination !== undefined || trip.reason !== undefined
        ? hex(cipher.seal('trip', JSON.stringify(trip)))
        : null,
    plate: plate !== undefined ? hex(cipher.seal('plate', plate)) : null,
    id_blind: fresh && who.idNumber !== '' ? hex(cipher.blind('id', who.idNumber)) : null,
    last4: fresh && last4.length === 4 ? hex(cipher.blind('last4', last4)) : null,
    initials: fresh && initials !== '' ? hex(cipher.blind('initials', initials)) : null,
    plate_blind: plate !== undefined ? hex(cipher.blind('plate', plate)) : null,
    mask: p.mask ?? null,
    licence: null,
    driving: null,
    occupants: null,
  }
}

/** The row of the vehicle itself. */
export function vehicleItem(
  v: VehicleInput,
  plate: string,
  sealing: Sealing,
  nowMs: number,
  closure: boolean,
): Item {
  return {
    n: -1,
    row_id: newId<'passage'>(nowMs),
    subject: 'vehicle',
    registrant: null,
    fresh: null,
    kind: null,
    label: null,
    who: null,
    sealed: hex(sealing.cipher.seal('trip', JSON.stringify({ plate }))),
    trip: null,
    plate: null,
    id_blind: null,
    last4: null,
    initials: null,
    plate_blind: hex(sealing.cipher.blind('plate', plate)),
    mask: null,
    licence: closure ? v.licenceChecked : null,
    driving: closure ? v.drivingLicenceChecked : null,
    occupants: v.occupants,
  }
}

/** @throws core.invalid when the plate is none and the vehicle is to pass */
export function readPlate(text: string, strict: boolean): string {
  const plate = parsePlate(text)
  if (plate.ok) return plate.value
  if (!strict) return text
  throw fail('core.invalid', {
    params: { count: 1 },
    fields: [{ path: 'vehicle.plate', code: plate.code, ...plate.text }],
  })
}
