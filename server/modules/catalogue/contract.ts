/** What is offered and for how much. Money is integer fen; dates are local dates. */
import { z } from 'zod'
import { endpoints } from '../../core/contract.ts'
import { defineErrors } from '../../core/errors.ts'
import { deedApi } from './contract-deeds.ts'
import { performanceApi } from './contract-performance.ts'

export const catalogueFail = defineErrors({
  'catalogue.name_taken': {
    status: 409,
    zh: '该类服务中已有“{name}”，请核对是否重复',
    en: '“{name}” is already offered in this class; check for a duplicate',
  },
  'catalogue.mandatory': {
    status: 409,
    zh: '常规性公共服务人人享有，无需下单，也不能取消',
    en: 'A public service is everyone’s: it is neither ordered nor deselected',
  },
  'catalogue.unpriced': {
    status: 409,
    zh: '该项目尚未明码标价，标价后才能下单',
    en: 'This item has no price yet; it can be ordered once it is priced',
  },
  'catalogue.not_active': {
    status: 409,
    zh: '该项目未开通或已停止，请选择其他项目',
    en: 'This item is not open or has ended; choose another',
  },
  'catalogue.not_yet': {
    status: 409,
    zh: '该项目尚未到开始日期，请在开始日期后下单',
    en: 'This item has not begun; order it from its first day',
  },
  'catalogue.incomplete': {
    status: 409,
    zh: '经营服务要先写明营业时间、送达时限、有偿或无偿和开始日期，补全后才能下单',
    en: 'A commercial service needs its hours, delivery time, free or paid, and first day before it can be ordered',
  },
  'catalogue.marked_free': {
    status: 409,
    zh: '该项目标为无偿，不能收费；如要收费请先改为有偿',
    en: 'This item is marked free; mark it as paid before giving it a price',
  },
  'catalogue.marked_paid': {
    status: 409,
    zh: '该项目标为有偿，不能定为免费；如要免费请先改为无偿',
    en: 'This item is marked paid; mark it as free first',
  },
  'catalogue.not_public': {
    status: 409,
    zh: '只有常规性公共服务登记履行情况，其他服务请看订单',
    en: 'Only public services have a record of performance; the others have orders',
  },
  'catalogue.future': {
    status: 400,
    zh: '日期不能晚于今天，请填写实际日期',
    en: 'The date cannot lie ahead; give the day it was done',
  },
  'catalogue.recognised': {
    status: 409,
    zh: '已表扬过，不能重复',
    en: 'It has been recognised already',
  },
  'catalogue.price_past': {
    status: 400,
    zh: '新价格不能早于今天生效；已执行的价格不能更改',
    en: 'A new price cannot begin before today; what was charged stays',
  },
})

/** S3-15..17: A under contract for everyone, B entrusted by some, C commercial. */
export const services = ['public', 'special', 'commercial'] as const
/** S3-08: the six managements, in the order of the plan. */
export const managements = [
  'building_equipment',
  'sanitation',
  'security_fire',
  'greening',
  'traffic',
  'other_public',
] as const
export const headings = [...managements, ...services] as const
/** S8-02: clothing, food, housing, travel. */
export const lives = ['clothing', 'food', 'housing', 'travel', 'other'] as const
export const priceMethods = ['fixed', 'from', 'on_site', 'free', 'included'] as const
export const orderClasses = ['special', 'onsite', 'advice'] as const
export const Service = z.enum(services)
export const Management = z.enum(managements)

export const Price = z.object({
  id: z.uuid(),
  method: z.enum(priceMethods),
  /** Fen per unit; null where the method has none. */
  amount: z.int().nullable(),
  unit: z.string().nullable(),
  note: z.string().nullable(),
  validFrom: z.string(),
  reason: z.string().nullable(),
  madeBy: z.string(),
  madeAt: z.string(),
})

/** S3-100: to which homes an item is offered; empty means to all. */
export const Groups = z.object({
  /** Buildings with at least so many floors (high-rise households). */
  minFloors: z.int().min(1).max(200).optional(),
  /** Homes from this floor up. */
  fromFloor: z.int().min(-5).max(200).optional(),
  buildings: z.array(z.uuid()).max(300).optional(),
})

export const Item = z.object({
  id: z.uuid(),
  service: Service,
  management: Management.nullable(),
  life: z.enum(lives).nullable(),
  name: z.string(),
  content: z.string(),
  standard: z.string(),
  /** The clause of the property contract it stands in (S3-95). */
  clause: z.string().nullable(),
  audience: z.string().nullable(),
  groups: Groups,
  /** S3-108: false is marked free, true paid, null not said yet. */
  paid: z.boolean().nullable(),
  orderClass: z.enum(orderClasses),
  provider: z.string().nullable(),
  hours: z.string().nullable(),
  delivery: z.string().nullable(),
  origin: z.string().nullable(),
  startsOn: z.string().nullable(),
  state: z.enum(['proposed', 'active', 'ended']),
  price: Price.nullable(),
  nextPrice: Price.nullable(),
  version: z.int(),
  allowed: z.object({ order: z.union([z.literal(true), z.string()]) }),
})

const text = (max: number) => z.string().trim().max(max)
export const ItemInput = z.object({
  service: Service,
  management: Management.nullish(),
  life: z.enum(lives).nullish(),
  name: text(60).min(1),
  content: text(2000).default(''),
  standard: text(2000).default(''),
  clause: text(200).nullish(),
  audience: text(100).nullish(),
  groups: Groups.default({}),
  paid: z.boolean().nullish(),
  orderClass: z.enum(orderClasses).default('special'),
  provider: text(100).nullish(),
  hours: text(100).nullish(),
  delivery: text(100).nullish(),
  origin: text(200).nullish(),
  startsOn: z.iso.date().nullish(),
  state: z.enum(['proposed', 'active', 'ended']).default('active'),
})

