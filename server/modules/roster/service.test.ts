import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { portrait } from '../../../sim/portraits.ts'
import { anAccount, anEstate } from '../../../test/factories.ts'
import { actor, system, testHouse } from '../../../test/harness.ts'
import { newId } from '../../core/ids.ts'
import { keepPhoto } from '../files/service.ts'
import {
  assignDuties,
  copyWeek,
  listDuties,
  listGaps,
  removeDuty,
  reportAbsence,
  tellGaps,
} from './duties.ts'
import { onDuty, stewardOf } from './duty.ts'
import { equipLobbies, lobbyReport } from './lobbies.ts'
import { listStaff } from './names.ts'
import { checkIn, checkOut } from './presence.ts'
import { createPost, listPosts } from './service.ts'
import { assignSteward, establishmentReport, listStewards, mySteward, saveCard } from './stewards.ts'
import { postCourse, watchAll, watchPost } from './watch.ts'

const t = await testHouse()
const ALWAYS = [{ from: 0, until: 1440 }]
const MONDAY = '2026-03-02T09:00:00+08:00'

async function setup() {
  t.clock.set(MONDAY)
  const estate = await anEstate(t)
  const hire = async (role: 'manager' | 'guard' | 'steward', name: string) => {
    const { actor: who } = await anAccount(t, estate.id, { role, name })
    return { ...who, name }
  }
  const manager = await hire('manager', '孙经理')
  const guard = await hire('guard', '赵队员')
  const relief = await hire('guard', '接班员')
  const post = await createPost(t.ctx(manager), {
    estateId: estate.id,
    kind: 'gate',
    name: '东门岗',
    covers: ALWAYS,
  })
  return { estate, manager, guard, relief, post, hire }
}

async function building(estateId: string, name: string, sections: string[] = []): Promise<string> {
  const id = newId<'building'>()
  await sql`INSERT INTO building (estate_id, id, name) VALUES (${estateId}, ${id}, ${name})`.execute(
    t.house.db,
  )
  for (const s of sections)
    await sql`INSERT INTO section (estate_id, id, building_id, name) VALUES (${estateId}, ${newId()}, ${id}, ${s})`.execute(
      t.house.db,
    )
  return id
}

const messages = (estateId: string) =>
  t.pool
    .query<{ kind: string; name: string | null; withdrawn: boolean }>(
      'SELECT kind, name, withdrawn_at IS NOT NULL AS withdrawn FROM message WHERE estate_id = $1 ORDER BY at, step',
      [estateId],
    )
    .then(r => r.rows)

test('[S6-45] a post without anybody alarms who should be there, once, only after the limit; coming ends it', async () => {
  const { estate, manager, guard, relief, post } = await setup()
  const here = { estateId: estate.id, postId: post.id }
  await assignDuties(t.ctx(manager), {
    estateId: estate.id,
    duties: [
      {
        postId: post.id,
        accountId: relief.id,
        startsAt: MONDAY,
        endsAt: '2026-03-02T17:00:00+08:00',
        superior: manager.id,
      },
    ],
  })
  await checkIn(t.ctx(guard), here)
  await expect(checkIn(t.ctx(guard), here)).rejects.toMatchObject({ code: 'roster.already_there' })
  t.clock.advance({ hours: 3 })
  await expect(checkOut(t.ctx(guard), here)).rejects.toMatchObject({ code: 'roster.nobody_follows' })
  await checkOut(t.ctx(guard), { ...here, reason: '突发疾病', note: '门禁卡在抽屉' })
  t.clock.advance({ minutes: 10 })
  await watchPost(t.ctx(system), estate.id, post.id)
  await t.drain()
  expect(await messages(estate.id)).toEqual([])
  t.clock.advance({ milliseconds: 1 })
  await watchPost(t.ctx(system), estate.id, post.id)
  await watchAll(t.ctx(system))
  await t.drain()
  expect(await messages(estate.id)).toEqual([{ kind: 'post.unattended', name: '接班员', withdrawn: false }])
  const [seen] = (await listPosts(t.ctx(manager), { estateId: estate.id })).items
  expect(seen).toMatchObject({
    unattended: { late: true, alarmed: '接班员' },
    handover: { note: '门禁卡在抽屉', by: guard.name },
  })
  t.clock.advance({ minutes: 2 })
  const after = await checkIn(t.ctx(relief), here)
  expect(after.unattended).toBeNull()
  await t.drain()
  expect((await messages(estate.id)).map(m => m.withdrawn)).toEqual([true])
  const course = await postCourse(t.ctx(manager), here)
  expect(course.vacancies).toEqual([
    {
      since: '2026-03-02T04:00:00Z',
      alarmedAt: '2026-03-02T04:10:00.001Z',
      alarmed: '接班员',
      endedAt: '2026-03-02T04:12:00.001Z',
    },
  ])
})

