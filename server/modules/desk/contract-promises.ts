/** The promise table as its editor sees it: classes, clocks, versions, the local standard, and what a change would do. */
import { z } from 'zod'
import { endpoints } from '../../core/contract.ts'
import * as s from './contract-shapes.ts'

const Both = z.object({ zh: z.string(), en: z.string() })
const Name = z.string().trim().min(1).max(60)
const Frames = z.array(z.object({ from: z.string().max(5), to: z.string().max(5) })).max(8)
const ClassKey = z.object({ kind: s.Kind, class: z.string().min(1).max(60) })
export const ORIGINS = ['general', 'level', 'estate'] as const

/** One clock as it is typed. */
export const RuleInput = ClassKey.extend({
  clock: z.enum(s.CLOCKS),
  startsAt: z.enum(s.START_EVENTS).default('received'),
  unit: z.enum(s.UNITS),
  amount: z.int().max(1_000_000),
  frames: Frames.nullable().default(null),
  frameDays: z.enum(['all', 'working']).default('all'),
  chosen: z.boolean().default(false),
  max: z.int().nullable().default(null),
  overPolicy: z.enum(s.OVER_POLICIES).default('refuse'),
  soonMinutes: z.int().min(0).max(100_000),
  escalateMinutes: z.int().min(0).max(100_000),
})
export type TypedInput = z.output<typeof RuleInput>

const Rule = RuleInput.extend({
  startsAt: z.enum(s.START_EVENTS),
  frames: Frames.nullable(),
  frameDays: z.enum(['all', 'working']),
  chosen: z.boolean(),
  max: z.int().nullable(),
  overPolicy: z.enum(s.OVER_POLICIES),
  id: z.uuid(),
  origin: z.enum(ORIGINS),
  level: z.string().nullable(),
  source: z.string(),
  madeBy: z.string(),
  madeAt: z.string(),
  from: z.string(),
  until: z.string().nullable(),
  off: z.boolean(),
})

const Clock = Rule.extend({
  /** What follows it, when another version begins later. */
  next: Rule.nullable(),
})

export const Table = z.object({
  on: z.string(),
  level: z.string().nullable(),
  standard: z.object({ name: z.string(), own: z.boolean(), level: z.int().nullable() }),
  calendarKnownUpTo: z.int(),
  /** Places that the papers lost: shown empty until somebody fills them (SX-10). */
  gaps: z.array(
    z.object({ key: z.string(), title: Both, hint: Both, quote: z.string(), filled: z.boolean() }),
  ),
  classes: z.array(
    ClassKey.extend({
      ...Both.shape,
      order: z.int(),
      origin: z.enum(ORIGINS),
      subtypes: z.array(z.object({ key: z.string(), zh: z.string(), en: z.string() })),
      accused: z.enum(['no', 'optional', 'required']),
      signature: z.boolean(),
      arrive: z.boolean(),
      urgent: z.boolean(),
      /** The class whose limits hold while this one has none of its own, and whether they do now (S1-32). */
      fallback: z.string().nullable(),
      falls: z.boolean(),
      /** From this date on it is offered no more. */
      retiredFrom: z.string().nullable(),
      open: z.int(),
      total: z.int(),
      clocks: z.array(Clock),
      compared: z.array(
        z.object({
          clause: z.string(),
          text: Both,
          minutes: z.int(),
          verdict: z.enum(['stricter', 'equal', 'lower', 'none']),
        }),
      ),
    }),
  ),
})

const From = { from: z.iso.date(), reason: s.Short }

export const Preview = z.object({
  month: z.string(),
  tickets: z.int(),
  judged: z.int(),
  lateNow: z.int(),
  lateThen: z.int(),
  newlyLate: z.int(),
  noLongerLate: z.int(),
  unpublished: z.int(),
  items: z.array(
    z.object({
      id: z.uuid(),
      number: z.string(),
      unit: z.string().nullable(),
      assignee: z.string().nullable(),
      start: z.string(),
      done: z.string().nullable(),
      dueNow: z.string().nullable(),
      dueThen: z.string().nullable(),
      lateNow: z.boolean(),
      lateThen: z.boolean(),
    }),
  ),
})

