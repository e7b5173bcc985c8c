/** What may be ordered and at which price. Pure; dates are local ISO dates. */
export interface PriceRow {
  id: string
  method: 'fixed' | 'from' | 'on_site' | 'free' | 'included'
  amount: number | null
  unit: string | null
  note: string | null
  valid_from: string
  reason: string | null
  made_by: string
  made_at: { toString(): string }
}

/** The price in force on a day: the latest begun; of two that begin the same day the one made later. */
export function priceOn(prices: readonly PriceRow[], day: string): PriceRow | undefined {
  return newestFirst(prices).find(p => p.valid_from <= day)
}

/** The next price to come after a day. */
export function priceAfter(prices: readonly PriceRow[], day: string): PriceRow | undefined {
  return newestFirst(prices)
    .filter(p => p.valid_from > day)
    .findLast((p, at, list) => list.findIndex(x => x.valid_from === p.valid_from) === at)
}

/** Ids are made in time order, so the greater id is the later row. */
export function newestFirst(prices: readonly PriceRow[]): PriceRow[] {
  return [...prices].sort((a, b) =>
    a.valid_from === b.valid_from ? (a.id < b.id ? 1 : -1) : a.valid_from < b.valid_from ? 1 : -1,
  )
}

export type OrderRefusal =
  | 'catalogue.mandatory'
  | 'catalogue.not_active'
  | 'catalogue.not_yet'
  | 'catalogue.unpriced'
  | 'catalogue.incomplete'

interface Sellable {
  service: string
  state: string
  startsOn: string | null
  headingActive: boolean
  hours?: string | null
  delivery?: string | null
  paid?: boolean | null
}

/**
 * Why an item cannot be ordered on a day; nothing when it can. Public services are everyone's (S8-04); what has no
 * price or way of pricing is not sold (S8-03); a price "included" in another is no price of its own.
 */
export function orderRefusal(
  item: Sellable,
  price: PriceRow | undefined,
  day: string,
): OrderRefusal | undefined {
  if (item.service === 'public') return 'catalogue.mandatory'
  if (item.state !== 'active' || !item.headingActive) return 'catalogue.not_active'
  if (item.startsOn !== null && day < item.startsOn) return 'catalogue.not_yet'
  if (price === undefined || price.method === 'included') return 'catalogue.unpriced'
  return commercialGap(item) ? 'catalogue.incomplete' : undefined
}

/** S3-105, S3-108: a commercial service says when it is open, when it is delivered, whether it is paid, from when. */
export function commercialGap(item: Sellable): boolean {
  return (
    item.service === 'commercial' && (!item.hours || !item.delivery || item.paid == null || !item.startsOn)
  )
}

export interface GroupRule {
  minFloors?: number | undefined
  fromFloor?: number | undefined
  buildings?: string[] | undefined
}

export interface HomeFacts {
  buildingId: string
  /** Floors of the building; null where nobody has entered them. */
  floors: number | null
  floor: number | null
}

export const isLimited = (g: GroupRule): boolean =>
  g.minFloors !== undefined || g.fromFloor !== undefined || (g.buildings?.length ?? 0) > 0

/**
 * Is this home in the group an item is offered to (S3-100)? Each limit that is set must hold; a figure that nobody has
 * entered does not hold, for the item was promised to a known group only.
 */
export function admits(g: GroupRule, home: HomeFacts | undefined): boolean {
  if (!isLimited(g)) return true
  if (home === undefined) return false
  if (g.minFloors !== undefined && (home.floors === null || home.floors < g.minFloors)) return false
  if (g.fromFloor !== undefined && (home.floor === null || home.floor < g.fromFloor)) return false
  return !g.buildings?.length || g.buildings.includes(home.buildingId)
}

/** A mark and a way of pricing that contradict each other (S3-108). */
export function markRefusal(
  paid: boolean | null,
  method: PriceRow['method'],
): 'catalogue.marked_free' | 'catalogue.marked_paid' | undefined {
  if (paid === false && method !== 'free') return 'catalogue.marked_free'
  return paid === true && method === 'free' ? 'catalogue.marked_paid' : undefined
}

interface Starter {
  service: 'public' | 'special' | 'commercial'
  management?: 'building_equipment' | 'sanitation' | 'security_fire'
  life?: 'clothing' | 'food' | 'housing' | 'travel' | 'other'
  name: string
  content: string
  groups?: { minFloors: number }
  audience?: string
}

/** The managements of which the contract's public services hold at least one each: cleaning, security, upkeep (S3-97). */
export const wantedPublic = ['sanitation', 'security_fire', 'building_equipment'] as const

/** Which of the three no active public service stands under (S3-97). Pure. */
export function lackingPublic(items: readonly { management: string | null }[]) {
  return wantedPublic.filter(m => !items.some(i => i.management === m))
}

/** From so many floors a dwelling house counts as high-rise (GB 50352: above 27 m). */
const HIGH_RISE = 10

/** The items that the service plan names, without prices: an estate prices them or ends them. */
export const starterItems: readonly Starter[] = [
  {
    service: 'public',
    management: 'sanitation',
    name: '清洁卫生服务',
    content: '公共区域清扫、垃圾收集清运、消杀',
  },
  {
    service: 'public',
    management: 'security_fire',
    name: '治安保卫服务',
    content: '出入口值守、巡逻、消防安全检查',
  },
  {
    service: 'public',
    management: 'building_equipment',
    name: '维修居住区环境服务',
    content: '共用部位、共用设施设备的日常维修养护',
  },
  {
    service: 'special',
    management: 'building_equipment',
    life: 'housing',
    name: '高层电梯运行',
    content: '为高层住户每日开启电梯',
    groups: { minFloors: HIGH_RISE },
    audience: '高层住户',
  },
  {
    service: 'special',
    management: 'building_equipment',
    life: 'housing',
    name: '高层二次供水',
    content: '为高层住户 24 小时供水',
    groups: { minFloors: HIGH_RISE },
    audience: '高层住户',
  },
  {
    service: 'special',
    management: 'building_equipment',
    life: 'housing',
    name: '水泵维修保养',
    content: '高层供水水泵的定期维修保养',
    groups: { minFloors: HIGH_RISE },
    audience: '高层住户',
  },
  { service: 'commercial', life: 'clothing', name: '代购', content: '按清单代为购物，送货上门' },
  { service: 'commercial', life: 'food', name: '代订餐', content: '代为订餐并送到家' },
  { service: 'commercial', life: 'travel', name: '代购票', content: '代购车票、机票、演出票' },
  { service: 'commercial', life: 'other', name: '商务服务', content: '打印、复印、收发、翻译联系' },
  { service: 'commercial', life: 'housing', name: '家居服务', content: '保洁、清洗、小件安装' },
  { service: 'commercial', life: 'travel', name: '代召出租车', content: '代为叫车并到楼下引导' },
]
