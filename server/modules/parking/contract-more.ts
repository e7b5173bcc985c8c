/** Chargers, merchants' coupons, payment notices: a table of their own, for the type checker's sake (decision 0013). */
import { chargerEndpoints } from './contract-charger.ts'
import { couponEndpoints } from './contract-coupon.ts'
import { payNoticeEndpoints } from './contract-pay-notice.ts'

export const parkingMoreApi = { ...chargerEndpoints, ...couponEndpoints, ...payNoticeEndpoints }
