/**
 * The mission's county exactly (S6-09..13, SX-16): 165 estates with 266 buildings in five neighbourhoods of one town;
 * 118 under a company, 33 abandoned, 14 self-managed; 34 with a subject unit, independent of that class (K13).
 * The names of county and town are real; every estate, company and person is made up.
 */
import { type Random, random } from './random.ts'

export const FIGURES = {
  estates: 165,
  buildings: 266,
  company: 118,
  abandoned: 33,
  selfManaged: 14,
  subjectUnit: 34,
  neighbourhoods: 5,
  brigade: 300,
  vehicles: 70,
  withBrigade: 131,
} as const

export const regions = {
  city: { code: '2311', name: '黑河市' },
  district: { code: '231123', name: '逊克县' },
  subdistrict: { code: '231123100', name: '奇克镇' },
  neighbourhoods: ['临江社区', '河畔社区', '新兴社区', '林海社区', '永安社区'],
} as const

export const subjectUnits = [
  '县人民法院',
  '县人民检察院',
  '县公安局',
  '县税务局',
  '蓝天热力公司',
  '县教育局',
  '县卫生健康局',
  '县林业局',
] as const
export const companies = [
  '安和物业服务有限公司',
  '锦程物业服务有限公司',
  '沿江物业服务有限公司',
  '晨光物业服务有限公司',
  '北国物业服务有限公司',
  '润民国有物业服务有限公司',
  '恒信物业服务有限公司',
  '佳园物业服务有限公司',
  '松涛物业服务有限公司',
] as const

export interface CountyEstate {
  name: string
  neighbourhood: number
  kind: 'compound' | 'courtyard' | 'single_building'
  care: 'company' | 'abandoned' | 'self_managed'
  buildings: number
  company: number | undefined
  subjectUnit: number | undefined
}

const first = [
  '安和',
  '临江',
  '锦绣',
  '阳光',
  '福源',
  '金色',
  '翠湖',
  '滨河',
  '丽景',
  '盛世',
  '东方',
  '和平',
  '学府',
  '龙江',
  '丰泽',
  '恒达',
  '瑞景',
  '祥云',
  '华庭',
  '雅居',
  '白桦',
  '红松',
  '银河',
  '朝阳',
  '幸福',
  '兴业',
  '文苑',
  '御景',
  '万兴',
  '长青',
  '嘉和',
  '康乐',
  '民安',
]
const second = ['家园', '花园', '小区', '名苑', '新城', '公寓', '华府', '庭院', '里', '佳园']

/** How many of `total` each of `parts` gets at least one of; the rest falls by chance. */
function spread(r: Random, parts: number, total: number): number[] {
  const out = Array.from({ length: parts }, () => 1)
  for (let left = total - parts; left > 0; left--) {
    const i = r.int(0, parts - 1)
    out[i] = out[i]! + 1
  }
  return out
}

/** The estate that is told in full has its own number of buildings; it is the first of the list. */
export const DETAIL_BUILDINGS = 12

/** The county's estates from a seed; the figures hold for every seed. */
export function county(seed = 'anju'): CountyEstate[] {
  const r = random(`${seed}:county`)
  const names = new Set<string>(['安和家园'])
  while (names.size < FIGURES.estates)
    names.add(
      r.pick(first) +
        r.pick(second) +
        (r.chance(0.3) ? r.pick(['一期', '二期', 'A区', 'B区', '北区', '南区']) : ''),
    )
  const care = r.shuffle([
    ...Array.from({ length: FIGURES.company - 1 }, () => 'company' as const),
    ...Array.from({ length: FIGURES.abandoned }, () => 'abandoned' as const),
    ...Array.from({ length: FIGURES.selfManaged }, () => 'self_managed' as const),
  ])
  const withSubject = new Set(
    r.shuffle(Array.from({ length: FIGURES.estates - 1 }, (_, i) => i + 1)).slice(0, FIGURES.subjectUnit),
  )
  const buildings = spread(r, FIGURES.estates - 1, FIGURES.buildings - DETAIL_BUILDINGS)
  return [...names].map((name, i) => {
    const kindOf = i === 0 ? 'company' : care[i - 1]!
    const count = i === 0 ? DETAIL_BUILDINGS : buildings[i - 1]!
    return {
      name,
      neighbourhood: i % FIGURES.neighbourhoods,
      kind: count === 1 ? (r.chance(0.5) ? 'single_building' : 'courtyard') : 'compound',
      care: kindOf,
      buildings: count,
      company: kindOf === 'company' ? (i === 0 ? 0 : r.int(0, companies.length - 1)) : undefined,
      subjectUnit: withSubject.has(i) ? r.int(0, subjectUnits.length - 1) : undefined,
    }
  })
}
