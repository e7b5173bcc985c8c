import { expect, test } from 'vitest'
import { anAccount, anEstate } from '../../../test/factories.ts'
import { system, testHouse } from '../../../test/harness.ts'
import { listEmpty, listPresences } from './book.ts'
import { bookLists, bookPrints } from './book-sheets.ts'
import { assignDuties, listGaps, reportAbsence } from './duties.ts'
import { checkIn, checkOut, confirmHandover, showPresence } from './presence.ts'
import { addMark, listMeans, offerDisplay, pairDisplay, printedText, revokeMeans } from './proof.ts'
import { digitsOf, qrOf, stepAt } from './rules-proof.ts'
import { createPost, listPosts } from './service.ts'
import { watchAll, watchPost } from './watch.ts'

const t = await testHouse()
const ALWAYS = [{ from: 0, until: 1440 }]
const at = (time: string) => t.clock.set(`2026-03-02T${time}+08:00`)
const SHIFT = { from: '2026-03-02T00:00:00+08:00', until: '2026-03-03T00:00:00+08:00' }

async function setup(more: object = {}) {
  at('08:00:00')
  const estate = await anEstate(t)
  const hire = async (role: 'manager' | 'guard' | 'brigade_member', name: string) => {
    const { actor: who } = await anAccount(t, estate.id, { role, name })
    return { ...who, name }
  }
  const manager = await hire('manager', '孙经理')
  const guard = await hire('guard', '赵队员')
  const relief = await hire('guard', '钱队员')
  const post = await createPost(t.ctx(manager), {
    estateId: estate.id,
    kind: 'gate',
    name: '东门岗',
    covers: ALWAYS,
    ...more,
  })
  const here = { estateId: estate.id, postId: post.id }
  return { estate, manager, guard, relief, post, here, hire }
}
type Setup = Awaited<ReturnType<typeof setup>>

/** A tablet of the post, with what it would show at an instant. */
async function tablet(s: Setup) {
  const { number } = await offerDisplay(t.ctx(s.manager), s.here)
  const paired = await pairDisplay(t.ctx(s.guard), { estateId: s.estate.id, number })
  const secret = Buffer.from(paired.secret, 'base64')
  const step = (ms: number) => stepAt(ms, paired)
  return {
    ...paired,
    number,
    qr: (ms = t.clock.now().epochMilliseconds) => qrOf(secret, s.post.id, paired.id, step(ms)),
    digits: (ms = t.clock.now().epochMilliseconds) => digitsOf(secret, s.post.id, step(ms)),
  }
}

const alarms = async (estateId: string) =>
  (
    await t.pool.query<{ name: string; withdrawn: boolean }>(
      `SELECT name, withdrawn_at IS NOT NULL AS withdrawn FROM message WHERE estate_id = $1 AND kind = 'post.unattended' ORDER BY at`,
      [estateId],
    )
  ).rows
const empties = async (s: Setup) =>
  (await listEmpty(t.ctx(s.manager), { estateId: s.estate.id, ...SHIFT })).items
/** As a phone without network kept it: sent now, captured then. */
const kept = (time: string) => ({ deviceTime: `2026-03-02T${time}+08:00` })

test('[S6-45] check-in with the tablet’s code proves the place; forged, another post’s and stale ones are refused with what to do', async () => {
  const s = await setup()
  const screen = await tablet(s)
  const read = screen.qr()
  const try_ = (proof: object) => checkIn(t.ctx(s.guard), { ...s.here, proof })
  const wrong = { code: 'roster.code_wrong' }
  await expect(try_({ qr: `${read.slice(0, -4)}0000` })).rejects.toMatchObject(wrong)
  await expect(
    try_({ digits: String((Number(screen.digits()) + 1) % 1_000_000).padStart(6, '0') }),
  ).rejects.toMatchObject(wrong)
  const other = await createPost(t.ctx(s.manager), {
    estateId: s.estate.id,
    kind: 'gate',
    name: '西门岗',
    covers: ALWAYS,
  })
  await expect(
    checkIn(t.ctx(s.guard), { estateId: s.estate.id, postId: other.id, proof: { qr: read } }),
  ).rejects.toMatchObject(wrong)
  // the code stands 30 seconds and holds 30 more; a millisecond later it has passed
  t.clock.advance({ seconds: 60 })
  t.clock.advance({ milliseconds: 1 })
  await expect(try_({ qr: read })).rejects.toMatchObject(wrong)
  await try_({ digits: screen.digits() })
  const [row] = (await listPresences(t.ctx(s.manager), { estateId: s.estate.id, ...SHIFT })).items
  expect(row).toMatchObject({ name: '赵队员', proof: 'digits', strength: 'strong' })
})

