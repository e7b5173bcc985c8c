/** Chargers and merchants' coupons: a table of their own, for the type checker's sake (decision 0013). */
import { chargerEndpoints } from './contract-charger.ts'
import { couponEndpoints } from './contract-coupon.ts'

export const parkingMoreApi = { ...chargerEndpoints, ...couponEndpoints }
