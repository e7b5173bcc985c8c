/** Documents of this room: the project profile (S3-01..04) and the census form (S6-04). */
import { z } from 'zod'
import { localDate } from '../../core/clock.ts'
import { fail } from '../../core/errors.ts'
import type { Ctx } from '../../core/house.ts'
import { type PrintBlock, printable } from '../../core/print.ts'
import { printDef } from '../../core/transfer.ts'
import { directions, type IndicatorName } from './contract.ts'
import { careLabels, directionLabels, estateKindLabels } from './labels.ts'
import { getEstate } from './service.ts'
import { getProfile, listCensus } from './service-profile.ts'

type Lang = 'zh' | 'en'
const area = (n: number) => (n / 100).toFixed(2)

/** How each indicator is written: label, and its number with unit. */
export const indicatorTexts: Record<IndicatorName, { zh: string; en: string; show: (n: number) => string }> =
  {
    landArea: { zh: '占地面积（㎡）', en: 'Land area (m²)', show: area },
    floorArea: { zh: '总建筑面积（㎡）', en: 'Floor area (m²)', show: area },
    homeArea: { zh: '住宅建筑面积（㎡）', en: 'Floor area of homes (m²)', show: area },
    plotRatio: { zh: '容积率', en: 'Plot ratio', show: n => (n / 100).toFixed(2) },
    greenRatio: { zh: '绿化率', en: 'Green ratio', show: n => `${(n / 100).toFixed(2)}%` },
    households: { zh: '总户数', en: 'Households', show: String },
    residents: { zh: '居住人口', en: 'Residents', show: String },
    buildings: { zh: '楼栋数', en: 'Buildings', show: String },
    parkingSpaces: { zh: '停车位', en: 'Parking spaces', show: String },
    lifts: { zh: '电梯（台）', en: 'Lifts', show: String },
    builtYear: { zh: '建成年份', en: 'Year built', show: String },
    propertyFee: {
      zh: '物业费（元/㎡·月）',
      en: 'Fee (yuan per m² and month)',
      show: n => (n / 10_000).toFixed(2),
    },
  }

const words = {
  zh: {
    location: '一、地理位置',
    bounds: '四至',
    figures: '二、项目主要经济指标',
    figure: '指标',
    value: '数值',
    none: '（未填写）',
    register: '三、房产登记',
    units: '登记房屋',
    homes: '其中住宅',
    area: '登记面积（㎡）',
    buildings: '登记楼栋',
    kind: '形态',
    care: '管理类别',
    company: '物业服务企业',
    subject: '主体单位',
    region: '所属区域',
    further: '同时受管辖',
    made: '编制',
    checked: '审核',
  },
  en: {
    location: '1. Location',
    bounds: 'Boundaries',
    figures: '2. Main economic indicators',
    figure: 'Indicator',
    value: 'Value',
    none: '(not filled in)',
    register: '3. Register',
    units: 'Units',
    homes: 'of these homes',
    area: 'Area (m²)',
    buildings: 'Buildings',
    kind: 'Kind',
    care: 'Care',
    company: 'Company',
    subject: 'Subject unit',
    region: 'Region',
    further: 'Also under',
    made: 'Prepared by',
    checked: 'Checked by',
  },
} as const

async function profileBlocks(ctx: Ctx, estateId: string, lang: Lang): Promise<PrintBlock[]> {
  const estate = await getEstate(ctx, { estateId })
  const p = await getProfile(ctx, { estateId })
  const w = words[lang]
  const bounds = directions.flatMap(d => {
    const text = p.boundaries[d]
    return text ? [{ label: directionLabels[d][lang], value: printable(text) }] : []
  })
  const figures = (Object.keys(indicatorTexts) as IndicatorName[]).flatMap(name => {
    const value = p.indicators[name]
    return value === undefined ? [] : [[indicatorTexts[name][lang], indicatorTexts[name].show(value)]]
  })
  return [
    {
      kind: 'keyValues',
      columns: 2,
      items: [
        { label: w.region, value: estate.regionNames.join(' / ') },
        { label: w.further, value: estate.furtherRegions.map(r => r.name).join('、') || '—' },
        { label: w.kind, value: estateKindLabels[estate.kind][lang] },
        { label: w.care, value: careLabels[estate.care][lang] },
        { label: w.company, value: estate.companyName ?? '—' },
        { label: w.subject, value: estate.subjectUnitName ?? '—' },
      ],
    },
    { kind: 'heading', text: w.location },
    { kind: 'paragraph', text: printable(p.location ?? w.none), indent: true },
    ...(bounds.length > 0 ? [{ kind: 'keyValues' as const, items: bounds, columns: 2 as const }] : []),
    { kind: 'heading', text: w.figures },
    figures.length > 0
      ? {
          kind: 'table',
          columns: [
            { header: w.figure, width: 2 },
            { header: w.value, align: 'right' },
          ],
          rows: figures,
        }
      : { kind: 'paragraph', text: w.none },
    { kind: 'heading', text: w.register },
    {
      kind: 'keyValues',
      columns: 2,
      items: [
        { label: w.buildings, value: String(p.registered.buildings) },
        { label: w.units, value: String(p.registered.units) },
        { label: w.homes, value: String(p.registered.homes) },
        { label: w.area, value: area(p.registered.area) },
      ],
    },
    {
      kind: 'signatures',
      places: [
        { label: w.made, date: true },
        { label: w.checked, seal: true, date: true },
      ],
    },
  ]
}