export const PriceInput = z
  .object({
    method: z.enum(priceMethods),
    amount: z.int().min(1).max(1_000_000_000).nullish(),
    unit: text(20).nullish(),
    note: text(200).nullish(),
    validFrom: z.iso.date(),
    reason: text(200).nullish(),
  })
  .refine(p => (p.method === 'fixed' || p.method === 'from') === (p.amount != null), {
    path: ['amount'],
    message:
      '固定价和起价要填金额，其他计价方式不填金额 | A fixed or starting price has an amount, the others have none',
  })
  .refine(p => p.amount == null || (p.unit ?? '') !== '', {
    path: ['unit'],
    message: '请填写计价单位，如 次、小时、平方米 | Enter the unit, as time, hour, m²',
  })

export const Entry = z.object({
  id: z.uuid(),
  kind: z.enum(['outside', 'procedure']),
  name: z.string(),
  body: z.string(),
  price: z.string().nullable(),
  contact: z.string().nullable(),
  checkedOn: z.string().nullable(),
  checkedBy: z.string().nullable(),
  source: z.string().nullable(),
  /** Not looked at for longer than the estate allows (setting catalogue.directory_days). */
  stale: z.boolean(),
  version: z.int(),
})
export const EntryInput = z.object({
  kind: z.enum(['outside', 'procedure']),
  name: text(100).min(1),
  body: text(4000),
  price: text(300).nullish(),
  contact: text(200).nullish(),
  source: text(200).nullish(),
})

const E = z.object({ estateId: z.uuid() })
const I = E.extend({ itemId: z.uuid() })

export const DirectoryQuery = z.object({
  q: z.string().max(60).optional(),
  kind: z.enum(['outside', 'procedure']).optional(),
  stale: z.enum(['yes']).optional(),
})

export const catalogueApi = endpoints({
  ...performanceApi,
  ...deedApi,
  'GET /api/estates/:estateId/catalogue/headings': {
    permission: 'catalogue.read',
    summary: 'The six managements and three services with their state (S3-07, S3-08)',
    params: E,
    response: z.object({
      items: z.array(
        z.object({ heading: z.enum(headings), active: z.boolean(), items: z.int(), unpriced: z.int() }),
      ),
    }),
  },
  'PUT /api/estates/:estateId/catalogue/headings/:heading': {
    permission: 'catalogue.write',
    summary: 'Switch a management or service on or off',
    params: E.extend({ heading: z.string().max(40) }),
    body: z.object({ active: z.boolean() }),
    response: z.object({ heading: z.enum(headings), active: z.boolean() }),
  },
  'GET /api/estates/:estateId/catalogue/items': {
    permission: 'catalogue.read',
    summary: 'Items with the price of today and the next one',
    params: E,
    query: z.object({
      q: z.string().max(60).optional(),
      service: Service.optional(),
      management: Management.optional(),
      life: z.enum(lives).optional(),
      state: z.enum(['proposed', 'active', 'ended']).optional(),
      priced: z.enum(['yes', 'no']).optional(),
    }),
    response: z.object({ items: z.array(Item) }),
  },
  'GET /api/estates/:estateId/catalogue/items/:itemId': {
    permission: 'catalogue.read',
    summary: 'One item with its price history (S8-03)',
    params: I,
    response: Item.extend({ history: z.array(Price) }),
  },
  'POST /api/estates/:estateId/catalogue/items': {
    permission: 'catalogue.write',
    summary: 'Add an item; it can be ordered once it has a price',
    params: E,
    body: ItemInput,
    response: Item,
    idempotent: true,
  },
  'PUT /api/estates/:estateId/catalogue/items/:itemId': {
    permission: 'catalogue.write',
    summary: 'Change an item',
    params: I,
    body: ItemInput.extend({ version: z.int() }),
    response: Item,
  },
  'POST /api/estates/:estateId/catalogue/items/:itemId/prices': {
    permission: 'price.write',
    summary: 'Set a price from a day on; the old one stays in the history',
    params: I,
    body: PriceInput,
    response: Item,
    idempotent: true,
  },
  'POST /api/estates/:estateId/catalogue/starter': {
    permission: 'catalogue.write',
    summary: 'Add the items the service plan names, unpriced (S1-27, S3-97, S3-101..103)',
    params: E,
    response: z.object({ added: z.int() }),
    idempotent: true,
  },
  'GET /api/estates/:estateId/catalogue/directory': {
    permission: 'catalogue.read',
    summary: 'Services outside the centre and procedures of other departments (S1-44, S1-46)',
    params: E,
    query: DirectoryQuery,
    response: z.object({ items: z.array(Entry) }),
  },
  'POST /api/estates/:estateId/catalogue/directory/:entryId/check': {
    permission: 'catalogue.write',
    summary: 'Looked at and still right: checked today',
    params: E.extend({ entryId: z.uuid() }),
    response: Entry,
  },
  'POST /api/estates/:estateId/catalogue/directory': {
    permission: 'catalogue.write',
    summary: 'Add an entry of the directory',
    params: E,
    body: EntryInput,
    response: Entry,
    idempotent: true,
  },
  'PUT /api/estates/:estateId/catalogue/directory/:entryId': {
    permission: 'catalogue.write',
    summary: 'Change an entry; it counts as checked today',
    params: E.extend({ entryId: z.uuid() }),
    body: EntryInput.extend({ version: z.int() }),
    response: Entry,
  },
  'DELETE /api/estates/:estateId/catalogue/directory/:entryId': {
    permission: 'catalogue.write',
    summary: 'Remove an entry of the directory',
    params: E.extend({ entryId: z.uuid() }),
    response: z.object({}),
  },
})