test('[S6-45] hand-over: the one who leaves names a colleague who has checked in', async () => {
  const { estate, guard, relief, post } = await setup()
  const here = { estateId: estate.id, postId: post.id }
  await checkIn(t.ctx(guard), here)
  await expect(checkOut(t.ctx(guard), { ...here, handedTo: relief.id })).rejects.toMatchObject({
    code: 'roster.nobody_follows',
  })
  await checkIn(t.ctx(relief), here)
  await checkOut(t.ctx(guard), { ...here, handedTo: relief.id, note: '3 单快递待取' })
  const course = await postCourse(t.ctx(guard), here)
  expect(course.presences.find(p => p.accountId === guard.id)).toMatchObject({
    note: '3 单快递待取',
    handedTo: relief.name,
  })
})

test('[S6-44] the four parties stand on one roster, and nobody is put in two places at once', async () => {
  const { estate, manager, post, hire } = await setup()
  const other = await createPost(t.ctx(manager), {
    estateId: estate.id,
    kind: 'gate',
    name: '西门岗',
    party: 'subject_unit',
    covers: ALWAYS,
  })
  const turn = (postId: string, accountId: string, from: number, until: number, party?: 'brigade') => ({
    postId,
    accountId,
    startsAt: `2026-03-03T${String(from).padStart(2, '0')}:00:00+08:00`,
    endsAt: `2026-03-03T${String(until).padStart(2, '0')}:00:00+08:00`,
    ...(party ? { party } : {}),
  })
  const { id: who } = await hire('guard', '甲')
  const made = await assignDuties(t.ctx(manager), {
    estateId: estate.id,
    duties: [turn(post.id, who, 8, 12, 'brigade'), turn(other.id, who, 12, 16)],
  })
  expect(made.items.map(d => d.party)).toEqual(['brigade', 'subject_unit'])
  await expect(
    assignDuties(t.ctx(manager), {
      estateId: estate.id,
      duties: [turn(post.id, manager.id, 8, 9), turn(other.id, who, 11, 13)],
    }),
  ).rejects.toMatchObject({ code: 'roster.overlap' })
  const all = await listDuties(t.ctx(manager), {
    estateId: estate.id,
    from: '2026-03-03T00:00:00+08:00',
    until: '2026-03-04T00:00:00+08:00',
  })
  expect(all.items).toHaveLength(2)
})

test('[S1-02] gaps show before they happen and are told once; absence opens one', async () => {
  const { estate, manager, post, hire } = await setup()
  const { id: who } = await hire('guard', '甲')
  const day = { from: '2026-03-03T00:00:00+08:00', until: '2026-03-04T00:00:00+08:00' }
  const { items } = await assignDuties(t.ctx(manager), {
    estateId: estate.id,
    duties: [
      { postId: post.id, accountId: who, startsAt: MONDAY, endsAt: '2026-03-03T22:00:00+08:00' },
      {
        postId: post.id,
        accountId: (await hire('guard', '乙')).id,
        startsAt: '2026-03-03T22:30:00+08:00',
        endsAt: '2026-03-04T22:00:00+08:00',
      },
    ],
  })
  const holes = await listGaps(t.ctx(manager), { estateId: estate.id, ...day })
  expect(holes.items).toEqual([
    { postId: post.id, post: '东门岗', from: '2026-03-03T14:00:00Z', until: '2026-03-03T14:30:00Z' },
  ])
  await tellGaps(t.ctx(system))
  await t.drain()
  expect(await messages(estate.id)).toEqual([])
  t.clock.set('2026-03-02T23:00:00+08:00')
  await tellGaps(t.ctx(system))
  await tellGaps(t.ctx(system))
  await t.drain()
  expect((await messages(estate.id)).map(m => m.kind)).toEqual(['roster.gap'])
  await reportAbsence(t.ctx(manager), { estateId: estate.id, dutyId: items[1]!.id, reason: '发烧' })
  const wider = await listGaps(t.ctx(manager), { estateId: estate.id, ...day })
  expect(wider.items[0]).toMatchObject({ from: '2026-03-03T14:00:00Z', until: '2026-03-03T16:00:00Z' })
})

