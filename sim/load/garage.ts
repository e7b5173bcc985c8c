/** A mechanical garage with a month behind it, order on the ground, an operator, a project and a question to the planner. */
import sharp from 'sharp'
import { Temporal } from 'temporal-polyfill'
import type { Actor } from '../../server/core/access.ts'
import { dayStart, type Instant, localDate } from '../../server/core/clock.ts'
import * as garage from '../../server/modules/parking/garage.ts'
import * as fault from '../../server/modules/parking/garage-fault.ts'
import * as fetching from '../../server/modules/parking/garage-fetch.ts'
import * as project from '../../server/modules/parking/garage-project.ts'
import * as operator from '../../server/modules/parking/operator.ts'
import * as safety from '../../server/modules/parking/operator-safety.ts'
import * as order from '../../server/modules/parking/order.ts'
import * as accident from '../../server/modules/parking/order-accident.ts'
import * as plan from '../../server/modules/parking/plan.ts'
import type { MadeHousehold } from '../households.ts'
import { labelOf } from './estate.ts'
import type { Crew } from './staff.ts'
import { ctxOf, type World } from './world.ts'

export interface GarageHands {
  estateId: string
  crew: Record<string, Crew>
  households: MadeHousehold[]
}

const wrongs = [
  ['fire_lane', '3 栋北侧消防通道'],
  ['outside_lines', '地面停车场 12 号位'],
  ['others_space', '地库 B1-27'],
  ['green', '中心花园东侧草坪'],
  ['entrance', '5 栋 2 单元门口'],
  ['wrong_way', '地库出口坡道'],
  ['tailgate', '东门'],
] as const

interface Place extends GarageHands {
  manager: Actor
  guard: Actor
  garageId: string
  at(daysAgo: number, hour: number, minute?: number): Instant
}

async function build(w: World, h: GarageHands, manager: Actor, at: Place['at']): Promise<string> {
  const made = await garage.addGarage(ctxOf(w, manager, at(40, 9)), {
    estateId: h.estateId,
    name: '1号立体车库',
    kind: 'lift_slide',
    place: '3 栋北侧',
    levels: 3,
    perLevel: 8,
    machines: 1,
    cycleSeconds: 90,
    landArea: 26_000,
    max: { length: 5000, width: 1850, height: 1550, weight: 1700 },
    registration: '演示 车库 0001',
    keeper: '演示·安全管理员',
    rescue: '0000-96333',
    inspectedUntil: localDate(w.now).add({ days: 25 }).toString(),
    inUseFrom: localDate(w.now).subtract({ days: 340 }).toString(),
  })
  const owners = h.households.filter(x => x.plates.length > 0).slice(0, 18)
  for (const [i, home] of owners.entries())
    await garage.setSlot(ctxOf(w, manager, at(39, 9)), {
      estateId: h.estateId,
      garageId: made.id,
      code: made.rows[i]?.code ?? '1-01',
      blocked: false,
      room: labelOf(home.unit),
      car: { length: 4500 + w.r.int(0, 400), width: 1800, height: 1480, weight: 1450 },
    })
  return made.id
}

/** Two cars each morning and evening of a month, one after another. */
async function month(w: World, p: Place): Promise<number> {
  const full = await garage.garageFull(ctxOf(w), p.estateId, p.garageId)
  const taken = full.rows.filter(s => s.state === 'taken')
  let count = 0
  for (let day = 30; day >= 1; day--)
    for (const hour of [7, 18]) {
      // the fault stood from the evening of the twelfth day before to the next noon
      if ((day === 12 && hour === 18) || (day === 11 && hour === 7)) continue
      let t = p.at(day, hour, w.r.int(20, 45))
      const slot = w.r.pick(taken)
      const made = await fetching.askFetch(ctxOf(w, p.guard, t), {
        estateId: p.estateId,
        garageId: p.garageId,
        slot: slot.code,
      })
      for (const [to, seconds] of [
        ['moving', w.r.int(5, 60)],
        ['ready', w.r.int(75, 130)],
        ['taken', w.r.int(20, 90)],
      ] as const) {
        t = t.add({ seconds })
        await fetching.moveFetch(ctxOf(w, p.guard, t), { estateId: p.estateId, fetchId: made.id, to })
      }
      count += 1
    }
  return count
}

