/** Parking (S4): each part's endpoints in a file of their own. */
import { boothEndpoints } from './contract-booth.ts'
import { disputeEndpoints } from './contract-dispute.ts'
import { garageApi } from './contract-garage.ts'
import { lotEndpoints } from './contract-lot.ts'
import { orderApi } from './contract-order.ts'
import { ownEndpoints } from './contract-own.ts'
import { permitEndpoints } from './contract-permit.ts'
import { planApi } from './contract-plan.ts'
import { stayEndpoints } from './contract-stay.ts'
import { tariffEndpoints } from './contract-tariff.ts'

/** Lots, permits, tariffs, stays, booth, disputes. */
export const chargingApi = {
  ...lotEndpoints,
  ...permitEndpoints,
  ...tariffEndpoints,
  ...stayEndpoints,
  ...boothEndpoints,
  ...disputeEndpoints,
  ...ownEndpoints,
}

export const parkingApi = { ...chargingApi, ...garageApi, ...planApi, ...orderApi }