export const promiseApi = endpoints({
  'GET /api/estates/:estateId/desk/table': {
    permission: 'settings.read',
    summary: 'The promise table of an estate on a date, held against the local standard',
    params: s.EstateParam,
    query: z.object({ on: z.iso.date().optional() }),
    response: Table,
  },
  'GET /api/estates/:estateId/desk/table/history': {
    permission: 'settings.read',
    summary: 'Every version of one clock or class: what, from when, by whom and why',
    params: s.EstateParam,
    query: z.object({ kind: s.Kind, class: z.string().max(60), clock: z.enum(s.CLOCKS).optional() }),
    response: z.object({ items: z.array(Rule) }),
  },
  'POST /api/estates/:estateId/desk/table/rules': {
    permission: 'rule.write',
    summary: 'A new version of one clock of a class, from a date on',
    params: s.EstateParam,
    body: RuleInput.extend(From),
    response: Table,
    idempotent: true,
  },
  'POST /api/estates/:estateId/desk/table/rules/off': {
    permission: 'rule.write',
    summary: 'Take a clock away from a class, from a date on',
    params: s.EstateParam,
    body: ClassKey.extend({ clock: z.enum(s.CLOCKS), startsAt: z.enum(s.START_EVENTS), ...From }),
    response: Table,
    idempotent: true,
  },
  'DELETE /api/estates/:estateId/desk/table/rules/:ruleId': {
    permission: 'rule.write',
    summary: 'Withdraw a version of the estate’s own that has not begun',
    params: s.EstateParam.extend({ ruleId: z.uuid() }),
    response: Table,
  },
  'POST /api/estates/:estateId/desk/table/preview': {
    permission: 'settings.read',
    summary: 'What would have been late last month under a changed clock: counts and the list',
    params: s.EstateParam,
    body: RuleInput,
    response: Preview,
    unaudited: 'reads only',
  },
  'POST /api/estates/:estateId/desk/table/classes': {
    permission: 'rule.write',
    summary: 'A class of the estate’s own, or the estate’s wording of one, from a date on',
    params: s.EstateParam,
    body: z.object({
      kind: s.Kind,
      /** Absent for a new class. */
      class: z.string().min(1).max(60).optional(),
      zh: Name,
      en: Name,
      subtypes: z.array(z.object({ key: z.string().max(40).optional(), zh: Name, en: Name })).max(20),
      accused: z.enum(['no', 'optional', 'required']).default('no'),
      signature: z.boolean().default(false),
      arrive: z.boolean().default(false),
      urgent: z.boolean().default(false),
      fallback: z.string().max(60).nullable().optional(),
      ...From,
    }),
    response: Table,
    idempotent: true,
  },
  'POST /api/estates/:estateId/desk/table/classes/retire': {
    permission: 'rule.write',
    summary: 'Offer a class no more from a date on; its tickets keep it',
    params: s.EstateParam,
    body: ClassKey.extend(From),
    response: Table,
    idempotent: true,
  },
  'DELETE /api/estates/:estateId/desk/table/classes/:kind/:class': {
    permission: 'rule.write',
    summary: 'Delete a class of the estate’s own that no ticket carries',
    params: s.EstateParam.extend({ kind: s.Kind, class: z.string().max(60) }),
    response: Table,
  },
  'POST /api/desk/levels/:level/rules': {
    permission: 'system.manage',
    summary: 'A new version of one clock for every estate of a service level, from a date on',
    params: z.object({ level: z.string().min(1).max(40) }),
    body: RuleInput.extend(From),
    response: z.object({ id: z.uuid() }),
    idempotent: true,
  },
})
