/** A scenario on paper: the question, the comparison with its bands, the model in words. */
import { z } from 'zod'
import { localDate } from '../../core/clock.ts'
import { printDef } from '../../core/transfer.ts'
import { estateFacts } from '../estate/service.ts'
import { planFail } from './contract-plan.ts'
import { scenarioRow } from './plan.ts'
import { type Measure, measures } from './plan-model.ts'
import { modelWords } from './plan-words.ts'

type Est = { mean: number; lo: number; hi: number }

/** Name and unit of each measure; `of` writes a value. */
export const measureWords: Record<Measure, { zh: string; en: string; digits: number; times?: number }> = {
  queueIn: { zh: '进口排队（辆）', en: 'Queue at the entry (cars)', digits: 1 },
  waitIn: { zh: '进口等候（秒）', en: 'Wait at the entry (s)', digits: 0 },
  waitIn95: { zh: '进口等候 95%（秒）', en: 'Wait at the entry, 95 % (s)', digits: 0 },
  spill: { zh: '排到路面的时间（%）', en: 'Time the queue stands on the road (%)', digits: 1, times: 100 },
  queueOut: { zh: '出口排队（辆）', en: 'Queue at the exit (cars)', digits: 1 },
  waitOut: { zh: '出口等候（秒）', en: 'Wait at the exit (s)', digits: 0 },
  shortMost: { zh: '最多缺位（个）', en: 'Most spaces short', digits: 1 },
  shortHours: { zh: '缺位时长（车·时/日）', en: 'Car-hours without a space a day', digits: 1 },
  fetchWait: { zh: '机械车库取车等候（秒）', en: 'Wait for a car of the garage (s)', digits: 0 },
  fetchWait95: { zh: '取车等候 95%（秒）', en: 'Wait for a car, 95 % (s)', digits: 0 },
}

export function written(e: Est | undefined, m: Measure): string {
  if (e === undefined) return '—'
  const { digits, times = 1 } = measureWords[m]
  const n = (v: number) => (v * times).toFixed(digits)
  return `${n(e.mean)} (${n(e.lo)} ~ ${n(e.hi)})`
}

export const planPrint = printDef({
  key: 'parking-plan',
  title: { zh: '停车容量规划', en: 'Parking capacity plan' },
  permission: 'parking.read',
  scope: 'estate',
  query: z.object({ scenarioId: z.uuid() }),
  document: async (ctx, { estateId, scenarioId }) => {
    const row = await scenarioRow(ctx, estateId, scenarioId)
    if (row.answer === null) throw planFail('plan.running')
    const estate = await estateFacts(ctx, estateId)
    const { variants } = row.answer
    const zh = ctx.lang === 'zh'
    const asked = row.question.variants
    const reading = {
      plate: zh ? '车牌识别' : 'plates',
      card: zh ? '刷卡' : 'cards',
      guard: zh ? '人工登记' : 'guard',
    }
    return {
      title: zh ? `停车容量规划：${row.name}` : `Parking capacity plan: ${row.name}`,
      unit: estate.companyName ?? estate.name,
      date: localDate(ctx.now).toString(),
      paper: 'A4-landscape',
      language: ctx.lang,
      blocks: [
        { kind: 'heading', text: zh ? '方案' : 'Variants' },
        {
          kind: 'table',
          columns: [
            { header: zh ? '方案' : 'Variant', width: 2 },
            ...(zh
              ? ['普通车位', '机械车位', '机器', '进/出车道', '通行方式', '增长%', '常停车']
              : ['Spaces', 'Mechanical', 'Machines', 'Lanes in/out', 'Read by', 'Growth %', 'Standing']
            ).map(header => ({ header, align: 'right' as const })),
          ],
          rows: asked.map(v => [
            v.name,
            String(v.spaces),
            String(v.mechanical),
            String(v.machines),
            `${v.lanesIn}/${v.lanesOut}`,
            reading[v.reading],
            String(v.growth),
            String(v.standing),
          ]),
        },
        { kind: 'heading', text: zh ? '结果：均值（95% 置信区间）' : 'Result: mean (95 % band)' },
        {
          kind: 'table',
          columns: [
            { header: zh ? '指标' : 'Figure', width: 2 },
            ...variants.map(v => ({ header: v.name, width: 2, align: 'right' as const })),
          ],
          rows: measures.map(m => [
            measureWords[m][ctx.lang],
            ...variants.map(v => written(v.figures[m], m)),
          ]),
        },
        {
          kind: 'heading',
          text: zh ? '与第一个方案的差（95% 置信区间）' : 'Against the first variant (95 % band)',
        },
        {
          kind: 'table',
          columns: [
            { header: zh ? '指标' : 'Figure', width: 2 },
            ...variants.slice(1).map(v => ({ header: v.name, width: 2, align: 'right' as const })),
          ],
          rows:
            variants.length < 2
              ? []
              : measures.map(m => [
                  measureWords[m][ctx.lang],
                  ...variants.slice(1).map(v => written(v.change[m], m)),
                ]),
        },
        { kind: 'heading', text: zh ? '模型说明' : 'The model' },
        ...modelWords(ctx.lang, row).map(text => ({ kind: 'paragraph' as const, text })),
      ],
    }
  },
})
