/** Papers: the price board of a gate (F-09, D-12), the dispute file (S4-07), the slip of a code payment. */
import { z } from 'zod'
import { localDate } from '../../core/clock.ts'
import { AppError, fail } from '../../core/errors.ts'
import type { Ctx, Lang } from '../../core/house.ts'
import { type PrintBlock, type PrintDocument, printable } from '../../core/print.ts'
import { printDef, type RegisteredPrint } from '../../core/transfer.ts'
import { estateFacts } from '../estate/service.ts'
import type { TariffBody } from './contract-tariff.ts'
import { disputeFile } from './disputes.ts'
import { payeeCode } from './pay-notice-rules.ts'
import { maskPlate } from './place.ts'
import { lots } from './store-lot.ts'
import { slips } from './store-money.ts'
import { tariffs } from './store-tariff.ts'
import { clock, lasting, yuan } from './tariff-words.ts'
import { currentOf } from './tariffs.ts'
import { disputeWords, feeWords, groundWords, wayWords } from './words.ts'

/** The rules of a tariff as a driver reads them on a board. */
export function tariffLines(b: TariffBody, lang: Lang): { label: string; value: string }[] {
  const zh = lang === 'zh'
  const money = (fen: number) => (zh ? `${yuan(fen)} 元` : `${yuan(fen)} yuan`)
  const each = lasting(b.unitMinutes, lang)
  const kept = { zh: '超过后只计超出的时间', en: 'beyond it only the rest is charged' }
  const gone = { zh: '超过后从入场起计费', en: 'beyond it charged from the entry on' }
  const starts = b.periods.map(p => p.from).toSorted()
  const until = (from: string) => starts[(starts.indexOf(from) + 1) % starts.length]
  const caps = {
    rolling24: { zh: '每 24 小时', en: 'each 24 hours' },
    calendar_day: { zh: '每天', en: 'each day' },
  }
  return [
    {
      label: zh ? '免费时间' : 'Free',
      value:
        b.freeMinutes > 0
          ? `${lasting(b.freeMinutes, lang)}（${(b.freeMode === 'lost' ? gone : kept)[lang]}）`
          : '—',
    },
    ...(b.first
      ? [{ label: zh ? '首段' : 'First', value: `${lasting(b.first.minutes, lang)} ${money(b.first.price)}` }]
      : []),
    ...b.periods.map(p => ({
      label: b.periods.length === 1 ? (zh ? '收费标准' : 'Price') : `${p.from}–${until(p.from)}`,
      value:
        (zh
          ? `每 ${each} ${money(p.price)}，不足按一个单位计`
          : `${money(p.price)} per ${each}, begun ones whole`) +
        (p.cap === null ? '' : zh ? `，本时段封顶 ${money(p.cap)}` : `, at most ${money(p.cap)}`),
    })),
    ...(b.cap.kind === 'none'
      ? []
      : [{ label: zh ? '封顶' : 'At most', value: `${caps[b.cap.kind][lang]} ${money(b.cap.amount)}` }]),
    ...(b.entriesCap === null
      ? []
      : [
          {
            label: zh ? '多次进出' : 'Several entries',
            value: zh
              ? `同一车牌一天累计不超过 ${money(b.entriesCap)}`
              : `one plate, one day: at most ${money(b.entriesCap)}`,
          },
        ]),
    ...(b.bigPercent === 100 ? [] : [{ label: zh ? '大型车' : 'Big vehicles', value: `${b.bigPercent}%` }]),
    ...(b.nev.percent === 100 && b.nev.freeMinutes <= b.freeMinutes
      ? []
      : [
          {
            label: zh ? '新能源车' : 'New energy',
            value: `${b.nev.percent}% · ${zh ? '免费' : 'free'} ${lasting(Math.max(b.nev.freeMinutes, b.freeMinutes), lang)}`,
          },
        ]),
    ...(b.disabled.percent === 100 && b.disabled.freeMinutes <= b.freeMinutes
      ? []
      : [
          {
            label: zh ? '残疾人车辆' : 'Disabled drivers',
            value: `${b.disabled.percent}% · ${zh ? '免费' : 'free'} ${lasting(Math.max(b.disabled.freeMinutes, b.freeMinutes), lang)}`,
          },
        ]),
    ...(b.monthly === null
      ? []
      : [
          {
            label: zh ? '月租' : 'By the month',
            value: zh ? `${money(b.monthly)}/月` : `${money(b.monthly)} a month`,
          },
        ]),
    { label: zh ? '缴费后离场' : 'To leave after paying', value: lasting(b.graceMinutes, lang) },
    {
      label: zh ? '免费车辆' : 'Free of charge',
      value: zh
        ? '执行任务的警车、消防车、救护车、抢险车、环卫车等'
        : 'police, fire, ambulance, rescue and sanitation on duty',
    },
  ]
}

