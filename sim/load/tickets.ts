/** A month of what residents said and what came of it, through the desk's own verbs at the moments they happened. */
import sharp from 'sharp'
import { dayStart, type Instant, localDate } from '../../server/core/clock.ts'
import { arrive, take } from '../../server/modules/desk/acts.ts'
import { handle, reply, sign } from '../../server/modules/desk/closing.ts'
import { createTicket } from '../../server/modules/desk/create.ts'
import { momentOfDay } from '../hours.ts'
import type { MadeHousehold } from '../households.ts'
import { type SaidThing, somethingSaid } from '../texts.ts'
import { type LoadedUnits, labelOf } from './estate.ts'
import type { Crew } from './staff.ts'
import { ctxOf, type World } from './world.ts'

const DAYS = 30
const PER_DAY = 13

interface Arrival {
  at: Instant
  said: SaidThing
}

/** What comes in over the month and this morning, in order. */
function arrivals(w: World): Arrival[] {
  const today = localDate(w.now)
  const out: Arrival[] = []
  for (let d = DAYS; d >= 0; d--) {
    const date = today.subtract({ days: d })
    const weekend = date.dayOfWeek > 5
    const midnight = dayStart(date)
    for (let n = w.r.int(PER_DAY - 5, PER_DAY + 5); n > 0; n--)
      out.push({
        at: midnight.add({ milliseconds: momentOfDay(w.r, weekend ? 'messagesWeekend' : 'messagesWeekday') }),
        said: somethingSaid(w.r),
      })
  }
  const until = w.now.subtract({ minutes: 2 }).epochMilliseconds
  return out
    .filter(a => a.at.epochMilliseconds < until)
    .sort((a, b) => a.at.epochMilliseconds - b.at.epochMilliseconds)
}

async function signature(): Promise<Buffer> {
  const svg =
    '<svg xmlns="http://www.w3.org/2000/svg" width="300" height="120"><path d="M20 80 C 80 10, 140 150, 280 40" stroke="#111" stroke-width="4" fill="none"/></svg>'
  return sharp(Buffer.from(svg)).png().toBuffer()
}

interface Hands {
  estateId: string
  crew: Record<string, Crew>
  households: MadeHousehold[]
  units: LoadedUnits
  ink: Buffer
}

function handlerFor(h: Hands, said: SaidThing, building: string): Crew {
  if (said.kind === 'repair' || said.topic === 'common_repair')
    return h.crew[Number(building) % 2 ? 'ah.weixiu1' : 'ah.weixiu2']!
  return h.crew[`ah.guanjia${(Number(building) % 3) + 1}`]!
}

/** Minutes from the call to the arrival: nine in ten inside the promise, as a well-run estate has it. */
function minutesToArrive(w: World, said: SaidThing): number {
  const late = w.r.chance(0.07)
  if (said.topic === 'conduct') return late ? w.r.int(16, 34) : w.r.int(4, 14)
  if (said.topic === 'other') return late ? w.r.int(485, 600) : w.r.int(20, 300)
  return w.r.int(15, 240)
}

async function raise(w: World, h: Hands, a: Arrival, home: MadeHousehold): Promise<string> {
  const { said } = a
  const neighbour =
    h.households.find(
      x =>
        x !== home &&
        x.unit.building === home.unit.building &&
        x.unit.section === home.unit.section &&
        x.unit.floor === home.unit.floor + 1,
    ) ?? w.r.pick(h.households)
  const atOnce = said.kind === 'inquiry' && w.r.chance(0.62)
  const made = await createTicket(
    ctxOf(w, (localDate(a.at).day % 2 ? h.crew['ah.qiantai']! : h.crew['ah.qiantai2']!).actor, a.at),
    {
      estateId: h.estateId,
      kind: said.kind,
      class: said.topic,
      text: said.text,
      channel: w.r.pick(['phone', 'phone', 'phone', 'app', 'visit', 'message']),
      unitId: h.units.units.get(labelOf(home.unit))!,
      requesterName: (home.lessee ?? home.owner).name,
      requesterPhone: (home.lessee ?? home.owner).phone,
      ...(said.kind === 'complaint' && w.r.chance(0.05) ? { severity: 'major' } : {}),
      ...(said.topic === 'conduct'
        ? {
            subtype: w.r.pick(['renovation_noise', 'renovation_smell', 'rest_noise', 'other']),
            accusedUnitId: h.units.units.get(labelOf(neighbour.unit))!,
          }
        : {}),
      ...(atOnce ? { answer: '已当场答复，并告知可在手机上查看。' } : {}),
    },
  )
  return atOnce ? '' : made.id
}

/** Carries one matter as far as the present allows; the clock of each act is the moment it happened. */
async function carry(w: World, h: Hands, a: Arrival, ticketId: string, home: MadeHousehold): Promise<void> {
  const { said } = a
  const handler = handlerFor(h, said, home.unit.building)
  let at = a.at
  const next = (minutes: number) => {
    at = at.add({ seconds: Math.round(minutes * 60) + w.r.int(0, 40) })
    return at.epochMilliseconds < w.now.epochMilliseconds
  }
  const input = { estateId: h.estateId, ticketId }
  const as = () => ctxOf(w, handler.actor, at)
  if (said.kind === 'inquiry') {
    if (next(w.r.chance(0.06) ? w.r.int(31, 70) : w.r.int(3, 27)))
      await reply(as(), { ...input, text: '已电话回复，业主表示清楚。', how: 'phone' })
    return
  }
  if (!next(w.r.int(1, 4))) return
  await take(as(), said.topic === 'other' ? { ...input, limit: { amount: 240 } } : input)
  const comes = said.topic === 'conduct' || said.topic === 'other' || said.kind === 'repair'
  if (comes) {
    if (!next(minutesToArrive(w, said) - 4)) return
    await arrive(as(), input)
  }
  if (!next(comes ? w.r.int(10, 90) : w.r.int(120, 2600))) return
  await handle(as(), {
    ...input,
    text: comes ? '已到现场处理，向业主说明了情况。' : '已安排处理完毕，并向业主说明。',
    how: 'face',
  })
  if (!next(w.r.int(2, 600))) return
  const ink = { upload: { filename: 'signature.png', mediaType: 'image/png', bytes: h.ink } }
  const satisfied = w.r.chance(0.94)
  await sign(as(), { ...input, satisfied, rating: satisfied ? w.r.pick([4, 4, 5, 5, 5]) : 2, ...ink })
  if (satisfied) return
  // Not satisfied: the matter goes on until he is (S8-11).
  if (!next(w.r.int(60, 700))) return
  if (comes) await arrive(as(), input)
  if (!next(w.r.int(20, 120))) return
  await handle(as(), { ...input, text: '返工后再次说明，业主表示认可。', how: 'face' })
  if (!next(w.r.int(5, 200))) return
  await sign(as(), { ...input, satisfied: true, rating: 4, ...ink })
}

export async function loadTickets(w: World, h: Omit<Hands, 'ink'>): Promise<number> {
  const hands = { ...h, ink: await signature() }
  const list = arrivals(w)
  // Four matters at a time keep the database busy; each matter's own acts stay in order.
  let i = 0
  const worker = async () => {
    for (let a = list[i++]; a !== undefined; a = list[i++]) {
      const home = w.r.pick(h.households)
      const id = await raise(w, hands, a, home)
      if (id !== '') await carry(w, hands, a, id, home)
    }
  }
  await Promise.all([worker(), worker(), worker(), worker()])
  return list.length
}
