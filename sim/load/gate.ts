/** Gates, a closure by its decision document, and eight days of going out and coming home through the one entrance. */
import type { Actor } from '../../server/core/access.ts'
import { dayStart, type Instant, localDate } from '../../server/core/clock.ts'
import { newId } from '../../server/core/ids.ts'
import { beginClosure } from '../../server/modules/gate/service-closure.ts'
import { addGate } from '../../server/modules/gate/service-gate.ts'
import { recordIncident } from '../../server/modules/gate/service-incident.ts'
import { register } from '../../server/modules/gate/service-register.ts'
import { momentOfDay } from '../hours.ts'
import type { MadeHousehold } from '../households.ts'
import type { MadePerson } from '../people.ts'
import { labelOf } from './estate.ts'
import type { Crew } from './staff.ts'
import { ctxOf, type World } from './world.ts'

const DAYS = 8
const HOURS: [number, number] = [7, 21]
const PER_DAY = 120

const errands = [
  '超市购物',
  '上班',
  '就医取药',
  '接送孩子',
  '看望父母',
  '办理业务',
  '倒垃圾',
  '取快递',
  '锻炼身体',
]
const places = [
  '镇中心超市',
  '县人民医院',
  '单位',
  '第一小学',
  '政务服务大厅',
  '农贸市场',
  '通江街',
  '快递驿站',
]

interface Trip {
  at: Instant
  direction: 'out' | 'in'
  who: Traveller
  reason: string
  destination: string
}

interface Traveller {
  person: MadePerson
  home: MadeHousehold
  plate: string | undefined
  registrantId?: string
}

/** A day's trips: out by the morning's profile, back later the same day; some have not come back yet. */
function tripsOf(w: World, day: Instant, weekend: boolean, travellers: Traveller[]): Trip[] {
  const trips: Trip[] = []
  for (let n = PER_DAY; n > 0; n--) {
    const who = w.r.pick(travellers)
    const out = momentOfDay(w.r, weekend ? 'outWeekend' : 'outWeekday', HOURS)
    const back = Math.max(out + 600_000, momentOfDay(w.r, weekend ? 'inWeekend' : 'inWeekday', HOURS))
    const trip = { who, reason: w.r.pick(errands), destination: w.r.pick(places) }
    trips.push({ ...trip, at: day.add({ milliseconds: out }), direction: 'out' })
    if (back < HOURS[1] * 3_600_000 && !w.r.chance(0.02))
      trips.push({ ...trip, at: day.add({ milliseconds: back }), direction: 'in' })
  }
  return trips
}

function personOf(w: World, t: Trip) {
  const { who } = t
  const mask = !w.r.chance(0.012)
  if (who.registrantId !== undefined)
    return {
      registrantId: who.registrantId,
      mask,
      reason: t.reason,
      destination: t.destination,
      unit: labelOf(who.home.unit),
    }
  return {
    name: who.person.name,
    idNumber: who.person.idNumber,
    phone: who.person.phone,
    unit: labelOf(who.home.unit),
    destination: t.destination,
    reason: t.reason,
    mask,
  }
}

async function pass(w: World, estateId: string, gateId: string, guard: Actor, t: Trip): Promise<void> {
  const answer = await register(ctxOf(w, guard, t.at), {
    estateId,
    clientId: newId(t.at.epochMilliseconds),
    gateId,
    direction: t.direction,
    persons: [personOf(w, t)],
    ...(t.who.plate
      ? { vehicle: { plate: t.who.plate, licenceChecked: true, drivingLicenceChecked: true, occupants: 1 } }
      : {}),
  })
  const known = answer.persons[0]?.registrantId
  if (known) t.who.registrantId = known
}

async function gates(w: World, estateId: string) {
  const east = await addGate(ctxOf(w), { estateId, name: '东门', kind: 'main', state: 'guarded' })
  await addGate(ctxOf(w), {
    estateId,
    name: '西门',
    kind: 'vehicle',
    keeper: '保安二岗',
    keyPlace: '东门岗亭钥匙柜 2 号',
  })
  await addGate(ctxOf(w), {
    estateId,
    name: '北侧消防门',
    kind: 'fire',
    keeper: '工程部值班',
    keyPlace: '工程部值班室',
  })
  return east.id
}

export interface GateHands {
  estateId: string
  headquarters: Crew
  crew: Record<string, Crew>
  households: MadeHousehold[]
}

/** @returns how many passages were registered, and the entrance */
export async function loadGate(w: World, h: GateHands): Promise<{ passages: number; gateId: string }> {
  const entrance = await gates(w, h.estateId)
  const today = localDate(w.now)
  const midnight = (daysAgo: number) => dayStart(today.subtract({ days: daysAgo }))
  await beginClosure(ctxOf(w, h.headquarters.actor, midnight(DAYS)), {
    estateId: h.estateId,
    issuer: '县应对疫情工作领导小组',
    number: '演示〔2026〕12号',
    decidedOn: today.subtract({ days: DAYS + 1 }).toString(),
    scope: '安和家园全部楼栋',
    startsAt: midnight(DAYS).toString(),
    endsAt: midnight(-21).toString(),
    reason: '演示数据：按指挥部决定实行封闭管理',
    measures: '单一出入口，双向登记，不戴口罩不得进出',
    purposeZh: '为保障居民生命安全和身体健康，登记信息只用于本次封闭管理，结束后按规定删除。',
    purposeEn:
      'To protect the residents’ life and health. What you give serves this closure only and is deleted when it ends.',
    entranceGateId: entrance,
  })
  const travellers = h.households.flatMap(home =>
    (home.lessee ? [home.lessee] : [home.owner, ...home.members.filter(m => m.birthYear < 2012)]).map(
      (person, i): Traveller => ({ person, home, plate: i === 0 ? home.plates[0] : undefined }),
    ),
  )
  const trips: Trip[] = []
  const regulars = w.r.shuffle(travellers).slice(0, 420)
  for (let d = DAYS; d >= 0; d--)
    trips.push(...tripsOf(w, midnight(d), today.subtract({ days: d }).dayOfWeek > 5, regulars))
  const past = trips
    .filter(t => t.at.epochMilliseconds < w.now.epochMilliseconds - 60_000)
    .sort((a, b) => a.at.epochMilliseconds - b.at.epochMilliseconds)
  const guards = [1, 2, 3, 4].map(i => h.crew[`ah.baoan${i}`]!.actor)
  // Four guards' hands at a time; one person's own trips stay in order.
  const hand = async (mine: number) => {
    for (const t of past)
      if (regulars.indexOf(t.who) % 4 === mine) await pass(w, h.estateId, entrance, guards[mine]!, t)
  }
  await Promise.all([0, 1, 2, 3].map(hand))
  await recordIncident(ctxOf(w, guards[0], midnight(2).add({ hours: 17 })), {
    estateId: h.estateId,
    kind: 'crash',
    happenedAt: midnight(2).add({ hours: 17 }).toString(),
    place: '东门',
    gateId: entrance,
    who: '一名未登记男子',
    account: '不愿出示证件，推开栏杆进入，被劝离后离开',
  })
  return { passages: past.length, gateId: entrance }
}
