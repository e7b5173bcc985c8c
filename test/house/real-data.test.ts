/**
 * Input that nobody here wrote: thousands of real complaint texts through intake and search, and the sessions of a real
 * garage, dirty as they are, through the gate. Skipped by name where the files are not at hand.
 */
import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { Temporal } from 'temporal-polyfill'
import { expect, test } from 'vitest'
import { parseDelimited } from '../../server/core/sheet-csv.ts'
import { list, myGet } from '../../server/modules/desk/reads.ts'
import { inside } from '../../server/modules/gate/service-passage.ts'
import { register } from '../../server/modules/gate/service-register.ts'
import { aDesk, raise } from '../desk.ts'
import { anAttempt, aSite, type GateSite } from '../gate-factories.ts'
import { testHouse } from '../harness.ts'

const shared = process.env.ANJU_SHARED ?? '../shared'
const file = (name: string) => resolve(shared, 'data', name)
const haikou = file('complaints/haikou12345_open.csv')
const tipdm = file('complaints/tipdm2020_open.csv')
const garage = file('parking/residential_sessions_norway.csv')

const t = await testHouse()

/** The rows of a file as objects by column. */
function rowsOf(path: string): Record<string, string>[] {
  const [head, ...rows] = parseDelimited(readFileSync(path, 'utf8'), ',', 100_000).map(r => r.cells)
  return rows.map(cells => Object.fromEntries((head ?? []).map((name, i) => [name, cells[i] ?? ''])))
}

type Raised = Parameters<typeof raise>[2]
const kinds: Record<string, Raised> = {
  inquiry: { kind: 'inquiry', class: 'general' },
  suggestion: { kind: 'suggestion', class: 'service' },
  report: { kind: 'repair', class: 'common' },
}
const complaint: Raised = { kind: 'complaint', class: 'other' }

/** Every n-th text, and the longest of all. */
function someTexts(path: string, most: number): { text: string; as: Raised }[] {
  const all = rowsOf(path)
    .map(r => ({
      text: [r.title, r.text].filter(Boolean).join('：').trim().slice(0, 10_000),
      as: kinds[r.kind ?? ''] ?? complaint,
    }))
    .filter(r => r.text !== '')
  const longest = all.reduce((a, b) => (b.text.length > a.text.length ? b : a))
  const step = Math.ceil(all.length / most)
  return [longest, ...all.filter((_, i) => i % step === 0)]
}

/** A run of Han characters from the middle of the text, as somebody types who remembers a few words of it. */
function remembered(text: string): string | undefined {
  const runs = text.match(/\p{Script=Han}{8,}/gu)
  const run = runs?.[Math.floor(runs.length / 2)]
  return run?.slice(0, 14)
}

test.skipIf(!existsSync(haikou) || !existsSync(tipdm))(
  'thousands of real complaint texts are taken as they stand and found again by their words',
  { timeout: 180_000 },
  async () => {
    const d = await aDesk(t)
    const texts = [...someTexts(haikou, 1500), ...someTexts(tipdm, 1500)]
    expect(texts.length).toBeGreaterThan(2500)
    expect(Math.max(...texts.map(x => x.text.length))).toBeGreaterThan(5000)
    const made: { id: string; text: string }[] = []
    for (const { text, as } of texts) {
      const ticket = await raise(t, d, { ...as, text })
      expect(ticket.promises.length).toBeGreaterThan(0)
      made.push({ id: ticket.id, text })
    }
    const kept = await t.pool.query<{ id: string; text: string }>(
      'SELECT id, text FROM ticket WHERE estate_id = $1',
      [d.estateId],
    )
    const byId = new Map(kept.rows.map(r => [r.id, r.text]))
    for (const one of made) expect(byId.get(one.id)).toBe(one.text)
    let looked = 0
    for (const one of made.filter((_, i) => i % 15 === 0)) {
      const q = remembered(one.text)
      if (q === undefined) continue
      looked += 1
      // an office's standing phrase stands in hundreds of them: page by page, as a reader would
      const ids: string[] = []
      for (let more = true; more && !ids.includes(one.id); ) {
        const page = await list(t.ctx(d.clerk), {
          ...{ estateId: d.estateId, show: 'all', q, limit: 100 },
          offset: ids.length,
        })
        ids.push(...page.items.map(i => i.id))
        more = page.items.length === 100
      }
      expect(ids, q).toContain(one.id)
    }
    expect(looked).toBeGreaterThan(100)
  },
)

