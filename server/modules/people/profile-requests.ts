/** What persons ask of their own data, with state and last day (W26); and the desk's hand for who has no phone (SX-12). */
import { addWorkingDays, buildCalendar } from '../../core/calendar.ts'
import { packagedYears } from '../../core/calendar-years.ts'
import { type Instant, localDate } from '../../core/clock.ts'
import { isUniqueViolation } from '../../core/db.ts'
import { fail } from '../../core/errors.ts'
import type { Ctx } from '../../core/house.ts'
import { newId } from '../../core/ids.ts'
import { query, verb } from '../../core/verb.ts'
import { actorId } from './accounts.ts'
import { profileApi, profileFail } from './contract-profile.ts'
import { personInReach } from './persons.ts'
import { endEntry, noteLook, type Profile, presentEntry, presentProfile, profileOf, wipe } from './profile.ts'
import { termsOf } from './profile-fields.ts'
import { copiedFor, deletedBy, requestStates } from './profile-rules.ts'
import { unitHead } from './store-homes.ts'
import { entries, profileLooks, zoneOf } from './store-profile.ts'
import * as store from './store-requests.ts'

export function presentRequest(ctx: Pick<Ctx, 'now'>, r: store.RequestRow) {
  const today = localDate(ctx.now).toString()
  return {
    id: r.id,
    householdId: r.household_id,
    unit: r.unit,
    kind: r.kind,
    state: r.state,
    askedBy: r.asked_name ?? '',
    channel: r.channel,
    note: r.note,
    askedAt: r.asked_at.toString(),
    dueOn: r.due_on,
    late: r.due_on !== null && (r.done_at ? localDate(r.done_at).toString() : today) > r.due_on,
    enteredBy: r.on_behalf ? r.entered_name : null,
    doneAt: r.done_at?.toString() ?? null,
    doneBy: r.done_name,
    answer: r.answer,
    wiped: r.wiped,
  }
}

/** The last working day of a request made at an instant; null while the calendar of that year is not published. */
export async function lastDay(ctx: Ctx, estateId: string, askedAt: Instant): Promise<string | null> {
  const cal = buildCalendar([...packagedYears(), ...(await store.uploadedYears(ctx.db))])
  const from = localDate(askedAt, await zoneOf(ctx.db, estateId))
  const found = addWorkingDays(cal, from, (await termsOf(ctx, estateId)).requestWorkingDays)
  return found.ok ? found.date.toString() : null
}

/** Takes a request of a member in. @throws profile.request_open while the same one waits */
export async function askRequest(
  ctx: Ctx,
  p: Profile,
  input: {
    kind: 'export' | 'deletion'
    note?: string | undefined
    askedBy: string
    channel: store.RequestRow['channel']
    onBehalf: boolean
  },
) {
  const { estateId } = p
  if (!p.members.some(m => m.id === input.askedBy && m.registered && !m.minor)) throw fail('core.not_found')
  const id = newId<'subject_request'>(ctx.now.epochMilliseconds)
  const row = {
    id,
    householdId: p.home.id,
    kind: input.kind,
    askedBy: input.askedBy,
    channel: input.channel,
    note: input.note ?? null,
    at: ctx.now,
    dueOn: await lastDay(ctx, estateId, ctx.now),
    by: actorId(ctx),
    name: 'name' in ctx.actor ? ctx.actor.name : '',
    onBehalf: input.onBehalf,
  }
  try {
    await store.insertRequest(ctx.db, estateId, row)
  } catch (error) {
    if (!isUniqueViolation(error, 'subject_request_open_key')) throw error
    throw profileFail('profile.request_open')
  }
  const { kind, askedBy, channel, dueOn, onBehalf } = row
  await ctx.audit(
    {
      action: 'subject_request.ask',
      subject: 'household',
      subjectId: p.home.id,
      after: { id, kind, askedBy, channel, dueOn, onBehalf },
    },
    estateId,
  )
  await tellRequest(ctx, estateId, { id, kind, unit: p.home.unit, due_on: dueOn }, 'asked')
  return presentRequest(ctx, await requestById(ctx, estateId, id))
}