export const profilePrint = printDef({
  key: 'estate-profile',
  title: { zh: '项目概况', en: 'Project profile' },
  permission: 'estate.read',
  scope: 'estate',
  query: z.object({}),
  document: async (ctx, { estateId }) => {
    const estate = await getEstate(ctx, { estateId })
    return {
      title: ctx.lang === 'en' ? `Project profile: ${estate.name}` : `${estate.name}项目概况`,
      unit: estate.companyName ?? estate.name,
      date: localDate(ctx.now).toString(),
      blocks: await profileBlocks(ctx, estateId, ctx.lang),
      language: ctx.lang,
    }
  },
})

const censusWords = {
  zh: {
    title: '小区摸底排查表',
    care: '管理类别',
    buildings: '楼栋总数',
    residential: '其中住宅楼',
    sections: '单元数',
    households: '总户数',
    occupied: '入住户数',
    residents: '居住人口',
    entrances: '出入口',
    staff: '物业工作人员',
    note: '备注',
    version: '版本',
    reason: '更正原因',
    made: '填报人',
    checked: '复核人',
  },
  en: {
    title: 'Census form',
    care: 'Care',
    buildings: 'Buildings',
    residential: 'of these residential',
    sections: 'Sections',
    households: 'Households',
    occupied: 'Occupied',
    residents: 'Residents',
    entrances: 'Entrances',
    staff: 'Company staff',
    note: 'Note',
    version: 'Version',
    reason: 'Reason of correction',
    made: 'Entered by',
    checked: 'Checked by',
  },
} as const

export const censusPrint = printDef({
  key: 'estate-census',
  title: { zh: '小区摸底排查表', en: 'Census form' },
  permission: 'estate.read',
  scope: 'estate',
  query: z.object({ version: z.coerce.number().int().min(1).optional() }),
  document: async (ctx, { estateId, version }) => {
    const estate = await getEstate(ctx, { estateId })
    const { items } = await listCensus(ctx, { estateId })
    const census = version === undefined ? items[0] : items.find(c => c.version === version)
    if (census === undefined) throw fail('core.not_found')
    const w = censusWords[ctx.lang]
    const f = census.facts
    const figures: [string, number | undefined][] = [
      [w.buildings, f.buildings],
      [w.residential, f.residentialBuildings],
      [w.sections, f.sections],
      [w.households, f.households],
      [w.occupied, f.occupiedHouseholds],
      [w.residents, f.residents],
      [w.entrances, f.entrances],
      [w.staff, f.staff],
    ]
    return {
      title: `${estate.name} · ${w.title}`,
      unit: estate.regionNames.join(''),
      date: localDate(ctx.now).toString(),
      number: `${w.version} ${census.version}`,
      language: ctx.lang,
      blocks: [
        {
          kind: 'keyValues',
          columns: 2,
          items: [
            { label: w.care, value: careLabels[f.care][ctx.lang] },
            ...figures.map(([label, value]) => ({ label, value: value === undefined ? '—' : String(value) })),
          ],
        },
        ...(f.note ? [{ kind: 'paragraph' as const, text: `${w.note}：${printable(f.note)}` }] : []),
        ...(census.reason
          ? [{ kind: 'paragraph' as const, text: `${w.reason}：${printable(census.reason)}` }]
          : []),
        {
          kind: 'signatures',
          places: [
            { label: w.made, name: census.madeBy, date: true },
            {
              label: w.checked,
              ...(census.checkedBy ? { name: census.checkedBy } : {}),
              seal: true,
              date: true,
            },
          ],
        },
      ],
    }
  },
})
