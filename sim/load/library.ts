/** The estate's library: laws it cites, rules of its own with approval and acknowledgement, an effect check that is due. */
import { localDate } from '../../server/core/clock.ts'
import {
  acknowledgeDocument,
  addDocument,
  approveVersion,
  writeVersion,
} from '../../server/modules/notice/library.ts'
import { reviewDocument } from '../../server/modules/notice/library-reviews.ts'
import { logExplanation } from '../../server/modules/notice/schedules.ts'
import { listCards } from '../../server/modules/roster/artefacts.ts'
import type { Crew } from './staff.ts'
import { ctxOf, type World } from './world.ts'

const laws = [
  {
    title: '物业管理条例（要点）',
    body: '本文为服务中心整理的要点，引用请以正式文本为准。\n一、业主对共有部分享有共同管理的权利。\n二、物业服务企业应当按照合同约定提供服务。\n三、对违反治安、环保、装修等规定的行为，应当劝阻、制止，并及时报告。',
  },
  {
    title: '民法典物业服务合同（要点）',
    body: '本文为服务中心整理的要点，引用请以正式文本为准。\n一、物业服务人应当妥善维修、养护、清洁、绿化和经营管理共有部分。\n二、应当定期公开服务事项、负责人员、收费项目和标准、维修资金使用情况。',
  },
]

const rules = [
  {
    code: 'AJ-ZD-01',
    title: '大堂礼宾助理值守制度',
    basis: [{ text: '物业管理条例（要点）第二条' }],
    body: '一、每个大堂 24 小时有人值守，交接双方签字。\n二、业户咨询当场登记编号，能答复的当场答复。\n三、离岗超过十分钟须请同事顶岗，并在系统上离岗、上岗。\n四、海报、名片内容变化后七日内更换。',
  },
  {
    code: 'AJ-ZD-02',
    title: '门岗交接班制度',
    basis: [{ text: '物业管理条例（要点）第三条' }],
    body: '一、接班人到岗打卡后交班人方可离岗。\n二、交接内容：未放行车辆、代收物品、异常情况、设备状态。\n三、空岗超过规定时间，系统通知当班人和上级。',
  },
  {
    code: 'AJ-ZD-03',
    title: '投诉与咨询首接责任制度',
    basis: [{ text: '民法典物业服务合同（要点）第二条' }],
    body: '一、首位接到诉求的员工为首接责任人。\n二、受理时告知业户答复时限和编号。\n三、只可延期一次，须在到期前征得业户同意并登记。\n四、办结须业户签字或评价。',
  },
]

/** Half a year of it: two rules known to all, one newly written, one whose effect is to be looked at today. */
export async function loadLibrary(w: World, estateId: string, c: Record<string, Crew>): Promise<void> {
  const office = c['ah.bangong']!
  const manager = c['ah.jingli']!
  const then = w.now.subtract({ hours: 24 * 50 })
  const from = localDate(w.now).subtract({ days: 185 }).toString()
  const byTitle = new Map<string, string>()
  for (const law of laws) {
    const made = await addDocument(ctxOf(w, office.actor, then), {
      estateId,
      kind: 'law',
      openToResidents: true,
      ...law,
    })
    await approveVersion(ctxOf(w, manager.actor, then), {
      estateId,
      documentId: made.id,
      version: '1',
      effectiveFrom: from,
    })
    byTitle.set(law.title, made.id)
  }
  for (const [i, rule] of rules.entries()) {
    const made = await addDocument(ctxOf(w, office.actor, then), {
      estateId,
      kind: 'rule',
      acknowledge: true,
      ownerId: manager.accountId,
      reviewMonths: 6,
      ...rule,
      basis: rule.basis.map(b => ({
        ...b,
        documentId: [...byTitle].find(([title]) => b.text.startsWith(title))?.[1] ?? null,
      })),
    })
    const at = { estateId, documentId: made.id }
    await approveVersion(ctxOf(w, manager.actor, then), { ...at, version: '1', effectiveFrom: from })
    for (const who of Object.values(c).slice(0, 18 - i * 4))
      await acknowledgeDocument(ctxOf(w, who.actor, then.add({ hours: 30 })), { ...at, version: 1 })
    if (i === 0)
      await reviewDocument(ctxOf(w, manager.actor), {
        ...at,
        onDate: localDate(w.now).subtract({ days: 2 }).toString(),
        result: 'partly',
        finding: '抽查 12 个大堂，夜间 1 处离岗未登记',
        measure: '班长每晚巡查一次并在系统登记',
      })
    if (i === 2)
      await writeVersion(ctxOf(w, office.actor), {
        ...at,
        body: `${rule.body}\n五、三分钟到场服务到不了的，事先说明并征得同意。`,
        changeNote: '增加三分钟到场的说明义务',
      })
  }
  await explain(w, estateId, c)
}

/** Face to face: what was explained at some doors. */
async function explain(w: World, estateId: string, c: Record<string, Crew>): Promise<void> {
  const steward = c['ah.guanjia2']!
  const { items } = await listCards(ctxOf(w, steward.actor), { estateId, limit: 60 })
  const topics = ['物业费构成与公示', '维修资金的使用和表决', '养犬登记与文明养犬', '电动车充电安全']
  for (const [i, h] of items.filter((_, n) => n % 8 === 0).entries())
    await logExplanation(ctxOf(w, steward.actor), {
      estateId,
      unitId: h.unitId,
      topic: topics[i % topics.length]!,
      onDate: localDate(w.now)
        .subtract({ days: 3 + i * 4 })
        .toString(),
    })
}