test('[S6-45] a code kept without network is judged at the instant of its reading', async () => {
  const s = await setup()
  const screen = await tablet(s)
  const read = screen.qr()
  at('11:00:00')
  await expect(checkIn(t.ctx(s.guard), { ...s.here, proof: { qr: read } })).rejects.toMatchObject({
    code: 'roster.code_wrong',
  })
  await checkIn(t.ctx(s.guard), { ...s.here, ...kept('08:00:59.999'), proof: { qr: read } })
  const [row] = (await listPresences(t.ctx(s.manager), { estateId: s.estate.id, ...SHIFT })).items
  expect(row).toMatchObject({
    inAt: '2026-03-02T00:00:59.999Z',
    inLearnedAt: '2026-03-02T03:00:00Z',
    proof: 'qr',
  })
})

test('[S6-45] a printed code is accepted and marked weak, an NFC tag is strong, a revoked one proves nothing', async () => {
  const s = await setup()
  const { id } = await addMark(t.ctx(s.manager), { ...s.here, kind: 'printed' })
  await addMark(t.ctx(s.manager), { ...s.here, kind: 'nfc', serial: '04:A3:9C:11' })
  const printed = await printedText(t.ctx(s.manager), s.estate.id, s.post.id, id)
  const seen = await checkIn(t.ctx(s.guard), { ...s.here, proof: { qr: printed } })
  expect(seen.present).toMatchObject([{ strength: 'weak' }])
  await checkIn(t.ctx(s.relief), { ...s.here, proof: { nfc: '04:a3:9c:11' } })
  const weak = await listPresences(t.ctx(s.manager), { estateId: s.estate.id, ...SHIFT, show: 'weak' })
  expect(weak.items.map(r => [r.name, r.proof])).toEqual([['赵队员', 'printed']])
  await revokeMeans(t.ctx(s.manager), { ...s.here, id, what: 'mark' })
  t.clock.advance({ milliseconds: 1 })
  await expect(showPresence(t.ctx(s.guard), { ...s.here, proof: { qr: printed } })).rejects.toMatchObject({
    code: 'roster.code_wrong',
  })
})

test('a pairing number holds ten minutes and once; the secret is in no row in clear', async () => {
  const s = await setup()
  const { number } = await offerDisplay(t.ctx(s.manager), s.here)
  at('08:10:00.001')
  await expect(pairDisplay(t.ctx(s.guard), { estateId: s.estate.id, number })).rejects.toMatchObject({
    code: 'roster.pair_wrong',
  })
  const screen = await tablet(s)
  await expect(
    pairDisplay(t.ctx(s.guard), { estateId: s.estate.id, number: screen.number }),
  ).rejects.toMatchObject({ code: 'roster.pair_wrong' })
  const raw = await t.pool.query(
    `SELECT count(*)::int AS n FROM post_display x WHERE x::text LIKE '%' || $1 || '%'`,
    [screen.secret.slice(0, 20)],
  )
  expect(raw.rows[0].n).toBe(0)
  expect((await listMeans(t.ctx(s.manager), s.here)).displays).toHaveLength(2)
})

