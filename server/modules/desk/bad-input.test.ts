import sharp from 'sharp'
import { expect, test } from 'vitest'
import { aColleague, aDesk, aSignature, type Desk, raise, upload } from '../../../test/desk.ts'
import { aHousehold, anEstate } from '../../../test/factories.ts'
import { actor, system, testHouse } from '../../../test/harness.ts'
import { endHousehold } from '../people/homes.ts'
import * as acts from './acts.ts'
import * as closing from './closing.ts'
import { createTicket } from './create.ts'
import * as reads from './reads.ts'

const t = await testHouse()
const local = (s: string) => t.clock.set(`${s.replace(' ', 'T')}+08:00`)
const at = (d: Desk, ticketId: string) => ({ estateId: d.estateId, ticketId })
const lift = { kind: 'complaint', class: 'common_repair', text: '电梯坏了' } as const

test('[S8-20] the first receiver hears of the completion that another recorded, and the customer that it waits for his word', async () => {
  const d = await aDesk(t)
  const { id } = await raise(t, d, { kind: 'suggestion', class: 'service', text: '加灯' }, d.clerk)
  await acts.take(t.ctx(d.steward), at(d, id))
  await closing.handle(t.ctx(d.steward), { ...at(d, id), text: '已加装，当面说明', how: 'face' })
  const told = async (ticket: string) =>
    (
      await t.pool.query(
        "SELECT account_id FROM message WHERE kind = 'ticket.result' AND ref_id = $1 ORDER BY at, id",
        [ticket],
      )
    ).rows.map(r => r.account_id)
  expect(await told(id)).toEqual([d.clerk.id])
  const own = await raise(t, d, { kind: 'suggestion', class: 'service', text: '加座椅' }, d.resident)
  await acts.take(t.ctx(d.steward), at(d, own.id))
  await closing.handle(t.ctx(d.steward), { ...at(d, own.id), text: '已加装' })
  expect(await told(own.id)).toEqual([d.resident.id])
})

test('[S8-18] the result carries what was explained, how, when and by whom', async () => {
  local('2026-03-02 10:00:00')
  const d = await aDesk(t)
  const { id } = await raise(t, d, lift)
  await acts.take(t.ctx(d.steward), at(d, id))
  await expect(closing.handle(t.ctx(d.steward), { ...at(d, id), text: ' ' })).rejects.toMatchObject({
    code: 'core.invalid',
  })
  const done = await closing.handle(t.ctx(d.steward), { ...at(d, id), text: '更换门机', how: 'phone' })
  expect(done.course.at(-1)).toMatchObject({
    act: 'handle',
    at: '2026-03-02T02:00:00Z',
    by: d.steward.name,
    text: '更换门机',
    data: { how: 'phone' },
  })
})

test('[S8-17] a promise over seven days is special: a reason, and a manager’s approval, kept with it', async () => {
  const d = await aDesk(t)
  const wish = { kind: 'suggestion', class: 'service', text: '加装快递柜' } as const
  await expect(raise(t, d, { ...wish, limit: { amount: 8 } })).rejects.toMatchObject({
    code: 'desk.limit.reason',
  })
  await expect(raise(t, d, { ...wish, limit: { amount: 8, reason: '需采购' } })).rejects.toMatchObject({
    code: 'desk.limit.approval',
  })
  expect((await raise(t, d, { ...wish, limit: { amount: 7 } })).promises).toHaveLength(2)
  const special = await raise(t, d, { ...wish, limit: { amount: 8, reason: '需采购' } }, d.manager)
  const kept = await t.pool.query(
    'SELECT approved_by, set_reason FROM ticket_promise WHERE ticket_id = $1 AND amount = 8',
    [special.id],
  )
  expect(kept.rows).toEqual([{ approved_by: d.manager.id, set_reason: '需采购' }])
  // the same holds for a limit that is set later
  const later = await raise(t, d, wish)
  const over = (limit: object, by = d.clerk) =>
    acts.setLimit(t.ctx(by), { ...at(d, later.id), clock: 'resolve', limit: { amount: 8, ...limit } })
  await expect(over({}, d.manager)).rejects.toMatchObject({ code: 'desk.limit.reason' })
  await expect(over({ reason: '需采购' })).rejects.toMatchObject({ code: 'desk.limit.approval' })
  const set = await over({ reason: '需采购' }, d.manager)
  expect(set.promises.find(p => p.clock === 'resolve' && p.stoppedAt === null)).toMatchObject({ amount: 8 })
})

