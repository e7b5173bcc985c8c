/**
 * A county that closes, with the mission's figures (SX-16): 300 members and 70 vehicles of the brigade, 131 estates with
 * groups agreed by both sides, leaders and cadres of the five neighbourhoods, the parties of each estate, fences, the
 * work plan and its readers. Everything goes through the room's own verbs; only members and vehicles come in as the
 * import brings them, in one table each.
 */
import { localDate } from '../../server/core/clock.ts'
import { NIL } from '../../server/core/ids.ts'
import { within } from '../../server/core/within.ts'
import { giveVehicle, listMembers, listVehicles } from '../../server/modules/response/brigade.ts'
import { addCase } from '../../server/modules/response/care.ts'
import { nameAtEstate, nameInRegion } from '../../server/modules/response/duty.ts'
import { confirmCommunity, confirmForestry, proposeGrouping } from '../../server/modules/response/grouping.ts'
import { imports } from '../../server/modules/response/imports.ts'
import { readInRegion, sendPaper, writePaper } from '../../server/modules/response/papers.ts'
import { planPatrol } from '../../server/modules/response/patrols.ts'
import { beginSurvey, closeSurvey } from '../../server/modules/response/survey.ts'
import { addTask, estateTasks, finishTask, seeTask } from '../../server/modules/response/tasks.ts'
import { planDisinfection, planFencing } from '../../server/modules/response/tasks-region.ts'
import { FIGURES } from '../county.ts'
import { makePerson } from '../people.ts'
import { portrait } from '../portraits.ts'
import type { LoadedCounty } from './county.ts'
import { atRegion, type Crew, hire } from './staff.ts'
import { ctxOf, type World } from './world.ts'

/** Who acts for the county. */
export interface Commanders {
  neighbourhood: Crew
  grid: Crew
  bureau: Crew
  headquarters: Crew
  police: Crew
}

const BRIGADE = '县扑火大队'
const offices = ['副县长', '县委常委', '县人大副主任', '县政协副主席', '县委宣传部部长'] as const

async function bringIn(w: World, by: Crew, key: string, header: string[], rows: string[][]): Promise<void> {
  const def = imports.find(i => i.key === key)
  if (def === undefined) throw new Error(`no import ${key}`)
  const begun = def.begin(def.suggest(header))
  begun.read(rows.map((cells, i) => ({ line: i + 2, cells })))
  await within(ctxOf(w, by.actor), async ctx => {
    await begun.save(ctx, NIL, 0, begun.good.length)
    await ctx.audit({
      action: 'import.demo',
      subject: 'import',
      subjectId: NIL,
      after: { key, rows: rows.length },
    })
  })
}

const number = (i: number) => String(i + 1).padStart(3, '0')

async function brigade(w: World, forestry: Crew): Promise<void> {
  await bringIn(
    w,
    forestry,
    'response.members',
    ['大队', '编号', '姓名', '中队', '电话'],
    Array.from({ length: FIGURES.brigade }, (_, i) => [
      BRIGADE,
      `PH-${number(i)}`,
      makePerson(w.r, [19, 48]).name,
      `第${Math.floor(i / 60) + 1}中队`,
      `1990002${String(i).padStart(4, '0')}`,
    ]),
  )
  await bringIn(
    w,
    forestry,
    'response.vehicles',
    ['大队', '车牌号', '车型', '座位数'],
    Array.from({ length: FIGURES.vehicles }, (_, i) => [
      BRIGADE,
      `黑N8${number(i)}9`,
      '运兵车',
      i % 3 ? '12' : '20',
    ]),
  )
}