test('[S6-45] presence that is not shown in its time leaves the post empty: at the limit not yet, one millisecond later the alarm', async () => {
  const s = await setup({ unattendedMinutes: 5, presenceMinutes: 60 })
  await checkIn(t.ctx(s.guard), s.here)
  const watch = async (time: string) => {
    at(time)
    await watchPost(t.ctx(system), s.estate.id, s.post.id)
    await t.drain()
    return alarms(s.estate.id)
  }
  expect(await watch('09:05:00.000')).toEqual([])
  expect(await watch('09:05:00.001')).toHaveLength(1)
  at('09:20:00')
  const shown = await showPresence(t.ctx(s.guard), s.here)
  expect(shown.until).toBe('2026-03-02T02:20:00Z')
  await t.drain()
  expect(await alarms(s.estate.id)).toMatchObject([{ withdrawn: true }])
  expect(await empties(s)).toMatchObject([
    { since: '2026-03-02T01:00:00Z', alarmedAt: '2026-03-02T01:05:00.001Z', endedAt: '2026-03-02T01:20:00Z' },
  ])
})

test('[S6-45] alarmed while a phone was offline: somebody was there after all, so the period is closed with its reason and counts no more', async () => {
  const s = await setup({ unattendedMinutes: 10 })
  at('08:10:00.001')
  await watchAll(t.ctx(system))
  await t.drain()
  expect(await alarms(s.estate.id)).toMatchObject([{ withdrawn: false }])
  at('12:00:00')
  await checkIn(t.ctx(s.guard), { ...s.here, ...kept('08:10:00') })
  await t.drain()
  expect(await alarms(s.estate.id)).toMatchObject([{ withdrawn: true }])
  expect(await empties(s)).toMatchObject([{ settled: 'attended', reason: '离线期间有人在岗，联网后补传' }])
  const [post] = (await listPosts(t.ctx(s.manager), { estateId: s.estate.id })).items
  expect(post).toMatchObject({ unattended: null, present: [{ name: '赵队员' }] })
})

test('[S6-45] a gap that nobody saw is entered from device times, exact at its limit', async () => {
  for (const [back, entered] of [
    ['10:10:00.000', 0],
    ['10:10:00.001', 1],
  ] as const) {
    const s = await setup({ unattendedMinutes: 10 })
    await checkIn(t.ctx(s.guard), s.here)
    at('12:00:00')
    await watchAll(t.ctx(system))
    // both phones were without network: one left at ten, the other came ten minutes later
    await checkOut(t.ctx(s.guard), { ...s.here, ...kept('10:00:00'), note: '接班人在路上' })
    await checkIn(t.ctx(s.relief), { ...s.here, ...kept(back) })
    await watchAll(t.ctx(system))
    await t.drain()
    expect(await empties(s)).toHaveLength(entered)
    if (entered)
      expect((await empties(s))[0]).toMatchObject({
        settled: 'entered',
        since: '2026-03-02T02:00:00Z',
        alarmedAt: '2026-03-02T02:10:00.001Z',
        endedAt: '2026-03-02T02:10:00.001Z',
        alarmed: null,
      })
    expect((await alarms(s.estate.id)).filter(a => !a.withdrawn)).toEqual([])
  }
})

test('[S6-45] a stretch that a late check-in shortens keeps what was really empty', async () => {
  const s = await setup({ unattendedMinutes: 10 })
  at('08:30:00')
  await watchAll(t.ctx(system))
  at('12:00:00')
  await checkIn(t.ctx(s.guard), { ...s.here, ...kept('08:25:00') })
  expect(await empties(s)).toMatchObject([
    { settled: 'changed', since: '2026-03-02T00:00:00Z', endedAt: '2026-03-02T00:25:00Z' },
  ])
})

test('[S6-45] who comes before the watch has come round does not wipe out the empty time', async () => {
  const s = await setup({ unattendedMinutes: 10 })
  at('08:30:00')
  await checkIn(t.ctx(s.guard), s.here)
  expect(await empties(s)).toMatchObject([
    { settled: 'entered', since: '2026-03-02T00:00:00Z', endedAt: '2026-03-02T00:30:00Z' },
  ])
})

