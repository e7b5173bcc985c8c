/** Posts, turns of duty from last week to the next, and the stewards of the buildings. */
import { localDate, ZONE } from '../../server/core/clock.ts'
import { assignDuties } from '../../server/modules/roster/duties.ts'
import { checkIn } from '../../server/modules/roster/presence.ts'
import { createPost } from '../../server/modules/roster/service.ts'
import { assignSteward } from '../../server/modules/roster/stewards.ts'
import type { Crew } from './staff.ts'
import { ctxOf, type World } from './world.ts'

const day = { from: 0, until: 1440 }

export interface LoadedRoster {
  gatePosts: string[]
  deskPost: string
}

interface Turn {
  post?: string
  kind?: 'management' | 'complaints' | 'repair' | 'security'
  who: Crew
  from: number
  until: number
}

/** A day's turns: guards in three shifts at two gates, desks and stewards by day and night, managers on call. */
function turnsOf(
  c: Record<string, Crew>,
  posts: { east: string; west: string; desk: string; lobbies: string[] },
  odd: boolean,
): Turn[] {
  const guard = (i: number) => c[`ah.baoan${i}`]!
  const [a, b, d, e] = odd ? [1, 2, 3, 4] : [3, 4, 1, 2]
  const steward = (i: number) => c[`ah.guanjia${(i % 3) + 1}`]!
  return [
    { post: posts.east, who: guard(a), from: 0, until: 12 },
    { post: posts.east, who: guard(d), from: 12, until: 24 },
    { post: posts.west, who: guard(b), from: 0, until: 12 },
    { post: posts.west, who: guard(e), from: 12, until: 24 },
    { post: posts.desk, who: odd ? c['ah.qiantai']! : c['ah.qiantai2']!, from: 8, until: 20 },
    ...posts.lobbies.map((post, i) => ({ post, who: steward(i), from: 0, until: 24 })),
    { kind: 'complaints', who: odd ? c['ah.zhuren']! : c['ah.jingli']!, from: 0, until: 24 },
    { kind: 'management', who: odd ? c['ah.jingli']! : c['ah.zhuren']!, from: 0, until: 24 },
    { kind: 'repair', who: odd ? c['ah.weixiu1']! : c['ah.weixiu2']!, from: 0, until: 24 },
  ]
}

async function loadPosts(w: World, estateId: string, buildings: Map<string, string>) {
  const add = async (
    kind: 'gate' | 'desk' | 'lobby',
    name: string,
    covers: { from: number; until: number }[],
    buildingId?: string,
  ) =>
    (
      await createPost(ctxOf(w), {
        estateId,
        kind,
        name,
        covers,
        unattendedMinutes: 10,
        headcount: 1,
        ...(buildingId ? { buildingId } : {}),
      })
    ).id
  const lobbies: string[] = []
  for (const name of ['1', '2', '3'])
    lobbies.push(await add('lobby', `${name}号楼大堂`, [day], buildings.get(name)))
  return {
    east: await add('gate', '东门岗', [day]),
    west: await add('gate', '西门岗', [day]),
    desk: await add('desk', '服务中心前台', [{ from: 480, until: 1200 }]),
    lobbies,
  }
}

async function loadStewards(
  w: World,
  estateId: string,
  c: Record<string, Crew>,
  buildings: Map<string, string>,
): Promise<void> {
  const from = localDate(w.now).subtract({ months: 8 }).toString()
  for (const [name, buildingId] of buildings) {
    const steward = c[`ah.guanjia${(Number(name) % 3) + 1}`]!
    await assignSteward(ctxOf(w), {
      estateId,
      buildingId,
      accountId: steward.accountId,
      fromDate: from,
    })
  }
}

export async function loadRoster(
  w: World,
  estateId: string,
  c: Record<string, Crew>,
  buildings: Map<string, string>,
): Promise<LoadedRoster> {
  const posts = await loadPosts(w, estateId, buildings)
  await loadStewards(w, estateId, c, buildings)
  const today = localDate(w.now)
  const at = (date: typeof today, hour: number) =>
    date.toZonedDateTime({ timeZone: ZONE, plainTime: '00:00' }).add({ hours: hour }).toInstant().toString()
  for (let d = -7; d <= 7; d++) {
    const date = today.add({ days: d })
    await assignDuties(ctxOf(w), {
      estateId,
      duties: turnsOf(c, posts, date.day % 2 === 1).map(t => ({
        ...(t.post ? { postId: t.post } : { kind: t.kind! }),
        accountId: t.who.accountId,
        startsAt: at(date, t.from),
        endsAt: at(date, t.until),
        superior: c['ah.jingli']!.accountId,
      })),
    })
  }
  await takePosts(w, estateId, c, posts, today.day % 2 === 1)
  return { gatePosts: [posts.east, posts.west], deskPost: posts.desk }
}

/** Who should stand at a post now does, but for the west gate: the board has one thing to show in red. */
async function takePosts(
  w: World,
  estateId: string,
  c: Record<string, Crew>,
  posts: { east: string; west: string; desk: string; lobbies: string[] },
  odd: boolean,
): Promise<void> {
  const hour = w.now.toZonedDateTimeISO(ZONE).hour
  for (const t of turnsOf(c, posts, odd)) {
    if (t.post === undefined || t.post === posts.west || hour < t.from || hour >= t.until) continue
    await checkIn(ctxOf(w, t.who.actor), { estateId, postId: t.post })
  }
}
