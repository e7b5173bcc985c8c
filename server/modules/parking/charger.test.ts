/** A charger at a fixed space: asked for on the phone, answered in time, refused only by the list, looked at, registered. */
import { expect, test } from 'vitest'
import { aHousehold } from '../../../test/factories.ts'
import { actor, system, testHouse } from '../../../test/harness.ts'
import { aYard } from '../../../test/parking.ts'
import { sql } from '../../core/db.ts'
import * as office from './charger.ts'
import * as desks from './charger-desk.ts'
import { isFixed } from './charger-file.ts'
import * as own from './charger-own.ts'
import { parkingLists } from './lists.ts'
import * as lots from './lots.ts'
import * as permits from './permits.ts'

const t = await testHouse()
const code = (c: string) => ({ code: c })
const at = (text: string) => t.clock.set(`2026-03-${text}+08:00`)
const ms = (day: string) => Date.parse(`${day}T00:00:00+08:00`)

test('[F-11] a space is fixed when it is owned or let for a year, a millisecond less is not', () => {
  const lease = (until: number | null) => isFixed({ kind: 'lease', from: ms('2026-03-02'), until }, 12)
  expect(isFixed({ kind: 'sale', from: 0, until: null }, 12)).toBe(true)
  expect(lease(ms('2027-03-02'))).toBe(true)
  expect(lease(ms('2027-03-02') - 1)).toBe(false)
  expect(lease(null)).toBe(true)
})

async function aHome(more: { until?: string } = {}) {
  at('02T09:00:00')
  const y = await aYard(t)
  const home = await aHousehold(t, y.estateId, { label: '1-1-101' })
  const space = await lots.addSpace(t.ctx(y.manager), {
    estateId: y.estateId,
    lotId: y.lotId,
    level: 'B1',
    number: 'B1-001',
    ground: 'planned',
    use: 'car',
  })
  await permits.addPermit(t.ctx(y.manager), {
    estateId: y.estateId,
    lotId: y.lotId,
    kind: more.until ? 'lease' : 'sale',
    room: '1-1-101',
    spaceIds: [space.id],
    price: 0,
    from: '2026-03-02T00:00:00+08:00',
    ...(more.until ? { until: more.until } : {}),
  })
  const owner = actor('owner', 'unit', home.unitId, y.estateId)
  const ask = () =>
    own.askCharger(t.ctx(owner), { estateId: y.estateId, spaceId: space.id, watts: 7000, meter: 'own' })
  const ids = (id: string, version: number) => ({ estateId: y.estateId, chargerId: id, version })
  return { y, home, space, owner, ask, ids }
}

test('[F-11] asked, agreed on a condition, mended after the first look, installed: the space has a charger', async () => {
  const h = await aHome()
  const mine = await own.myChargers(t.ctx(h.owner), { estateId: h.y.estateId })
  expect(mine.spaces).toMatchObject([{ number: 'B1-001', fixed: true, ask: true }])
  const asked = await h.ask()
  // ten working days after Monday the 2nd: the 16th is the last, the midnight after it is late
  expect(asked).toMatchObject({ state: 'filed', answerBy: '2026-03-16T16:00:00Z', late: false })
  await expect(h.ask()).rejects.toMatchObject(code('parking.charger_open'))
  const ids = (v: number) => h.ids(asked.id, v)
  const manager = () => t.ctx(h.y.manager)
  await expect(
    office.checkCharger(manager(), { ...ids(asked.version), passed: true, note: '线路规范' }),
  ).rejects.toMatchObject(code('parking.charger_state'))
  const agreed = await office.acceptCharger(manager(), { ...ids(asked.version), conditions: '沿桥架敷设' })
  const looked = await office.checkCharger(manager(), {
    ...ids(agreed.version),
    passed: false,
    note: '缺灭火器',
  })
  expect([looked.state, looked.checkPassed, looked.allowed.install]).toEqual([
    'accepted',
    false,
    'parking.charger_state',
  ])
  const passed = await office.checkCharger(manager(), {
    ...ids(looked.version),
    passed: true,
    note: '已补齐',
  })
  const stands = { meterNumber: 'DL-0001', powerPaper: '装表接电单 2026-31', installer: '南网施工队' }
  await expect(
    office.installCharger(manager(), { ...ids(passed.version), on: '2026-03-03', ...stands }),
  ).rejects.toMatchObject(code('parking.charger_later'))
  const done = await office.installCharger(manager(), { ...ids(passed.version), on: '2026-03-02', ...stands })
  expect([done.state, done.meterNumber]).toEqual(['installed', 'DL-0001'])
  const [space] = (await lots.listSpaces(manager(), { estateId: h.y.estateId })).items
  expect(space?.charger).toBe(true)
  await expect(h.ask()).rejects.toMatchObject(code('parking.charger_there'))
  const steps = await sql<{ action: string }>`SELECT action FROM audit WHERE estate_id = ${h.y.estateId}
    AND subject_id = ${asked.id} ORDER BY at, id`.execute(t.house.db)
  expect(steps.rows.map(r => r.action).sort()).toEqual([
    'parking.charger_answer',
    'parking.charger_ask',
    'parking.charger_check',
    'parking.charger_check',
    'parking.charger_install',
  ])
})

