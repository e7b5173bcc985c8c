/** Establishment by role against the persons there are, and the certificates they hold (S7-32). */
import { localDate } from '../../core/clock.ts'
import { fail } from '../../core/errors.ts'
import type { Ctx } from '../../core/house.ts'
import { newId } from '../../core/ids.ts'
import { type Role, roleNames, roles as templates } from '../../core/roles.ts'
import { query, verb } from '../../core/verb.ts'
import { rosterApi } from './contract.ts'
import { nameFor } from './names.ts'
import { certificateState, holds } from './rules-staffing.ts'
import { self } from './service.ts'
import { zoneOf } from './store.ts'
import { staffOf, staffRoles } from './store-staff.ts'
import * as store from './store-staffing.ts'

const today = async (ctx: Ctx, estateId: string) =>
  localDate(ctx.now, await zoneOf(ctx.db, estateId)).toString()

function presentCertificate(c: store.CertificateRow, day: string) {
  return {
    id: c.id,
    accountId: c.account_id,
    name: c.name,
    kind: c.kind,
    issuer: c.issuer,
    validUntil: c.valid_until,
    fileId: c.file_id,
    state: certificateState(c.valid_until, day),
  }
}

/** A row about that role; no question of rights. */
const isOf = (wanted: Role) => (row: { role: string }) => wanted === row.role

async function rows(ctx: Ctx, estateId: string) {
  const day = await today(ctx, estateId)
  const wanted = await store.establishment(ctx.db, estateId)
  const staff = await staffOf(ctx.db, estateId, ctx.now, { regions: false })
  const certificates = await store.certificates(ctx.db, estateId)
  const roles = roleNames.filter(role => wanted.some(isOf(role)) || staff.some(s => s.roles.includes(role)))
  return roles
    .filter(role => staffRoles.includes(role))
    .map(role => {
      const set = wanted.find(isOf(role))
      const certificate = set?.certificate ?? null
      const people = staff
        .filter(s => s.roles.includes(role))
        .map(s => ({
          accountId: s.id,
          name: s.name,
          certified: certificate !== null && holds(certificates, s.id, certificate, day),
        }))
      return {
        role,
        title: { zh: templates[role].zh, en: templates[role].en },
        headcount: set?.headcount ?? null,
        actual: people.length,
        certificate,
        certified: people.filter(p => p.certified).length,
        people,
      }
    })
}

export const staffing = query(
  'roster.staffing',
  rosterApi['GET /api/estates/:estateId/staffing'],
  async (ctx, input) => {
    const items = await rows(ctx, input.estateId)
    return { items, total: items.length }
  },
)

export const setStaffing = verb(
  'roster.set_staffing',
  rosterApi['PUT /api/estates/:estateId/staffing/:role'],
  async (ctx, input) => {
    const role = staffRoles.find(one => one === input.role)
    if (role === undefined) throw fail('core.not_found')
    const before = (await store.establishment(ctx.db, input.estateId)).find(isOf(role))
    const after = { role, headcount: input.headcount, certificate: input.certificate || null }
    await store.setEstablishment(ctx.db, input.estateId, after)
    await ctx.audit(
      { action: 'establishment.set', subject: 'estate', subjectId: input.estateId, before, after },
      input.estateId,
    )
    const row = (await rows(ctx, input.estateId)).find(isOf(role))
    if (row === undefined) throw fail('core.not_found')
    return row
  },
)

export const listCertificates = query(
  'roster.certificates',
  rosterApi['GET /api/estates/:estateId/staff-certificates'],
  async (ctx, input) => {
    const day = await today(ctx, input.estateId)
    const items = (await store.certificates(ctx.db, input.estateId)).map(c => presentCertificate(c, day))
    return { items, total: items.length }
  },
)

/** @throws roster.no_staff for somebody who does not work here */
export const addCertificate = verb(
  'roster.add_certificate',
  rosterApi['POST /api/estates/:estateId/staff-certificates'],
  async (ctx, input) => {
    if (input.fileId) await ctx.house.files.get(ctx.db, input.estateId, input.fileId)
    const row = {
      id: newId<'staff_certificate'>(ctx.now.epochMilliseconds),
      account_id: input.accountId,
      name: await nameFor(ctx, input.estateId, input.accountId),
      kind: input.kind,
      issuer: input.issuer || null,
      valid_until: input.validUntil ?? null,
      file_id: input.fileId ?? null,
    }
    await store.insertCertificate(ctx.db, input.estateId, row, self(ctx.actor).id, ctx.now)
    await ctx.audit(
      { action: 'certificate.add', subject: 'staff_certificate', subjectId: row.id, after: row },
      input.estateId,
    )
    return presentCertificate(row, await today(ctx, input.estateId))
  },
)

export const endCertificate = verb(
  'roster.end_certificate',
  rosterApi['POST /api/estates/:estateId/staff-certificates/:certificateId/end'],
  async (ctx, input) => {
    if (!(await store.endCertificate(ctx.db, input.estateId, input.certificateId, ctx.now)))
      throw fail('core.not_found')
    await ctx.audit(
      { action: 'certificate.end', subject: 'staff_certificate', subjectId: input.certificateId },
      input.estateId,
    )
    return { ended: true }
  },
)
