/**
 * W24 as it is written: emergency on → survey → fencing → one entrance → rosters → two-way registration → incidents →
 * daily roll-up → off → data deletion. Each step over HTTP, by the role whose step it is.
 */
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { anAccount } from '../../../test/factories.ts'
import { anAttempt, aPerson, hour } from '../../../test/gate-factories.ts'
import { actor, system, testHouse } from '../../../test/harness.ts'
import { multipart } from '../../../test/multipart.ts'
import { aTown } from '../../../test/response-factories.ts'
import type { Actor } from '../../core/access.ts'
import { createUnit } from '../estate/service-buildings.ts'

const t = await testHouse()

type Method = 'GET' | 'POST' | 'PUT'

/** The answer of an act that must go well. */
// biome-ignore lint/suspicious/noExplicitAny: answers of many endpoints, read by matchers only
async function ok(who: Actor, method: Method, url: string, body?: object): Promise<any> {
  const answer = await t.http(who, method, url, body)
  if (answer.statusCode >= 300) throw new Error(`${method} ${url}: ${answer.statusCode} ${answer.body}`)
  return answer.json()
}

const aPhoto = () =>
  sharp({ create: { width: 8, height: 8, channels: 3, background: '#a33' } })
    .jpeg()
    .toBuffer()

/** Status and code of an act that must be refused. */
async function no(who: Actor, method: Method, url: string, body?: object): Promise<[number, string]> {
  const answer = await t.http(who, method, url, body)
  return [answer.statusCode, answer.json().code]
}

