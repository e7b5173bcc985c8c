/** The household's profile on a real database: consent, sealing, who may open it, wiping, requests, hints. */
import { expect, test } from 'vitest'
import { aHousehold, anAccount, anEstate, aPhone } from '../../../test/factories.ts'
import { actor, system, testHouse } from '../../../test/harness.ts'
import { localDate } from '../../core/clock.ts'
import type { Ctx } from '../../core/house.ts'
import { makeCtx } from '../../core/house.ts'
import { createTicket } from '../desk/create.ts'
import { ticketHints } from '../desk/hints.ts'
import { linkPhone, newAccount } from '../people/accounts.ts'
import { endHousehold } from '../people/homes.ts'
import { addField, changeField, listFields } from '../people/profile-fields.ts'
import { tellOverdue, wipeExpired, wipeMovedOut } from '../people/profile-jobs.ts'
import {
  askMine,
  forgetMine,
  giveMine,
  myHouseholds as mine,
  nameMine,
  withdrawMineEntry,
} from '../people/profile-own.ts'
import {
  askAtDesk,
  deskConsents,
  deskWithdraw,
  exportFile,
  finishRequest,
  listRequests,
  refuseRequest,
} from '../people/profile-requests.ts'
import { addConsent, withdrawConsent } from '../people/vehicles.ts'
import * as households from './households.ts'
import { assignSteward } from './stewards.ts'

const t = await testHouse()

const today = () => localDate(t.clock.now()).toString()

/** An estate with one household of 1-2-301, its steward, another steward, and the owner on his phone. */
async function aHome() {
  const e = await anEstate(t)
  const h = await aHousehold(t, e.id)
  const steward = await anAccount(t, e.id, { role: 'steward', name: '管家小陈' })
  const other = await anAccount(t, e.id, { role: 'steward', name: '管家小刘' })
  const manager = (await anAccount(t, e.id, { role: 'manager' })).actor
  const desk = (await anAccount(t, e.id, { role: 'front_desk', name: '前台小周' })).actor
  const { rows } = await t.pool.query('SELECT building_id FROM unit WHERE estate_id = $1 AND id = $2', [
    e.id,
    h.unitId,
  ])
  const buildingId: string = rows[0].building_id
  const assign = (accountId: string, fromDate: string) =>
    assignSteward(t.ctx(system), { estateId: e.id, buildingId, accountId, fromDate })
  await assign(steward.id, '2026-01-01')
  const owner = await resident(e.id, h.unitId, h.owner.phone ?? '')
  const ids = { estateId: e.id, householdId: h.householdId }
  const give = (more: Partial<Parameters<typeof giveMine>[1]> & { field: string }, who = owner) =>
    giveMine(t.ctx(who), { ...ids, value: '内容', ...more })
  return {
    e,
    h,
    ids,
    steward: steward.actor,
    other: other.actor,
    manager,
    desk,
    owner,
    give,
    assign,
    buildingId,
  }
}

let names = 0

/** Who signs in with this number, as the resident of a unit. */
async function resident(estateId: string, unitId: string, phone: string) {
  const username = `zhuhu${++names}`
  const id = await t.house.db.transaction().execute(async tx => {
    const ctx = makeCtx(t.house, { actor: system }).on(tx)
    const made = await newAccount(ctx, {
      username,
      name: username,
      password: 'kite-river-2718',
      mustChange: false,
    })
    await linkPhone(ctx, made, phone)
    return made
  })
  return { ...actor('owner', 'unit', unitId, estateId), id }
}

const row = async (id: string) =>
  (await t.pool.query('SELECT * FROM profile_entry WHERE id = $1', [id])).rows[0]

const open = (ctx: Ctx, ids: { estateId: string; householdId: string }) => households.openProfile(ctx, ids)

