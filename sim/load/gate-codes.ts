/** What opens the entrance besides a face that is known: standing passes, visitor codes, a quota of outings; and parcels that wait. */
import type { Actor } from '../../server/core/access.ts'
import { type Instant, localDate, ZONE } from '../../server/core/clock.ts'
import { newId } from '../../server/core/ids.ts'
import { endParcel, takeParcel } from '../../server/modules/gate/service-parcel.ts'
import { invite, issuePass } from '../../server/modules/gate/service-pass.ts'
import { endPermit, issuePermit, setPermitRule } from '../../server/modules/gate/service-permit.ts'
import { register } from '../../server/modules/gate/service-register.ts'
import type { MadeHousehold } from '../households.ts'
import { type MadePerson, makePerson } from '../people.ts'
import { labelOf } from './estate.ts'
import { ctxOf, type World } from './world.ts'

export interface CodeHands {
  estateId: string
  /** the one entrance of the closure */
  gateId: string
  manager: Actor
  desk: Actor
  guard: Actor
  /** the owner who can sign in, and his home; none in a town without one */
  owner: { actor: Actor; home: MadeHousehold } | undefined
  households: MadeHousehold[]
}

/** The closure's entrance is open from seven to nine. */
const [OPENS, SHUTS] = [7, 21]

/** The moment before which these comings and goings lie: now, or at night and early in the morning the evening before. */
function latest(w: World): Instant {
  const now = w.now.toZonedDateTimeISO(ZONE)
  // three hours after opening there is room for what happened today
  if (now.hour >= OPENS + 3 && now.hour < SHUTS) return w.now
  const evening = now.hour < SHUTS ? now.subtract({ days: 1 }) : now
  return evening.with({ hour: SHUTS - 1, minute: 55 }).toInstant()
}

async function pass(
  w: World,
  h: CodeHands,
  at: Instant,
  direction: 'in' | 'out',
  who: { person: MadePerson; unit: string; visitor?: { passId: string }; trip: [string, string] },
): Promise<void> {
  const [destination, reason] = who.trip
  const { name, idNumber, phone } = who.person
  await register(ctxOf(w, h.guard, at), {
    estateId: h.estateId,
    clientId: newId(at.epochMilliseconds),
    gateId: h.gateId,
    direction,
    persons: [
      {
        kind: who.visitor ? 'visitor' : 'resident',
        ...{ name, idNumber, phone, destination, reason, mask: true },
        unit: who.unit,
      },
    ],
    ...(who.visitor ?? {}),
  })
}

/** Each home two outings in two days, as closures of this kind order it; one home has used one, another both. */
async function quotas(w: World, h: CodeHands, homes: MadeHousehold[]): Promise<void> {
  await setPermitRule(ctxOf(w, h.manager), {
    estateId: h.estateId,
    per: 'household',
    outings: 2,
    everyDays: 2,
    required: false,
    days: { household: 28, worker: 30, shift: 30 },
    beyondHours: ['shift'],
    fromDate: localDate(w.now).subtract({ days: 1 }).toString(),
    source: '演示数据：每户每两天外出两次',
  })
  const at = (minutesAgo: number) => latest(w).subtract({ minutes: minutesAgo })
  const out = async (home: MadeHousehold, person: MadePerson, minutesAgo: number, trip: [string, string]) => {
    const who = { person, unit: labelOf(home.unit), trip }
    await pass(w, h, at(minutesAgo), 'out', who)
    await pass(w, h, at(minutesAgo - 40), 'in', who)
  }
  const mine = h.owner?.home ?? homes[0]
  if (mine) await out(mine, mine.owner, 110, ['镇中心超市', '超市购物'])
  const other = homes.at(-1)
  if (!other) return
  await out(other, other.owner, 170, ['县人民医院', '就医取药'])
  await out(other, other.owner, 100, ['农贸市场', '买菜'])
}