test('a week is copied in local hours; who already has a turn then is left out; a turn that runs is ended, not removed', async () => {
  const { estate, manager, post, hire } = await setup()
  const duty = (day: string, accountId: string) => ({
    postId: post.id,
    accountId,
    startsAt: `${day}T10:00:00+08:00`,
    endsAt: `${day}T18:00:00+08:00`,
  })
  const [a, b] = [(await hire('guard', '甲')).id, (await hire('guard', '乙')).id]
  const { items } = await assignDuties(t.ctx(manager), {
    estateId: estate.id,
    duties: [duty('2026-03-02', a), duty('2026-03-08', b), duty('2026-03-09', a)],
  })
  expect(await copyWeek(t.ctx(manager), { estateId: estate.id, monday: '2026-03-02' })).toEqual({
    made: 1,
    skipped: 1,
  })
  const next = await listDuties(t.ctx(manager), {
    estateId: estate.id,
    from: '2026-03-15T00:00:00+08:00',
    until: '2026-03-16T00:00:00+08:00',
  })
  expect(next.items.map(d => [d.accountId, d.startsAt])).toEqual([[b, '2026-03-15T02:00:00Z']])
  t.clock.set('2026-03-02T12:00:00+08:00')
  expect(await removeDuty(t.ctx(manager), { estateId: estate.id, dutyId: items[0]!.id })).toEqual({
    ended: true,
  })
  t.clock.set('2026-03-02T12:00:00.001+08:00')
  await expect(
    removeDuty(t.ctx(manager), { estateId: estate.id, dutyId: items[0]!.id }),
  ).rejects.toMatchObject({ code: 'roster.duty_over' })
})

test('[SX-09] who is on duty holds from the first instant of a turn until, but not at, its end', async () => {
  const { estate, manager, post, hire } = await setup()
  const { id: who } = await hire('guard', '甲')
  await assignDuties(t.ctx(manager), {
    estateId: estate.id,
    duties: [
      {
        postId: post.id,
        accountId: who,

        startsAt: '2026-03-02T10:00:00+08:00',
        endsAt: '2026-03-02T11:00:00+08:00',
      },
      { kind: 'management', accountId: manager.id, startsAt: '2026-03-01T00:00:00+08:00' },
    ],
  })
  const names = async (at: string) => {
    t.clock.set(at)
    return (await onDuty(t.ctx(system), estate.id, t.clock.now(), 'gate')).map(p => p.name)
  }
  expect(await names('2026-03-02T09:59:59.999+08:00')).toEqual(['孙经理'])
  expect(await names('2026-03-02T10:00:00.000+08:00')).toEqual(['甲', '孙经理'])
  expect(await names('2026-03-02T10:59:59.999+08:00')).toEqual(['甲', '孙经理'])
  expect(await names('2026-03-02T11:00:00.000+08:00')).toEqual(['孙经理'])
})