async function trapped(w: World, p: Place): Promise<void> {
  const ids = { estateId: p.estateId, garageId: p.garageId }
  const found = await fault.reportFault(ctxOf(w, p.guard, p.at(12, 18, 40)), {
    ...ids,
    what: '载车板停在 2 层，一人在车内',
    slot: '2-03',
    trapped: 1,
    called: '维保单位值班',
  })
  const one = { ...ids, faultId: found.id }
  await fault.rescueArrived(ctxOf(w, p.guard, p.at(12, 19, 2)), one)
  await fault.freePeople(ctxOf(w, p.guard, p.at(12, 19, 10)), { ...one, harm: '无伤' })
  await fault.repairFault(ctxOf(w, p.guard, p.at(11, 9, 30)), {
    ...one,
    cause: '限位开关松动',
    repair: '更换限位开关并试运行 20 次',
    by: '维保单位',
  })
  await fault.inspectFault(ctxOf(w, p.manager, p.at(11, 11)), {
    ...one,
    doneOn: localDate(p.at(11, 11)).toString(),
    passed: true,
    report: '演示 检字 012',
    body: '演示特种设备检验所',
  })
  await fault.closeFault(ctxOf(w, p.manager, p.at(11, 11, 30)), { ...one, accountable: '维保单位' })
  await garage.startGarage(ctxOf(w, p.manager, p.at(11, 11, 40)), { ...ids, reason: '检验合格，恢复使用' })
}

async function wrongdoing(w: World, p: Place): Promise<void> {
  const bytes = await sharp({ create: { width: 320, height: 200, channels: 3, background: '#7a8a78' } })
    .jpeg()
    .toBuffer()
  const upload = { filename: 'a.jpg', mediaType: 'image/jpeg', bytes }
  const plates = p.households.flatMap(x => x.plates).slice(0, 8)
  for (let n = 0; n < 14; n++) {
    const [type, place] = w.r.pick(wrongs)
    const made = await order.recordViolation(ctxOf(w, p.guard, p.at(28 - n * 2, 20, 10)), {
      estateId: p.estateId,
      type,
      zone: n % 3 === 0 ? '西区' : '东区',
      place,
      plate: w.r.pick(plates),
      vehicleKind: 'car',
      upload,
    })
    if (n < 9)
      await order.closeViolation(ctxOf(w, p.guard, p.at(28 - n * 2, 20, 50)), {
        estateId: p.estateId,
        violationId: made.id,
        result: '车主到场，已驶离',
      })
  }
  await accident.recordAccident(ctxOf(w, p.guard, p.at(6, 8, 15)), {
    estateId: p.estateId,
    kind: 'damage',
    zone: '东区',
    place: '地库 B1 通道',
    what: '倒车时刮到立柱，后保险杠受损',
  })
}

async function outside(w: World, p: Place): Promise<void> {
  const day = (n: number) => localDate(w.now).add({ days: n }).toString()
  const made = await operator.addOperator(ctxOf(w, p.manager, p.at(60, 9)), {
    estateId: p.estateId,
    name: '演示停车服务有限公司',
    contract: '演示 TC-01',
    scope: '地下车库、地面车位和立体车库的日常管理',
    fromOn: day(-60),
    untilOn: day(20),
    fee: 2_600_000,
    contact: '演示联系人',
    staffWanted: 6,
  })
  const ids = { estateId: p.estateId, contractId: made.id }
  await operator.putRule(ctxOf(w, p.manager, p.at(60, 9)), {
    ...ids,
    clause: '5.2',
    text: '车库每班巡查不少于 2 次',
    fine: 50_000,
  })
  await operator.putRule(ctxOf(w, p.manager, p.at(60, 9)), {
    ...ids,
    clause: '5.4',
    text: '消防通道不得停车，发现即劝离',
    fine: 30_000,
  })
  const ruled = await operator.putRule(ctxOf(w, p.manager, p.at(60, 9)), {
    ...ids,
    clause: '6.1',
    text: '收费人员挂牌上岗',
    fine: 0,
  })
  const checked = await operator.checkOperator(ctxOf(w, p.manager, p.at(9, 15)), {
    ...ids,
    items: ruled.rules.map((r, i) => ({
      ruleId: r.id,
      ok: i > 0,
      ...(i === 0 ? { note: '夜班只巡查 1 次' } : {}),
    })),
  })
  await operator.proposeFine(ctxOf(w, p.manager, p.at(9, 16)), {
    ...ids,
    checkId: checked.checks[0]?.id ?? '',
    ruleId: ruled.rules[0]?.id ?? '',
  })
  const points = []
  for (const [name, place] of [
    ['B1 配电房', '地库 B1 东侧'],
    ['B1 水泵房', '地库 B1 西侧'],
    ['立体车库操作间', '3 栋北侧'],
  ] as const)
    points.push(
      await safety.addPoint(ctxOf(w, p.manager, p.at(50, 9)), { estateId: p.estateId, name, place }),
    )
  for (let n = 7; n >= 1; n--)
    for (const point of points)
      await safety.visitPoint(ctxOf(w, p.guard, p.at(n, 22, points.indexOf(point) * 6)), {
        estateId: p.estateId,
        pointId: point.id,
        code: point.code,
        round: `演示-${n}`,
        ok: true,
      })
  await safety.putCamera(ctxOf(w, p.manager), {
    estateId: p.estateId,
    name: '地库入口',
    covers: '进出车道',
    recorder: 'NVR-1',
    keepDays: 45,
    checkedOn: day(-5),
    works: true,
  })
  await safety.putCamera(ctxOf(w, p.manager), {
    estateId: p.estateId,
    name: '立体车库',
    covers: '操作面',
    recorder: 'NVR-2',
    keepDays: 21,
    checkedOn: day(-5),
    works: true,
  })
  await safety.addInsurance(ctxOf(w, p.manager), {
    estateId: p.estateId,
    kind: 'liability',
    insurer: '演示财险',
    policy: '演示 P-01',
    sum: 500_000_000,
    fromOn: day(-345),
    untilOn: day(18),
  })
}