test('[S1-14] [S1-15] [S1-16] [S1-17] [S1-18] [S1-19] [S1-21] every item is kept sealed and read back by the steward', async () => {
  const { give, ids, steward, owner, h } = await aHome()
  const told = {
    background: '三代同住',
    habits: '午休一点到两点',
    food: '清淡不辣',
    hobbies: '太极和羽毛球',
    business: '常收大件快递',
  }
  for (const [field, value] of Object.entries(told)) {
    const { id } = await give({ field, value })
    expect((await row(id)).value.toString('utf8')).not.toContain(value)
  }
  await give({ field: 'industry', memberId: h.owner.id, value: '航运' })
  await give({ field: 'contact', memberId: h.owner.id, value: '晚七点后' })
  await give({ field: 'birth_year', memberId: h.owner.id, value: '1958' })
  const grandma = await nameMine(t.ctx(owner), { ...ids, name: '欧阳奶奶', relation: 'parent' })
  const { rows } = await t.pool.query('SELECT name FROM profile_member WHERE id = $1', [grandma.id])
  expect(rows[0].name.toString('utf8')).not.toContain('欧阳')
  const seen = await open(t.ctx(steward), ids)
  const values = Object.fromEntries(seen.entries.map(x => [x.field, x.value]))
  expect(values).toEqual({ ...told, industry: '航运', contact: '晚七点后', birth_year: '1958' })
  expect(seen.members.map(m => [m.name, m.relation, m.birthYear])).toEqual([
    ['林晓燕', 'self', 1958],
    ['王家人', 'spouse', null],
    ['欧阳奶奶', 'parent', null],
  ])
  expect(seen.members[0]?.phone).toMatch(/\*{4}/)
  await forgetMine(t.ctx(owner), { ...ids, memberId: grandma.id })
  expect((await open(t.ctx(steward), ids)).members).toHaveLength(2)
})

test('[S1-20] health is refused without its separate consent, and the ciphertext is gone with the withdrawal', async () => {
  const { give, ids, owner, h, steward } = await aHome()
  const health = { field: 'health', memberId: h.owner.id, value: '膝盖不便' }
  await expect(give(health)).rejects.toMatchObject({ code: 'profile.separate_needed' })
  await expect(give({ ...health, memberId: h.other.id, separate: true, agreed: true })).rejects.toMatchObject(
    {
      code: 'profile.own_consent',
    },
  )
  const { id } = await give({ ...health, separate: true })
  expect(await row(id)).toMatchObject({ sensitive: true, separate: true, ended_at: null })
  await withdrawMineEntry(t.ctx(owner), { ...ids, entryId: id })
  expect(await row(id)).toMatchObject({ value: null, end_reason: 'withdrawn' })
  expect((await open(t.ctx(steward), ids)).entries).toEqual([])
  // neither the audit nor the stored answers of repeated requests hold it
  const { rows } = await t.pool.query(
    `SELECT count(*)::int AS n FROM (SELECT after::text AS x FROM audit WHERE estate_id = $1 UNION ALL SELECT answer::text FROM request WHERE estate_id = $1) a
      WHERE x LIKE '%膝盖%'`,
    [ids.estateId],
  )
  expect(rows[0].n).toBe(0)
  // the database itself refuses health without separate consent
  await expect(
    t.pool.query(
      `INSERT INTO profile_entry (estate_id, id, household_id, field, state, value, purposes, sensitive, separate, consent_by, channel, given_at, until_at, entered_by, entered_name, on_behalf)
       VALUES ($1, $2, $3, 'health', 'given', 'x', '{service}', true, false, $4, 'desk', now(), now() + interval '1 day', 'x', 'x', true)`,
      [ids.estateId, id, ids.householdId, h.owner.id],
    ),
  ).rejects.toThrow(/profile_entry_separate_check/)
})

test('[S1-20] withdrawing the consent for health in the register wipes what it carried', async () => {
  const { give, ids, h, desk } = await aHome()
  const health = await give({ field: 'health', memberId: h.owner.id, separate: true })
  const habits = await give({ field: 'habits' })
  const consent = await addConsent(t.ctx(desk), {
    estateId: ids.estateId,
    personId: h.owner.id,
    purpose: 'health',
  })
  await withdrawConsent(t.ctx(desk), { estateId: ids.estateId, consentId: consent.id })
  expect((await row(health.id)).value).toBeNull()
  expect((await row(habits.id)).value).not.toBeNull()
})