test('[S6-45] hand-over with open matters: the one leaves with them, the next confirms; until then it shows as unconfirmed', async () => {
  const s = await setup()
  await checkIn(t.ctx(s.guard), s.here)
  at('16:00:00')
  await checkIn(t.ctx(s.relief), s.here)
  await checkOut(t.ctx(s.guard), {
    ...s.here,
    handedTo: s.relief.id,
    note: '钥匙已交',
    matters: ['3-201 访客未出', '西侧围挡松动已报修'],
  })
  const open = () => listPresences(t.ctx(s.manager), { estateId: s.estate.id, ...SHIFT, show: 'unconfirmed' })
  expect((await open()).items).toMatchObject([{ name: '赵队员', handedTo: '钱队员', matters: { length: 2 } }])
  await expect(confirmHandover(t.ctx(s.guard), s.here)).rejects.toMatchObject({
    code: 'roster.nothing_handed',
  })
  await confirmHandover(t.ctx(s.relief), s.here)
  expect((await open()).items).toEqual([])
  const [post] = (await listPosts(t.ctx(s.relief), { estateId: s.estate.id })).items
  expect(post!.handover).toMatchObject({ to: { name: '钱队员' }, confirmedAt: '2026-03-02T08:00:00Z' })
})

test('[S6-44] a post that demands parties shows the hours in which one of them has nobody, before they happen', async () => {
  const s = await setup({ demands: ['company', 'brigade'] })
  const fighter = await s.hire('brigade_member', '孟队员')
  const turn = (accountId: string, party: 'company' | 'brigade', from: string, until: string) => ({
    postId: s.post.id,
    accountId,
    party,
    startsAt: `2026-03-03T${from}:00:00+08:00`,
    endsAt: `2026-03-03T${until}:00:00+08:00`,
  })
  await assignDuties(t.ctx(s.manager), {
    estateId: s.estate.id,
    duties: [turn(s.guard.id, 'company', '08', '20'), turn(fighter.id, 'brigade', '08', '14')],
  })
  const gaps = await listGaps(t.ctx(s.manager), {
    estateId: s.estate.id,
    from: '2026-03-03T08:00:00+08:00',
    until: '2026-03-03T22:00:00+08:00',
  })
  expect(gaps.items.map(g => [g.party ?? null, g.from, g.until])).toEqual([
    ['brigade', '2026-03-03T06:00:00Z', '2026-03-03T12:00:00Z'],
    [null, '2026-03-03T12:00:00Z', '2026-03-03T14:00:00Z'],
  ])
})

test('[S6-45] absence with its reason calls the superior, then who has the next turn, each by name', async () => {
  const s = await setup()
  const { items } = await assignDuties(t.ctx(s.manager), {
    estateId: s.estate.id,
    duties: [
      {
        postId: s.post.id,
        accountId: s.guard.id,
        startsAt: '2026-03-02T10:00:00+08:00',
        endsAt: '2026-03-02T18:00:00+08:00',
      },
      {
        postId: s.post.id,
        accountId: s.relief.id,
        startsAt: '2026-03-02T18:00:00+08:00',
        endsAt: '2026-03-03T02:00:00+08:00',
      },
    ],
  })
  await reportAbsence(t.ctx(s.guard), { estateId: s.estate.id, dutyId: items[0]!.id, reason: '发热' })
  await t.drain()
  const { rows } = await t.pool.query(
    `SELECT name, chain, body FROM message WHERE estate_id = $1 AND kind = 'duty.absence'`,
    [s.estate.id],
  )
  expect(rows).toMatchObject([{ name: '钱队员' }])
  expect(rows[0].chain.map((p: { name: string }) => p.name)).toContain('孙经理')
  expect(rows[0].body.zh).toContain('发热')
})

test('[S6-45] the register is given out as a table and printed with both parts', async () => {
  const s = await setup({ unattendedMinutes: 10 })
  at('08:30:00')
  await watchAll(t.ctx(system))
  await checkIn(t.ctx(s.guard), s.here)
  const ctx = t.ctx(s.manager)
  const rows = []
  for await (const row of bookLists[0]!.cells(ctx, { estateId: s.estate.id, ...SHIFT })) rows.push(row)
  expect(rows).toHaveLength(1)
  const paper = await bookPrints[0]!.document(ctx, { estateId: s.estate.id, ...SHIFT })
  const tables = paper.blocks.filter(b => b.kind === 'table')
  expect(tables.map(b => b.rows.length)).toEqual([1, 1])
  expect(tables[0]!.rows[0]).toContain('无凭证')
})
