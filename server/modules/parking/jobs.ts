/** What the lanes tell, and what time brings: offers that lapse, plates that are forgotten. */
import { job, type ScheduleDef } from '../../core/jobs.ts'
import { VEHICLE_PASSED, VehiclePassed } from '../lane/news.ts'
import { VEHICLES_LEFT, VehiclesLeft } from '../people/leaving.ts'
import { chargerJobs } from './charger-own.ts'
import { forgetStays } from './forget.ts'
import { lapseOffers, offerJobs } from './offers.ts'
import { onPassed } from './stays.ts'
import { onVehiclesLeft } from './vehicles-left.ts'

export const parkingJobs = {
  [VEHICLE_PASSED]: job({ payload: VehiclePassed, run: onPassed }),
  [VEHICLES_LEFT]: job({ payload: VehiclesLeft, run: onVehiclesLeft }),
  ...offerJobs,
  ...chargerJobs,
}

export const parkingSchedules: Record<string, ScheduleDef> = {
  'parking.lapse_offers': { cron: '*/10 * * * *', run: lapseOffers },
  'parking.forget': { cron: '40 3 * * *', run: forgetStays },
}