test('[K6] every item is optional and separately withdrawn; declining is kept, and a ticket is taken all the same', async () => {
  const { give, ids, owner, h, steward, desk } = await aHome()
  const one = await give({ field: 'habits' })
  const two = await give({ field: 'food' })
  await withdrawMineEntry(t.ctx(owner), { ...ids, entryId: one.id })
  expect((await row(two.id)).value).not.toBeNull()
  await give({ field: 'background', state: 'declined', value: undefined })
  const seen = await open(t.ctx(steward), ids)
  expect(seen.entries.map(x => [x.field, x.state, x.value])).toEqual([
    ['background', 'declined', null],
    ['food', 'given', '内容'],
  ])
  await expect(give({ field: 'food', purposes: [] })).rejects.toMatchObject({ code: 'profile.purposes' })
  await expect(give({ field: 'food', value: ' ' })).rejects.toMatchObject({ code: 'profile.value_wrong' })
  await expect(withdrawMineEntry(t.ctx(owner), { ...ids, entryId: one.id })).rejects.toMatchObject({
    code: 'core.not_found',
  })
  // a household that told nothing gets the same promises to the minute as one that told something
  const bare = await aHousehold(t, ids.estateId, { label: '1-2-302' })
  const asked = (unitId: string) =>
    createTicket(t.ctx(desk), {
      estateId: ids.estateId,
      kind: 'repair',
      class: 'home',
      text: '水龙头漏水',
      unitId,
    })
  const promised = async (unitId: string) => (await asked(unitId)).promises.map(p => [p.clock, p.dueAt])
  expect(await promised(bare.unitId)).toEqual(await promised(h.unitId))
})

test('[S1-13] only the steward of the building opens it; a change of steward moves it at once', async () => {
  const { give, ids, steward, other, manager, desk, assign } = await aHome()
  await give({ field: 'habits' })
  expect((await open(t.ctx(steward), ids)).entries).toHaveLength(1)
  await expect(open(t.ctx(other), ids)).rejects.toMatchObject({ code: 'core.not_found' })
  await expect(open(t.ctx(manager), ids)).rejects.toMatchObject({ code: 'core.forbidden' })
  await expect(open(t.ctx(desk), ids)).rejects.toMatchObject({ code: 'core.forbidden' })
  await expect(
    households.enterProfile(t.ctx(other), { ...ids, field: 'food', value: '甜', consentBy: ids.householdId }),
  ).rejects.toMatchObject({ code: 'core.not_found' })
  await assign('id' in other ? other.id : '', today())
  await expect(open(t.ctx(steward), ids)).rejects.toMatchObject({ code: 'core.not_found' })
  expect((await open(t.ctx(other), ids)).entries).toHaveLength(1)
})

test('[S1-13] a steward’s list is exactly his buildings, sorted and filtered by what is known', async () => {
  const { give, ids, steward, other, manager } = await aHome()
  await aHousehold(t, ids.estateId, { label: '1-1-102', owner: '钱一' })
  await aHousehold(t, ids.estateId, { label: '2-1-101', owner: '孙二' })
  for (const field of ['background', 'habits', 'food', 'hobbies', 'business']) await give({ field })
  const list = (more = {}) => households.myHouseholds(t.ctx(steward), { estateId: ids.estateId, ...more })
  const all = await list()
  expect(all.items.map(r => r.unit)).toEqual(['1-1-102', '1-2-301'])
  expect(all).toMatchObject({ buildings: ['1'], households: 2, incomplete: 2, nothing: 1 })
  // five of the home; year, contact and work of two adults
  expect(all.items[1]).toMatchObject({ asked: 11, known: 5, percent: 45 })
  expect((await list({ sort: '-percent' })).items.map(r => r.unit)).toEqual(['1-2-301', '1-1-102'])
  expect((await list({ show: 'nothing' })).items.map(r => r.unit)).toEqual(['1-1-102'])
  expect((await list({ q: '钱一' })).items.map(r => r.unit)).toEqual(['1-1-102'])
  expect((await list({ offset: 1, limit: 1 })).items.map(r => r.unit)).toEqual(['1-2-301'])
  expect((await households.myHouseholds(t.ctx(other), { estateId: ids.estateId })).items).toEqual([])
  const figures = await households.profileFigures(t.ctx(manager), { estateId: ids.estateId })
  expect(figures.items.map(f => [f.building, f.steward, f.households, f.known, f.nothing])).toEqual([
    ['1', '管家小陈', 2, 5, 1],
    ['2', null, 1, 0, 1],
  ])
  expect(JSON.stringify(figures)).not.toContain('内容')
})

