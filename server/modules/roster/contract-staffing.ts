/** Establishment and certificates (S7-32): how many of which role there should be, are, and hold what they need. */
import { z } from 'zod'
import { endpoints } from '../../core/contract.ts'
import { roleNames } from '../../core/roles.ts'

const EstateParam = z.object({ estateId: z.uuid() })

export const Certificate = z.object({
  id: z.uuid(),
  accountId: z.uuid(),
  name: z.string(),
  kind: z.string(),
  issuer: z.string().nullable(),
  /** The last day on which it holds; nothing when it does not run out. */
  validUntil: z.string().nullable(),
  fileId: z.uuid().nullable(),
  /** `soon`: fewer than 60 days are left. */
  state: z.enum(['valid', 'soon', 'expired']),
})

export const StaffingRow = z.object({
  role: z.enum(roleNames),
  title: z.object({ zh: z.string(), en: z.string() }),
  /** What the office set; nothing while it is open. */
  headcount: z.int().nullable(),
  actual: z.int(),
  certificate: z.string().nullable(),
  /** Of the actual persons, how many hold a certificate of that kind that is valid today. */
  certified: z.int(),
  people: z.array(z.object({ accountId: z.uuid(), name: z.string(), certified: z.boolean() })),
})

export const staffingApi = endpoints({
  'GET /api/estates/:estateId/staffing': {
    permission: 'roster.read',
    summary: 'Establishment by role against the persons there are and their certificates (S7-32)',
    params: EstateParam,
    response: z.object({ items: z.array(StaffingRow), total: z.int() }),
  },
  'PUT /api/estates/:estateId/staffing/:role': {
    permission: 'roster.write',
    summary: 'Set how many of a role the service centre should have, and the certificate they need',
    params: EstateParam.extend({ role: z.string().max(64) }),
    body: z.object({
      headcount: z.int().min(0).max(999),
      certificate: z.string().trim().max(80).nullish(),
    }),
    response: StaffingRow,
  },
  'GET /api/estates/:estateId/staff-certificates': {
    permission: 'roster.write',
    summary: 'Certificates of the staff, those that run out first (S7-32)',
    params: EstateParam,
    response: z.object({ items: z.array(Certificate), total: z.int() }),
  },
  'POST /api/estates/:estateId/staff-certificates': {
    permission: 'roster.write',
    summary: 'Register a certificate of a member of the staff',
    params: EstateParam,
    body: z.object({
      accountId: z.uuid(),
      kind: z.string().trim().min(1).max(80),
      issuer: z.string().trim().max(80).nullish(),
      validUntil: z.iso.date().nullish(),
      fileId: z.uuid().nullish(),
    }),
    response: Certificate,
    idempotent: true,
  },
  'POST /api/estates/:estateId/staff-certificates/:certificateId/end': {
    permission: 'roster.write',
    summary: 'A certificate no longer counts; it stays on record',
    params: EstateParam.extend({ certificateId: z.uuid() }),
    response: z.object({ ended: z.boolean() }),
  },
})
