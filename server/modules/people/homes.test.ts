import { expect, test } from 'vitest'
import { aHousehold, anAccount, anEstate, aPerson } from '../../../test/factories.ts'
import { actor, testHouse } from '../../../test/harness.ts'
import { type Permission, type Role, reach } from '../../core/access.ts'
import { linkPhone } from './accounts.ts'
import { addOwners, unitCard } from './homes.ts'
import { addNote, endNote, listNotes } from './notes.ts'
import { myHome } from './own.ts'
import { editPerson, getPerson } from './persons.ts'
import { addConsent, addVehicle } from './vehicles.ts'

const t = await testHouse()

test('[SX-14] a sale: the buyer begins and the seller and his household end at one instant; the lessee stays', async () => {
  const estate = await anEstate(t)
  const clerk = await anAccount(t, estate.id, { name: '前台小周' })
  const home = await aHousehold(t, estate.id)
  const buyer = await aPerson(t, estate.id, { name: '钱买家' })
  t.clock.advance({ hours: 1 })
  const at = t.clock.now().toString()
  const input = {
    estateId: estate.id,
    unitId: home.unitId,
    sale: true,
    sellerLeaves: true,
    owners: [{ personId: buyer.id }],
  }
  await addOwners(t.ctx(clerk.actor), input)
  const card = await unitCard(t.ctx(clerk.actor), input)
  expect(card.owners).toMatchObject([{ person: '钱买家', from: at, live: true, enteredBy: '前台小周' }])
  expect(card.households).toEqual([])
  expect(card.sharesWhole).toBe(true)
  expect(card.past.map(p => [p.person, p.tie, p.until]).sort()).toEqual(
    [
      ['林晓燕', 'owner', at],
      ['林晓燕', 'resident', at],
      ['王家人', 'resident', at],
    ].sort(),
  )
  const let_ = await aHousehold(t, estate.id, { label: '1-2-302', lease: true })
  await addOwners(t.ctx(clerk.actor), { ...input, unitId: let_.unitId })
  const other = await unitCard(t.ctx(clerk.actor), { estateId: estate.id, unitId: let_.unitId })
  expect(other.households).toMatchObject([{ kind: 'lease', until: null }])
})

test('[S7-09] an owner votes and is in the owners’ register; who only lives or rents there has neither', async () => {
  const estate = await anEstate(t)
  const home = await aHousehold(t, estate.id, { lease: true })
  const place = { id: estate.id, paths: [], organisations: [] }
  const holds = (role: Role, permission: Permission) => {
    try {
      reach(actor(role, 'unit', home.unitId, estate.id), permission, place)
      return true
    } catch {
      return false
    }
  }
  for (const right of ['owner.vote', 'owner.register'] as const)
    expect((['owner', 'resident', 'lessee'] as const).map(role => holds(role, right))).toEqual([
      true,
      false,
      false,
    ])
  const seen = async (phone: string | null) => {
    const who = await anAccount(t, estate.id)
    await linkPhone(t.ctx({ kind: 'system', name: 'test' }), who.id, phone ?? '')
    const { grants } = actor('resident', 'unit', home.unitId, estate.id)
    return (await myHome(t.ctx({ ...who.actor, grants }), {})).homes.map(h => h.rights)
  }
  expect(await seen(home.owner.phone)).toEqual([{ vote: true, register: true }])
  expect(await seen(home.other.phone)).toEqual([{ vote: false, register: false }])
})

test('[SX-12] what staff enters for a resident carries the name of who entered it, on ties, cars and consents', async () => {
  const estate = await anEstate(t)
  const clerk = await anAccount(t, estate.id, { name: '前台小周' })
  const home = await aHousehold(t, estate.id)
  const ctx = () => t.ctx(clerk.actor)
  const base = { estateId: estate.id, personId: home.owner.id }
  await addVehicle(ctx(), { estateId: estate.id, plate: '琼A12345', personId: home.owner.id })
  await addConsent(ctx(), { ...base, purpose: 'photo', channel: 'paper' })
  const file = await getPerson(ctx(), base)
  expect(file.vehicles).toMatchObject([{ plate: '琼A12345', enteredBy: '前台小周' }])
  expect(file.consents).toMatchObject([{ channel: 'paper', enteredBy: '前台小周' }])
  // the factory wrote the ties as the program itself
  expect(file.ties.map(x => x.enteredBy)).toEqual([null, null])
})

test('[SX-02] a person’s file shows the roles of his account here with their dates', async () => {
  const estate = await anEstate(t)
  const home = await aHousehold(t, estate.id)
  const guard = await anAccount(t, estate.id, { role: 'guard' })
  await linkPhone(t.ctx({ kind: 'system', name: 'test' }), guard.id, home.owner.phone ?? '')
  const desk = actor('front_desk', 'estate', estate.id)
  const file = await getPerson(t.ctx(desk), { estateId: estate.id, personId: home.owner.id })
  expect(file.roles).toMatchObject([{ role: '秩序维护员', live: true, until: null }])
})

test('a note on a home is sealed, shown with who wrote it, and ends', async () => {
  const estate = await anEstate(t)
  const clerk = await anAccount(t, estate.id, { name: '前台小周' })
  const { unitId } = await aHousehold(t, estate.id)
  const at = { estateId: estate.id, unitId }
  const note = await addNote(t.ctx(clerk.actor), { ...at, text: '有大狗，先按门铃' })
  expect((await listNotes(t.ctx(clerk.actor), at)).items).toMatchObject([
    { text: '有大狗，先按门铃', by: '前台小周' },
  ])
  const [row] = (await t.pool.query('SELECT * FROM unit_note WHERE id = $1', [note.id])).rows
  expect(JSON.stringify(row)).not.toContain(Buffer.from('有大狗').toString('hex'))
  await endNote(t.ctx(clerk.actor), { estateId: estate.id, noteId: note.id })
  expect((await listNotes(t.ctx(clerk.actor), at)).items).toEqual([])
  await expect(endNote(t.ctx(clerk.actor), { estateId: estate.id, noteId: note.id })).rejects.toMatchObject({
    code: 'core.not_found',
  })
})

test('a file that a colleague changed meanwhile is not overwritten', async () => {
  const estate = await anEstate(t)
  const clerk = await anAccount(t, estate.id)
  const person = await aPerson(t, estate.id)
  const base = { estateId: estate.id, personId: person.id }
  const { version } = await getPerson(t.ctx(clerk.actor), base)
  await editPerson(t.ctx(clerk.actor), { ...base, version, name: '林小燕' })
  await expect(editPerson(t.ctx(clerk.actor), { ...base, version, note: '旧页面' })).rejects.toMatchObject({
    code: 'core.stale',
  })
})
