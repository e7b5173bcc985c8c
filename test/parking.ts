/** A lot with a tariff, and cars that pass its gates as the lanes tell it. */
import type { Actor } from '../server/core/access.ts'
import { newId } from '../server/core/ids.ts'
import { runJob } from '../server/core/jobs.ts'
import { addGate, addLane } from '../server/modules/gate/service-gate.ts'
import { VEHICLE_PASSED, type VehiclePassedNews } from '../server/modules/lane/news.ts'
import type { TariffBody } from '../server/modules/parking/contract-tariff.ts'
import { addLot } from '../server/modules/parking/lots.ts'
import { addTariff, publishTariff } from '../server/modules/parking/tariffs.ts'
import { anEstate } from './factories.ts'
import { actor, system, type TestHouse } from './harness.ts'

/** 30 minutes free, 2 yuan an hour, at most 10 yuan in 24 hours. */
export const aTariff: TariffBody = {
  freeMinutes: 30,
  freeMode: 'deducted',
  unitMinutes: 60,
  first: null,
  periods: [{ from: '00:00', price: 200, cap: null }],
  cap: { kind: 'rolling24', amount: 1000 },
  entriesCap: null,
  bigPercent: 200,
  nev: { percent: 100, freeMinutes: 30 },
  disabled: { percent: 50, freeMinutes: 120 },
  graceMinutes: 15,
  roundTo: 1,
  monthly: 15_000,
  noEntry: 1000,
}

export interface Yard {
  estateId: string
  lotId: string
  gateId: string
  inLane: string
  outLane: string
  guard: Actor & { kind: 'account' }
  manager: Actor & { kind: 'account' }
}

/** Writes of a lot start some days before the tests' Monday, so that the tariff is in force. */
export async function aYard(
  t: TestHouse,
  more: {
    ground?: 'planned' | 'common' | 'civil_defence'
    body?: TariffBody
    estateId?: string
    on?: string
  } = {},
): Promise<Yard> {
  const estateId = more.estateId ?? (await anEstate(t)).id
  const gate = await addGate(t.ctx(system), {
    estateId,
    name: `车行门${newId().slice(-4)}`,
    kind: 'vehicle',
    state: 'open',
  })
  const lane = async (name: string, direction: 'in' | 'out') => {
    const made = await addLane(t.ctx(system), {
      estateId,
      gateId: gate.id,
      name,
      direction,
      carries: 'vehicle',
    })
    return made.lanes.find(l => l.name === name)?.id ?? ''
  }
  const inLane = await lane('入口', 'in')
  const outLane = await lane('出口', 'out')
  const lot = await addLot(t.ctx(system), {
    estateId,
    name: '地面停车场',
    ground: more.ground ?? 'common',
    levels: ['地面', 'B1'],
    visitorSpaces: 20,
    operator: '安和物业',
    hours: '全天',
    complaintPhone: '0898-66668888',
    payeeText: 'https://pay.example/anhe',
  })
  const tariff = await addTariff(t.ctx(system), {
    estateId,
    lotId: lot.id,
    name: '临时停车标准',
    basis: '业主大会决定〔2025〕2号',
    body: more.body ?? aTariff,
  })
  await publishTariff(t.ctx(system), {
    estateId,
    tariffId: tariff.id,
    effectiveOn: more.on ?? t.ctx(system).now.toZonedDateTimeISO('Asia/Shanghai').toPlainDate().toString(),
    version: tariff.version,
  })
  return {
    estateId,
    lotId: lot.id,
    gateId: gate.id,
    inLane,
    outLane,
    guard: { ...actor('guard', 'estate', estateId), name: '岗亭老李' },
    manager: { ...actor('manager', 'estate', estateId), name: '陈经理' },
  }
}

/** The news of one passage; `at` defaults to now. */
export async function passed(
  t: TestHouse,
  y: Yard,
  plate: string,
  direction: 'in' | 'out',
  more: Partial<VehiclePassedNews> = {},
): Promise<VehiclePassedNews> {
  const ctx = t.ctx(system)
  const cipher = await ctx.cipher(y.estateId)
  const news: VehiclePassedNews = {
    estateId: y.estateId,
    eventId: newId(),
    at: ctx.now.toString(),
    deviceAt: null,
    laneId: direction === 'in' ? y.inLane : y.outLane,
    gateId: y.gateId,
    direction,
    plateSealed: cipher.seal('plate', plate).toString('hex'),
    plateBlind: cipher.blind('plate', plate).toString('hex'),
    rightKind: null,
    rightId: null,
    pictureId: null,
    manual: false,
    replay: false,
    ...more,
  }
  await hear(t, news)
  return news
}

/** Runs the handler as the worker does. */
export const hear = (t: TestHouse, news: VehiclePassedNews): Promise<void> =>
  runJob(t.house, t.ctx({ kind: 'system', name: VEHICLE_PASSED }), VEHICLE_PASSED, news)
