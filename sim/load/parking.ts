/** A lot with its spaces, permits, a queue, a tariff and some days of cars: through the room's own verbs, made up like the rest. */
import type { Actor } from '../../server/core/access.ts'
import { dayStart, type Instant, localDate, ZONE } from '../../server/core/clock.ts'
import { newId } from '../../server/core/ids.ts'
import { addLane, listGates } from '../../server/modules/gate/service-gate.ts'
import type { VehiclePassedNews } from '../../server/modules/lane/news.ts'
import type { TariffBody } from '../../server/modules/parking/contract-tariff.ts'
import { addLot } from '../../server/modules/parking/lots.ts'
import { addPermit } from '../../server/modules/parking/permits.ts'
import { closeShift, myShift, openShift } from '../../server/modules/parking/shifts.ts'
import { findStay, payStay } from '../../server/modules/parking/stay-acts.ts'
import { onPassed } from '../../server/modules/parking/stays.ts'
import { insertSpaces, spaces as spacesOf } from '../../server/modules/parking/store-lot.ts'
import { addTariff, publishTariff } from '../../server/modules/parking/tariffs.ts'
import { addWait } from '../../server/modules/parking/waiting.ts'
import type { MadeHousehold } from '../households.ts'
import { makePlate } from '../people.ts'
import { labelOf } from './estate.ts'
import { loadParkingMore } from './parking-more.ts'
import { loadPayNotices } from './pay-notices.ts'
import type { Crew } from './staff.ts'
import { ctxOf, type World } from './world.ts'

const DAYS = 3
const PER_DAY = 14
const SPACES = 60
const PERMITS = 24

const tariff: TariffBody = {
  freeMinutes: 30,
  freeMode: 'deducted',
  unitMinutes: 60,
  first: null,
  periods: [
    { from: '07:00', price: 200, cap: null },
    { from: '21:00', price: 100, cap: 500 },
  ],
  cap: { kind: 'rolling24', amount: 1000 },
  entriesCap: 1500,
  bigPercent: 200,
  nev: { percent: 100, freeMinutes: 60 },
  disabled: { percent: 50, freeMinutes: 120 },
  graceMinutes: 15,
  roundTo: 50,
  monthly: 15_000,
  noEntry: 1000,
}

interface Hands {
  estateId: string
  crew: Record<string, Crew>
  households: MadeHousehold[]
}

interface Yard {
  estateId: string
  lotId: string
  gateId: string
  inLane: string
  outLane: string
}

async function yard(w: World, h: Hands, manager: Actor, began: Instant): Promise<Yard> {
  const { estateId } = h
  const gates = (await listGates(ctxOf(w, manager), { estateId })).items
  const gate = gates.find(g => g.kind === 'vehicle') ?? gates[0]!
  for (const [name, direction] of [
    ['西门进口', 'in'],
    ['西门出口', 'out'],
  ] as const)
    await addLane(ctxOf(w), { estateId, gateId: gate.id, name, direction, carries: 'vehicle' })
  const made = (await listGates(ctxOf(w, manager), { estateId })).items.find(g => g.id === gate.id)!
  const lane = (name: string) => made.lanes.find(l => l.name === name)?.id ?? ''
  const lot = await addLot(ctxOf(w, manager, began), {
    estateId,
    name: '地下车库与地面车位',
    ground: 'common',
    levels: ['地面', 'B1'],
    visitorSpaces: 30,
    operator: '安和物业服务有限公司',
    hours: '全天 24 小时',
    complaintPhone: '0456-5500088',
    landArea: 162_000,
    payeeText: 'https://pay.example/anhe?no={slip}&yuan={amount}',
    disposal: '规划车位 40 个：出售 12 个、出租 12 个，其余待租；地面共有车位 20 个全部临停。',
  })
  const facts = Array.from({ length: SPACES }, (_, i) => {
    const ground = i < 40
    return {
      id: newId<'parking_space'>(began.epochMilliseconds),
      lotId: lot.id,
      level: ground ? 'B1' : '地面',
      number: ground ? `B1-${String(i + 1).padStart(3, '0')}` : `G-${String(i - 39).padStart(2, '0')}`,
      ground: ground ? ('planned' as const) : ('common' as const),
      use: i === 0 || i === 40 ? ('accessible' as const) : i < 5 ? ('ev' as const) : ('car' as const),
      capacity: 1,
      formerUse: ground ? 'planned' : 'road',
      decision: ground ? null : '业决〔2025〕3号',
      charger: i > 0 && i < 5,
      sign: i === 0 || i === 40,
    }
  })
  await insertSpaces(w.house.db, estateId, facts, '演示数据', began)
  const draft = await addTariff(ctxOf(w, manager, began), {
    estateId,
    lotId: lot.id,
    name: '临时停车收费标准',
    basis: '业主大会决定〔2025〕2号',
    body: tariff,
  })
  await publishTariff(ctxOf(w, manager, began), {
    estateId,
    tariffId: draft.id,
    effectiveOn: localDate(began).toString(),
    version: draft.version,
  })
  return { estateId, lotId: lot.id, gateId: gate.id, inLane: lane('西门进口'), outLane: lane('西门出口') }
}

