import { expect, test } from 'vitest'
import { anEstate } from '../../../test/factories.ts'
import { actor, system, testHouse } from '../../../test/harness.ts'
import { openPlaces } from './open-places.ts'
import { listSettings, writeSetting } from './service-settings.ts'
import { readSetting } from './settings.ts'

const t = await testHouse()
const sys = () => t.ctx(system)

test('[SX-10] every open place of the text is a setting that starts empty and names who fills it', async () => {
  const { id: estateId } = await anEstate(t)
  const { items } = await listSettings(sys(), { estateId })
  const open = items.filter(i => i.open !== null)
  expect(open.map(i => i.key)).toEqual(Object.keys(openPlaces))
  for (const one of open) {
    expect(one).toMatchObject({ empty: true, value: null, from: null })
    expect(one.open?.fills.zh).not.toBe('')
  }
  const keys = open.map(i => i.key)
  // limits (1) and (2); items (一), (三)–(五); the contact; x月xx日 twice; x个 twice
  for (const key of [
    'desk.complaint_limit_1',
    'desk.complaint_limit_2',
    'plan.measure_1',
    'plan.measure_3',
    'plan.measure_4',
    'plan.measure_5',
    'campaign.contact_name',
    'campaign.contact_phone',
    'campaign.plan_due',
    'campaign.pilot_due',
    'campaign.pilot_types',
    'campaign.pilot_models',
  ])
    expect(keys).toContain(key)
  expect(await readSetting(sys(), openPlaces['desk.complaint_limit_1'], { estateId })).toBeUndefined()
})

test('[SX-10] the nearest place serves, and clearing it lets the wider one serve again', async () => {
  const { id: estateId, regions } = await anEstate(t)
  const key = 'desk.complaint_limit_1'
  const limit = openPlaces[key]
  const minutes = (amount: number) => ({ amount, unit: 'minute' as const })
  const write = (scope: object, value: unknown) => writeSetting(sys(), { key, ...scope, value })
  const read = () => readSetting(sys(), limit, { estateId })
  await write({ regionPath: regions.paths.city }, minutes(30))
  expect(await read()).toEqual(minutes(30))
  await write({ regionPath: regions.paths.subdistrict }, minutes(20))
  expect(await read()).toEqual(minutes(20))
  await write({ estateId }, minutes(10))
  expect(await read()).toEqual(minutes(10))
  await write({ estateId }, null)
  expect(await read()).toEqual(minutes(20))
  const row = (await listSettings(sys(), { estateId })).items.find(i => i.key === key)
  expect(row).toMatchObject({ empty: false, from: 'region', fromName: '测试街道' })
})

test('a setting is written by whom its place belongs to, with a sound value, and not over another’s change', async () => {
  const { id: estateId, regions } = await anEstate(t)
  const manager = actor('manager', 'estate', estateId)
  const bureau = actor('group_office', 'region', regions.paths.district)
  const put = (who: typeof manager, key: string, query: string, body: object) =>
    t.http(who, 'PUT', `/api/settings/${key}?${query}`, body)
  const here = `estateId=${estateId}`
  const there = `regionPath=${encodeURIComponent(regions.paths.district)}`
  expect((await put(manager, 'plan.measure_3', here, { value: '建立培训制度' })).statusCode).toBe(200)
  expect((await put(manager, 'plan.measure_3', here, { value: '' })).json().code).toBe('core.invalid')
  expect((await put(manager, 'plan.measure_3', here, { value: '改', seen: null })).json().code).toBe(
    'core.stale',
  )
  // a district's matter is not an estate's to fill
  expect((await put(manager, 'campaign.plan_due', here, { value: '2026-06-30' })).json().code).toBe(
    'estate.setting_place',
  )
  expect((await put(manager, 'campaign.plan_due', there, { value: '2026-06-30' })).statusCode).toBe(404)
  expect((await put(manager, 'campaign.plan_due', '', { value: '2026-06-30' })).statusCode).toBe(403)
  expect((await put(bureau, 'campaign.plan_due', there, { value: '2026-02-30' })).json().code).toBe(
    'core.invalid',
  )
  expect((await put(bureau, 'campaign.plan_due', there, { value: '2026-06-30' })).statusCode).toBe(200)
  expect((await put(bureau, 'no.such', there, { value: 1 })).statusCode).toBe(404)
})

test('the contact’s phone is sealed in the table and in the audit, and read back whole', async () => {
  const { id: estateId, regions } = await anEstate(t)
  const scope = { regionPath: regions.paths.district }
  await writeSetting(sys(), { key: 'campaign.contact_phone', ...scope, value: '0898-66668888' })
  const rows = await t.pool.query("SELECT value::text FROM setting WHERE key = 'campaign.contact_phone'")
  const audit = await t.pool.query(
    "SELECT after::text FROM audit WHERE subject_id = 'campaign.contact_phone'",
  )
  expect(JSON.stringify([rows.rows, audit.rows])).not.toContain('66668888')
  expect(await readSetting(sys(), openPlaces['campaign.contact_phone'], { estateId })).toBe('0898-66668888')
})
