import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, test } from 'vitest'
import { anAttempt, aPerson, aSite, close, type GateSite, hour } from '../../../test/gate-factories.ts'
import { actor, system, testHouse } from '../../../test/harness.ts'
import { plainNoticePrint } from './prints-notice.ts'
import { askDisclosure, decideDisclosure } from './service-disclosure.ts'
import { addPhoto, handIncident, listIncidents, recordIncident } from './service-incident.ts'
import { forgetAll, forgetRegistrations, getKeeping, setKeeping } from './service-keep.ts'
import { endParcel, takeParcel } from './service-parcel.ts'
import { issuePass } from './service-pass.ts'
import { listPassages } from './service-passage.ts'
import { endPermit, issuePermit } from './service-permit.ts'
import { register } from './service-register.ts'
import { days } from './service-rollup.ts'

const t = await testHouse()
let site: GateSite
const manager = () => actor('manager', 'estate', site.estateId)
const here = () => ({ estateId: site.estateId })

beforeEach(async () => {
  hour(t.clock, '09:00:00.000')
  site = await aSite(t)
})

const visitor = (more: object = {}) => ({
  kind: 'visitor' as const,
  name: '周舟',
  phone: '13977776666',
  unit: '1-2-301',
  reason: '访友',
  ...more,
})
const enter = (more: object = {}) =>
  register(t.ctx(site.guard), anAttempt(site, { direction: 'in', persons: [visitor()], ...more }))
const drive = () =>
  enter({
    persons: [],
    vehicle: { plate: '琼A12345', occupants: 1 },
  })
const forget = () => forgetRegistrations(t.ctx(system), site.estateId)
/** 2 March 09:00 and ninety days */
const LIMIT = '2026-05-31T09:00:00.000+08:00'
const AFTER = '2026-05-31T09:00:00.001+08:00'

async function left(): Promise<Record<string, number>> {
  const { rows } = await t.pool.query(
    `SELECT (SELECT count(*)::int FROM registrant WHERE estate_id = $1) AS registrants,
      (SELECT count(*)::int FROM passage WHERE estate_id = $1) AS passages,
      (SELECT count(*)::int FROM passage WHERE estate_id = $1 AND (sealed IS NOT NULL OR plate_blind IS NOT NULL OR registrant_id IS NOT NULL
        OR unit_id IS NOT NULL OR unit_label IS NOT NULL OR note IS NOT NULL OR pass_id IS NOT NULL)) AS named,
      (SELECT count(*)::int FROM gate_vehicle WHERE estate_id = $1) AS vehicles,
      (SELECT count(*)::int FROM pass WHERE estate_id = $1) AS passes,
      (SELECT count(*)::int FROM gate_parcel WHERE estate_id = $1) AS parcels`,
    [site.estateId],
  )
  return rows[0]
}

const audits = async () =>
  (
    await t.pool.query(
      "SELECT after FROM audit WHERE estate_id = $1 AND action = 'gate.forget' ORDER BY at",
      [site.estateId],
    )
  ).rows.map(r => r.after)

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
)
const incident = () =>
  recordIncident(t.ctx(site.guard), {
    ...here(),
    kind: 'dispute',
    place: '北门',
    who: '周某',
    plate: '琼A12345',
    account: '与门岗争执',
  })