/** Leases and sales of the planned spaces, then a queue that is still waiting. */
async function holders(w: World, h: Hands, y: Yard, manager: Actor, began: Instant): Promise<string[]> {
  const withCars = h.households.filter(x => x.plates.length > 0 && x.unit.use === 'home')
  const free = (
    await spacesOf(w.house.db, h.estateId, began, {
      lotId: y.lotId,
      use: 'car',
      ground: 'planned',
      offset: 0,
      limit: 100,
    })
  ).rows
  const plates: string[] = []
  for (const [i, home] of withCars.slice(0, PERMITS).entries()) {
    const sold = i % 2 === 0
    await addPermit(ctxOf(w, manager, began), {
      estateId: h.estateId,
      lotId: y.lotId,
      kind: sold ? 'sale' : 'lease',
      room: labelOf(home.unit),
      spaceIds: [free[i]!.id],
      plates: home.plates.slice(0, 2),
      price: sold ? 0 : 90_000,
      deed: `车位合同-${String(i + 1).padStart(3, '0')}`,
      from: began.toString(),
      ...(sold ? {} : { until: w.now.add({ hours: 24 * (20 + i * 5) }).toString() }),
    })
    plates.push(home.plates[0]!)
  }
  for (const [i, home] of withCars.slice(PERMITS, PERMITS + 9).entries())
    await addWait(ctxOf(w, manager, began.add({ hours: 24 * (i + 1) })), {
      estateId: h.estateId,
      room: labelOf(home.unit),
      use: i % 4 === 3 ? 'ev' : 'car',
      disability: false,
    })
  return plates
}

async function pass(
  w: World,
  y: Yard,
  plate: string,
  direction: 'in' | 'out',
  at: Instant,
  permitted: boolean,
): Promise<void> {
  const ctx = ctxOf(w, w.town, at)
  const cipher = await ctx.cipher(y.estateId)
  const news: VehiclePassedNews = {
    estateId: y.estateId,
    eventId: newId(at.epochMilliseconds),
    at: at.toString(),
    deviceAt: null,
    laneId: direction === 'in' ? y.inLane : y.outLane,
    gateId: y.gateId,
    direction,
    plateSealed: cipher.seal('plate', plate).toString('hex'),
    plateBlind: cipher.blind('plate', plate).toString('hex'),
    rightKind: permitted ? 'owner' : null,
    rightId: null,
    pictureId: null,
    manual: false,
    replay: false,
  }
  await onPassed(ctx, news)
}

/** @returns how many cars came in */
export async function loadParking(w: World, h: Hands): Promise<number> {
  const manager = h.crew['ah.jingli']!.actor
  const guard = Object.values(h.crew).find(c => c.account.role === 'guard')!.actor
  const today = localDate(w.now)
  const began = today
    .subtract({ days: 40 })
    .toZonedDateTime({ timeZone: ZONE, plainTime: '09:00' })
    .toInstant()
  const y = await yard(w, h, manager, began)
  const owners = await holders(w, h, y, manager, began)
  let cars = 0
  for (let ago = DAYS; ago >= 0; ago--) {
    const day = dayStart(today.subtract({ days: ago }))
    const at = (minutes: number) => day.add({ minutes })
    const open = await openShift(ctxOf(w, guard, at(390)), {
      estateId: y.estateId,
      booth: '西门岗亭',
      float: 20_000,
    })
    for (let n = 0; n < PER_DAY; n++) {
      const permitted = n % 3 === 0
      const plate = permitted ? w.r.pick(owners) : makePlate(w.r)
      const came = at(w.r.int(400, 1080))
      if (came.epochMilliseconds >= w.now.epochMilliseconds) continue
      await pass(w, y, plate, 'in', came, permitted)
      cars += 1
      const left = came.add({ minutes: w.r.int(15, 260) })
      if (left.epochMilliseconds >= w.now.epochMilliseconds) continue
      const clerk = () => ctxOf(w, guard, left)
      const { stay } = await findStay(clerk(), { estateId: y.estateId, plate })
      if (stay && stay.quote.due > 0)
        await payStay(clerk(), {
          estateId: y.estateId,
          stayId: stay.id,
          way: n % 2 === 0 ? 'cash' : 'wechat',
        })
      await pass(w, y, plate, 'out', left, permitted)
    }
    if (ago === 0) continue
    const counted = (await myShift(ctxOf(w, guard), { estateId: y.estateId })).shift?.systemCash ?? 0
    await closeShift(ctxOf(w, guard, at(1425)), { estateId: y.estateId, shiftId: open.id, counted })
  }
  const homes = h.households.filter(x => x.plates.length > 0 && x.unit.use === 'home').slice(0, PERMITS)
  await loadParkingMore(w, {
    estateId: y.estateId,
    manager,
    rooms: homes.map(x => labelOf(x.unit)),
  })
  await loadPayNotices(w, { estateId: y.estateId, guard })
  return cars
}
