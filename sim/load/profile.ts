/** What some households told of themselves, with the consents that carry it; made up, from the town's seed. */
import { sql } from 'kysely'
import { makeCtx } from '../../server/core/house.ts'
import { giveEntry, nameMember, type Profile, profilesOf } from '../../server/modules/people/profile.ts'
import { askRequest } from '../../server/modules/people/profile-requests.ts'
import type { Random } from '../random.ts'
import type { Crew } from './staff.ts'
import type { World } from './world.ts'

type Told = Parameters<typeof giveEntry>[2]

const said: Record<string, readonly string[]> = {
  background: ['三代同住，2019 年入住', '小两口，去年从外地调来', '退休教师夫妇', '一家三口，孩子读小学'],
  habits: ['午间一点到两点休息', '早六点晨练，晚九点半休息', '周末在家办公，怕吵', '敲门前请先发消息'],
  food: ['清淡，不吃辣', '不吃香菜', '爱吃面食', '海鲜过敏，请避开'],
  hobbies: ['太极、广场舞', '羽毛球，周三晚有空', '钓鱼、下棋', '合唱，愿意参加活动'],
  business: ['常收大件快递', '发票抬头开公司', '需要收发传真', '家中办公，需要稳定供电提示'],
}
const work = ['教育', '医院', '铁路', '粮食贸易', '木材加工', '个体经营', '退休']
const health = ['膝盖不便，上下楼慢', '听力不好，请大声些', '心脏装有支架', '冬季哮喘，怕灰尘']
const reach = ['晚七点后打电话方便', '微信同手机，先发消息', '白天打老伴电话']
const plainFlags = ['pets', 'night_work']
const heldFlags = ['elderly_alone', 'disabled', 'infant']

/** What one household says: some of everything, some of it declined, health only with its separate consent. */
function tellings(r: Random, p: Profile): Told[] {
  const base = { purposes: ['service' as const], separate: false, agreed: true }
  const out: Told[] = []
  for (const [field, texts] of Object.entries(said))
    if (r.chance(0.6)) out.push({ ...base, field, state: 'given', value: r.pick(texts) })
    else if (r.chance(0.15)) out.push({ ...base, field, state: 'declined' })
  for (const m of p.members.filter(x => x.adult)) {
    const own = { ...base, memberId: m.id, state: 'given' as const }
    if (r.chance(0.5)) out.push({ ...own, field: 'industry', value: r.pick(work) })
    if (r.chance(0.4)) out.push({ ...own, field: 'contact', value: r.pick(reach) })
    if (m.birthYear === null && r.chance(0.4))
      out.push({ ...own, field: 'birth_year', value: String(r.int(1940, 2002)) })
  }
  if (r.chance(0.3)) out.push({ ...base, field: r.pick(plainFlags), state: 'given', value: 'yes' })
  if (r.chance(0.3))
    out.push({ ...base, field: r.pick(heldFlags), state: 'given', value: 'yes', separate: true })
  const first = p.members.find(m => m.adult)
  if (first && r.chance(0.25))
    out.push({
      ...base,
      field: 'health',
      memberId: first.id,
      state: 'given',
      value: r.pick(health),
      purposes: ['service', 'emergency'],
      separate: true,
    })
  return out
}

/** The household whose owner can sign in, first; then as many of its building and the next. */
async function chosen(w: World, profiles: Profile[], estateId: string): Promise<Profile[]> {
  const own = await sql<{ household_id: string }>`SELECT m.household_id FROM account a
    JOIN phone_claim c ON c.phone_blind = a.phone_blind JOIN household_member m ON m.estate_id = c.estate_id AND m.person_id = c.person_id
    WHERE a.username = 'owner' AND c.estate_id = ${estateId}`.execute(w.house.db)
  const first = own.rows.map(o => o.household_id)
  const rest = profiles.filter(p => !first.includes(p.home.id))
  return [...profiles.filter(p => first.includes(p.home.id)), ...rest.slice(0, 70)]
}

/**
 * Some seventy households of two buildings and the one whose owner has an account; two wait for a copy or a deletion.
 * @returns how many answers
 */
export async function loadProfiles(w: World, estateId: string, crew: Record<string, Crew>): Promise<number> {
  const steward = crew['ah.guanjia2']
  const desk = crew['ah.qiantai']
  if (!steward || !desk) return 0
  let count = 0
  await w.house.db.transaction().execute(async tx => {
    const as = (who: Crew) => makeCtx(w.house, { actor: who.actor, now: w.now }).on(tx)
    const all = await profilesOf(as(steward), estateId, {})
    const some = await chosen(w, all, estateId)
    for (const p of some) {
      const by = p.members.find(m => m.adult)
      if (!by) continue
      for (const told of tellings(w.r, p)) {
        const mine = told.memberId && p.members.some(m => m.id === told.memberId) ? told.memberId : by.id
        await giveEntry(as(steward), p, told, { by: mine, channel: 'desk', onBehalf: true })
        count += 1
      }
    }
    const [first, second] = some.slice(1)
    const asker = (p: Profile) => p.members.find(m => m.adult && m.registered)?.id
    if (first && asker(first))
      await askRequest(as(desk), first, {
        kind: 'export',
        askedBy: asker(first)!,
        channel: 'desk',
        onBehalf: true,
      })
    if (second && asker(second))
      await askRequest(as(desk), second, {
        kind: 'deletion',
        askedBy: asker(second)!,
        channel: 'paper',
        onBehalf: true,
      })
    if (some[0]) await nameMember(as(steward), some[0], { name: '姥姥', relation: 'parent' })
  })
  return count
}