test('[S1-06] a building has one steward at a time, with first and last days kept, and a card residents see', async () => {
  const { estate, manager, hire } = await setup()
  const id = await building(estate.id, '1', ['1'])
  const bare = await building(estate.id, '2')
  const [first, second] = [(await hire('steward', '林管家')).id, (await hire('steward', '何管家')).id]
  const give = (accountId: string, fromDate: string) =>
    assignSteward(t.ctx(manager), { estateId: estate.id, buildingId: id, accountId, fromDate })
  await give(first, '2026-01-01')
  await give(second, '2026-03-02')
  await expect(give(first, '2026-03-01')).rejects.toMatchObject({ code: 'roster.steward_date' })
  const all = await listStewards(t.ctx(manager), { estateId: estate.id, buildingId: id, history: 'true' })
  expect(all.items.map(s => [s.name, s.fullTime, s.fromDate, s.untilDate])).toEqual([
    ['何管家', true, '2026-03-02', null],
    ['林管家', true, '2026-01-01', '2026-03-02'],
  ])
  expect(all.without).toEqual([{ buildingId: bare, building: '2' }])
  const on = async (at: string) => {
    t.clock.set(at)
    return (await stewardOf(t.ctx(system), estate.id, id, t.clock.now()))?.name
  }
  expect(await on('2026-03-01T23:59:59.999+08:00')).toBe('林管家')
  expect(await on('2026-03-02T00:00:00.000+08:00')).toBe('何管家')
  t.clock.set('2026-03-02T12:00:00+08:00')
  const face = await keepPhoto(t.ctx(manager), {
    estateId: estate.id,
    purpose: 'staff_card',
    upload: { filename: 'face.jpg', mediaType: 'image/jpeg', bytes: await portrait(0) },
  })
  await saveCard(t.ctx(manager), {
    estateId: estate.id,
    accountId: second,
    photoId: face.id,
    strengths: '会潮汕话、懂水电',
    phone: '0898-66668888',
    more: { 工号: 'A07' },
  })
  const unit = newId<'unit'>()
  await sql`INSERT INTO unit (estate_id, id, building_id, section_id, number, label)
    SELECT ${estate.id}, ${unit}, ${id}, id, '301', '1-1-301' FROM section WHERE estate_id = ${estate.id} AND building_id = ${id}`.execute(
    t.house.db,
  )
  const owner = actor('owner', 'unit', unit, estate.id)
  expect(await mySteward(t.ctx(owner), { estateId: estate.id })).toMatchObject({
    steward: {
      name: '何管家',
      building: '1',
      photoId: face.id,
      phone: '0898-66668888',
      more: { 工号: 'A07' },
    },
  })
})

test('[S1-05] a resident is told his own building’s steward: name, photo and phone; nobody is told another’s', async () => {
  const { estate, manager, hire } = await setup()
  const [mine, other] = [await building(estate.id, '1', ['1']), await building(estate.id, '2', ['1'])]
  const [lin, he] = [(await hire('steward', '林管家')).id, (await hire('steward', '何管家')).id]
  const face = await keepPhoto(t.ctx(manager), {
    estateId: estate.id,
    purpose: 'staff_card',
    upload: { filename: 'face.jpg', mediaType: 'image/jpeg', bytes: await portrait(0) },
  })
  for (const [buildingId, accountId, phone] of [
    [mine, lin, '0898-66660001'],
    [other, he, '0898-66660002'],
  ] as const) {
    const from = { estateId: estate.id, buildingId, accountId, fromDate: '2026-01-01' }
    await assignSteward(t.ctx(manager), from)
    const card = { estateId: estate.id, accountId, phone, strengths: '水电', more: {}, photoId: face.id }
    await saveCard(t.ctx(manager), card)
  }
  const live = async (buildingId: string) => {
    const unit = newId<'unit'>()
    await sql`INSERT INTO unit (estate_id, id, building_id, section_id, number, label)
      SELECT ${estate.id}, ${unit}, ${buildingId}, id, '301', ${unit} FROM section WHERE estate_id = ${estate.id} AND building_id = ${buildingId}`.execute(
      t.house.db,
    )
    return actor('owner', 'unit', unit, estate.id)
  }
  const owner = await live(mine)
  const seen = (await mySteward(t.ctx(owner), { estateId: estate.id })).steward
  expect(seen).toMatchObject({ name: '林管家', phone: '0898-66660001', photoId: face.id, building: '1' })
  const photo = `/api/estates/${estate.id}/staff-cards/${lin}/photo`
  expect((await t.http(owner, 'GET', photo)).headers['content-type']).toBe('image/jpeg')
  expect((await mySteward(t.ctx(await live(other)), { estateId: estate.id })).steward?.name).toBe('何管家')
})

