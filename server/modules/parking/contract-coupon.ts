/** Merchants' coupons: a shop lets its guests park some time or money off, within its contract; settled by the month. */
import { z } from 'zod'
import { endpoints } from '../../core/contract.ts'
import { defineErrors } from '../../core/errors.ts'
import { PlateText } from './contract-permit.ts'

export const couponFail = defineErrors({
  'parking.merchant_there': {
    status: 409,
    zh: '已有同名商户 {name}，请在列表中修改',
    en: 'There is a merchant {name} already; change it in the list',
  },
  'parking.merchant_gives': {
    status: 422,
    zh: '每张券至少减免时长或金额中的一项',
    en: 'A coupon gives time or money, one of them at least',
  },
  'parking.merchant_off': {
    status: 409,
    zh: '商户已停用，不能再发券；需要恢复请联系物业',
    en: 'This merchant is switched off; ask the office to switch it on',
  },
  'parking.coupon_month': {
    status: 409,
    zh: '本月 {most} 张已用完，下月 1 日恢复；要增加请联系物业',
    en: 'The {most} coupons of this month are used; they return on the 1st, or ask the office for more',
  },
  'parking.coupon_no_car': {
    status: 404,
    zh: '场内没有这辆临时停车，请核对车牌；有许可的车不需要券',
    en: 'No such visitor’s car is inside; check the plate. Cars with a permit need no coupon',
  },
  'parking.coupon_there': {
    status: 409,
    zh: '这次停车已有一张券，每次停车只用一张',
    en: 'This stay has a coupon already; one for each stay',
  },
})

export const Merchant = z.object({
  id: z.uuid(),
  name: z.string(),
  room: z.string().nullable(),
  /** what one coupon gives */
  minutes: z.int(),
  amount: z.int(),
  monthCoupons: z.int(),
  /** share of what was let off that the merchant pays */
  percent: z.int(),
  active: z.boolean(),
  usedThisMonth: z.int(),
  version: z.int(),
})

export const CouponLine = z.object({
  id: z.uuid(),
  merchant: z.string(),
  plate: z.string().nullable(),
  givenAt: z.string(),
  givenBy: z.string(),
  leftAt: z.string().nullable(),
  minutes: z.int(),
  amount: z.int(),
  /** what it let off; null while the car is inside */
  value: z.int().nullable(),
  pays: z.int().nullable(),
})

const E = z.object({ estateId: z.uuid() })
const M = E.extend({ merchantId: z.uuid() })
const Facts = {
  minutes: z.int().min(0).max(1440),
  amount: z.int().min(0).max(100_000),
  monthCoupons: z.int().min(1).max(100_000),
  percent: z.int().min(0).max(100),
}

export const CouponQuery = z.object({
  month: z
    .string()
    .regex(/^\d{4}-(0[1-9]|1[0-2])$/)
    .optional(),
  merchantId: z.uuid().optional(),
  offset: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(500).default(50),
})

const P = '/api/estates/:estateId/parking' as const
const MY = '/api/estates/:estateId/my/coupons' as const

export const couponEndpoints = endpoints({
  [`GET ${P}/merchants` as const]: {
    permission: 'parking.read',
    summary: 'Merchants that let guests park, and what they used this month',
    params: E,
    response: z.object({ items: z.array(Merchant) }),
  },
  [`POST ${P}/merchants` as const]: {
    permission: 'parking.manage',
    summary: 'Add a merchant with its limits; of a shop in the estate its people give coupons on the phone',
    params: E,
    body: z.object({
      name: z.string().trim().min(1).max(60),
      room: z.string().trim().max(30).optional(),
      ...Facts,
    }),
    response: Merchant,
    idempotent: true,
  },
  [`PUT ${P}/merchants/:merchantId` as const]: {
    permission: 'parking.manage',
    summary: 'Change limits from now on, or switch a merchant off',
    params: M,
    body: z.object({ ...Facts, active: z.boolean(), version: z.int() }),
    response: Merchant,
    idempotent: true,
  },
  [`POST ${P}/merchants/:merchantId/coupons` as const]: {
    permission: 'parking.charge',
    summary: 'Enter a merchant’s coupon for a car, as from a stamped slip at the booth',
    params: M,
    body: z.object({ plate: PlateText }),
    response: CouponLine,
    idempotent: true,
  },
  [`GET ${P}/coupons` as const]: {
    permission: 'parking.read',
    summary: 'Coupons of a month and what each merchant is to pay for them',
    params: E,
    query: CouponQuery,
    response: z.object({
      month: z.string(),
      items: z.array(CouponLine),
      total: z.int(),
      sums: z.array(
        z.object({
          merchantId: z.uuid(),
          merchant: z.string(),
          coupons: z.int(),
          open: z.int(),
          value: z.int(),
          pays: z.int(),
        }),
      ),
    }),
  },
  [`GET ${MY}` as const]: {
    permission: 'parking.own',
    summary: 'My shop: what a coupon gives, how many are left this month, the last ones given',
    params: E,
    response: z.object({ merchants: z.array(Merchant), items: z.array(CouponLine) }),
  },
  [`POST ${MY}` as const]: {
    permission: 'parking.own',
    summary: 'Give a guest’s car a coupon of my shop',
    params: E,
    body: z.object({ merchantId: z.uuid(), plate: PlateText }),
    response: CouponLine,
    idempotent: true,
  },
})
