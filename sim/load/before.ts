/** What the desk has besides its month: the old table of tickets, a steward's leave, the year's survey with paper answers. */
import { localDate } from '../../server/core/clock.ts'
import { historyImport } from '../../server/modules/desk/history.ts'
import { enterPaper, listSurveys, openSurvey } from '../../server/modules/followup/survey.ts'
import { listPersons } from '../../server/modules/people/persons.ts'
import { planLeave } from '../../server/modules/roster/leave.ts'
import { random } from '../random.ts'
import type { Crew } from './staff.ts'
import { ctxOf, type World } from './world.ts'

const OLD = 80
const PAPER = 14

/** Made up like the rest: kind, what was said, what was done. */
const matters = [
  ['报修', '楼道灯不亮', '已更换灯泡'],
  ['报修', '一楼门禁刷卡没反应', '读卡器接线松动，已恢复'],
  ['投诉', '楼上夜间拖椅子声音大', '已上门劝导，加装脚垫'],
  ['咨询', '物业费可以按年交吗', '可以，前台办理'],
  ['报修', '地下车库入口积水', '疏通排水沟'],
  ['投诉', '楼前垃圾清运不及时', '已调整清运时间'],
  ['建议', '建议在南门增设快递柜', '已转业主委员会讨论'],
  ['咨询', '维修资金怎么申请使用', '已告知办理程序'],
] as const

/** A random stream of its own, so that nothing else of the town changes. */
export async function loadBefore(w: World, estateId: string, c: Record<string, Crew>): Promise<void> {
  const r = random('before')
  const manager = ctxOf(w, c['ah.jingli']?.actor)
  const today = localDate(w.now)
  const [away, standIn] = [c['ah.guanjia2'], c['ah.guanjia1']]
  if (away && standIn)
    await planLeave(manager, {
      estateId,
      accountId: away.accountId,
      standInId: standIn.accountId,
      fromDate: today.add({ days: 3 }).toString(),
      untilDate: today.add({ days: 7 }).toString(),
      reason: '年假',
    })
  await oldTickets(w, estateId, r)
  const office = ctxOf(w, c['ah.bangong']?.actor)
  const { questions } = await listSurveys(office, { estateId })
  const survey = await openSurvey(office, { estateId, questions })
  const { items } = await listPersons(ctxOf(w), { estateId, state: 'live', sort: 'room', limit: PAPER })
  for (const p of items) {
    const scores = Object.fromEntries(questions.map(q => [q.key, r.pick([5, 5, 4, 4, 4, 3, 2])]))
    await enterPaper(office, { estateId, surveyId: survey.id, personId: p.id, scores })
  }
}

async function oldTickets(w: World, estateId: string, r: ReturnType<typeof random>): Promise<void> {
  const first = localDate(w.now).subtract({ months: 14 })
  const two = (n: number) => String(n).padStart(2, '0')
  const lines = Array.from({ length: OLD }, (_, i) => {
    const day = first.add({ days: i * 4 + r.int(0, 3) })
    const [kind, text, result] = r.pick(matters)
    // one in twenty was closed before it was opened, as old tables are
    const closed = i % 20 === 7 ? day.subtract({ days: 1 }) : day.add({ days: r.int(0, 3) })
    const room = `${r.int(1, 6)}-1-${r.int(1, 6)}0${r.int(1, 2)}`
    const opened = `${day} ${two(r.int(8, 18))}:${two(r.int(0, 59))}`
    return { line: i + 2, cells: [`旧${two(i + 1)}`, opened, closed.toString(), kind, text, room, result] }
  })
  const file = historyImport.begin({ number: 0, opened: 1, closed: 2, kind: 3, text: 4, room: 5, result: 6 })
  file.read(lines)
  await file.save(ctxOf(w), estateId, 0, file.good.length)
}
