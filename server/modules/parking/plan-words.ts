/** What the planner does, in words that stand beside every answer: nobody should believe a curve without its model. */
import type { ScenarioRow } from './store-plan.ts'

const clock = (minute: number) =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`

const dayWords = {
  zh: { work: '周一至周五', rest: '周六、周日', all: '每一天' },
  en: { work: 'Monday to Friday', rest: 'Saturday and Sunday', all: 'every day' },
} as const

/** The model of a scenario, one sentence a line. */
export function modelWords(lang: 'zh' | 'en', s: Pick<ScenarioRow, 'question' | 'answer' | 'id'>): string[] {
  const q = s.question
  const days = s.answer?.days ?? 0
  const at = clock(q.lookAt)
  const end = clock(q.lookAt + 60)
  return lang === 'zh'
    ? [
        `到达：重放实测的进出（${s.answer ? `${s.answer.from} 至 ${s.answer.until}，` : ''}${dayWords.zh[q.days]}共 ${days} 天）。每次随机抽一天，保留每 5 分钟的辆数，分钟内的时刻随机。`,
        '车道：先到先放，每条车道一次一辆；单车时间取本小区实测，不足 30 次时取规则表的默认值并计入需人工处理的少数车。',
        '缺位：在内车辆（含常停不动的车）超过车位数的部分；不假设车会因为没位而不来。',
        '机械车库：住在其中的车按其车位占当天最多车辆（或全部车位）的比例随机确定，存与取共用机器，先到先服务，每次周期固定。',
        `置信区间：${q.replications} 次独立重复的均值及 95% 区间（t 分布）；各方案面对相同的日子和到达，差值另算区间。随机种子 ${s.id}，重算结果相同。`,
        `“${at}”为 ${at} 起 5 分钟内平均排队辆数；等候时间为 ${at}–${end} 到达车辆的均值。排队模块已用 M/D/1 与 M/M/c 公式核对，误差不超过 5%。`,
      ]
    : [
        `Arrivals: the measured comings and goings are played again (${s.answer ? `${s.answer.from} to ${s.answer.until}, ` : ''}${dayWords.en[q.days]}, ${days} days). Each repetition draws one of these days; the cars of each 5 minutes are kept, the moment within them is random.`,
        'Lanes: first come, first served, one car at a time in each; the time of a car is the one timed here, below 30 timings the rule’s figure with its share of cars that the guard must handle.',
        'Shortage: cars inside (with those that never move) beyond the spaces there are; no car is assumed to stay away for want of a space.',
        'Mechanical garage: whose car lives in it is drawn by the share of its spaces in all spaces, or in the most cars of that day when they are more; bringing and fetching share the machines, first come, first served, with a fixed cycle.',
        `Band: mean of ${q.replications} independent repetitions and its 95 % band (Student’s t); variants meet the same days and arrivals, their difference has a band of its own. Seed ${s.id}: played again, the answer is the same.`,
        `“${at}” is the mean number of cars waiting in the 5 minutes from ${at}; waiting times are means of cars that came ${at}–${end}. The queue was checked against M/D/1 and M/M/c, within 5 %.`,
      ]
}
