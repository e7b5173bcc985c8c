/** Chargers and merchants' coupons: a table of their own, for the type checker's sake (decision 0013). */
import { chargerEndpoints } from './contract-charger.ts'

export const parkingMoreApi = { ...chargerEndpoints }