test('[S1-20] a manager reads one household only for a purpose, without what is sensitive, and the household sees it', async () => {
  const { give, ids, manager, owner, h, desk, steward } = await aHome()
  await give({ field: 'habits', value: '早睡' })
  await give({ field: 'health', memberId: h.owner.id, separate: true, value: '心脏病' })
  await expect(households.lookAtProfile(t.ctx(desk), { ...ids, purpose: '好奇看看' })).rejects.toMatchObject({
    code: 'core.forbidden',
  })
  const seen = await households.lookAtProfile(t.ctx(manager), { ...ids, purpose: '处理投诉 26-000123' })
  expect(seen.entries.map(x => x.value)).toEqual(['早睡'])
  t.clock.set(t.clock.now().add({ seconds: 1 }))
  await open(t.ctx(steward), ids)
  await open(t.ctx(steward), ids)
  const { items } = await mine(t.ctx(owner), { estateId: ids.estateId })
  expect(items[0]?.looks.map(l => [l.how, l.purpose])).toEqual([
    ['steward', '日常服务'],
    ['look', '处理投诉 26-000123'],
  ])
})

test('an item ends at its last day: shown until the last millisecond, wiped by the job at the end', async () => {
  const { give, ids, steward } = await aHome()
  const last = localDate(t.clock.now()).add({ days: 3 })
  const { id } = await give({ field: 'habits', untilDay: last.toString() })
  const end = last.add({ days: 1 }).toZonedDateTime({ timeZone: 'Asia/Shanghai' }).toInstant()
  const start = t.clock.now()
  t.clock.set(end.subtract({ milliseconds: 1 }))
  await wipeExpired(t.ctx(system))
  expect((await row(id)).value).not.toBeNull()
  expect((await open(t.ctx(steward), ids)).entries).toHaveLength(1)
  t.clock.set(end)
  expect((await open(t.ctx(steward), ids)).entries).toHaveLength(0)
  await wipeExpired(t.ctx(system))
  expect(await row(id)).toMatchObject({ value: null, end_reason: 'expired' })
  t.clock.set(start)
  await expect(give({ field: 'food', untilDay: today() })).rejects.toMatchObject({ code: 'profile.until' })
  const most = localDate(t.clock.now()).add({ months: 60 })
  await give({ field: 'food', untilDay: most.toString() })
  await expect(give({ field: 'food', untilDay: most.add({ days: 1 }).toString() })).rejects.toMatchObject({
    code: 'profile.until',
  })
})

test('[SX-14] who moves out is read by nobody from that instant, and wiped thirty days later', async () => {
  const { give, ids, steward, owner, desk, h } = await aHome()
  const { id } = await give({ field: 'habits' })
  const grandma = await nameMine(t.ctx(owner), { ...ids, name: '奶奶', relation: 'parent' })
  t.clock.advance({ hours: 1 })
  await endHousehold(t.ctx(system), { ...ids, reason: '搬走' })
  const left = t.clock.now()
  await expect(open(t.ctx(steward), ids)).rejects.toMatchObject({ code: 'core.not_found' })
  await expect(give({ field: 'food' })).rejects.toMatchObject({ code: 'core.not_found' })
  // until then it may still ask for its own copy at the desk
  const asked = await askAtDesk(t.ctx(desk), { ...ids, kind: 'export', askedBy: h.owner.id })
  const copy = await exportFile(t.ctx(desk), { estateId: ids.estateId, requestId: asked.id })
  expect(JSON.stringify(copy)).toContain('内容')
  t.clock.set(left.add({ hours: 24 * 30 }).subtract({ milliseconds: 1 }))
  await wipeMovedOut(t.ctx(system))
  expect((await row(id)).value).not.toBeNull()
  t.clock.set(left.add({ hours: 24 * 30 }))
  await wipeMovedOut(t.ctx(system))
  expect(await row(id)).toMatchObject({ value: null, end_reason: 'moved_out', field: 'habits' })
  const { rows } = await t.pool.query('SELECT name FROM profile_member WHERE id = $1', [grandma.id])
  expect(rows[0].name).toBeNull()
  t.clock.set(left)
})