describe('[F-13] what is registered without a closure has an end', () => {
  test('kept at the ninety days, gone a millisecond later; the counts and the passages stay, who it was does not', async () => {
    await enter()
    await drive()
    await register(
      t.ctx(site.guard),
      anAttempt(site, {
        direction: 'in',
        persons: [{ kind: 'visitor', name: '陌生人' }],
        refuse: { reason: 'stranger', note: '说不出找谁' },
      }),
    )
    const figures = () => days(t.ctx(manager()), { ...here(), from: '2026-03-02', until: '2026-03-02' })
    const before = await figures()
    expect(before.total).toMatchObject({ personsIn: 1, vehiclesIn: 1, refusals: 1 })
    t.clock.set(LIMIT)
    expect(await forget()).toBe(0)
    expect(await left()).toMatchObject({ registrants: 1, passages: 3, named: 3, vehicles: 1 })
    expect(await audits()).toEqual([])
    t.clock.set(AFTER)
    await forgetAll(t.ctx(system))
    expect(await left()).toMatchObject({ registrants: 0, passages: 3, named: 0, vehicles: 0 })
    expect(await figures()).toEqual(before)
    const { items, total } = await listPassages(t.ctx(manager()), here())
    expect(total).toBe(3)
    for (const p of items)
      expect([p.name, p.phone, p.unit, p.plate, p.note, p.destination]).toEqual(Array(6).fill(null))
    expect(items.map(p => p.outcome).sort()).toEqual(['passed', 'passed', 'refused'])
    expect(await audits()).toMatchObject([
      { days: 90, counts: { registrants: 1, passages: 3, vehicles: 1, incidents: 0 } },
    ])
    expect((await getKeeping(t.ctx(manager()), here())).last).toMatchObject({ count: 5 })
    // a second run finds nothing, says nothing, and leaves the account of the first
    expect(await forget()).toBe(0)
    expect(await audits()).toHaveLength(1)
    expect((await getKeeping(t.ctx(manager()), here())).last).toMatchObject({ count: 5 })
  })

  test('in batches: every row is found, and one audit row says how many', async () => {
    for (let i = 0; i < 5; i++) await enter()
    t.clock.set(AFTER)
    expect(await forgetRegistrations(t.ctx(system), site.estateId, 2)).toBe(10)
    expect(await left()).toMatchObject({ registrants: 0, passages: 5, named: 0 })
    expect(await audits()).toMatchObject([{ counts: { registrants: 5, passages: 5 } }])
  })

  test('who came again keeps his registration and loses only the old visit; the neighbour estate is not touched', async () => {
    const first = await enter()
    const id = first.persons[0]?.registrantId ?? ''
    const other = await aSite(t)
    await register(
      t.ctx(other.guard),
      anAttempt(other, { direction: 'in', persons: [visitor({ name: '隔壁客' })] }),
    )
    t.clock.set('2026-03-02T18:00:00.000+08:00')
    await register(t.ctx(site.guard), anAttempt(site, { persons: [{ registrantId: id, kind: 'visitor' }] }))
    t.clock.set(AFTER)
    await forget()
    expect(await left()).toMatchObject({ registrants: 1, passages: 2, named: 1 })
    const there = await t.pool.query('SELECT sealed FROM registrant WHERE estate_id = $1', [other.estateId])
    expect(there.rows[0]?.sealed).not.toBeNull()
  })

  test('passes and fetched parcels go with their codes and couriers; a parcel that still waits stays', async () => {
    await issuePass(t.ctx(site.guard), {
      ...here(),
      unit: '1-2-301',
      kind: 'visitor',
      guest: '周舟',
    })
    const parcel = () =>
      takeParcel(t.ctx(site.guard), {
        ...here(),
        unit: '1-2-301',
        carrier: '顺丰',
        courier: '李师傅',
        place: '北门架',
        pieces: 1,
      })
    const fetched = await parcel()
    await parcel()
    await endParcel(t.ctx(site.guard), { ...here(), id: fetched.id, state: 'collected' })
    // the pass ran until 21:00: its days count from there
    t.clock.set('2026-05-31T21:00:00.000+08:00')
    await forget()
    expect(await left()).toMatchObject({ passes: 1, parcels: 1 })
    t.clock.set('2026-05-31T21:00:00.001+08:00')
    await forget()
    expect(await left()).toMatchObject({ passes: 0, parcels: 1 })
  })
})

test('[F-13] a worker’s pass loses his name when its time and the days are over, and keeps its number', async () => {
  const made = await issuePermit(t.ctx(manager()), { ...here(), kind: 'worker', holder: '李师傅' })
  const row = async () =>
    (await t.pool.query('SELECT number, holder FROM gate_permit WHERE estate_id = $1', [site.estateId]))
      .rows[0]
  await endPermit(t.ctx(manager()), {
    ...here(),
    id: made.id,
    state: 'revoked',
    reason: '工程完工',
    version: made.version,
  })
  t.clock.set(LIMIT)
  await forget()
  expect((await row()).holder).not.toBeNull()
  t.clock.set(AFTER)
  await forget()
  expect(await row()).toEqual({ number: made.number, holder: null })
})

