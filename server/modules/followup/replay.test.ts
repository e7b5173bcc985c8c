/** The same month lived twice, and the same figures wherever they are written. */
import { expect, test } from 'vitest'
import { type Callers, followMonth } from '../../../sim/followup.ts'
import type { World } from '../../../sim/load/world.ts'
import { random } from '../../../sim/random.ts'
import { aDesk, raise } from '../../../test/desk.ts'
import { anAccount } from '../../../test/factories.ts'
import { actor, type TestHouse, testHouse } from '../../../test/harness.ts'
import type { Role } from '../../core/access.ts'
import { toPdf } from '../../core/print-pdf.ts'
import { tableToXlsx } from '../../core/sheet-list.ts'
import { readSheet } from '../../core/sheet-read.ts'
import { reply } from '../desk/closing.ts'
import { wall } from '../desk/promise-wall.ts'
import { followupLists } from './lists.ts'
import { followupPrints } from './prints.ts'
import { getReport, getRound } from './reads.ts'

const t = await testHouse()
const MONTH = '2026-03'

interface Lived extends Callers {
  reader: ReturnType<typeof actor>
}

/** A month of inquiries: some answered at once, some later, some too late, a few major; then followed up and closed. */
async function live(house: TestHouse, seed: string, tickets: number): Promise<Lived> {
  const { r, who, reader } = await ask(house, seed, tickets)
  const w: World = {
    house: house.house,
    r,
    now: house.clock.now(),
    town: { kind: 'system', name: 'sim' },
    say: () => {},
  }
  house.clock.set('2026-04-10T00:00:00Z')
  await followMonth(w, who, MONTH, house.clock.now())
  return { ...who, reader }
}

/** The month's inquiries alone, with those who may follow them up. */
async function ask(house: TestHouse, seed: string, tickets: number) {
  const r = random(seed)
  house.clock.set('2026-03-01T00:00:00Z')
  const d = await aDesk(house)
  const hire = async (role: Role, name: string) => (await anAccount(house, d.estateId, { role, name })).actor
  const clerk = await hire('front_desk', '前台甲')
  const second = await hire('front_desk', '前台乙')
  const office = await hire('office', '办公室')
  const director = await hire('duty_director', '主任')
  for (let i = 0; i < tickets; i++) {
    house.clock.advance({ minutes: r.int(60, Math.floor((28 * 24 * 60 * 2) / tickets) - 60) })
    const desk = r.pick([clerk, second])
    const atOnce = r.chance(0.6)
    const made = await raise(
      house,
      d,
      {
        kind: 'inquiry',
        class: r.pick(['general', 'outside']),
        text: `咨询 ${i}`,
        severity: r.chance(0.06) ? 'major' : 'normal',
        ...(atOnce ? { answer: '已答复' } : {}),
      },
      desk,
    )
    if (atOnce) continue
    house.clock.advance({ minutes: r.chance(0.9) ? r.int(3, 28) : r.int(31, 50) })
    await reply(house.ctx(desk), {
      estateId: d.estateId,
      ticketId: made.id,
      text: '已电话答复',
      how: 'phone',
    })
  }
  const who = { estateId: d.estateId, office, director, callers: [clerk, second, office] }
  return { r, who, reader: actor('duty_director', 'estate', d.estateId) }
}