test('[F-11] no refusal without a reason of the list, its words and its paper; a fixed space is one', async () => {
  const h = await aHome()
  const asked = await h.ask()
  const refuse = (reason: string, paper?: string) =>
    office.refuseCharger(t.ctx(h.y.manager), {
      ...h.ids(asked.id, asked.version),
      reason,
      text: '配电室余量不足',
      ...(paper ? { paper } : {}),
    })
  await expect(refuse('not_wanted')).rejects.toMatchObject(code('parking.charger_reason'))
  await expect(refuse('not_fixed')).rejects.toMatchObject(code('parking.charger_fixed'))
  await expect(refuse('capacity')).rejects.toMatchObject(code('parking.charger_paper'))
  const bare = await t.http(
    h.y.manager,
    'POST',
    `/api/estates/${h.y.estateId}/parking/chargers/${asked.id}/refuse`,
    { reason: 'capacity', text: '', version: asked.version },
  )
  expect(bare.statusCode).toBe(400)
  const refused = await refuse('capacity', '供电局答复函〔2026〕8号')
  expect(refused).toMatchObject({ state: 'refused', refusalPaper: '供电局答复函〔2026〕8号' })
  expect(refused.refusal).toContain('供电容量不足')
  // a short lease is no fixed space
  const short = await aHome({ until: '2026-09-02T00:00:00+08:00' })
  const second = await short.ask()
  expect(second.fixed).toBe(false)
  const no = await office.refuseCharger(t.ctx(short.y.manager), {
    ...short.ids(second.id, second.version),
    reason: 'not_fixed',
    text: '租期半年',
  })
  expect(no.state).toBe('refused')
})

test('[F-11] the limit is kept at its last millisecond and late at the next; whoever manages hears before and at it', async () => {
  const h = await aHome()
  const asked = await h.ask()
  const look = () => own.lookAtCharger(t.ctx(system), { estateId: h.y.estateId, chargerId: asked.id })
  const told = async () =>
    (
      await sql<{
        kind: string
      }>`SELECT kind FROM message WHERE estate_id = ${h.y.estateId} AND kind LIKE 'parking.charger%'
      ORDER BY at, id`.execute(t.house.db)
    ).rows.map(r => r.kind)
  at('13T00:00:00')
  await look()
  await look()
  expect(await told()).toEqual(['parking.charger_remind'])
  at('16T23:59:59.999')
  const late = async () =>
    (await office.listChargers(t.ctx(h.y.manager), { estateId: h.y.estateId, state: 'late' })).total
  expect(await late()).toBe(0)
  at('17T00:00:00')
  await look()
  expect([await late(), await told()]).toEqual([1, ['parking.charger_remind', 'parking.charger_late']])
  const file = parkingLists.find(l => l.key === 'parking.chargers')
  expect(file?.columns.map(c => c.header.zh)).toContain('答复时限')
})

