/** Parking (S4): each part's endpoints in a file of their own. */
import { boothEndpoints } from './contract-booth.ts'
import { disputeEndpoints } from './contract-dispute.ts'
import { lotEndpoints } from './contract-lot.ts'
import { ownEndpoints } from './contract-own.ts'
import { permitEndpoints } from './contract-permit.ts'
import { stayEndpoints } from './contract-stay.ts'
import { tariffEndpoints } from './contract-tariff.ts'

export const parkingApi = {
  ...lotEndpoints,
  ...permitEndpoints,
  ...tariffEndpoints,
  ...stayEndpoints,
  ...boothEndpoints,
  ...disputeEndpoints,
  ...ownEndpoints,
}