test('[S1-01] every lobby is listed: without a post, without a person, or served', async () => {
  const { estate, manager, hire } = await setup()
  const one = await building(estate.id, '1', ['1', '2'])
  const two = await building(estate.id, '2')
  const faults = async () =>
    (await lobbyReport(t.ctx(manager), { estateId: estate.id })).items.map(i => [
      i.building,
      i.section,
      i.fault,
    ])
  expect(await faults()).toEqual([
    ['1', '1', 'no_post'],
    ['1', '2', 'no_post'],
    ['2', null, 'no_post'],
  ])
  const lobby = (name: string, buildingId: string) =>
    createPost(t.ctx(manager), { estateId: estate.id, kind: 'lobby', name, buildingId, covers: ALWAYS })
  const post = await lobby('1 栋大堂', one)
  await lobby('2 栋大堂', two)
  await assignDuties(t.ctx(manager), {
    estateId: estate.id,
    duties: [
      {
        postId: post.id,
        accountId: (await hire('guard', '乙')).id,

        startsAt: MONDAY,
        endsAt: '2026-03-02T17:00:00+08:00',
      },
    ],
  })
  expect(await faults()).toEqual([
    ['1', '1', 'gap'],
    ['1', '2', 'gap'],
    ['2', null, 'no_person'],
  ])
  expect(await equipLobbies(t.ctx(manager), { estateId: estate.id })).toEqual({ made: 0 })
  await building(estate.id, '3', ['1'])
  expect((await faults()).at(-1)).toEqual(['3', '1', 'no_post'])
  expect(await equipLobbies(t.ctx(manager), { estateId: estate.id })).toEqual({ made: 1 })
  expect((await faults()).at(-1)).toEqual(['3', '1', 'no_person'])
  // the post that was set up is one around the clock
  const all = (await listPosts(t.ctx(manager), { estateId: estate.id })).items
  expect(all.filter(p => p.kind === 'lobby').map(p => p.covers)).toEqual([ALWAYS, ALWAYS, ALWAYS])
})

test('[S7-32] the service centre’s posts show the persons they should have beside those they have', async () => {
  const { estate, manager, hire } = await setup()
  const post = await createPost(t.ctx(manager), {
    estateId: estate.id,
    kind: 'desk',
    name: '服务中心前台',
    covers: [{ from: 480, until: 1080 }],
    headcount: 2,
    certificate: '物业管理师',
  })
  await assignDuties(t.ctx(manager), {
    estateId: estate.id,
    duties: [
      {
        postId: post.id,
        accountId: (await hire('guard', '乙')).id,

        startsAt: MONDAY,
        endsAt: '2026-03-02T17:00:00+08:00',
      },
    ],
  })
  const { items } = await establishmentReport(t.ctx(manager), { estateId: estate.id })
  expect(items.find(i => i.postId === post.id)).toMatchObject({
    headcount: 2,
    actual: 1,
    certificate: '物业管理师',
  })
})

test('[SX-09] only who works at the estate goes on its roster; its manager is told when no roster names anybody', async () => {
  const { estate, manager, post } = await setup()
  const other = await anEstate(t)
  const stranger = await anAccount(t, other.id, { role: 'guard' })
  await expect(
    assignDuties(t.ctx(manager), {
      estateId: estate.id,
      duties: [
        {
          postId: post.id,
          accountId: stranger.id,
          startsAt: MONDAY,
          endsAt: '2026-03-02T17:00:00+08:00',
        },
      ],
    }),
  ).rejects.toMatchObject({ code: 'roster.no_staff' })
  expect(await onDuty(t.ctx(system), estate.id, t.clock.now(), 'repair')).toEqual([
    { accountId: manager.id, name: '孙经理', step: 'manager' },
  ])
  const { items } = await listStaff(t.ctx(manager), { estateId: estate.id })
  expect(items.map(s => s.name).sort()).toEqual(['孙经理', '接班员', '赵队员'])
})