describe('[F-13] what is still needed stays', () => {
  test('an open incident keeps the visits around it until it is closed, and itself three years from then', async () => {
    await enter()
    const made = await incident()
    const upload = { filename: 'a.png', mediaType: 'image/png', bytes: PNG }
    const open = await addPhoto(t.ctx(site.guard), { ...here(), id: made.id, upload } as never)
    const files = async () =>
      (await t.pool.query('SELECT id FROM file WHERE estate_id = $1', [site.estateId])).rows.length
    t.clock.set('2026-03-03T09:00:00.000+08:00')
    // a day after the incident: this one is not of it
    await enter({ persons: [visitor({ name: '次日客' })] })
    t.clock.set('2026-06-10T09:00:00.000+08:00')
    await forget()
    expect(await left()).toMatchObject({ registrants: 1, passages: 2, named: 1 })
    await handIncident(t.ctx(site.guard), {
      ...here(),
      id: open.id,
      result: '调解',
      version: open.version,
    })
    await forget()
    expect(await left()).toMatchObject({ registrants: 0, passages: 2, named: 0 })
    t.clock.set('2029-06-09T09:00:00.000+08:00')
    await forget()
    const one = async () => (await listIncidents(t.ctx(manager()), here())).items[0]
    expect(await one()).toMatchObject({ who: '周某', erased: false })
    expect(await files()).toBe(1)
    t.clock.set('2029-06-09T09:00:00.001+08:00')
    expect(await forget()).toBe(1)
    expect(await files()).toBe(0)
    expect(await one()).toMatchObject({
      ...{ who: '', plate: '', account: '', photos: [], erased: true },
      ...{ number: open.number, kind: 'dispute', state: 'closed', place: '北门' },
    })
  })

  test('what an authority asked for stays until it was given or refused, also when it was asked late', async () => {
    await enter()
    t.clock.set('2026-03-04T09:00:00.000+08:00')
    await enter({ persons: [visitor({ name: '后来客' })] })
    const asked = await askDisclosure(t.ctx(manager()), {
      ...here(),
      authority: '县公安局',
      officer: '陈警官',
      document: '调取证据通知书〔2026〕5号',
      basis: 'criminal',
      kinds: ['visitors'],
      extent: 'full',
      from: '2026-03-02',
      until: '2026-03-02',
    })
    t.clock.set('2026-06-10T09:00:00.000+08:00')
    await forget()
    expect(await left()).toMatchObject({ registrants: 1, named: 1 })
    await decideDisclosure(t.ctx(actor('privacy_officer', 'estate', site.estateId)), {
      ...here(),
      id: asked.id,
      approve: false,
      note: '文书不全',
    })
    await forget()
    expect(await left()).toMatchObject({ registrants: 0, passages: 2, named: 0 })
  })

  test('under a closure who is inside stays on its evacuation list, and its own register is not touched', async () => {
    await enter()
    const out = await enter({ persons: [visitor({ name: '已离开' })] })
    const id = out.persons[0]?.registrantId ?? ''
    await register(t.ctx(site.guard), anAttempt(site, { persons: [{ registrantId: id, kind: 'visitor' }] }))
    await close(t, site)
    await register(t.ctx(site.guard), anAttempt(site, { persons: [aPerson()] }))
    await t.pool.query("UPDATE closure SET ends_at = '2026-09-01' WHERE estate_id = $1", [site.estateId])
    t.clock.set(AFTER)
    await forget()
    const rows = await t.pool.query('SELECT kind FROM registrant WHERE estate_id = $1 ORDER BY kind', [
      site.estateId,
    ])
    expect(rows.rows.map(r => r.kind)).toEqual(['resident', 'visitor'])
    // the closure's own passage keeps its person until the closure's own rule ends it
    expect(await left()).toMatchObject({ named: 1 })
  })
})

test('[F-13] an estate chooses within the rule’s bounds, by a paper, and the notice at the gate says the day', async () => {
  const set = (n: number, fromDate = '2026-03-02') =>
    setKeeping(t.ctx(manager()), { ...here(), days: n, fromDate, source: '物业服务合同第8条' })
  await expect(set(29)).rejects.toMatchObject({ code: 'gate.keep' })
  await expect(set(181)).rejects.toMatchObject({ code: 'gate.keep' })
  await expect(set(60, '2026-03-01')).rejects.toMatchObject({ code: 'core.conflict' })
  const printed = async () =>
    JSON.stringify((await plainNoticePrint.document(t.ctx(manager()), here())).blocks)
  expect(await printed()).toContain('2026-05-31')
  await set(60)
  t.clock.set('2026-03-02T09:05:00.000+08:00')
  // the second choice of the same day holds
  expect(await set(30)).toEqual({ days: 30 })
  expect(await getKeeping(t.ctx(manager()), here())).toMatchObject({
    days: 30,
    least: 30,
    most: 180,
    last: null,
  })
  expect(await printed()).toContain('保存 30 天')
  expect(await printed()).toContain('2026-04-01')
  const id = randomUUID()
  await expect(getKeeping(t.ctx(manager()), { estateId: id })).rejects.toMatchObject({
    code: 'core.not_found',
  })
})