const boardPrint = printDef({
  key: 'parking-board',
  title: { zh: '停车收费公示牌', en: 'Parking price board' },
  permission: 'parking.read',
  scope: 'estate',
  query: z.object({ lotId: z.uuid() }),
  document: async (ctx, { estateId, lotId }): Promise<PrintDocument> => {
    const [lot] = await lots(ctx.db, estateId, lotId)
    if (lot === undefined) throw fail('core.not_found')
    const all = await tariffs(ctx.db, estateId, { lotId, published: true })
    const now = currentOf(all, ctx.now.epochMilliseconds)
    const next = all.filter(t => t.effective_on! > localDate(ctx.now).toString()).at(-1)
    const estate = await estateFacts(ctx, estateId)
    const zh = ctx.lang === 'zh'
    const blocks: PrintBlock[] = [
      {
        kind: 'keyValues',
        columns: 1,
        items: [
          { label: zh ? '停车场' : 'Lot', value: printable(lot.name) },
          { label: zh ? '经营单位' : 'Operator', value: printable(lot.operator) },
          { label: zh ? '服务时间' : 'Hours', value: printable(lot.hours) },
          { label: zh ? '场地权属' : 'Ground', value: groundWords[lot.ground][ctx.lang] },
          { label: zh ? '投诉电话' : 'Complaints', value: printable(lot.complaint_phone) },
        ],
      },
      { kind: 'heading', text: zh ? '收费项目与标准' : 'Items and prices' },
      now
        ? { kind: 'keyValues', columns: 1, items: tariffLines(now.body, ctx.lang) }
        : {
            kind: 'paragraph',
            text: zh ? '没有已公布的收费标准，不收费。' : 'No published tariff: nothing is charged.',
            strong: true,
          },
    ]
    if (now)
      blocks.push({
        kind: 'keyValues',
        columns: 1,
        items: [
          { label: zh ? '依据' : 'Basis', value: printable(now.basis) },
          { label: zh ? '执行日期' : 'In force since', value: now.effective_on ?? '' },
        ],
      })
    if (lot.ground === 'common')
      blocks.push({
        kind: 'paragraph',
        text: zh
          ? '本场占用业主共有的道路或场地，扣除合理成本后的收入归全体业主所有（民法典第 282 条）。'
          : 'This lot stands on the owners’ common ground: what is left after reasonable cost belongs to all owners (Civil Code 282).',
      })
    if (next)
      blocks.push(
        {
          kind: 'heading',
          text: zh
            ? `${next.effective_on} 起执行新标准：${printable(next.name)}`
            : `From ${next.effective_on}: ${printable(next.name)}`,
        },
        { kind: 'keyValues', columns: 1, items: tariffLines(next.body, ctx.lang) },
      )
    return {
      title: zh ? '停车收费公示牌' : 'Parking prices',
      unit: estate.companyName ?? estate.name,
      date: localDate(ctx.now).toString(),
      language: ctx.lang,
      blocks,
    }
  },
})

const local = (iso: string | null) => (iso ? clock(Date.parse(iso)) : '—')

/** A photo of an event; one that is gone is left out, and the caption of the facts says so. */
async function picture(
  ctx: Ctx,
  estateId: string,
  id: string | null,
  caption: string,
): Promise<PrintBlock[]> {
  if (id === null) return []
  try {
    const { bytes } = await ctx.house.files.get(ctx.db, estateId, id)
    return [{ kind: 'image', bytes, width: 80, caption }]
  } catch (error) {
    if (error instanceof AppError) return [{ kind: 'paragraph', text: `${caption}：—` }]
    throw error
  }
}

