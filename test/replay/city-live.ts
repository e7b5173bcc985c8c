/** Lives through a city hour by hour and reads its promises after each. */
import { Temporal } from 'temporal-polyfill'
import { random } from '../../sim/random.ts'
import { type CityPlan, HOUR, type Made, Server, START, shareOf, Terminal } from './city.ts'
import { type City, freeze, look, promises } from './city-promises.ts'

export interface CityCourse {
  hours: number
  made: number
  stored: number
  waiting: number
  outages: number
  /** sent again though the server had it */
  repeats: number
  /** entered at the server more than an hour after it happened */
  late: number
  beyondTwoDays: number
  /** came after the day to which they count was submitted */
  afterSubmission: number
  broken: string[]
}

const dateOf = (ms: number) => Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO('Asia/Shanghai')

/** Three days back, for clocks that are believed, and two on, for terminals that come back late. */
function daysOf(plan: CityPlan): string[] {
  const first = dateOf(START).toPlainDate().subtract({ days: 2 })
  return Array.from({ length: plan.hours / 24 + 6 }, (_, n) => first.add({ days: n }).toString())
}

/** Lives through the plan's hours, then mends every line and lets what waits come in. Stops at the first broken promise. */
export async function liveCity(seed: string, plan: CityPlan): Promise<CityCourse> {
  const terminals = Array.from(
    { length: plan.terminals },
    (_, n) => new Terminal(plan, n, random(`${seed}:${n}`)),
  )
  const city: City = { server: new Server(plan), terminals, days: daysOf(plan), frozen: new Map() }
  const made = new Map<string, Made>()
  const broken: string[] = []
  let hours = 0
  const read = () => {
    hours += 1
    for (const t of terminals)
      for (let n = t.made.length - 1; n >= 0 && !made.has(t.made[n]!.clientId); n--)
        made.set(t.made[n]!.clientId, t.made[n]!)
    const seen = look(city, made)
    for (const p of promises) for (const line of p.broken(seen)) broken.push(`${p.promise}: ${line}`)
  }
  for (let h = 0; h < plan.hours && broken.length === 0; h++) {
    const from = START + h * HOUR
    for (const t of terminals) await t.hour(city.server, from, shareOf(h % 24) * plan.perTerminalDay)
    // headquarters has its summary at 23:00
    if (h % 24 === 22) freeze(city, dateOf(from).toPlainDate().toString())
    read()
  }
  for (const t of terminals) t.mend()
  for (let h = plan.hours; h < plan.hours + 12 && broken.length === 0; h++) {
    if (terminals.every(t => t.shelf.length === 0) && h > plan.hours) break
    for (const t of terminals) for (let i = 0; i < 8; i++) await t.retry(city.server, START + h * HOUR)
    read()
  }
  return { hours, ...figures(city, made), broken: broken.slice(0, 20) }
}

function figures(city: City, made: Map<string, Made>) {
  const { rows } = city.server
  const lateBy = rows.map(r => r.receivedAt - made.get(r.clientId)!.at)
  const afterSubmission = [...city.frozen].reduce((n, [day, was]) => {
    const end = Temporal.PlainDate.from(day).toZonedDateTime('Asia/Shanghai').epochMilliseconds + 21 * HOUR
    return n + rows.slice(was.rows).filter(r => r.at < end && r.at >= end - 24 * HOUR).length
  }, 0)
  return {
    made: made.size,
    stored: rows.length,
    waiting: city.terminals.reduce((n, t) => n + t.shelf.length, 0),
    outages: city.terminals.reduce((n, t) => n + t.outages, 0),
    repeats: city.terminals.reduce((n, t) => n + t.repeats, 0),
    late: lateBy.filter(ms => ms > HOUR).length,
    beyondTwoDays: lateBy.filter(ms => ms > 48 * HOUR).length,
    afterSubmission,
  }
}