test('a text of 10,000 signs, emoji and rare Han characters are kept to the sign; one more is refused', async () => {
  const d = await aDesk(t)
  const odd = `电梯🛗困人😡，住户𠮷祥、㛃女士反映👨‍👩‍👧一家被困。<b onclick="x()">'; DROP TABLE ticket; --`
  const long = odd + '又'.repeat(10_000 - [...odd].length)
  const made = await raise(t, d, { ...complaint, text: long }, d.resident)
  const seen = await myGet(t.ctx(d.resident), { estateId: d.estateId, ticketId: made.id })
  expect(seen.text).toBe(long)
  for (const q of ['𠮷祥', '㛃女', '困人']) {
    const page = await list(t.ctx(d.clerk), { estateId: d.estateId, q, limit: 10 })
    expect(
      page.items.map(i => i.id),
      q,
    ).toEqual([made.id])
  }
  await expect(raise(t, d, { ...complaint, text: `${long}又` }, d.resident)).rejects.toMatchObject({
    code: 'core.invalid',
  })
})

interface Move {
  at: string
  direction: 'in' | 'out'
  vehicle: string
}

/** The stays around every dirty one: no exit, or begun before the last of the same vehicle ended. */
function dirtyStays(): { moves: Move[]; noExit: number; overlapping: number } {
  const byVehicle = Map.groupBy(rowsOf(garage), r => r.vehicle ?? '')
  const moves: Move[] = []
  let noExit = 0
  let overlapping = 0
  for (const [vehicle, stays] of byVehicle) {
    stays.sort((a, b) => (a.in_time! < b.in_time! ? -1 : 1))
    const dirty = stays.map((s, i) => {
      const without = s.out_time === ''
      const over = i > 0 && stays[i - 1]!.out_time !== '' && s.in_time! < stays[i - 1]!.out_time!
      noExit += without ? 1 : 0
      overlapping += over ? 1 : 0
      return without || over
    })
    stays.forEach((s, i) => {
      if (!dirty.slice(Math.max(0, i - 2), i + 3).some(Boolean)) return
      moves.push({ at: s.in_time!, direction: 'in', vehicle })
      if (s.out_time !== '') moves.push({ at: s.out_time!, direction: 'out', vehicle })
    })
  }
  moves.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
  return { moves, noExit, overlapping }
}

const plateOf = (vehicle: string) => `琼A${vehicle.replace(/\D/g, '').padStart(5, '0')}`

/** The house's rules begin in 2020: the garage's years are moved up by seven. */
const AGE = { years: 7 }

/** One movement: the driver is new the first time and known by his registration afterwards. */
async function move(site: GateSite, m: Move, known: Map<string, string>) {
  t.clock.set(
    Temporal.PlainDateTime.from(m.at.replace(' ', 'T')).add(AGE).toZonedDateTime('Asia/Shanghai').toInstant(),
  )
  const id = known.get(m.vehicle)
  const answer = await register(
    t.ctx(site.guard),
    anAttempt(site, {
      direction: m.direction,
      persons: [
        id
          ? { kind: 'resident', registrantId: id }
          : { kind: 'resident', name: `车主${m.vehicle}`, unit: site.unit, reason: '回家' },
      ],
      vehicle: {
        plate: plateOf(m.vehicle),
        licenceChecked: false,
        drivingLicenceChecked: false,
        occupants: 1,
      },
    }),
  )
  const [person] = answer.persons
  if (person?.registrantId) known.set(m.vehicle, person.registrantId)
  return { outcome: answer.outcome, missing: person?.missing ?? null }
}

test.skipIf(!existsSync(garage))(
  '[S6-34] a real garage with missing exits and overlapping stays: who is inside and what is missing is told rightly, of the person and of the vehicle',
  { timeout: 180_000 },
  async () => {
    const { moves, noExit, overlapping } = dirtyStays()
    expect(noExit).toBe(34)
    expect(overlapping).toBeGreaterThanOrEqual(18)
    const site = await aSite(t)
    const known = new Map<string, string>()
    const last = new Map<string, 'in' | 'out'>()
    let missing = 0
    for (const m of moves) {
      const expected = last.get(m.vehicle) === m.direction ? (m.direction === 'in' ? 'exit' : 'entry') : null
      expect(await move(site, m, known), `${m.vehicle} ${m.direction} ${m.at}`).toEqual({
        outcome: 'passed',
        missing: expected,
      })
      missing += expected ? 1 : 0
      last.set(m.vehicle, m.direction)
    }
    expect(missing).toBeGreaterThan(20)
    const now = await inside(t.ctx(site.guard), { estateId: site.estateId })
    expect(now.total).toBe([...last.values()].filter(x => x === 'in').length)
    expect(now.items.map(i => i.id).sort()).toEqual(
      [...last].flatMap(([vehicle, at]) => (at === 'in' ? (known.get(vehicle) ?? []) : [])).sort(),
    )
    const kept = await t.pool.query<{ subject: string; n: number; missing: number }>(
      'SELECT subject, count(*)::int AS n, count(missing)::int AS missing FROM passage WHERE estate_id = $1 GROUP BY 1 ORDER BY 1',
      [site.estateId],
    )
    expect(kept.rows).toEqual([
      { subject: 'person', n: moves.length, missing },
      { subject: 'vehicle', n: moves.length, missing },
    ])
  },
)
