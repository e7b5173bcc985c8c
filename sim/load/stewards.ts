/** What the stewards have done: posters that hang, cards that were given, staff and certificates, a swap that waits. */
import { localDate } from '../../server/core/clock.ts'
import { giveCards, listCards, listPanels, mountPanel } from '../../server/modules/roster/artefacts.ts'
import { listDuties } from '../../server/modules/roster/duties.ts'
import { addCertificate, setStaffing } from '../../server/modules/roster/staffing.ts'
import { saveCard } from '../../server/modules/roster/stewards.ts'
import { askSwap } from '../../server/modules/roster/swaps.ts'
import { keepTemplate } from '../../server/modules/roster/templates.ts'
import { portrait } from '../portraits.ts'
import type { Crew } from './staff.ts'
import { ctxOf, type World } from './world.ts'

const strengths = ['普通话、俄语，熟悉老年人照护', '急救员证，水电小修', '手语，熟悉政务办理流程']
const languages = ['普通话、俄语', '普通话', '普通话、手语']

async function photo(w: World, estateId: string, by: Crew, n: number, purpose: string): Promise<string> {
  const bytes = await portrait(n)
  const kept = await w.house.files.putPhoto(w.house.db, w.now, estateId, bytes, by.accountId, purpose)
  return kept.id
}

/** The stewards' cards with drawn portraits; the phone of one changes after her posters hang. */
export async function loadStewardWork(w: World, estateId: string, c: Record<string, Crew>): Promise<void> {
  const stewards = [1, 2, 3].map(i => c[`ah.guanjia${i}`]!)
  const cards = []
  for (const [i, s] of stewards.entries())
    cards.push({
      estateId,
      accountId: s.accountId,
      photoId: await photo(w, estateId, s, i, 'staff_card'),
      strengths: strengths[i]!,
      phone: `0456-55${String(11 + i).padStart(5, '0')}`,
      more: { 工号: `A0${i + 1}`, 语言: languages[i]! },
    })
  for (const card of cards) await saveCard(ctxOf(w), card)
  await mount(w, estateId, c)
  await give(w, estateId, c)
  await saveCard(ctxOf(w), { ...cards[2]!, phone: '0456-5500023' })
  await staffing(w, estateId, c)
  await turns(w, estateId, c)
}

/** Posters hang in all buildings but the last; half of them were photographed. */
async function mount(w: World, estateId: string, c: Record<string, Crew>): Promise<void> {
  const { items } = await listPanels(ctxOf(w), { estateId })
  const on = localDate(w.now).subtract({ months: 4 }).toString()
  for (const [i, b] of items.slice(0, -1).entries()) {
    const steward = Object.values(c).find(s => s.accountId === b.steward?.accountId)
    if (steward === undefined) continue
    await mountPanel(ctxOf(w, steward.actor), {
      estateId,
      buildingId: b.buildingId,
      place: i % 3 === 0 ? '一层大堂东墙' : '一单元门厅',
      mountedOn: on,
      photoId: i % 2 === 0 ? await photo(w, estateId, steward, i, 'panel') : null,
    })
  }
}

/** Most households have a card, but for every seventh door. */
async function give(w: World, estateId: string, c: Record<string, Crew>): Promise<void> {
  const by = c['ah.guanjia1']!
  const ids: string[] = []
  for (let offset = 0; ; offset += 500) {
    const { items } = await listCards(ctxOf(w, by.actor), { estateId, offset, limit: 500 })
    ids.push(...items.map(h => h.householdId))
    if (items.length < 500) break
  }
  const wanted = ids.filter((_, i) => i % 7 !== 3)
  const givenOn = localDate(w.now).subtract({ months: 3 }).toString()
  for (let at = 0; at < wanted.length; at += 500)
    await giveCards(ctxOf(w, by.actor), {
      estateId,
      householdIds: wanted.slice(at, at + 500),
      quantity: 2,
      givenOn,
    })
}

async function staffing(w: World, estateId: string, c: Record<string, Crew>): Promise<void> {
  const wanted = [
    ['manager', 1, '物业管理师'],
    ['steward', 4, '管家服务培训证'],
    ['guard', 6, '保安员证'],
    ['repair_worker', 2, '低压电工作业证'],
    ['front_desk', 2, null],
  ] as const
  for (const [role, headcount, certificate] of wanted)
    await setStaffing(ctxOf(w), { estateId, role, headcount, certificate })
  const day = (months: number) => localDate(w.now).add({ months }).toString()
  const held = [
    ['ah.jingli', '物业管理师', null],
    ['ah.guanjia1', '管家服务培训证', day(14)],
    ['ah.guanjia2', '管家服务培训证', day(1)],
    ['ah.baoan1', '保安员证', null],
    ['ah.baoan2', '保安员证', null],
    ['ah.baoan3', '保安员证', null],
    ['ah.weixiu1', '低压电工作业证', day(20)],
    ['ah.weixiu2', '低压电工作业证', day(-1)],
  ] as const
  for (const [who, kind, validUntil] of held)
    await addCertificate(ctxOf(w, c['ah.bangong']!.actor), {
      estateId,
      accountId: c[who]!.accountId,
      kind,
      validUntil,
    })
}

/** Last week as a template, and a guard who asks a colleague to take one of his turns. */
async function turns(w: World, estateId: string, c: Record<string, Crew>): Promise<void> {
  const today = localDate(w.now)
  await keepTemplate(ctxOf(w, c['ah.jingli']!.actor), {
    estateId,
    name: '两班倒（甲乙丙丁）',
    monday: today.subtract({ days: today.dayOfWeek - 1 }).toString(),
  })
  const guard = c['ah.baoan1']!
  const { items } = await listDuties(ctxOf(w, guard.actor), {
    estateId,
    from: w.now.add({ hours: 48 }).toString(),
    until: w.now.add({ hours: 6 * 24 }).toString(),
    accountId: guard.accountId,
  })
  const free = c['ah.puhuo']!
  const turn = items[0]
  if (turn)
    await askSwap(ctxOf(w, guard.actor), {
      estateId,
      dutyId: turn.id,
      toId: free.accountId,
      reason: '陪老人复查，当天不能到岗',
    })
}
