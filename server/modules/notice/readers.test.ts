/** Who has read, what was corrected, and for which households a bulletin is. */
import { expect, test } from 'vitest'
import { aHousehold, anAccount, anEstate } from '../../../test/factories.ts'
import { type actor, testHouse } from '../../../test/harness.ts'
import { newId } from '../../core/ids.ts'
import { toPdf } from '../../core/print-pdf.ts'
import { assignRole } from '../people/accounts.ts'
import { giveEntry, profilesOf } from '../people/profile.ts'
import { listBulletins, readBulletin, writeBulletin } from './bulletins.ts'
import { addDocument, approveVersion } from './library.ts'
import { prints } from './prints.ts'
import { bulletinReaders, correctBulletin, listEditions, pinBulletin } from './readers.ts'

const t = await testHouse()
type Actor = ReturnType<typeof actor>

async function setup() {
  t.clock.set('2026-03-02T09:00:00+08:00')
  const estate = await anEstate(t)
  const { actor: manager } = await anAccount(t, estate.id, { role: 'manager', name: '孙经理' })
  /** A home whose owner or tenant has an account; without one he has only the door. */
  const home = async (label: string, more: { lease?: boolean; account?: boolean } = {}) => {
    const made = await aHousehold(t, estate.id, { label, ...(more.lease ? { lease: true } : {}) })
    if (more.account === false) return { ...made, who: manager }
    const role = more.lease ? ('lessee' as const) : ('owner' as const)
    const { id, actor: base } = await anAccount(t, estate.id, { role: 'employee', name: label })
    await assignRole(t.ctx(manager), {
      accountId: id,
      role,
      scope: 'unit',
      targetId: made.unitId,
      estateId: estate.id,
    })
    const grants: Actor['grants'] = [{ role, scope: 'unit', target: made.unitId, estateId: estate.id }]
    return { ...made, who: { ...base, grants } }
  }
  const write = (more: object = {}) =>
    writeBulletin(t.ctx(manager), {
      estateId: estate.id,
      category: 'notice',
      title: '停水通知',
      body: '今晚 22:00–次日 6:00 停水',
      audience: { to: 'residents' },
      when: 'now',
      ...more,
    })
  const readers = (bulletinId: string) => bulletinReaders(t.ctx(manager), { estateId: estate.id, bulletinId })
  const seen = async (who: Actor) =>
    (await listBulletins(t.ctx(who), { estateId: estate.id })).items.map(b => b.title)
  return { estate, manager, home, write, readers, seen }
}

test('[S1-23] reads are counted by household; who has not read is named by door, never by name', async () => {
  const { estate, home, write, readers } = await setup()
  const one = await home('1-1-301')
  await home('1-1-302', { lease: true })
  await home('1-1-303', { account: false })
  const made = await write()
  expect(await readers(made.id)).toMatchObject({
    households: 3,
    read: 0,
    unreached: 1,
    unread: [
      { unit: '1-1-301', reached: true },
      { unit: '1-1-302', reached: true },
      { unit: '1-1-303', reached: false },
    ],
  })
  await readBulletin(t.ctx(one.who), { estateId: estate.id, bulletinId: made.id })
  const now = await readers(made.id)
  expect([now.read, now.unread?.map(h => h.unit)]).toEqual([1, ['1-1-302', '1-1-303']])
  const refused = await t.http(one.who, 'GET', `/api/estates/${estate.id}/bulletins/${made.id}/readers`)
  expect(refused.statusCode).toBe(403)
})

test('[S1-23] a bulletin for tenants reaches the tenants, not the owners', async () => {
  const { home, write, seen, readers } = await setup()
  const owner = await home('1-1-301')
  const tenant = await home('1-1-302', { lease: true })
  const made = await write({ audience: { to: 'residents', homes: ['lease'] } })
  expect([await seen(owner.who), await seen(tenant.who)]).toEqual([[], ['停水通知']])
  expect((await readers(made.id)).households).toBe(1)
})