test('[S1-21] an estate adds a field of its own without code, and cannot make health plain', async () => {
  const { give, ids, steward, manager } = await aHome()
  const { estateId } = ids
  const made = await addField(t.ctx(manager), {
    estateId,
    what: 'field',
    level: 'household',
    kind: 'text',
    zh: '祭祖习俗',
    en: 'Ancestral rites',
    sensitive: false,
    purposes: ['care'],
    shownOn: ['suggestion'],
    counts: true,
  })
  await give({ field: made.key, value: '清明回乡', purposes: ['care'] })
  const seen = await open(t.ctx(steward), ids)
  expect(seen.fields.find(f => f.key === made.key)).toMatchObject({ zh: '祭祖习俗', own: true })
  expect(seen.entries.map(x => x.value)).toEqual(['清明回乡'])
  const health = (await listFields(t.ctx(manager), { estateId })).items.find(f => f.key === 'health')
  if (!health) throw new Error('no health')
  const { own: _own, key, version, ...body } = health
  const changed = await changeField(t.ctx(manager), {
    estateId,
    key,
    version,
    ...body,
    sensitive: false,
    zh: '身体',
  })
  expect(changed).toMatchObject({ sensitive: true, zh: '身体', version: 1 })
  await expect(changeField(t.ctx(manager), { estateId, key, version: 0, ...body })).rejects.toMatchObject({
    code: 'core.stale',
  })
  // switched off, it is asked no more; another estate has never heard of it
  const { own: _o, key: k, version: v, ...mineBody } = made
  await changeField(t.ctx(manager), { estateId, key: k, version: v, ...mineBody, off: true })
  await expect(give({ field: k })).rejects.toMatchObject({ code: 'profile.field_unknown' })
})

/** A ticket of this home, with who was sent. */
async function aTicket(x: Awaited<ReturnType<typeof aHome>>, assigneeId: string) {
  const made = await createTicket(t.ctx(x.desk), {
    estateId: x.ids.estateId,
    kind: 'repair',
    class: 'home',
    text: '想请人看看',
    unitId: x.h.unitId,
  })
  await t.pool.query('UPDATE ticket SET assignee_id = $1 WHERE id = $2', [assigneeId, made.id])
  return { estateId: x.ids.estateId, ticketId: made.id }
}

test('[S1-22] [S3-31] hints stand on the ticket for the steward and for who serves, and for no one else', async () => {
  const x = await aHome()
  await x.give({ field: 'habits', value: '午休一点到两点' })
  await x.give({ field: 'health', memberId: x.h.owner.id, separate: true, value: '膝盖不便' })
  await x.give({ field: 'disabled', value: 'yes', separate: true })
  await x.give({ field: 'hobbies', value: '太极', purposes: ['care'] })
  const worker = await anAccount(t, x.ids.estateId, { role: 'repair_worker', name: '王师傅' })
  const ticket = await aTicket(x, worker.id)
  const asSteward = await ticketHints(t.ctx(x.steward), ticket)
  expect(asSteward.items.map(i => [i.kind, i.name?.zh ?? null, i.text.zh])).toEqual([
    ['hint', '生活习惯', '午休一点到两点'],
    ['hint', '身体情况', '膝盖不便'],
    ['measure', '有行动不便或残障成员', expect.stringContaining('上门办理')],
  ])
  expect(asSteward.householdId).toBe(x.ids.householdId)
  const asWorker = await ticketHints(t.ctx(worker.actor), ticket)
  expect(asWorker.items.map(i => [i.kind, i.name?.zh ?? null])).toEqual([
    ['hint', '生活习惯'],
    ['measure', null],
  ])
  expect(JSON.stringify(asWorker)).not.toContain('残障')
  const idle = await anAccount(t, x.ids.estateId, { role: 'repair_worker' })
  for (const who of [idle.actor, x.other, x.manager, x.desk])
    expect((await ticketHints(t.ctx(who), ticket)).items).toEqual([])
  await t.pool.query(
    `UPDATE ticket SET state = 'closed', closed_at = now(), outcome = 'satisfied' WHERE id = $1`,
    [ticket.ticketId],
  )
  expect((await ticketHints(t.ctx(x.steward), ticket)).items).toEqual([])
  const { items } = await mine(t.ctx(x.owner), { estateId: x.ids.estateId })
  expect(
    items[0]?.looks
      .filter(l => l.how === 'hint')
      .map(l => l.who)
      .sort(),
  ).toEqual(['王师傅', '管家小陈'])
})