/** The neighbourhood's estates without a subject unit share its part of the members, whole and without rest. */
async function groups(w: World, c: LoadedCounty, forestry: Crew): Promise<void> {
  const { items } = await listMembers(ctxOf(w), { regionId: c.district, limit: 500 })
  const needing = c.estates.filter(e => e.made.subjectUnit === undefined)
  let from = 0
  for (const [n, regionId] of c.neighbourhoods.entries()) {
    const own = needing.filter(e => e.made.neighbourhood === n)
    // members by the number of estates, the last neighbourhood takes the rest
    const last = n === c.neighbourhoods.length - 1
    const size = last ? items.length - from : Math.floor((items.length * own.length) / needing.length)
    const members = items.slice(from, from + size)
    from += size
    const made = own.map((e, i) => {
      const part = members.slice(
        Math.floor((i * members.length) / own.length),
        Math.floor(((i + 1) * members.length) / own.length),
      )
      return {
        name: `第${i + 1}组`,
        leaderId: part[0]!.id,
        memberIds: part.map(m => m.id),
        estateIds: [e.id],
      }
    })
    const proposed = await proposeGrouping(ctxOf(w), { regionId, groups: made, revision: 0 })
    const once = await confirmCommunity(ctxOf(w), { regionId, revision: proposed.revision })
    await confirmForestry(ctxOf(w, forestry.actor), { regionId, revision: once.revision })
  }
}

async function vehicles(w: World, c: LoadedCounty): Promise<void> {
  const { items } = await listVehicles(ctxOf(w), { regionId: c.district, limit: 100 })
  const from = localDate(w.now).toString()
  for (const [i, v] of items.slice(0, 52).entries()) {
    const n = i % c.neighbourhoods.length
    await giveVehicle(ctxOf(w), {
      regionId: c.neighbourhoods[n]!,
      vehicleId: v.id,
      group: `第${Math.floor(i / c.neighbourhoods.length) + 1}组`,
      driver: makePerson(w.r, [25, 50]).name,
      from,
    })
  }
}

async function responsible(w: World, c: LoadedCounty): Promise<void> {
  const from = localDate(w.now).subtract({ days: 9 }).toString()
  const name = () => makePerson(w.r, [35, 58]).name
  await nameInRegion(ctxOf(w), {
    regionId: c.subdistrict,
    kind: 'main',
    holder: name(),
    office: '奇克镇党委书记',
    from,
  })
  for (const [i, regionId] of c.neighbourhoods.entries()) {
    await nameInRegion(ctxOf(w), {
      regionId,
      kind: 'county_leader',
      holder: name(),
      office: offices[i]!,
      from,
    })
    await nameInRegion(ctxOf(w), {
      regionId,
      kind: 'section_cadre',
      holder: name(),
      office: '奇克镇副镇长',
      from,
    })
  }
  for (const { id: estateId, made } of c.estates) {
    const named = (party: 'subject_unit' | 'company' | 'self', office: string) =>
      nameAtEstate(ctxOf(w), { estateId, party, holder: name(), office, from })
    if (made.subjectUnit !== undefined) await named('subject_unit', '办公室主任')
    if (made.care === 'company') await named('company', '项目经理')
    if (made.care === 'self_managed') await named('self', '自管会主任')
  }
}