test('[S1-23] a bulletin by a household’s flag reaches who said so and agreed, and no list tells who that is', async () => {
  const { estate, manager, home, write, seen, readers } = await setup()
  const cat = await home('1-1-301')
  const dog = await home('1-1-302')
  const [p] = await profilesOf(t.ctx(manager), estate.id, { unitId: cat.unitId })
  if (p === undefined) throw new Error('no household')
  await giveEntry(
    t.ctx(manager),
    p,
    {
      field: 'pets',
      state: 'given',
      value: 'yes',
      purposes: ['service'],
      separate: false,
      memberId: null,
    } as never,
    { by: cat.owner.id, channel: 'desk', onBehalf: true },
  )
  await expect(write({ audience: { to: 'residents', flags: ['dragons'] } })).rejects.toMatchObject({
    code: 'notice.flag',
  })
  const made = await write({ audience: { to: 'residents', flags: ['pets'] } })
  expect([await seen(cat.who), await seen(dog.who)]).toEqual([['停水通知'], []])
  expect(await readers(made.id)).toMatchObject({ households: 1, unread: null })
  const { items } = await listBulletins(t.ctx(cat.who), { estateId: estate.id })
  expect(items[0]?.audience.flags).toEqual([])
})

test('[S1-23] a correction keeps what stood there and makes the bulletin new for who had read it', async () => {
  const { estate, manager, home, write, readers } = await setup()
  const { who } = await home('1-1-301')
  const made = await write()
  const at = { estateId: estate.id, bulletinId: made.id }
  const unread = async () => (await listBulletins(t.ctx(who), { estateId: estate.id })).unread
  await readBulletin(t.ctx(who), at)
  expect([await unread(), (await readers(made.id)).read]).toEqual([0, 1])
  const next = { ...at, title: '停水通知', body: '改为今晚 23:00 起', reason: '时间有误' }
  await expect(correctBulletin(t.ctx(manager), { ...next, version: made.version + 1 })).rejects.toMatchObject(
    {
      code: 'core.stale',
    },
  )
  expect(await correctBulletin(t.ctx(manager), { ...next, version: made.version })).toMatchObject({
    edition: 2,
    body: '改为今晚 23:00 起',
    reads: 0,
  })
  expect([await unread(), (await readers(made.id)).read]).toEqual([1, 0])
  await readBulletin(t.ctx(who), at)
  expect(await unread()).toBe(0)
  expect((await listEditions(t.ctx(manager), at)).items).toMatchObject([
    { edition: 1, body: '今晚 22:00–次日 6:00 停水', reason: '时间有误', by: '孙经理' },
  ])
  const draft = await write({ when: 'draft' })
  await expect(
    correctBulletin(t.ctx(manager), { ...next, bulletinId: draft.id, version: draft.version }),
  ).rejects.toMatchObject({ code: 'notice.not_published' })
})

test('pinned stands above newer ones; it cites the library, and prints for the lobby', async () => {
  const { estate, manager, home, write, seen } = await setup()
  const { who } = await home('1-1-301')
  const { actor: director } = await anAccount(t, estate.id, { role: 'duty_director' })
  const law = await addDocument(t.ctx(manager), {
    estateId: estate.id,
    kind: 'law',
    title: '物业管理条例',
    openToResidents: true,
    body: '第一条',
  })
  await approveVersion(t.ctx(director), {
    estateId: estate.id,
    documentId: law.id,
    version: '1',
    effectiveFrom: '2026-01-01',
  })
  const old = await write({ title: '置顶公告', pinned: true, urgent: true, cites: [law.id] })
  t.clock.advance({ hours: 1 })
  await write({ title: '后来的' })
  expect(await seen(who)).toEqual(['置顶公告', '后来的'])
  await expect(write({ cites: [newId()] })).rejects.toMatchObject({ code: 'notice.cites' })
  const paper = prints.find(p => p.key === 'bulletin')
  const spec = await paper?.document(t.ctx(manager), { estateId: estate.id, bulletinId: old.id })
  if (spec === undefined) throw new Error('no paper')
  expect(spec).toMatchObject({ title: '置顶公告', date: '2026-03-02' })
  expect(JSON.stringify(spec.blocks)).toContain('《物业管理条例》')
  expect((await toPdf(spec)).missing).toEqual([])
  await pinBulletin(t.ctx(manager), { estateId: estate.id, bulletinId: old.id, pinned: false })
  expect(await seen(who)).toEqual(['后来的', '置顶公告'])
})