test('[S1-53] a complaint is normal or major at intake; a change wants its reason and stands in the course', async () => {
  const d = await aDesk(t)
  expect((await reads.get(t.ctx(d.clerk), at(d, (await raise(t, d, lift)).id))).severity).toBe('normal')
  const { id } = await raise(t, d, { ...lift, severity: 'major' })
  expect((await reads.get(t.ctx(d.clerk), at(d, id))).severity).toBe('major')
  const change = { ...at(d, id), severity: 'normal' } as const
  await expect(acts.severity(t.ctx(d.clerk), { ...change, reason: ' ' })).rejects.toMatchObject({
    code: 'core.invalid',
  })
  const now = await acts.severity(t.ctx(d.clerk), { ...change, reason: '已恢复运行' })
  expect(now.severity).toBe('normal')
  expect(now.course.at(-1)).toMatchObject({
    act: 'severity',
    text: '已恢复运行',
    data: { from: 'major', to: 'normal' },
  })
})

test('an arrival before acceptance is refused and says what to do; a phone minutes off keeps both times', async () => {
  local('2026-03-02 22:40:00')
  const d = await aDesk(t)
  const { id } = await raise(t, d)
  await expect(acts.arrive(t.ctx(d.steward), at(d, id))).rejects.toMatchObject({ code: 'desk.not_taken' })
  await acts.take(t.ctx(d.steward), at(d, id))
  local('2026-03-02 22:50:00')
  const phone = t.clock.now().subtract({ minutes: 7 })
  const there = await acts.arrive(t.ctx(d.steward, { deviceTime: phone }), at(d, id))
  expect(there.arrivedAt).toBe('2026-03-02T14:50:00Z')
  expect(there.course.at(-1)).toMatchObject({
    at: '2026-03-02T14:50:00Z',
    deviceTime: '2026-03-02T14:43:00Z',
  })
})

test('a photo of 30 MB and a file that is no picture are refused, and nothing is left behind', async () => {
  const d = await aDesk(t)
  const { id } = await raise(t, d, lift)
  const record = (bytes: Buffer) =>
    closing.record(t.ctx(d.steward), { ...at(d, id), ...upload(bytes) } as Parameters<
      typeof closing.record
    >[1])
  await expect(record(Buffer.alloc(30 * 1024 * 1024, 1))).rejects.toMatchObject({ code: 'core.too_large' })
  await expect(record(Buffer.from('%PDF-1.7 not a picture'))).rejects.toMatchObject({
    code: 'core.media_type',
  })
  expect((await reads.get(t.ctx(d.clerk), at(d, id))).files).toEqual([])
  const big = await sharp({ create: { width: 4000, height: 3000, channels: 3, background: '#888' } })
    .jpeg()
    .toBuffer()
  expect((await record(big)).files).toMatchObject([{ use: 'photo' }])
})

test('[S8-19] the signed slip may be a photo of paper; a slip without ink on the screen is none', async () => {
  const d = await aDesk(t)
  const { id } = await raise(t, d, lift)
  await acts.take(t.ctx(d.steward), at(d, id))
  await closing.handle(t.ctx(d.steward), { ...at(d, id), text: '已修好' })
  const sign = (more: object) =>
    closing.sign(t.ctx(d.steward), { ...at(d, id), satisfied: true, ...more } as Parameters<
      typeof closing.sign
    >[1])
  await expect(sign({})).rejects.toMatchObject({ code: 'desk.signature_needed' })
  await expect(sign(upload(await aSignature(false)))).rejects.toMatchObject({ code: 'desk.signature_empty' })
  const done = await sign({ paper: true, rating: 4, ...upload(await aSignature()) })
  expect(done).toMatchObject({ state: 'closed', outcome: 'satisfied', rating: 4, files: [{ use: 'paper' }] })
})