/** Fences, a week of disinfection, a grid worker's task and somebody isolated. */
async function work(w: World, c: LoadedCounty, who: Commanders): Promise<void> {
  const today = localDate(w.now)
  const organisation = '县住房和城乡建设局'
  await planFencing(ctxOf(w, who.bureau.actor), {
    regionId: c.district,
    organisation,
    dueOn: today.subtract({ days: 1 }).toString(),
  })
  await planDisinfection(ctxOf(w, who.bureau.actor), {
    regionId: c.district,
    organisation,
    from: today.toString(),
    until: today.add({ days: 6 }).toString(),
  })
  const upload = { filename: 'w.jpg', mediaType: 'image/jpeg', bytes: await portrait(7) }
  // two dozen fences stand, three of four seen by the bureau; the others are still open
  for (const [i, e] of c.estates.slice(0, 24).entries()) {
    const { items } = await estateTasks(ctxOf(w), { estateId: e.id, kind: 'fence', limit: 1 })
    if (items[0] === undefined) continue
    const at = { estateId: e.id, taskId: items[0].id }
    const done = await finishTask(ctxOf(w), {
      ...at,
      material: `彩钢板 ${w.r.int(20, 90)} 米`,
      cost: w.r.int(20, 180) * 1000,
      minutes: w.r.int(40, 240),
      upload,
    })
    if (i % 4 !== 0) await seeTask(ctxOf(w, who.bureau.actor), { ...at, version: done.version })
  }
  const estateId = c.estates[0]!.id
  await addTask(ctxOf(w, who.neighbourhood.actor), {
    estateId,
    kind: 'grid',
    title: '逐户核对在家人数',
    dueOn: today.toString(),
    organisation: '临江社区',
    workerId: who.grid.accountId,
  })
  await addCase(ctxOf(w, who.neighbourhood.actor), {
    estateId,
    kind: 'isolation',
    unit: '1-1-101',
    name: '演示住户',
    startOn: today.subtract({ days: 3 }).toString(),
    workerId: who.grid.accountId,
  })
}

async function papers(w: World, c: LoadedCounty, who: Commanders): Promise<void> {
  const at = { regionId: c.district }
  const draft = await writePaper(ctxOf(w, who.headquarters.actor), {
    ...at,
    paper: {
      kind: 'plan',
      title: '全县小区封闭管理工作方案',
      dueOn: localDate(w.now).add({ days: 1 }).toString(),
      body: {
        survey: '由县住建局会同奇克镇对全县所有小区摸底排查，逐小区登记，另一人复核。',
        fencing: '由县住建局负责围挡，高效、简洁、节约；无特殊情况每个小区只保留一个进出口。',
        responsibilities:
          '县级领导包保社区，科级干部包抓；有建设主体单位的由其负主责，其余小区安排扑火队员。',
        gateRules: '每天7时至21时，人员车辆双向登记，不戴口罩不得进出。',
        reporting: '社区每日汇总，奇克镇综合后报综合协调组，由综合协调组上报指挥部。',
      },
    },
  })
  await sendPaper(ctxOf(w, who.headquarters.actor), { ...at, paperId: draft.id, revision: draft.revision })
  for (const regionId of [c.subdistrict, ...c.neighbourhoods.slice(0, 3)])
    await readInRegion(ctxOf(w), { regionId, paperId: draft.id })
}

async function survey(w: World, c: LoadedCounty, who: Commanders): Promise<void> {
  const at = { regionId: c.district }
  const day = localDate(w.now).toString()
  const round = await beginSurvey(ctxOf(w, who.bureau.actor), {
    ...at,
    title: '全县小区摸底排查',
    bureau: '县住房和城乡建设局',
    town: '奇克镇',
    startsOn: localDate(w.now).subtract({ days: 5 }).toString(),
    dueOn: day,
  })
  await closeSurvey(ctxOf(w, who.bureau.actor), { ...at, roundId: round.id, version: round.version })
}

/** @returns the forestry officer's sign-in */
export async function loadResponse(w: World, c: LoadedCounty, who: Commanders): Promise<Crew> {
  const path = w.house.regionPath(c.district) ?? ''
  const forestry = await hire(w, 'forestry_officer', 'linye', atRegion(c.district, path))
  await survey(w, c, who)
  await brigade(w, forestry)
  await groups(w, c, forestry)
  await vehicles(w, c)
  await responsible(w, c)
  await work(w, c, who)
  await papers(w, c, who)
  await planPatrol(ctxOf(w, who.police.actor), {
    regionId: c.district,
    startsAt: w.now.add({ hours: 2 }).toString(),
    endsAt: w.now.add({ hours: 5 }).toString(),
    route: '通江街—沿江路—农贸市场',
    leader: makePerson(w.r, [28, 50]).name,
    officers: 6,
  })
  return forestry
}
