/** The notice that hangs at the gate: what is taken of everybody who passes, why, by which document, and when it goes (S6-03). */
import { Temporal } from 'temporal-polyfill'
import { z } from 'zod'
import { localDate, ZONE } from '../../core/clock.ts'
import { fail } from '../../core/errors.ts'
import { printDef } from '../../core/transfer.ts'
import { estateNames } from '../people/store-accounts.ts'
import { listClosures } from './service-closure.ts'
import { listPurges } from './service-end.ts'

const words = {
  zh: {
    title: '出入登记个人信息告知书',
    purpose: '为什么登记',
    decision: '依据',
    taken: '登记哪些信息',
    takenWhat:
      '步行：姓名、身份证号、手机号、外出地点及事由、居住楼号单元门号，是否戴口罩。车辆：核对行驶证、驾驶证，登记车牌，车内每人同上。已登记过的住户报门号即可，外出时再报去向和事由。',
    kept: '怎样保存',
    keptHow: (days: number) =>
      `加密保存，页面上遮蔽显示，查看全文须写明用途并留下记录。满 ${days} 天的记录逐日删除；封闭管理解除后全部删除，密钥销毁。`,
    rights: '您的权利',
    rightsWhat: '您可以向门岗或物业服务中心查询、更正自己的登记，也可以要求说明处理规则。',
    period: '登记期间',
    seal: '告知单位',
  },
  en: {
    title: 'What is registered at this gate, and why',
    purpose: 'Why it is taken',
    decision: 'By which document',
    taken: 'What is taken',
    takenWhat:
      'On foot: name, ID number, mobile number, destination and reason, building, section and door, and whether a mask is worn. Vehicles: vehicle and driving licence are checked, the plate is taken, and the same of everybody inside. Residents registered already say their door number and, going out, where and why.',
    kept: 'How it is kept',
    keptHow: (days: number) =>
      `Encrypted and masked on screen; a full value is shown only for a stated purpose and the look is recorded. Records older than ${days} days are deleted each day; when the closure is lifted all of it is deleted and its key destroyed.`,
    rights: 'Your rights',
    rightsWhat:
      'Ask the guard or the service centre to see or correct your registration, and to explain these rules.',
    period: 'Period',
    seal: 'Issued by',
  },
}

const day = (at: string) => Temporal.Instant.from(at).toZonedDateTimeISO(ZONE).toPlainDate().toString()

/** PIPL art. 17: told before it is taken. Only of a closure that has not been lifted: an old sheet must not hang. */
export const noticePrint = printDef({
  key: 'gate.notice',
  title: { zh: words.zh.title, en: words.en.title },
  permission: 'closure.read',
  scope: 'estate',
  query: z.object({ closureId: z.uuid() }),
  document: async (ctx, { estateId, closureId }) => {
    const w = words[ctx.lang]
    const closure = (await listClosures(ctx, { estateId })).items.find(c => c.id === closureId)
    if (closure?.state !== 'active') throw fail('core.not_found')
    const [estate] = await estateNames(ctx.db, [estateId])
    const { days } = await listPurges(ctx, { estateId })
    const { issuer, number, decidedOn } = closure.decision
    const said: [string, string][] = [
      [w.purpose, closure.purpose[ctx.lang]],
      [w.decision, `${issuer} ${number} · ${decidedOn}`],
      [w.period, `${day(closure.startsAt)} – ${day(closure.endsAt)}`],
      [w.taken, w.takenWhat],
      [w.kept, w.keptHow(days)],
      [w.rights, w.rightsWhat],
    ]
    return {
      title: w.title,
      unit: estate?.name ?? '',
      date: localDate(ctx.now).toString(),
      number,
      language: ctx.lang,
      blocks: [
        ...said.flatMap(([heading, text]) => [
          { kind: 'heading' as const, text: heading },
          { kind: 'paragraph' as const, text, indent: true },
        ]),
        { kind: 'signatures', places: [{ label: w.seal, date: true, seal: true }] },
      ],
    }
  },
})
