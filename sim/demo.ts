/** `npm run demo`: a living town on an empty database, its sign-ins printed once. */
import { sql } from 'kysely'
import type { Actor, Role } from '../server/core/access.ts'
import type { Config } from '../server/core/config.ts'
import type { House } from '../server/core/house.ts'
import { newId, newPassword } from '../server/core/ids.ts'
import { roles } from '../server/core/roles.ts'
import { makeUpDays, rollUp } from '../server/modules/oversight/service.ts'
import { hashedPassword } from '../server/modules/people/accounts.ts'
import { setPassword } from '../server/modules/people/store-accounts.ts'
import { type Running, run } from '../server/program.ts'
import { followToNow } from './followup.ts'
import { estateInFull } from './households.ts'
import { loadBefore } from './load/before.ts'
import { loadCounty, loadRegions } from './load/county.ts'
import { loadUnits } from './load/estate.ts'
import { loadGarage } from './load/garage.ts'
import { loadGate } from './load/gate.ts'
import { loadGateCodes } from './load/gate-codes.ts'
import { loadLanes } from './load/lane.ts'
import { loadLibrary } from './load/library.ts'
import { readMessages } from './load/messages.ts'
import { loadNotices } from './load/notice.ts'
import { loadOrders } from './load/orders.ts'
import { loadOwner, ownerOf } from './load/owner.ts'
import { loadParking } from './load/parking.ts'
import { loadPeople, residentAccounts } from './load/people.ts'
import { loadProfiles } from './load/profile.ts'
import { loadReports, pairTablet } from './load/reports.ts'
import { loadResponse } from './load/response.ts'
import { loadRoster } from './load/roster.ts'
import { hireAuthorities, hireEstate } from './load/staff.ts'
import { loadStewardWork } from './load/stewards.ts'
import { loadTickets } from './load/tickets.ts'
import { ctxOf, type DemoAccount, type World } from './load/world.ts'
import { random } from './random.ts'

const town: Actor = { kind: 'system', name: '演示数据' }

