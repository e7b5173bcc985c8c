/** An employee's own file (S7-16): dated entries of training, praise, discipline and assessment. */
import { z } from 'zod'
import { endpoints } from '../../core/contract.ts'
import { defineErrors } from '../../core/errors.ts'

export const staffFail = defineErrors({
  'people.own_file': {
    status: 409,
    zh: '不能给自己的员工档案记录，请由上级办理',
    en: 'Nobody writes into his own file; ask your superior',
  },
  'people.entry_over': {
    status: 409,
    zh: '这条记录已撤销，请刷新查看',
    en: 'This entry has been withdrawn; refresh to see it',
  },
})

export const entryKinds = ['training', 'commendation', 'discipline', 'assessment'] as const

export const StaffEntry = z.object({
  id: z.uuid(),
  accountId: z.uuid(),
  kind: z.enum(entryKinds),
  onDate: z.iso.date(),
  title: z.string(),
  text: z.string().nullable(),
  /** Of 100, for an assessment. */
  score: z.int().nullable(),
  by: z.string(),
  at: z.string(),
  /** When the employee read it, and what he says to it. */
  seenAt: z.string().nullable(),
  reply: z.string().nullable(),
  withdrawn: z.object({ at: z.string(), reason: z.string() }).nullable(),
})

const Estate = z.object({ estateId: z.uuid() })
const File = Estate.extend({ accountId: z.uuid() })
const Entry = Estate.extend({ entryId: z.uuid() })
const Summary = z.object({
  accountId: z.uuid(),
  name: z.string(),
  roles: z.array(z.string()),
  entries: z.int(),
  lastOn: z.iso.date().nullable(),
  /** Mean of this year's assessments, rounded down; nothing without one. */
  score: z.int().nullable(),
})

export const staffApi = endpoints({
  'GET /api/estates/:estateId/staff-files': {
    permission: 'staff.file',
    summary: 'Employees of an estate with how many entries their files have',
    params: Estate,
    response: z.object({ items: z.array(Summary), total: z.int() }),
  },
  'GET /api/estates/:estateId/staff-files/:accountId': {
    permission: 'staff.file',
    summary: 'One employee’s file',
    params: File,
    response: z.object({ name: z.string(), items: z.array(StaffEntry) }),
  },
  'POST /api/estates/:estateId/staff-files/:accountId/entries': {
    permission: 'staff.file',
    summary: 'Write an entry into an employee’s file; never into one’s own',
    params: File,
    body: z.object({
      kind: z.enum(entryKinds),
      onDate: z.iso.date(),
      title: z.string().trim().min(1).max(120),
      text: z.string().trim().max(2000).optional(),
      score: z.int().min(0).max(100).optional(),
    }),
    response: StaffEntry,
    idempotent: true,
  },
  'POST /api/estates/:estateId/staff-entries/:entryId/withdraw': {
    permission: 'staff.file',
    summary: 'Take an entry back, with the reason; it stays readable',
    params: Entry,
    body: z.object({ reason: z.string().trim().min(1).max(200) }),
    response: StaffEntry,
  },
  'GET /api/estates/:estateId/my/staff-file': {
    permission: 'post.check_in',
    summary: 'My own file',
    params: Estate,
    response: z.object({ items: z.array(StaffEntry) }),
  },
  'POST /api/estates/:estateId/my/staff-entries/:entryId/seen': {
    permission: 'post.check_in',
    summary: 'I have read an entry of mine, and what I say to it',
    params: Entry,
    body: z.object({ reply: z.string().trim().max(500).optional() }),
    response: StaffEntry,
  },
})
