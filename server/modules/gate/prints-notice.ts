/** The notice that hangs at the gate: what is taken of everybody who passes, why, by which document, and when it goes (S6-03). */
import { Temporal } from 'temporal-polyfill'
import { z } from 'zod'
import { localDate, ZONE } from '../../core/clock.ts'
import { fail } from '../../core/errors.ts'
import type { Ctx } from '../../core/house.ts'
import type { PrintDocument } from '../../core/print.ts'
import { printDef } from '../../core/transfer.ts'
import { estateNames } from '../people/store-accounts.ts'
import { listClosures } from './service-closure.ts'
import { listPurges } from './service-end.ts'
import { keepRule } from './service-keep.ts'

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
    plainPurpose:
      '为住户和财物的安全、找到被访的人、车辆和快递，登记来访人员和车辆；不登记身份证号，不核对驾驶证件。',
    plainBasis: '个人信息保护法第十三条、第十七条、第十九条；物业服务合同约定的秩序维护。',
    plainTaken:
      '来访人员：姓名、去哪一户、事由，需要回电时登记手机号。车辆：车牌和进出时间。快递：承运人和收件住户。',
    plainKept: (days: number, until: string, incidentDays: number) =>
      `加密保存，页面上遮蔽显示，查看全文须写明用途并留下记录。保存 ${days} 天，到期每夜自动删除，只留人次车次；今天登记的保存到 ${until}。涉及尚未办结的事件或机关依法调取的，办结后删除；已办结事件的记录保存 ${incidentDays} 天。`,
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
    plainPurpose:
      'Visitors and vehicles are registered for the safety of people and property and to find whom a visit, a car or a parcel is for. No ID number is taken and no licence is checked.',
    plainBasis:
      'Personal Information Protection Law arts. 13, 17 and 19; the keeping of order agreed in the property service contract.',
    plainTaken:
      'Visitors: name, the home visited, the reason, and a mobile number where a call back is needed. Vehicles: plate and times. Parcels: carrier and home.',
    plainKept: (days: number, until: string, incidentDays: number) =>
      `Encrypted and masked on screen; a full value is shown only for a stated purpose and the look is recorded. Kept for ${days} days and then deleted at night, only counts remain; what is registered today is kept until ${until}. What an open incident or an authority’s lawful request needs is deleted after that is settled; records of a closed incident are kept for ${incidentDays} days.`,
  },
}

const day = (at: string) => Temporal.Instant.from(at).toZonedDateTimeISO(ZONE).toPlainDate().toString()

/** The sheet that hangs: each heading with what is said under it, and the place for the seal. */
function sheet(ctx: Ctx, unit: string, said: readonly [string, string][], number?: string): PrintDocument {
  const w = words[ctx.lang]
  return {
    title: w.title,
    unit,
    date: localDate(ctx.now).toString(),
    ...(number === undefined ? {} : { number }),
    language: ctx.lang,
    blocks: [
      ...said.flatMap(([heading, text]) => [
        { kind: 'heading' as const, text: heading },
        { kind: 'paragraph' as const, text, indent: true },
      ]),
      { kind: 'signatures', places: [{ label: w.seal, date: true, seal: true }] },
    ],
  }
}

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
    return sheet(ctx, estate?.name ?? '', said, number)
  },
})

/** PIPL art. 17 where no closure is in force: what a visitor is told, with the day on which today's entry ends. */
export const plainNoticePrint = printDef({
  key: 'gate.plain_notice',
  title: { zh: '平时出入登记告知书', en: 'Notice of registration without a closure' },
  permission: 'closure.read',
  scope: 'estate',
  query: z.object({}),
  document: async (ctx, { estateId }) => {
    const w = words[ctx.lang]
    const [estate] = await estateNames(ctx.db, [estateId])
    const { days, incidentDays } = await keepRule(ctx, estateId)
    const until = localDate(ctx.now.add({ hours: days * 24 })).toString()
    return sheet(ctx, estate?.name ?? '', [
      [w.purpose, w.plainPurpose],
      [w.decision, w.plainBasis],
      [w.taken, w.plainTaken],
      [w.kept, w.plainKept(days, until, incidentDays)],
      [w.rights, w.rightsWhat],
    ])
  },
})