test('[W24, S6-01, S6-04, S6-14, S6-15, S6-34, S6-45, S6-46, S6-50, S0-01] emergency on, survey, fencing, one entrance, rosters, two-way registration, incidents, daily roll-up, off, data deletion', async () => {
  hour(t.clock, '06:00:00.000')
  const w = await aTown(t)
  const { regions, managed: estateId } = w
  const E = `/api/estates/${estateId}`
  const region = (id: string) => `/api/regions/${id}`
  const manager: Actor = { ...actor('manager', 'estate', estateId), name: '周经理' }
  const group: Actor = { ...actor('coordination_group', 'region', w.paths.district), name: '综合协调组' }
  const { actor: guard, id: guardId } = await anAccount(t, estateId, { role: 'guard', name: '赵刚' })
  const { actor: worker } = await anAccount(t, estateId, { role: 'grid_worker', name: '网格员' })
  await createUnit(t.ctx(system), { estateId, building: '1', section: '2', number: '301' })
  const north = await ok(manager, 'POST', `${E}/gates`, { name: '北门', kind: 'main' })
  const south = await ok(manager, 'POST', `${E}/gates`, {
    name: '南门',
    kind: 'side',
    keeper: '钱七',
    keyPlace: '值班室',
  })
  const attempt = (more: object = {}) => {
    const { estateId: _, ...body } = anAttempt(
      { estateId, gateId: north.id } as Parameters<typeof anAttempt>[0],
      more,
    )
    return body
  }

  // before: nobody is asked for an ID number
  expect(await no(guard, 'POST', `${E}/gate/passages`, attempt())).toEqual([409, 'gate.id_outside_closure'])

  // 1 emergency on: only with a decision document, only by who decides
  const paper = {
    issuer: '县疫情防控工作领导小组',
    number: '防控〔2026〕7号',
    decidedOn: '2026-03-01',
    scope: '全县住宅小区',
  }
  const decision = {
    ...paper,
    startsAt: '2026-03-02T06:00:00+08:00',
    endsAt: '2026-03-16T06:00:00+08:00',
    reason: '疫情防控',
    purposeZh: '为保障居民生命安全和身体健康登记出入信息，解除后销毁。',
  }
  expect((await t.http(manager, 'POST', `${region(regions.district)}/closures`, decision)).statusCode).toBe(
    404,
  )
  const { number: _, ...withoutNumber } = decision
  expect(
    (await t.http(w.headquarters, 'POST', `${region(regions.district)}/closures`, withoutNumber)).statusCode,
  ).toBe(400)
  const on = await ok(w.headquarters, 'POST', `${region(regions.district)}/closures`, decision)
  expect(on.closed).toHaveLength(1)
  // the others have no gate yet: named, not forgotten
  expect(on.skipped.map((each: { code: string }) => each.code)).toEqual(Array(3).fill('gate.no_gate'))
  const [closure] = (await ok(manager, 'GET', `${E}/closures`)).items
  expect(closure).toMatchObject({ state: 'active', inForce: true, decision: paper, madeBy: '指挥部' })

  // 2 survey: begun by the bureau with the town, entered by one person, checked by another, frozen
  const round = await ok(w.bureau, 'POST', `${region(regions.district)}/response/survey`, {
    title: '小区摸底',
    bureau: '县住建局',
    town: '奇克镇',
    startsOn: '2026-03-02',
    dueOn: '2026-03-04',
  })
  const close = `${region(regions.district)}/response/survey/${round.id}/close`
  const classes = { [w.self]: 'self_managed', [w.abandoned]: 'abandoned', [w.court]: 'abandoned' }
  for (const place of [estateId, w.self, w.abandoned, w.court]) {
    expect(await no(w.bureau, 'POST', close, { version: round.version })).toEqual([
      409,
      'response.round_unchecked',
    ])
    const of = `/api/estates/${place}/census`
    const care = classes[place] ?? 'company'
    const facts = {
      care,
      buildings: 2,
      residentialBuildings: 2,
      households: 120,
      staff: care === 'company' ? 9 : 0,
    }
    const census = await ok(w.officer, 'POST', of, { baseVersion: 0, facts })
    // who entered it does not check it
    expect(
      (await t.http(w.officer, 'POST', `${of}/${census.id}/check`, {})).statusCode,
    ).toBeGreaterThanOrEqual(400)
    await ok(w.town, 'POST', `${of}/${census.id}/check`, {})
  }
  const survey = await ok(w.bureau, 'GET', `${region(regions.district)}/response/survey`)
  expect(survey).toMatchObject({ sums: { checked: 4 }, faults: [] })
  const frozen = await ok(w.bureau, 'POST', `${region(regions.district)}/response/survey/${round.id}/close`, {
    version: round.version,
  })
  expect(frozen).toMatchObject({ state: 'closed', results: [{ version: 1, by: '住建局' }] })

  // 3 fencing: one task for each estate, done with photo, material and cost, seen by another
  const fencing = await ok(w.bureau, 'POST', `${region(regions.district)}/response/fencing`, {
    organisation: '县住建局',
    dueOn: '2026-03-03',
  })
  expect(fencing).toEqual({ made: 4, had: 0 })
  const [task] = (await ok(worker, 'GET', `${E}/response/tasks?mine=yes`)).items
  await ok(worker, 'POST', `${E}/response/tasks/${task.id}/start`, {})
  const form = multipart('围挡.jpg', await aPhoto(), {
    material: '彩钢板 40 米',
    cost: '128000',
    minutes: '90',
  })
  const fenced = await t.app.inject({
    method: 'POST',
    url: `${E}/response/tasks/${task.id}/done`,
    headers: { 'x-test-actor': worker.id, 'x-anju': '1', ...form.headers },
    payload: form.payload,
  })
  expect(fenced.json()).toMatchObject({ state: 'done', minutes: 90, cost: 128_000, material: '彩钢板 40 米' })
  const seen = await ok(w.bureau, 'POST', `${E}/response/tasks/${task.id}/see`, {
    version: fenced.json().version,
  })
  expect(seen).toMatchObject({ state: 'seen', seenBy: '住建局' })

  // 4 one entrance: the main gate is kept, the other closed; a second one only by another person's approval
  const gates = async () =>
    (await ok(manager, 'GET', `${E}/gates`)).items as { id: string; state: string; version: number }[]
  expect((await gates()).map(g => g.state)).toEqual(['guarded', 'closed'])
  const side = (await gates()).find(g => g.id === south.id)
  const second = { state: 'guarded', reason: '临时开放', version: side?.version }
  expect((await no(manager, 'POST', `${E}/gates/${south.id}/state`, second))[0]).toBe(409)
  await ok(guard, 'POST', `${E}/gates/${south.id}/checks`, {
    kind: 'check',
    ok: true,
    note: '锁完好，钥匙在',
  })

  // 5 rosters: a post for the hours of the closure, somebody on duty, at his post by check-in
  const post = await ok(manager, 'POST', `${E}/posts`, {
    kind: 'gate',
    name: '北门岗',
    covers: [{ from: 420, until: 1260 }],
    unattendedMinutes: 10,
  })
  await ok(manager, 'POST', `${E}/duties`, {
    duties: [
      {
        postId: post.id,
        accountId: guardId,
        startsAt: '2026-03-02T07:00:00+08:00',
        endsAt: '2026-03-02T21:00:00+08:00',
      },
    ],
  })
  hour(t.clock, '07:00:00.000')
  const kept = await ok(guard, 'POST', `${E}/posts/${post.id}/check-in`, {})
  expect(kept).toMatchObject({ present: [{ name: '赵刚' }], unattended: null })

  // 6 two-way registration: out and in again, a vehicle with everybody in it, no mask no passage
  const out = await ok(guard, 'POST', `${E}/gate/passages`, attempt())
  expect(out).toMatchObject({ outcome: 'passed', persons: [{ missing: null }] })
  const registrantId = out.persons[0].registrantId
  hour(t.clock, '08:00:00.000')
  const back = { direction: 'in', persons: [{ kind: 'resident', registrantId, mask: true }] }
  expect(await ok(guard, 'POST', `${E}/gate/passages`, attempt(back))).toMatchObject({ outcome: 'passed' })
  expect(await ok(guard, 'POST', `${E}/gate/passages`, attempt(back))).toMatchObject({
    persons: [{ missing: 'exit' }],
  })
  const car = {
    plate: '黑N12345',
    licenceChecked: true,
    drivingLicenceChecked: true,
    occupants: 2,
  }
  const two = [
    aPerson({ name: '李雷', phone: '13800001111' }),
    aPerson({ name: '韩梅梅', phone: '13800002222' }),
  ]
  expect(
    await ok(guard, 'POST', `${E}/gate/passages`, attempt({ persons: two, vehicle: car })),
  ).toMatchObject({
    outcome: 'passed',
  })
  const bare = [two[0], { ...two[1], mask: false }]
  expect(
    await ok(guard, 'POST', `${E}/gate/passages`, attempt({ persons: bare, vehicle: car })),
  ).toMatchObject({
    outcome: 'refused',
    refusal: 'no_mask',
  })

  // 7 incidents: ramming, handed to the police with their number
  const incident = await ok(guard, 'POST', `${E}/gate/incidents`, {
    kind: 'ram',
    place: '北门',
    who: '红衣男子',
    plate: '黑N99999',
    account: '强行冲卡',
  })
  const handed = await ok(manager, 'POST', `${E}/gate/incidents/${incident.id}/hand`, {
    policeNumber: '公〔2026〕31号',
    version: incident.version,
  })
  expect(handed).toMatchObject({ state: 'handed', policeNumber: '公〔2026〕31号' })

  // 8 daily roll-up: each level signs its own, each figure is the sum of the level below
  hour(t.clock, '21:00:00.000')
  const day = '2026-03-02'
  const chain = [
    [w.officer, regions.neighbourhood, 'neighbourhood'],
    [w.town, regions.subdistrict, 'town'],
    [group, regions.district, 'group'],
    [w.headquarters, regions.district, 'headquarters'],
  ] as const
  const sums = []
  for (const [who, regionId, level] of chain)
    sums.push((await ok(who, 'POST', `${region(regionId)}/gate/reports/${level}/${day}`, {})).figures)
  for (const figures of sums)
    expect(figures).toMatchObject({
      closed: 1,
      personsOut: 3,
      personsIn: 2,
      vehiclesOut: 1,
      refusals: 3,
      incidents: 1,
      unattended: 0,
      reasons: { no_mask: 3 },
    })

  // 9 off: by its own document; after that nobody is asked for an ID number again
  hour(t.clock, '22:00:00.000')
  const [now] = (await ok(w.headquarters, 'GET', `${E}/closures`)).items
  const lifted = await ok(w.headquarters, 'POST', `${E}/closures/${closure.id}/lift`, {
    ...paper,
    number: '防控〔2026〕9号',
    reason: '疫情解除',
    version: now.version,
  })
  expect(lifted).toMatchObject({ state: 'lifted', lift: { number: '防控〔2026〕9号', by: '指挥部' } })
  expect(await no(guard, 'POST', `${E}/gate/passages`, attempt())).toEqual([409, 'gate.id_outside_closure'])

  // 10 data deletion: asked by one, confirmed by another; the certificate says what went and that the key is gone
  await ok(w.headquarters, 'POST', `${E}/closures/${closure.id}/erasure`, {})
  expect((await no(w.headquarters, 'POST', `${E}/closures/${closure.id}/erasure`, {}))[0]).toBe(409)
  const officer: Actor = { ...actor('privacy_officer', 'estate', estateId), name: '信息专员' }
  const erased = await ok(officer, 'POST', `${E}/closures/${closure.id}/erasure`, {})
  await t.drain()
  expect(erased.erasure).toMatchObject({
    askedBy: '指挥部',
    confirmedBy: '信息专员',
    before: { registrants: 3 },
    after: { registrants: 0, passages: 0 },
    keyDestroyed: true,
  })
  // of a passage only that it was stays: time, gate, direction, outcome
  const bareRows = (await ok(manager, 'GET', `${E}/gate/passages`)).items as Record<string, unknown>[]
  expect(bareRows).toHaveLength(9)
  for (const row of bareRows)
    for (const key of ['name', 'idNumber', 'phone', 'plate', 'unit', 'destination', 'reason', 'note'])
      expect(row[key], key).toBeNull()
  const left = await t.pool.query(
    `SELECT (SELECT count(*)::int FROM registrant WHERE estate_id = $1) AS people,
      (SELECT count(*)::int FROM passage WHERE estate_id = $1 AND (sealed IS NOT NULL OR plate_blind IS NOT NULL OR registrant_id IS NOT NULL)) AS named`,
    [estateId],
  )
  expect(left.rows).toEqual([{ people: 0, named: 0 }])
  // the count that was reported stays, and names nobody
  const again = await ok(
    w.headquarters,
    'GET',
    `${region(regions.district)}/gate/reports/headquarters/${day}`,
  )
  expect(again.figures).toMatchObject({ personsOut: 3, refusals: 3 })
})