type File = Awaited<ReturnType<typeof disputeFile>>

/** The heart of the file: the fee step by step, and what was charged. */
async function feePart(ctx: Ctx, estateId: string, d: File): Promise<PrintBlock[]> {
  if (!d.stay || !d.again) return []
  const zh = ctx.lang === 'zh'
  const money = (fen: number) => (zh ? `${yuan(fen)} 元` : `${yuan(fen)} yuan`)
  return [
    { kind: 'heading', text: zh ? '停车记录' : 'The stay' },
    {
      kind: 'keyValues',
      columns: 2,
      items: [
        { label: zh ? '车牌' : 'Plate', value: d.stay.plate ?? '—' },
        { label: zh ? '停车场' : 'Lot', value: printable(d.stay.lot) },
        {
          label: zh ? '入场' : 'Entered',
          value: `${local(d.stay.enteredAt)} ${printable(d.stay.entryGate ?? '')}`,
        },
        { label: zh ? '离场' : 'Left', value: `${local(d.stay.leftAt)} ${printable(d.stay.exitGate ?? '')}` },
      ],
    },
    ...(await picture(ctx, estateId, d.stay.entryPicture, zh ? '入场照片' : 'At the entry')),
    ...(await picture(ctx, estateId, d.stay.exitPicture, zh ? '离场照片' : 'At the exit')),
    { kind: 'heading', text: zh ? '费用逐步复算' : 'The fee reckoned again' },
    {
      kind: 'table',
      columns: [
        { header: zh ? '步骤' : 'Step', width: 5 },
        { header: zh ? '金额（元）' : 'Yuan', align: 'right' },
      ],
      rows: d.again.cost.lines.map(l => [
        printable(l.text),
        l.kind === 'unit' || l.amount < 0 ? yuan(l.amount) : '',
      ]),
      footer: [zh ? '复算应收' : 'Reckoned', yuan(d.again.total)],
    },
    {
      kind: 'table',
      columns: [
        { header: zh ? '时间' : 'At', width: 2 },
        { header: zh ? '处理' : 'What', width: 2 },
        { header: zh ? '方式' : 'Way' },
        { header: zh ? '金额（元）' : 'Yuan', align: 'right' },
      ],
      rows: d.fees.map(f => [
        local(f.madeAt),
        `${feeWords[f.kind][ctx.lang]} ${f.receipt?.number ?? ''}`,
        f.way ? (wayWords[f.way]?.[ctx.lang] ?? f.way) : '—',
        yuan(f.amount),
      ]),
    },
    {
      kind: 'paragraph',
      strong: true,
      text:
        d.difference === 0
          ? zh
            ? `复算与已计费用一致：${money(d.again.total)}。`
            : `Reckoned and charged agree: ${money(d.again.total)}.`
          : zh
            ? `复算 ${money(d.again.total)}，已计 ${money(d.charged ?? 0)}，相差 ${money(d.difference ?? 0)}。`
            : `Reckoned ${money(d.again.total)}, charged ${money(d.charged ?? 0)}, difference ${money(d.difference ?? 0)}.`,
    },
    {
      kind: 'paragraph',
      text: `${zh ? '当时执行的标准：' : 'Tariff in force then: '}${d.tariffs.map(t => `${printable(t.name)}（${t.from}，${printable(t.basis)}）`).join('；') || '—'}`,
    },
  ]
}