test('[F-11] a neighbour asks for no charger at another’s space and takes no application back', async () => {
  const h = await aHome()
  const asked = await h.ask()
  const other = await aHousehold(t, h.y.estateId, { label: '1-1-102', owner: '邻居' })
  const neighbour = actor('owner', 'unit', other.unitId, h.y.estateId)
  const ids = { estateId: h.y.estateId, chargerId: asked.id }
  await expect(own.withdrawMyCharger(t.ctx(neighbour), ids)).rejects.toMatchObject(code('core.not_found'))
  await expect(
    own.askCharger(t.ctx(neighbour), {
      estateId: h.y.estateId,
      spaceId: h.space.id,
      watts: 7000,
      meter: 'own',
    }),
  ).rejects.toMatchObject(code('core.not_found'))
  expect((await own.myChargers(t.ctx(neighbour), { estateId: h.y.estateId })).items).toEqual([])
  expect((await own.withdrawMyCharger(t.ctx(h.owner), ids)).state).toBe('withdrawn')
})

test('[SX-12] [F-11] the desk enters it for a home without a phone, with who asked and who entered; the limit runs from the paper', async () => {
  const h = await aHome()
  at('04T10:00:00')
  const desk = actor('front_desk', 'estate', h.y.estateId)
  const enter = (more: object = {}) =>
    desks.enterCharger(t.ctx(desk), {
      ...{ estateId: h.y.estateId, room: '1-1-101', spaceId: h.space.id, askedBy: '王秀英' },
      ...{ watts: 7000, meter: 'own' as const, askedOn: '2026-03-02' },
      ...more,
    })
  const seen = await desks.homeSpaces(t.ctx(desk), { estateId: h.y.estateId, room: '1-1-101' })
  expect(seen.spaces).toMatchObject([{ number: 'B1-001', fixed: true, ask: true }])
  await expect(enter({ room: '9-9-901' })).rejects.toMatchObject(code('parking.no_home'))
  await expect(enter({ askedOn: '2026-03-05' })).rejects.toMatchObject(code('parking.charger_ahead'))
  const other = await aHousehold(t, h.y.estateId, { label: '1-1-102', owner: '邻居' })
  await expect(enter({ room: '1-1-102' })).rejects.toMatchObject(code('core.not_found'))
  const made = await enter()
  expect(made).toMatchObject({
    ...{ askedBy: '王秀英', enteredBy: '测试·front_desk', askedAt: '2026-03-01T16:00:00Z' },
    ...{ answerBy: '2026-03-16T16:00:00Z', state: 'filed', fixed: true },
  })
  await expect(enter()).rejects.toMatchObject(code('parking.charger_open'))
  // the home sees the mark as the office does; a neighbour sees nothing
  const mine = async (unitId: string) =>
    (await own.myChargers(t.ctx(actor('owner', 'unit', unitId, h.y.estateId)), { estateId: h.y.estateId }))
      .items
  expect(await mine(h.home.unitId)).toMatchObject([{ id: made.id, enteredBy: '测试·front_desk' }])
  expect(await mine(other.unitId)).toEqual([])
  const row = await sql<{
    account_id: string | null
    after: unknown
  }>`SELECT c.account_id, a.after FROM parking_charger c
    JOIN audit a ON a.estate_id = c.estate_id AND a.subject_id = c.id::text AND a.action = 'parking.charger_ask'
    WHERE c.estate_id = ${h.y.estateId}`.execute(t.house.db)
  expect(row.rows).toMatchObject([{ account_id: null, after: { enteredBy: '测试·front_desk' } }])
  // answering stays the office's
  const answer = await t.http(
    desk,
    'POST',
    `/api/estates/${h.y.estateId}/parking/chargers/${made.id}/accept`,
    { version: made.version },
  )
  expect(answer.statusCode).toBe(403)
  const back = await desks.withdrawForHome(t.ctx(desk), {
    ...h.ids(made.id, made.version),
    reason: '改买油车',
  })
  expect(back.state).toBe('withdrawn')
  await expect(
    desks.withdrawForHome(t.ctx(desk), { ...h.ids(made.id, back.version), reason: '再撤' }),
  ).rejects.toMatchObject(code('parking.charger_state'))
})

test('[F-11] what the home sends itself bears no mark of the desk', async () => {
  const h = await aHome()
  expect(await h.ask()).toMatchObject({ enteredBy: null })
})