test('who moved out yesterday raises nothing for his old home and sees its requests no more', async () => {
  local('2026-03-02 10:00:00')
  const estate = await anEstate(t)
  const home = await aHousehold(t, estate.id, { lease: true })
  const grant = { role: 'lessee', scope: 'unit', target: home.unitId, estateId: estate.id } as const
  const lessee = { ...actor('lessee', 'unit', home.unitId, estate.id), personId: home.other.id }
  const ask = {
    estateId: estate.id,
    kind: 'repair',
    class: 'home',
    text: '水管',
    unitId: home.unitId,
  } as const
  const made = await createTicket(t.ctx(lessee), ask)
  await endHousehold(t.ctx(system), { estateId: estate.id, householdId: home.householdId })
  const after = { ...lessee, grants: lessee.grants.filter(g => g.target !== grant.target) }
  await expect(createTicket(t.ctx(after), ask)).rejects.toMatchObject({ code: 'core.not_found' })
  await expect(reads.myGet(t.ctx(after), { estateId: estate.id, ticketId: made.id })).rejects.toMatchObject({
    code: 'core.not_found',
  })
})

test('[SX-12] what the desk raised for a registered person stands among his own requests, with who entered it', async () => {
  const d = await aDesk(t)
  const estate = await anEstate(t)
  const home = await aHousehold(t, estate.id)
  const clerk = await aColleague(t, estate.id, 'front_desk')
  const made = await createTicket(t.ctx(clerk), {
    estateId: estate.id,
    kind: 'repair',
    class: 'home',
    text: '水管漏水',
    unitId: home.unitId,
    requesterPersonId: home.owner.id,
    onBehalf: true,
  })
  const owner = { ...actor('owner', 'unit', home.unitId, estate.id), personId: home.owner.id }
  const mine = await reads.myGet(t.ctx(owner), { estateId: estate.id, ticketId: made.id })
  expect(mine).toMatchObject({ onBehalf: true, enteredBy: clerk.name, where: null })
  expect((await reads.get(t.ctx(clerk), { estateId: estate.id, ticketId: made.id })).requester?.name).toBe(
    home.owner.name,
  )
  await expect(reads.myGet(t.ctx(d.resident), at(d, made.id))).rejects.toMatchObject({
    code: 'core.not_found',
  })
})

test('a ticket of a past month is opened again: a new round, the old one stays as it was', async () => {
  local('2026-02-27 10:00:00')
  const d = await aDesk(t)
  const { id } = await raise(t, d, { kind: 'inquiry', class: 'general', text: '几点开门', answer: '九点' })
  const before = await reads.get(t.ctx(d.clerk), at(d, id))
  local('2026-03-03 10:00:00')
  const now = await closing.reopen(t.ctx(d.clerk), { ...at(d, id), reason: '答错了' })
  expect(now).toMatchObject({ state: 'received', round: 2, closedAt: null, satisfied: null })
  expect(now.promises.filter(p => p.round === 1)).toEqual(before.promises.filter(p => p.round === 1))
  expect(now.promises.filter(p => p.round === 2)).toMatchObject([{ dueAt: '2026-03-03T02:30:00Z' }])
})

test('[S8-23] the handler is shown the way: the named place, else the home or the home complained of', async () => {
  const d = await aDesk(t)
  const seen = async (more: object) => {
    const made = await raise(t, d, more)
    return reads.get(t.ctx(d.steward), at(d, made.id))
  }
  expect((await seen({})).where).toMatchObject({ building: '1', section: '2', label: '1-2-302' })
  expect((await seen(lift)).where).toMatchObject({ label: '1-2-301' })
  const lobby = await seen({ kind: 'order', class: 'onsite', text: '搬行李', place: '大堂' })
  expect(lobby).toMatchObject({ place: '大堂', where: null })
})
