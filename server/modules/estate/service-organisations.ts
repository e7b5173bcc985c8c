/** Use cases of organisations: companies, developers, subject units, bureaus (S6-06, S6-11, S6-18). */
import type { z } from 'zod'
import { reachAnywhere } from '../../core/access.ts'
import { localDate } from '../../core/clock.ts'
import { isUniqueViolation } from '../../core/db.ts'
import { type FieldError, fail } from '../../core/errors.ts'
import { type Parsed, parseCreditCode, parsePhone } from '../../core/formats.ts'
import type { Ctx } from '../../core/house.ts'
import { NIL, newId } from '../../core/ids.ts'
import { likeTerms } from '../../core/terms.ts'
import { query, verb } from '../../core/verb.ts'
import { estateApi, estateFail, type OrganisationInput } from './contract.ts'
import { regionById } from './store.ts'
import * as store from './store-organisations.ts'

const PHONE = 'organisation.contact_phone'

/** 138****1234; a landline keeps its area code and last two digits. */
export function maskPhone(phone: string): string {
  return /^1\d{10}$/.test(phone)
    ? `${phone.slice(0, 3)}****${phone.slice(-4)}`
    : `${phone.slice(0, Math.max(0, phone.length - 6))}****${phone.slice(-2)}`
}

async function present(ctx: Ctx, o: store.OrganisationRow) {
  const cipher = await ctx.cipher(NIL)
  return {
    id: o.id,
    kind: o.kind,
    name: o.name,
    creditCode: o.credit_code,
    regionId: o.region_id,
    contactName: o.contact_name,
    contactPhone:
      o.contact_phone_sealed === null ? null : maskPhone(cipher.open(PHONE, o.contact_phone_sealed)),
    staffCount: o.staff_count,
    staffCountedOn: o.staff_counted_on,
    vehicleCount: o.vehicle_count,
    estates: o.estates,
    version: o.version,
  }
}

export const listOrganisations = query(
  'estate.organisations',
  estateApi['GET /api/organisations'],
  async (ctx, input) => {
    const { rows, total } = await store.organisationsWithin(
      ctx.db,
      ctx.scopeWhere('estate.read'),
      managesRegister(ctx),
      { ...input, like: likeTerms(input.q ?? '') },
    )
    return { items: await Promise.all(rows.map(o => present(ctx, o))), total }
  },
)

/** Who keeps the register of organisations must find them all, or he would enter them twice. */
function managesRegister(ctx: Ctx): boolean {
  try {
    reachAnywhere(ctx.actor, 'organisation.manage')
    return true
  } catch {
    return false
  }
}

/** Reads one written value, or adds its refusal to the list of field errors. */
function read(
  text: string | null | undefined,
  path: string,
  parse: (t: string) => Parsed<string>,
  errors: FieldError[],
) {
  if (text === null || text === undefined || text === '') return null
  const parsed = parse(text)
  if (parsed.ok) return parsed.value
  errors.push({ path, code: parsed.code, ...parsed.text })
  return null
}

type Input = z.output<typeof OrganisationInput>

async function rowOf(
  ctx: Ctx,
  id: string,
  input: Input,
  before?: store.OrganisationRow,
): Promise<store.OrganisationWrite> {
  const errors: FieldError[] = []
  const credit = read(input.creditCode, 'creditCode', parseCreditCode, errors)
  const phone = read(input.contactPhone, 'contactPhone', parsePhone, errors)
  if (errors.length > 0) throw fail('core.invalid', { params: { count: errors.length }, fields: errors })
  const regionId = input.regionId ?? null
  if (regionId !== null && (await regionById(ctx.db, regionId)) === undefined) throw fail('core.not_found')
  const staff = input.staffCount ?? null
  const cipher = await ctx.cipher(NIL)
  const kept = input.contactPhone === undefined ? (before?.contact_phone_sealed ?? null) : null
  return {
    id,
    kind: input.kind,
    name: input.name,
    credit_code: credit,
    region_id: regionId,
    contact_name: input.contactName || null,
    contact_phone_sealed: phone === null ? kept : cipher.seal(PHONE, phone),
    staff_count: staff,
    staff_counted_on:
      staff === null
        ? null
        : staff === before?.staff_count
          ? before.staff_counted_on
          : localDate(ctx.now).toString(),
    vehicle_count: input.vehicleCount ?? null,
  }
}

/** For the audit: everything but the phone, which stands there only as changed or not. */
function traced(o: store.OrganisationWrite | store.OrganisationRow) {
  const { contact_phone_sealed: phone, ...rest } = o
  return { ...rest, contact_phone: phone === null ? null : 'sealed' }
}

export const createOrganisation = verb(
  'estate.create_organisation',
  estateApi['POST /api/organisations'],
  async (ctx, input) => {
    const row = await rowOf(ctx, newId<'organisation'>(ctx.now.epochMilliseconds), input)
    try {
      await store.insertOrganisation(ctx.db, row)
    } catch (error) {
      throw taken(error, input.name)
    }
    await ctx.audit({
      action: 'organisation.create',
      subject: 'organisation',
      subjectId: row.id,
      after: traced(row),
    })
    return present(ctx, { ...row, estates: 0, version: 1 })
  },
)

const taken = (error: unknown, name: string) =>
  isUniqueViolation(error, 'organisation_name_key')
    ? estateFail('estate.organisation_taken', { params: { name } })
    : error

export const editOrganisation = verb(
  'estate.edit_organisation',
  estateApi['PUT /api/organisations/:organisationId'],
  async (ctx, input) => {
    const before = await store.organisationById(ctx.db, input.organisationId)
    if (before === undefined) throw fail('core.not_found')
    const row = await rowOf(ctx, input.organisationId, input, before)
    try {
      if (!(await store.updateOrganisation(ctx.db, input.version, row))) throw fail('core.stale')
    } catch (error) {
      throw taken(error, input.name)
    }
    await ctx.audit({
      action: 'organisation.edit',
      subject: 'organisation',
      subjectId: row.id,
      before: traced(before),
      after: traced(row),
    })
    return present(ctx, { ...row, estates: before.estates, version: input.version + 1 })
  },
)