async function planned(w: World, p: Place): Promise<void> {
  const made = await project.beginProject(ctxOf(w, p.manager, p.at(20, 10)), {
    estateId: p.estateId,
    name: '北侧立体车库二期',
    need: '晚上没有空位，轮候的住户多',
  })
  const ids = { estateId: p.estateId, projectId: made.id }
  const base = {
    kind: 'lift_slide' as const,
    landArea: 40_000,
    greenLost: 0,
    greenReplaced: 0,
    spaces: 60,
    spacesLost: 12,
    cost: 180_000_000,
  }
  await project.addOption(ctxOf(w, p.manager, p.at(19, 10)), {
    ...ids,
    ...base,
    name: '甲：北侧空地',
    site: '3 栋北侧空地',
    siteKind: 'vacant',
  })
  await project.addOption(ctxOf(w, p.manager, p.at(19, 11)), {
    ...ids,
    ...base,
    name: '乙：东侧绿地',
    site: '中心花园东侧',
    siteKind: 'green',
    greenLost: 32_000,
    greenReplaced: 18_000,
    greenHow: '车库屋顶绿化',
    spaces: 80,
    spacesLost: 0,
    cost: 260_000_000,
  })
  const now = {
    name: '现状',
    // the lot and the garage as they stand; those who seldom move are not among the measured cars
    spaces: 60,
    mechanical: 24,
    machines: 1,
    cycleSeconds: 100,
    lanesIn: 1,
    lanesOut: 1,
    reading: 'card' as const,
    room: 4,
    growth: 0,
    standing: 60,
  }
  await plan
    .addScenario(ctxOf(w, p.manager), {
      estateId: p.estateId,
      name: '晚高峰与缺位（演示）',
      source: 'passages',
      days: 'all',
      lookAt: 1080,
      replications: 100,
      variants: [
        now,
        { ...now, name: '+60 机械车位', mechanical: 84, machines: 3 },
        { ...now, name: '+1 进口车道', lanesIn: 2 },
        { ...now, name: '改车牌识别', reading: 'plate' },
      ],
    })
    .catch((error: unknown) => w.say(`容量规划没有数据 / no arrivals for the planner: ${String(error)}`))
}

/** @returns how many cars were fetched in the month */
export async function loadGarage(w: World, h: GarageHands): Promise<number> {
  const midnight = (daysAgo: number) => dayStart(localDate(w.now).subtract({ days: daysAgo }))
  const at = (daysAgo: number, hour: number, minute = 0) =>
    midnight(daysAgo).add(Temporal.Duration.from({ hours: hour, minutes: minute }))
  const manager = h.crew['ah.jingli']!.actor
  const garageId = await build(w, h, manager, at)
  const p: Place = { ...h, manager, guard: h.crew['ah.baoan1']!.actor, garageId, at }
  const count = await month(w, p)
  await trapped(w, p)
  await wrongdoing(w, p)
  await outside(w, p)
  await planned(w, p)
  return count
}