/** Tells whoever has the management duty, by a job: the room that carries messages stands below this one. */
export async function tellRequest(
  ctx: Ctx,
  estateId: string,
  r: Pick<store.RequestRow, 'id' | 'kind' | 'unit' | 'due_on'>,
  why: 'asked' | 'late',
): Promise<void> {
  const what = {
    export: ['索取资料副本', 'a copy of the data'],
    deletion: ['要求删除资料', 'deletion of the data'],
  }
  const [zh, en] = what[r.kind]
  await ctx.enqueue(
    'notice.send',
    {
      estateId,
      duty: 'management',
      kind: `subject_request.${why}`,
      title: {
        zh: `${r.unit} ${zh}${why === 'late' ? '，已逾期' : ''}`,
        en: `${r.unit}: ${en}${why === 'late' ? ' is overdue' : ''}`,
      },
      body: {
        zh: `最迟 ${r.due_on ?? '日期待公布'} 办结，请打开“个人信息申请”。`,
        en: `To be answered by ${r.due_on ?? 'a day still to be published'}; open “Data requests”.`,
      },
      ref: { topic: 'subject_request', id: r.id },
    },
    { estateId, key: `subject_request:${r.id}:${why}:${localDate(ctx.now)}` },
  )
}

async function requestById(ctx: Ctx, estateId: string, id: string, lock = false): Promise<store.RequestRow> {
  const { rows } = await store.requests(ctx.db, estateId, { id }, lock)
  if (rows[0] === undefined) throw fail('core.not_found')
  return rows[0]
}

/** A household within the desk's reach, also one that moved out: its rights stay. @throws core.not_found */
async function deskProfile(ctx: Ctx, estateId: string, householdId: string): Promise<Profile> {
  const p = await profileOf(ctx, estateId, householdId, true)
  const reach = ctx.reach('consent.write', estateId)
  if (!(await unitHead(ctx.db, estateId, reach, p.home.unit_id))) throw fail('core.not_found')
  return p
}

export const deskConsents = query(
  'profile.consents',
  profileApi['GET /api/estates/:estateId/households/:householdId/consents'],
  async (ctx, input) => {
    const p = await deskProfile(ctx, input.estateId, input.householdId)
    const { rows } = await store.requests(ctx.db, input.estateId, { householdId: p.home.id })
    return {
      unit: p.home.unit,
      members: p.members.map(m => ({ ...m, birthYear: null, phone: null })),
      fields: p.fields,
      terms: { defaultMonths: p.terms.defaultMonths, maxMonths: p.terms.maxMonths },
      items: p.entries.map(e => presentEntry(p, e, false)),
      requests: rows.map(r => presentRequest(ctx, r)),
    }
  },
)

export const deskWithdraw = verb(
  'profile.withdraw_desk',
  profileApi['POST /api/estates/:estateId/households/:householdId/consents/:entryId/withdraw'],
  async (ctx, input) => {
    const p = await deskProfile(ctx, input.estateId, input.householdId)
    const entry = p.entries.find(e => e.row.id === input.entryId)
    return endEntry(ctx, input.estateId, p.home.id, entry?.row)
  },
)

export const askAtDesk = verb(
  'profile.ask_desk',
  profileApi['POST /api/estates/:estateId/households/:householdId/requests'],
  async (ctx, input) => {
    const p = await deskProfile(ctx, input.estateId, input.householdId)
    await personInReach(ctx, 'consent.write', input.estateId, input.askedBy)
    return askRequest(ctx, p, { ...input, onBehalf: true })
  },
)

export const listRequests = query(
  'profile.requests',
  profileApi['GET /api/estates/:estateId/subject-requests'],
  async (ctx, input) => {
    const { rows, total } = await store.requests(ctx.db, input.estateId, input)
    return { items: rows.map(r => presentRequest(ctx, r)), total }
  },
)

export const getRequest = query(
  'profile.request',
  profileApi['GET /api/estates/:estateId/subject-requests/:requestId'],
  async (ctx, input) => presentRequest(ctx, await requestById(ctx, input.estateId, input.requestId)),
)