test('[S3-31] a household flag leads to its measure on an order, for the steward with the flag, for who goes without it', async () => {
  const x = await aHome()
  await x.give({ field: 'elderly_alone', value: 'yes', separate: true })
  const worker = await anAccount(t, x.ids.estateId, { role: 'repair_worker', name: '王师傅' })
  const made = await createTicket(t.ctx(x.desk), {
    estateId: x.ids.estateId,
    kind: 'order',
    class: 'onsite',
    text: '代搬家具',
    place: '家中',
    unitId: x.h.unitId,
  })
  await t.pool.query('UPDATE ticket SET assignee_id = $1 WHERE id = $2', [worker.id, made.id])
  const order = { estateId: x.ids.estateId, ticketId: made.id }
  const wait = expect.stringContaining('敲门后多等一会儿')
  const asSteward = (await ticketHints(t.ctx(x.steward), order)).items
  expect(asSteward.map(i => [i.kind, i.name?.zh ?? null, i.text.zh])).toEqual([['measure', '老人独居', wait]])
  const asWorker = (await ticketHints(t.ctx(worker.actor), order)).items
  expect(asWorker.map(i => [i.kind, i.name, i.text.zh])).toEqual([['measure', null, wait]])
})

test('[S1-22] no list and no document lets profiles out but the one copy that was asked for', async () => {
  const keys = [...t.house.transfers.lists.values()].filter(l =>
    /profile|household/.test(`${l.key} ${l.permission}`),
  )
  expect(keys.map(l => l.key)).toEqual([])
  const prints = [...t.house.transfers.prints.values()].filter(l => /household/.test(l.key))
  expect(prints.map(p => [p.key, p.permission])).toEqual([
    ['household-file', 'consent.write'],
    ['my-household-file', 'own.read'],
  ])
  const { ids, desk, give } = await aHome()
  await give({ field: 'habits', value: '早睡' })
  const none = await t.http(
    desk,
    'GET',
    `/api/prints/household-file?estateId=${ids.estateId}&requestId=${ids.householdId}`,
  )
  expect(none.statusCode).toBe(404)
})

test('[SX-12] the desk enters, withdraws and asks for who has no phone, marked with its name, and reads no content', async () => {
  const { ids, h, desk, owner, steward } = await aHome()
  const { id } = await households.enterProfile(t.ctx(desk), {
    ...ids,
    field: 'habits',
    value: '午休',
    consentBy: h.other.id,
    channel: 'paper',
  })
  expect((await open(t.ctx(steward), ids)).entries[0]).toMatchObject({
    enteredBy: '前台小周',
    channel: 'paper',
    consentBy: '王家人',
  })
  const there = await deskConsents(t.ctx(desk), ids)
  expect(there.items).toMatchObject([{ field: 'habits', value: null }])
  expect(JSON.stringify(there)).not.toContain('午休')
  await deskWithdraw(t.ctx(desk), { ...ids, entryId: id })
  expect((await row(id)).value).toBeNull()
  const asked = await askAtDesk(t.ctx(desk), { ...ids, kind: 'export', askedBy: h.other.id, channel: 'desk' })
  expect(asked).toMatchObject({ enteredBy: '前台小周', askedBy: '王家人', state: 'open' })
  // a paper of the wife is no business of the husband's phone
  const { items } = await mine(t.ctx(owner), { estateId: ids.estateId })
  expect(items[0]?.requests).toEqual([])
})