const disputePrint = printDef({
  key: 'parking-dispute',
  title: { zh: '停车纠纷处理档案', en: 'Parking dispute file' },
  permission: 'parking.manage',
  scope: 'estate',
  query: z.object({ disputeId: z.uuid() }),
  document: async (ctx, { estateId, disputeId }): Promise<PrintDocument> => {
    const d = await disputeFile(ctx, estateId, disputeId)
    const estate = await estateFacts(ctx, estateId)
    const zh = ctx.lang === 'zh'
    const party = (p: File['partyFull'] | null) =>
      p ? [p.name, p.room, p.phone].filter(Boolean).join(' ') : '—'
    const w = disputeWords
    const blocks: PrintBlock[] = [
      {
        kind: 'keyValues',
        columns: 2,
        items: [
          { label: zh ? '类别' : 'Kind', value: w.kind[d.kind][ctx.lang] },
          { label: zh ? '状态' : 'State', value: w.state[d.state][ctx.lang] },
          { label: zh ? '申请人' : 'Party', value: printable(party(d.partyFull)) },
          { label: zh ? '对方' : 'Other party', value: printable(party(d.otherParty)) },
          { label: zh ? '受理' : 'Opened', value: `${local(d.madeAt)} ${printable(d.madeBy)}` },
          { label: zh ? '调解人' : 'Mediator', value: printable(d.mediator ?? '—') },
        ],
      },
      { kind: 'heading', text: zh ? '诉求' : 'Claim' },
      { kind: 'paragraph', text: printable(d.claim) },
      ...(await feePart(ctx, estateId, d)),
      { kind: 'heading', text: zh ? '证据、调解与处理' : 'Evidence, mediation and result' },
      {
        kind: 'table',
        columns: [
          { header: zh ? '时间' : 'At', width: 2 },
          { header: zh ? '事项' : 'What' },
          { header: zh ? '内容' : 'Text', width: 5 },
          { header: zh ? '经办' : 'By' },
        ],
        rows: d.entries.map(e => [
          local(e.madeAt),
          w.entry[e.kind][ctx.lang],
          printable(e.text),
          printable(e.madeBy),
        ]),
      },
    ]
    for (const e of d.entries)
      for (const file of e.files)
        blocks.push(...(await picture(ctx, estateId, file, w.entry[e.kind][ctx.lang])))
    if (d.result)
      blocks.push({
        kind: 'paragraph',
        strong: true,
        text: `${zh ? '处理结果：' : 'Result: '}${w.result[d.result][ctx.lang]}${d.refund ? (zh ? `，退还 ${yuan(d.refund)} 元` : `, ${yuan(d.refund)} yuan back`) : ''}`,
      })
    blocks.push({
      kind: 'signatures',
      places: [
        { label: zh ? '申请人' : 'Party', date: true },
        { label: zh ? '调解人' : 'Mediator', date: true },
        { label: estate.companyName ?? estate.name, seal: true, date: true },
      ],
    })
    return {
      title: zh ? '停车纠纷处理档案' : 'Parking dispute file',
      unit: estate.companyName ?? estate.name,
      date: localDate(ctx.now).toString(),
      number: d.number,
      language: ctx.lang,
      blocks,
    }
  },
})

const slipPrint = printDef({
  key: 'parking-slip',
  title: { zh: '停车缴费单', en: 'Parking slip' },
  permission: 'parking.charge',
  scope: 'estate',
  query: z.object({ slipId: z.uuid() }),
  document: async (ctx, { estateId, slipId }): Promise<PrintDocument> => {
    const [slip] = await slips(ctx.db, estateId, { id: slipId })
    if (slip === undefined) throw fail('core.not_found')
    const estate = await estateFacts(ctx, estateId)
    const zh = ctx.lang === 'zh'
    const plate = slip.plate_sealed
      ? maskPlate((await ctx.cipher(estateId)).open('plate', slip.plate_sealed))
      : '—'
    const blocks: PrintBlock[] = [
      {
        kind: 'keyValues',
        columns: 1,
        items: [
          { label: zh ? '车牌' : 'Plate', value: plate },
          {
            label: zh ? '应缴' : 'To pay',
            value: zh ? `${yuan(slip.amount)} 元` : `${yuan(slip.amount)} yuan`,
          },
          { label: zh ? '有效至' : 'Until', value: clock(slip.until_at.epochMilliseconds) },
        ],
      },
    ]
    if (slip.payee)
      blocks.push({
        kind: 'qr',
        text: payeeCode(slip.payee, slip),
        caption: zh ? '扫码付款，付后请告知收费员' : 'Scan to pay, then tell the booth',
      })
    return {
      title: zh ? '停车缴费单' : 'Parking slip',
      unit: estate.name,
      date: localDate(ctx.now).toString(),
      number: slip.number,
      paper: '80mm',
      language: ctx.lang,
      blocks,
    }
  },
})

export const parkingPrints: RegisteredPrint[] = [boardPrint, disputePrint, slipPrint]