/**
 * What a copy holds for who asked. Taking it out is a look that the household sees.
 * @throws profile.request_kind, profile.request_over
 */
export async function fileOf(ctx: Ctx, estateId: string, requestId: string) {
  const request = await requestById(ctx, estateId, requestId)
  if (request.kind !== 'export') throw profileFail('profile.request_kind')
  if (request.state !== 'open') throw profileFail('profile.request_over')
  const p = await deskProfile(ctx, estateId, request.household_id)
  const kept = p.entries.filter(e =>
    copiedFor(request.asked_by, {
      memberId: e.memberId,
      consentBy: e.row.consent_by,
      sensitive: e.sensitive,
    }),
  )
  const purpose = ctx.lang === 'en' ? `copy for ${request.asked_name}` : `${request.asked_name}索取副本`
  await noteLook(
    ctx,
    estateId,
    p.home.id,
    'file',
    purpose,
    kept.map(e => e.field),
  )
  return {
    request: presentRequest(ctx, request),
    profile: p,
    shown: presentProfile(p, { me: request.asked_by, keep: e => kept.includes(e) }),
    looks: await profileLooks(ctx.db, estateId, p.home.id),
  }
}

export const exportFile = query(
  'profile.file',
  profileApi['GET /api/estates/:estateId/subject-requests/:requestId/file'],
  async (ctx, input) => {
    const { shown, looks, request } = await fileOf(ctx, input.estateId, input.requestId)
    const { unknown: _unknown, completeness: _completeness, terms: _terms, fields, ...household } = shown
    const name = (key: string) => fields.find(f => f.key === key)?.[ctx.lang] ?? key
    return {
      title: ctx.lang === 'en' ? 'Household profile' : '家庭资料',
      madeAt: ctx.now.toString(),
      household: {
        ...household,
        entries: household.entries.map(e => ({ ...e, fieldName: name(e.field) })),
        looks: looks.map(l => ({ ...l, at: l.at.toString() })),
        request,
      },
    }
  },
)

async function settle(
  ctx: Ctx,
  input: { estateId: string; requestId: string; answer?: string | undefined },
  act: keyof typeof requestStates,
) {
  const { estateId } = input
  const request = await requestById(ctx, estateId, input.requestId, true)
  if (request.state !== 'open') throw profileFail('profile.request_over')
  const wiped =
    act === 'finish' && request.kind === 'deletion' ? await deleteFor(ctx, estateId, request) : null
  await store.settleRequest(ctx.db, estateId, request.id, {
    state: requestStates[act],
    at: ctx.now,
    name: 'name' in ctx.actor ? ctx.actor.name : '',
    answer: input.answer ?? null,
    wiped,
  })
  await ctx.audit(
    {
      action: `subject_request.${act}`,
      subject: 'household',
      subjectId: request.household_id,
      before: { state: 'open' },
      after: { id: request.id, kind: request.kind, state: requestStates[act], wiped },
      reason: input.answer,
    },
    estateId,
  )
  return presentRequest(ctx, await requestById(ctx, estateId, request.id))
}

/** Wipes what the asker may have deleted. @returns how many answers */
async function deleteFor(ctx: Ctx, estateId: string, request: store.RequestRow): Promise<number> {
  // a household that has moved out meanwhile is as free to have its data deleted
  const rows = await entries(ctx.db, estateId, [request.household_id], ctx.now)
  const gone = rows.filter(e =>
    deletedBy(request.asked_by, { memberId: e.member_id, consentBy: e.consent_by }),
  )
  return wipe(ctx, estateId, gone, 'request')
}

export const finishRequest = verb(
  'profile.finish_request',
  profileApi['POST /api/estates/:estateId/subject-requests/:requestId/finish'],
  (ctx, input) => settle(ctx, input, 'finish'),
)

export const refuseRequest = verb(
  'profile.refuse_request',
  profileApi['POST /api/estates/:estateId/subject-requests/:requestId/refuse'],
  (ctx, input) => settle(ctx, input, 'refuse'),
)
