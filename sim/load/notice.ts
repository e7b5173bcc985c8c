/** A month of bulletins, a weekly one with a named person, and who read them. */
import { readBulletin, writeBulletin } from '../../server/modules/notice/bulletins.ts'
import { planBulletin } from '../../server/modules/notice/schedules.ts'
import type { Crew } from './staff.ts'
import { ctxOf, type World } from './world.ts'

const texts: {
  ago: number
  category: string
  title: string
  body: string
  pinned?: boolean
  urgent?: boolean
}[] = [
  {
    ago: 24,
    category: 'law',
    title: '业主大会表决规则说明',
    body: '使用维修资金、改建共有部分等事项，须由专有部分面积和人数两项均占三分之二以上的业主参与表决。具体事项请向服务中心前台咨询。',
  },
  {
    ago: 15,
    category: 'safety',
    title: '冬季用火用电安全常识',
    body: '外出前请关闭电热毯、电暖器；楼道内请勿停放电动车或充电。发现隐患请拨打服务中心电话。',
  },
  {
    ago: 9,
    category: 'weather',
    title: '本周降雪降温提醒',
    body: '周三夜间有中到大雪，最低气温零下 27 度。请关好楼道窗，老人孩子减少外出；清雪期间请绕行东门坡道。',
  },
  {
    ago: 1,
    category: 'notice',
    pinned: true,
    urgent: true,
    title: '3 号楼高区停水通知',
    body: '因更换加压泵，3 号楼 12 层以上今晚 22:00 至次日 5:00 停水，请提前储水。不便之处，敬请谅解。',
  },
]

export async function loadNotices(
  w: World,
  estateId: string,
  by: Crew,
  readers: readonly Crew['actor'][],
): Promise<number> {
  await planBulletin(ctxOf(w, by.actor), {
    estateId,
    category: 'service',
    title: '社区周报',
    everyDays: 7,
    firstDue: w.now.toZonedDateTimeISO('Asia/Shanghai').toPlainDate().add({ days: 3 }).toString(),
    audience: { to: 'all', buildings: [], roles: [] },
    accountId: by.accountId,
  })
  for (const [i, one] of texts.entries()) {
    const day = w.now.toZonedDateTimeISO('Asia/Shanghai').subtract({ days: one.ago })
    const then = { ...w, now: day.withPlainTime({ hour: 9, minute: 30 }).toInstant() }
    const made = await writeBulletin(ctxOf(then, by.actor), {
      estateId,
      category: one.category,
      title: one.title,
      body: one.body,
      audience: { to: 'all', buildings: [], roles: [] },
      when: 'now',
      pinned: one.pinned ?? false,
      urgent: one.urgent ?? false,
    })
    for (const reader of readers.slice(i * 2))
      await readBulletin(ctxOf(then, reader), { estateId, bulletinId: made.id })
  }
  return texts.length
}