/** Ids are new in each life; everything else must be the same. */
const withoutIds = (value: unknown): string =>
  JSON.stringify(value).replace(/[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/g, 'id')

test('[S1-49] a month lived twice gives the same seeds, samples, calls and report', async () => {
  const lives = [await live(t, 'month', 30), await live(t, 'month', 30)]
  const seen = []
  for (const who of lives) {
    const ctx = t.ctx(who.reader)
    const input = { estateId: who.estateId, month: MONTH }
    const report = await getReport(ctx, input)
    const rounds = []
    for (let round = 1; round <= 6; round++) rounds.push(await getRound(ctx, { ...input, round }))
    expect(rounds.every(r => r.verified)).toBe(true)
    expect(report.state).toBe('closed')
    const drawn = rounds.flatMap(r => r.items).filter(i => i.how).length
    expect(drawn * 2).toBeGreaterThanOrEqual(report.counts.closed)
    expect(rounds.flatMap(r => r.items).filter(i => i.major && !i.how)).toEqual([])
    const { satisfied, partly, dissatisfied, refused, unreachable, open, closed } = report.counts
    expect(satisfied + partly + dissatisfied + refused + unreachable + open).toBe(closed)
    expect(report.byType.reduce((n, k) => n + k.due, 0)).toBe(report.byPerson.reduce((n, k) => n + k.due, 0))
    const { estate: _name, version, versions: _all, ...rest } = report
    seen.push(withoutIds({ ...rest, at: version?.at, rounds }))
  }
  expect(seen[0]).toBe(seen[1])
}, 90_000)

test('[SX-04, SX-07] screen, paper and table carry the same figures, each with its definition', async () => {
  const who = await live(t, 'paper', 20)
  const ctx = t.ctx(who.reader)
  const asked = { estateId: who.estateId, month: MONTH }
  const report = await getReport(ctx, asked)
  const list = followupLists.find(l => l.key === 'followup.report')
  const rows: unknown[][] = []
  for await (const row of list?.cells(ctx, asked) ?? []) rows.push(row)
  for (const f of report.figures) {
    const row = rows.find(r => r[1] === f.title.zh)
    expect(row?.slice(2, 4)).toEqual([f.numerator, f.denominator])
    expect(String(row?.[7])).toContain(f.definition.numerator.zh)
    expect(String(row?.[7])).toContain(f.definition.exclusions.zh)
  }
  const sheet = await tableToXlsx({ title: '月报', columns: list?.columns ?? [] }, [JSON.stringify(rows)])
  const read = await readSheet(Buffer.from(sheet), 'month.xlsx')
  expect(JSON.stringify(read)).toContain('回访率')
  const document = await followupPrints.find(p => p.key === 'followup-report')?.document(ctx, asked)
  const text = JSON.stringify(document?.blocks)
  for (const f of report.figures) expect(text).toContain(f.definition.exclusions.zh)
  expect(document).toMatchObject({ number: `${MONTH} 第 1 版` })
  expect(document?.blocks.at(-1)).toMatchObject({ kind: 'signatures' })
  expect(JSON.stringify(document?.blocks.at(-1))).toContain('"seal":true')
  const printed = document && (await toPdf(document))
  expect(printed?.missing).toEqual([])
}, 60_000)

test('[SX-07, S8-13] the wall and the month’s report count the same promises kept and missed, per type and per person', async () => {
  const { who } = await ask(t, 'both', 80)
  const { estateId } = who
  t.clock.set('2026-03-31T15:59:59.999Z')
  const manager = t.ctx(actor('manager', 'estate', estateId))
  const shown = await wall(manager, { estateId })
  const report = await getReport(t.ctx(who.director), { estateId, month: MONTH })
  const sum = (rows: readonly { kept: number; missed: number }[]) => ({
    kept: rows.reduce((n, x) => n + x.kept, 0),
    due: rows.reduce((n, x) => n + x.kept + x.missed, 0),
  })
  const whole = report.figures.find(f => f.key === 'promise.kept')
  expect(whole?.denominator).toBeGreaterThan(10)
  expect(sum(shown.types)).toEqual({ kept: whole?.numerator, due: whole?.denominator })
  expect(sum(shown.types).kept).toBeLessThan(sum(shown.types).due)
  expect(sum(shown.people)).toEqual(sum(shown.types))
  const people = (rows: readonly { name: string; kept: number; due: number }[]) =>
    rows.map(x => `${x.name} ${x.kept}/${x.due}`).sort()
  expect(people(shown.people.map(x => ({ ...x, due: x.kept + x.missed })))).toEqual(
    people(report.byPerson.map(x => ({ ...x, name: x.label.zh }))),
  )
})