/** Standing passes: of homes, of those who work in the estate, of the night shift; one was lost and replaced. */
async function permits(w: World, h: CodeHands, homes: MadeHousehold[]): Promise<number> {
  const { estateId } = h
  const at = w.now.subtract({ hours: 24 * 6 })
  const ctx = ctxOf(w, h.desk, at)
  const made = []
  for (const home of homes)
    made.push(await issuePermit(ctx, { estateId, kind: 'household', unit: labelOf(home.unit) }))
  for (const holder of ['刘建国', '陈秀英'])
    await issuePermit(ctx, { estateId, kind: 'worker', holder, hours: { from: '07:00', until: '20:00' } })
  await issuePermit(ctx, { estateId, kind: 'shift', holder: '医院夜班' })
  const lost = made.at(-2)
  if (lost)
    await endPermit(ctxOf(w, h.desk, w.now.subtract({ hours: 20 })), {
      estateId,
      id: lost.id,
      version: lost.version,
      state: 'lost',
      reason: '本人到前台挂失',
      replace: true,
    })
  return made.length + 4
}

/** Today's visitor codes: from a resident's phone, from the desk, from the guard; one visitor came in on his. */
async function visitors(w: World, h: CodeHands, homes: MadeHousehold[]): Promise<number> {
  const { estateId } = h
  const guests = ['张叔叔', '电信安装师傅', '外婆', '家教老师', '搬家公司', '同学两人']
  const given = []
  for (const [i, guest] of guests.entries()) {
    const home = homes[i % homes.length]
    if (!home) return 0
    const ctx = (who: Actor) => ctxOf(w, who, w.now.subtract({ minutes: 25 + 20 * i }))
    const unit = labelOf(home.unit)
    if (i < 2 && h.owner)
      given.push({
        ...(await invite(ctx(h.owner.actor), { estateId, guest })),
        unit: labelOf(h.owner.home.unit),
      })
    else
      given.push(
        await issuePass(ctx(i % 2 ? h.desk : h.guard), {
          estateId,
          unit,
          guest,
          kind: guest.includes('公司') ? 'worker' : 'visitor',
          uses: guest.includes('两人') ? 2 : 1,
        }),
      )
  }
  const came = given[2]
  if (came && latest(w) === w.now)
    await pass(w, h, w.now.subtract({ minutes: 20 }), 'in', {
      person: makePerson(w.r, [55, 70]),
      unit: came.unit,
      visitor: { passId: came.id },
      trip: [came.unit, '看望家人'],
    })
  return given.length
}

const carriers = ['邮政', '顺丰', '圆通', '京东', '中通', '极兔']

/** Parcels at the point: most of today, one past the days that it may lie, two fetched. */
async function parcels(w: World, h: CodeHands, homes: MadeHousehold[]): Promise<number> {
  const { estateId } = h
  const hoursAgo = [2, 3, 4, 5, 100, 6, 7]
  const whose = h.owner ? [h.owner.home, ...homes] : homes
  let n = 0
  for (const [i, hours] of hoursAgo.entries()) {
    const home = whose[i % whose.length]
    if (!home) return n
    const parcel = await takeParcel(ctxOf(w, h.guard, w.now.subtract({ hours })), {
      estateId,
      unit: labelOf(home.unit),
      carrier: carriers[i % carriers.length] ?? '邮政',
      place: `东门货架 ${1 + (i % 3)} 层`,
      pieces: i === 1 ? 2 : 1,
    })
    n++
    if (i > 4)
      await endParcel(ctxOf(w, h.guard, w.now.subtract({ minutes: 30 })), {
        estateId,
        id: parcel.id,
        state: 'collected',
      })
  }
  return n
}

/** @returns how many passes, codes and parcels there are */
export async function loadGateCodes(w: World, h: CodeHands): Promise<number> {
  const near = h.households.filter(home => home.ownerLivesHere && home !== h.owner?.home).slice(0, 18)
  const homes = h.owner ? [h.owner.home, ...near] : near
  await quotas(w, h, homes)
  return (
    (await permits(w, h, homes)) + (await visitors(w, h, homes)) + (await parcels(w, h, near.slice(0, 6)))
  )
}
