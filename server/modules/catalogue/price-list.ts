/** The price list as an export and as a document for the wall (S8-03: 明码标价). */
import { z } from 'zod'
import { localDate } from '../../core/clock.ts'
import { type PrintBlock, printable } from '../../core/print.ts'
import { listDef, printDef } from '../../core/transfer.ts'
import { estateFacts } from '../estate/service.ts'
import { catalogueApi, services } from './contract.ts'
import { listItems } from './service.ts'

type Lang = 'zh' | 'en'
type Listed = Awaited<ReturnType<typeof listItems>>['items'][number]

export const serviceLabels = {
  public: { zh: '常规性公共服务（合同服务）', en: 'Public services (under the contract)' },
  special: { zh: '委托性特约服务（非合同零星服务）', en: 'Special services (by order)' },
  commercial: { zh: '经营性多种服务', en: 'Commercial services' },
} as const

const methods = {
  fixed: { zh: '', en: '' },
  from: { zh: '起', en: ' and up' },
  on_site: { zh: '现场确定（经业主同意）', en: 'fixed on the site, with the owner’s consent' },
  free: { zh: '免费', en: 'free' },
  included: { zh: '含在物业服务费内', en: 'part of the property fee' },
} as const

/** A price as people read it: 30.00 元/次, 30.00 元/次起, 免费. */
export function priceText(price: Listed['price'], lang: Lang): string {
  if (price === null) return lang === 'zh' ? '暂未标价' : 'not priced yet'
  if (price.amount === null) return methods[price.method][lang]
  const yuan = (price.amount / 100).toFixed(2)
  const each = lang === 'zh' ? `${yuan} 元/${price.unit}` : `${yuan} yuan per ${price.unit}`
  return each + methods[price.method][lang]
}

/** A public service without a price of its own comes with the property fee (S3-96). */
export function chargeText(i: Pick<Listed, 'service' | 'price'>, lang: Lang): string {
  return i.service === 'public' && i.price === null ? methods.included[lang] : priceText(i.price, lang)
}

/** What is done, and for commercial services when and how soon (S3-105). */
function contentText(i: Listed, lang: Lang): string {
  const more =
    lang === 'zh'
      ? [i.hours && `营业 ${i.hours}`, i.delivery && `送达 ${i.delivery}`]
      : [i.hours && `open ${i.hours}`, i.delivery && `delivered ${i.delivery}`]
  return [i.content, ...(i.service === 'commercial' ? more : [])]
    .filter(Boolean)
    .join(lang === 'zh' ? '；' : '; ')
}

export const priceListExport = listDef({
  key: 'price-list',
  title: { zh: '收费项目及标准', en: 'Price list' },
  permission: 'catalogue.read',
  scope: 'estate',
  query: catalogueApi['GET /api/estates/:estateId/catalogue/items'].query,
  rows: async (ctx, asked) => (await listItems(ctx, asked)).items,
  columns: [
    {
      key: 'service',
      header: { zh: '类别', en: 'Class' },
      kind: 'text',
      width: 26,
      cell: i => serviceLabels[i.service].zh,
    },
    { key: 'name', header: { zh: '项目', en: 'Item' }, kind: 'text', cell: i => i.name },
    { key: 'content', header: { zh: '内容', en: 'Content' }, kind: 'text', width: 36, cell: i => i.content },
    {
      key: 'standard',
      header: { zh: '标准', en: 'Standard' },
      kind: 'text',
      width: 30,
      cell: i => i.standard,
    },
    {
      key: 'method',
      header: { zh: '收费', en: 'Charge' },
      kind: 'text',
      width: 22,
      cell: i => chargeText(i, 'zh'),
    },
    { key: 'amount', header: { zh: '单价（元）', en: 'Yuan' }, kind: 'money', cell: i => i.price?.amount },
    { key: 'unit', header: { zh: '单位', en: 'Unit' }, kind: 'text', cell: i => i.price?.unit },
    {
      key: 'from',
      header: { zh: '执行日期', en: 'Valid from' },
      kind: 'date',
      cell: i => i.price?.validFrom,
    },
  ],
})

const words = {
  zh: {
    title: '收费项目及标准公示',
    head: ['项目', '服务内容', '收费标准', '执行日期'],
    none: '暂无项目',
    note: '未标价的项目不提供下单。对收费有疑问，可随时向前台咨询。',
  },
  en: {
    title: 'Public price list',
    head: ['Item', 'Content', 'Charge', 'Valid from'],
    none: 'No items',
    note: 'What has no price cannot be ordered. Ask the front desk about any charge.',
  },
} as const

export const priceListPrint = printDef({
  key: 'price-list',
  title: { zh: '收费项目及标准公示', en: 'Public price list' },
  permission: 'catalogue.read',
  scope: 'estate',
  query: z.object({}),
  document: async (ctx, { estateId }) => {
    const estate = await estateFacts(ctx, estateId)
    const { items } = await listItems(ctx, { estateId, state: 'active' })
    const w = words[ctx.lang]
    const blocks = services.flatMap((service): PrintBlock[] => {
      const own = items.filter(i => i.service === service)
      return [
        { kind: 'heading', text: serviceLabels[service][ctx.lang] },
        own.length === 0
          ? { kind: 'paragraph', text: w.none }
          : {
              kind: 'table',
              columns: [
                { header: w.head[0], width: 2 },
                { header: w.head[1], width: 4 },
                { header: w.head[2], width: 2.5 },
                { header: w.head[3], width: 1.6 },
              ],
              rows: own.map(i => [
                printable(i.name),
                printable(contentText(i, ctx.lang)),
                chargeText(i, ctx.lang),
                i.price?.validFrom ?? '—',
              ]),
            },
      ]
    })
    return {
      title: `${estate.name}${ctx.lang === 'zh' ? '' : ': '}${w.title}`,
      unit: estate.companyName ?? estate.name,
      date: localDate(ctx.now).toString(),
      language: ctx.lang,
      blocks: [
        ...blocks,
        { kind: 'paragraph', text: w.note },
        {
          kind: 'signatures',
          places: [{ label: estate.companyName ?? estate.name, seal: true, date: true }],
        },
      ],
    }
  },
})