test('a copy is due in fifteen working days, holds nobody else’s health, and is taken out only while it is asked for', async () => {
  const { give, ids, h, desk, owner, e } = await aHome()
  const spouse = await resident(e.id, h.unitId, h.other.phone ?? '')
  await give({ field: 'habits', value: '早睡' })
  await give({ field: 'health', memberId: h.owner.id, separate: true, value: '糖尿病' })
  await give({ field: 'health', memberId: h.other.id, separate: true, value: '高血压' }, spouse)
  // Monday 2 March 2026: fifteen working days later is Monday 23 March
  const asked = await askMine(t.ctx(owner), { ...ids, kind: 'export' })
  expect(asked).toMatchObject({ state: 'open', dueOn: '2026-03-23', late: false, enteredBy: null })
  await expect(askMine(t.ctx(owner), { ...ids, kind: 'export' })).rejects.toMatchObject({
    code: 'profile.request_open',
  })
  const ref = { estateId: ids.estateId, requestId: asked.id }
  const file = JSON.stringify(await exportFile(t.ctx(desk), ref))
  expect(file).toContain('糖尿病')
  expect(file).not.toContain('高血压')
  const pdf = await t.http(
    desk,
    'GET',
    `/api/prints/household-file?estateId=${ids.estateId}&requestId=${asked.id}`,
  )
  expect([pdf.statusCode, pdf.headers['content-type']]).toEqual([200, 'application/pdf'])
  const own = await t.http(
    owner,
    'GET',
    `/api/prints/my-household-file?estateId=${ids.estateId}&householdId=${ids.householdId}`,
  )
  expect(own.statusCode).toBe(200)
  await finishRequest(t.ctx(desk), { ...ref, answer: '当面交付' })
  await expect(exportFile(t.ctx(desk), ref)).rejects.toMatchObject({ code: 'profile.request_over' })
  await expect(finishRequest(t.ctx(desk), ref)).rejects.toMatchObject({ code: 'profile.request_over' })
  const { items } = await mine(t.ctx(owner), { estateId: ids.estateId })
  expect(items[0]?.looks.map(l => l.how)).toContain('file')
  expect(items[0]?.requests).toMatchObject([{ state: 'done', answer: '当面交付' }])
})

test('a deletion wipes the home and the asker, leaves another’s own, and is late the day after its last', async () => {
  const { give, ids, h, desk, owner, e } = await aHome()
  const spouse = await resident(e.id, h.unitId, h.other.phone ?? '')
  const habits = await give({ field: 'habits' })
  const mineToo = await give({ field: 'contact', memberId: h.owner.id })
  const theirs = await give({ field: 'contact', memberId: h.other.id }, spouse)
  const asked = await askMine(t.ctx(owner), { ...ids, kind: 'deletion' })
  const start = t.clock.now()
  t.clock.set('2026-03-23T15:59:59.999Z')
  expect((await listRequests(t.ctx(desk), { estateId: ids.estateId })).items[0]).toMatchObject({
    late: false,
  })
  t.clock.set('2026-03-23T16:00:00Z')
  expect((await listRequests(t.ctx(desk), { estateId: ids.estateId })).items[0]).toMatchObject({ late: true })
  await tellOverdue(t.ctx(system))
  await t.drain()
  const told = await t.pool.query(`SELECT kind FROM message WHERE estate_id = $1 ORDER BY kind`, [
    ids.estateId,
  ])
  expect(told.rows.map(m => m.kind)).toEqual(['subject_request.asked', 'subject_request.late'])
  t.clock.set(start)
  const ref = { estateId: ids.estateId, requestId: asked.id }
  expect(await finishRequest(t.ctx(desk), ref)).toMatchObject({ state: 'done', wiped: 2 })
  expect((await row(habits.id)).end_reason).toBe('request')
  expect((await row(mineToo.id)).value).toBeNull()
  expect((await row(theirs.id)).value).not.toBeNull()
  const again = await askMine(t.ctx(owner), { ...ids, kind: 'deletion' })
  await expect(
    refuseRequest(t.ctx(desk), { estateId: ids.estateId, requestId: again.id, answer: '无' }),
  ).rejects.toMatchObject({ code: 'core.invalid' })
})

test('a neighbour’s phone finds nothing, and a person of another home writes nothing here', async () => {
  const { ids, e, give } = await aHome()
  const next = await aHousehold(t, e.id, { label: '1-2-302' })
  const stranger = await resident(e.id, next.unitId, next.owner.phone ?? '')
  await expect(give({ field: 'habits' }, stranger)).rejects.toMatchObject({ code: 'core.not_found' })
  await expect(
    t.http(stranger, 'GET', `/api/prints/my-household-file?estateId=${e.id}&householdId=${ids.householdId}`),
  ).resolves.toMatchObject({ statusCode: 404 })
  expect((await mine(t.ctx(stranger), { estateId: e.id })).items.map(i => i.unit)).toEqual(['1-2-302'])
  const nobody = await resident(e.id, next.unitId, aPhone())
  expect((await mine(t.ctx(nobody), { estateId: e.id })).items).toEqual([])
})