async function fill(house: House, say: (m: string) => void): Promise<DemoAccount[]> {
  const w: World = { house, r: random('anju:town'), now: house.clock.now(), town, say }
  const from = performance.now()
  const told = (what: string) => say(`${what} ${((performance.now() - from) / 1000).toFixed(1)} s`)
  const places = await loadRegions(w)
  const officers = await hireAuthorities(w, places)
  const county = await loadCounty(w, places, {
    bureau: officers.bureau!.actor,
    town: officers.subdistrict!.actor,
  })
  told('县域：165 个小区、266 栋 / the county')
  const crew = await hireEstate(w, county.estates[0]!.id)
  told('员工 / the staff')
  const made = estateInFull()
  const estateId = county.estates[0]!.id
  const units = await loadUnits(w, estateId, made)
  told(`${units.units.size} 户房屋 / units`)
  const people = await loadPeople(w, estateId, made.households)
  const residents = await residentAccounts(w, made.households)
  told(`${people} 名业主与住户 / owners and residents`)
  const posts = await loadRoster(w, estateId, crew, units.buildings)
  await loadStewardWork(w, estateId, crew)
  told('排班 / the roster')
  const profiles = await loadProfiles(w, estateId, crew)
  told(`${profiles} 项家庭资料 / items of household profiles`)
  const tickets = await loadTickets(w, { estateId, crew, households: made.households, units })
  await loadOwner(w, estateId, made.households, units)
  told(`${tickets} 件工单 / tickets of a month`)
  const calls = await followToNow(w, {
    estateId,
    office: crew['ah.bangong']!.actor,
    director: crew['ah.zhuren']!.actor,
    callers: ['ah.qiantai', 'ah.qiantai2', 'ah.guanjia1', 'ah.guanjia2', 'ah.bangong'].map(
      n => crew[n]!.actor,
    ),
  })
  told(`${calls} 次回访 / follow-up calls`)
  // before the closure shuts this gate, and in a stream of its own
  const cars = await loadLanes({ ...w, r: random('anju:lanes') }, { estateId, crew })
  told(`${cars} 辆车经过识别 / cars at the lanes`)
  const { passages, gateId } = await loadGate(w, {
    estateId,
    headquarters: officers.headquarters!,
    crew,
    households: made.households,
  })
  told(`${passages} 次进出登记 / passages`)
  const codes = await loadGateCodes(
    { ...w, r: random('anju:codes') },
    {
      estateId,
      gateId,
      manager: crew['ah.jingli']!.actor,
      desk: crew['ah.qiantai']!.actor,
      guard: crew['ah.baoan1']!.actor,
      owner: await ownerOf(w, estateId, made.households, units),
      households: made.households,
    },
  )
  told(`${codes} 张通行证、访客码与待取快递 / passes, visitor codes and parcels`)
  const submitted = await loadReports(
    { ...w, r: random('anju:reports') },
    {
      district: places.district,
      subdistrict: places.subdistrict,
      neighbourhood: places.neighbourhoods[0]!,
      neighbourhoodOfficer: officers.neighbourhood!,
      townOfficer: officers.subdistrict!,
      coordination: officers.coordination!,
      headquarters: officers.headquarters!,
    },
  )
  // at the gate that nobody keeps: who comes there next shows the tablet's code
  await pairTablet(w, {
    estateId,
    postId: posts.gatePosts[1]!,
    manager: crew['ah.jingli']!,
    guard: crew['ah.baoan3']!,
  })
  told(`${submitted} 级日汇总、1 块岗位平板 / levels reported, a tablet at a post`)
  // a stream of its own: what is offered and ordered changes nothing of the town beside it
  const orders = await loadOrders(
    { ...w, r: random('anju:orders') },
    { estateId, crew, households: made.households, units },
  )
  told(`${orders} 件服务订单 / orders and their money`)
  const fetched = await loadGarage(
    { ...w, r: random('anju:garage') },
    { estateId, crew, households: made.households },
  )
  told(`${fetched} 次机械车库取车、秩序与规划 / the garage, order and the planner`)
  const parked = await loadParking(
    { ...w, r: random('anju:parking') },
    { estateId, crew, households: made.households },
  )
  told(`${parked} 次停车 / cars parked`)
  await loadNotices(
    w,
    estateId,
    crew['ah.bangong']!,
    Object.values(crew).map(c => c.actor),
  )
  await loadLibrary(w, estateId, crew)
  await loadBefore(w, estateId, crew)
  const forestry = await loadResponse({ ...w, r: random('anju:response') }, county, {
    neighbourhood: officers.neighbourhood!,
    grid: officers.grid!,
    bureau: officers.bureau!,
    headquarters: officers.headquarters!,
    police: officers.police!,
  })
  told('封闭组织：编组、责任、任务 / organising the closure')
  const read = await readMessages({ ...w, r: random('anju:messages') }, estateId, crew)
  told(`${read} 条消息已读 / messages read`)
  await makeUpDays(ctxOf(w))
  await rollUp(ctxOf(w))
  told('通知与看板 / bulletins and boards')
  return [...[...Object.values(officers), forestry, ...Object.values(crew)].map(p => p.account), ...residents]
}

/** A town that is there already: its people get new random passwords, for the old ones were shown only once. */
async function again(house: House): Promise<DemoAccount[]> {
  const found = await sql<{ id: string; username: string; role: Role | null }>`
    SELECT DISTINCT ON (a.username) a.id, a.username, r.role FROM account a LEFT JOIN role_assignment r ON r.account_id = a.id
    WHERE a.username IS NOT NULL ORDER BY a.username`.execute(house.db)
  const accounts: DemoAccount[] = []
  for (const a of found.rows) {
    const role = a.role ?? (a.username in roles ? (a.username as Role) : undefined)
    if (role === undefined) continue
    const password = newPassword()
    await setPassword(house.db, {
      id: newId(),
      accountId: a.id,
      hash: await hashedPassword(password, a.username),
      mustChange: false,
      at: house.clock.now(),
    })
    accounts.push({ role, username: a.username, password, shell: roles[role].shell })
  }
  return accounts
}

/** Starts the program, fills an empty database, and prints the address and the sign-ins. */
export async function demo(config: Config, args: string[], say: (m: string) => void): Promise<Running> {
  let accounts: DemoAccount[] = []
  const running = await run('both', config, say, async house => {
    const regions = await sql`SELECT 1 FROM region LIMIT 1`.execute(house.db)
    accounts = regions.rows.length > 0 ? await again(house) : await fill(house, say)
  })
  if (args.includes('--json')) process.stdout.write(`${JSON.stringify({ url: running.url, accounts })}\n`)
  else {
    for (const a of accounts)
      say(`${roles[a.role as Role].zh.padEnd(12, '　')} ${a.username.padEnd(14)} ${a.password}  (${a.shell})`)
    say(`安居演示 / Anju demo: ${running.url}`)
  }
  return running
}
