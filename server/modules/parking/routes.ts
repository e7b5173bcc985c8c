/** Contract → use case: each part of the room is a table of its own. */
import { bind } from '../../core/http.ts'
import type { Module } from '../../core/module.ts'
import * as chargers from './charger.ts'
import * as ownChargers from './charger-own.ts'
import { parkingApi } from './contract.ts'
import { parkingMoreApi } from './contract-more.ts'
import * as coupons from './coupons.ts'
import * as disputes from './disputes.ts'
import { garageHalf } from './garage-half.ts'
import { parkingImports } from './import-spaces.ts'
import { parkingJobs, parkingSchedules } from './jobs.ts'
import { parkingLists } from './lists.ts'
import * as lots from './lots.ts'
import * as own from './own.ts'
import * as notices from './pay-notices.ts'
import * as permitActs from './permit-acts.ts'
import * as permits from './permits.ts'
import { parkingPrints } from './prints.ts'
import * as shifts from './shifts.ts'
import * as acts from './stay-acts.ts'
import * as mend from './stay-mend.ts'
import * as slips from './stay-slips.ts'
import * as tariffs from './tariffs.ts'
import { vehicleForetells } from './vehicles-moved.ts'
import * as waiting from './waiting.ts'

const lotsRoutes = {
  'GET /api/estates/:estateId/parking/lots': lots.listLots,
  'POST /api/estates/:estateId/parking/lots': lots.addLot,
  'PUT /api/estates/:estateId/parking/lots/:lotId': lots.changeLot,
  'GET /api/estates/:estateId/parking/spaces': lots.listSpaces,
  'GET /api/estates/:estateId/parking/spaces/:spaceId': lots.getSpace,
  'POST /api/estates/:estateId/parking/lots/:lotId/spaces': lots.addSpace,
  'PUT /api/estates/:estateId/parking/spaces/:spaceId': lots.changeSpace,
  'GET /api/estates/:estateId/parking/counts': lots.counts,
}

const waitingRoutes = {
  'GET /api/estates/:estateId/parking/waiting': waiting.listWaiting,
  'GET /api/estates/:estateId/parking/waiting/:waitId': waiting.getWait,
  'POST /api/estates/:estateId/parking/waiting': waiting.addWait,
  'POST /api/estates/:estateId/parking/waiting/:waitId/offer': waiting.offerSpace,
  'POST /api/estates/:estateId/parking/waiting/:waitId/withdraw': waiting.withdrawWait,
}

const permitsRoutes = {
  'GET /api/estates/:estateId/parking/permits': permits.listPermits,
  'GET /api/estates/:estateId/parking/permits/:permitId': permits.getPermit,
  'POST /api/estates/:estateId/parking/permits': permits.addPermit,
  'POST /api/estates/:estateId/parking/visitors': permitActs.addVisitor,
  'POST /api/estates/:estateId/parking/permits/:permitId/renew': permits.renewPermit,
  'POST /api/estates/:estateId/parking/permits/:permitId/cars': permitActs.addCar,
  'POST /api/estates/:estateId/parking/permits/:permitId/cars/:carId/remove': permitActs.removeCar,
  'POST /api/estates/:estateId/parking/permits/:permitId/end': permitActs.endPermit,
}

const tariffsRoutes = {
  'GET /api/estates/:estateId/parking/lots/:lotId/tariffs': tariffs.listTariffs,
  'POST /api/estates/:estateId/parking/lots/:lotId/tariffs': tariffs.addTariff,
  'PUT /api/estates/:estateId/parking/tariffs/:tariffId': tariffs.changeTariff,
  'POST /api/estates/:estateId/parking/tariffs/:tariffId/publish': tariffs.publishTariff,
  'POST /api/estates/:estateId/parking/tariffs/:tariffId/withdraw': tariffs.withdrawTariff,
  'POST /api/estates/:estateId/parking/lots/:lotId/tariffs/try': tariffs.tryTariff,
  'POST /api/estates/:estateId/parking/lots/:lotId/tariffs/replay': tariffs.replayTariff,
}

const actsRoutes = {
  'GET /api/estates/:estateId/parking/stays': acts.listStays,
  'GET /api/estates/:estateId/parking/stays/:stayId': acts.getStay,
  'POST /api/estates/:estateId/parking/stays/find': acts.findStay,
  'POST /api/estates/:estateId/parking/stays': mend.addStay,
  'POST /api/estates/:estateId/parking/stays/:stayId/amend': mend.amendStay,
  'POST /api/estates/:estateId/parking/stays/:stayId/pay': acts.payStay,
  'POST /api/estates/:estateId/parking/stays/:stayId/waive': acts.waiveStay,
  'POST /api/estates/:estateId/parking/stays/:stayId/join': mend.joinStays,
  'POST /api/estates/:estateId/parking/stays/:stayId/close': mend.closeStay,
  'POST /api/estates/:estateId/parking/stays/:stayId/slip': slips.slipStay,
  'GET /api/estates/:estateId/parking/slips': slips.listSlips,
  'POST /api/estates/:estateId/parking/slips/:slipId/paid': slips.slipPaid,
}

const shiftsRoutes = {
  'GET /api/estates/:estateId/parking/fees': shifts.listFees,
  'GET /api/estates/:estateId/parking/my-shift': shifts.myShift,
  'GET /api/estates/:estateId/parking/shifts': shifts.listShifts,
  'POST /api/estates/:estateId/parking/shifts': shifts.openShift,
  'POST /api/estates/:estateId/parking/shifts/:shiftId/close': shifts.closeShift,
  'GET /api/estates/:estateId/parking/days': shifts.listDays,
  'POST /api/estates/:estateId/parking/days/:day/close': shifts.closeDay,
  'GET /api/estates/:estateId/parking/income': shifts.income,
}

const disputesRoutes = {
  'GET /api/estates/:estateId/parking/disputes': disputes.listDisputes,
  'GET /api/estates/:estateId/parking/disputes/:disputeId': disputes.getDispute,
  'POST /api/estates/:estateId/parking/disputes': disputes.addDispute,
  'POST /api/estates/:estateId/parking/disputes/:disputeId/entries': disputes.addEntry,
  'POST /api/estates/:estateId/parking/disputes/:disputeId/settle': disputes.settleDispute,
  'POST /api/estates/:estateId/parking/disputes/:disputeId/close': disputes.closeDispute,
}

const ownRoutes = {
  'GET /api/estates/:estateId/my/parking': own.myParking,
  'POST /api/estates/:estateId/my/parking/waiting': own.myWait,
  'POST /api/estates/:estateId/my/parking/waiting/:waitId/withdraw': own.myWithdraw,
  'POST /api/estates/:estateId/my/parking/visitors': own.myVisitor,
  'POST /api/estates/:estateId/my/parking/visitors/:permitId/end': own.myVisitorEnd,
  'POST /api/estates/:estateId/my/parking/due': own.myDue,
  'POST /api/estates/:estateId/my/parking/slips': own.mySlip,
  'GET /api/estates/:estateId/my/parking/slips/:slipId': own.getMySlip,
}

const moreRoutes = {
  'GET /api/estates/:estateId/parking/merchants': coupons.listMerchants,
  'POST /api/estates/:estateId/parking/merchants': coupons.addMerchant,
  'PUT /api/estates/:estateId/parking/merchants/:merchantId': coupons.changeMerchant,
  'POST /api/estates/:estateId/parking/merchants/:merchantId/coupons': coupons.giveCoupon,
  'GET /api/estates/:estateId/parking/coupons': coupons.listCoupons,
  'GET /api/estates/:estateId/my/coupons': coupons.myCoupons,
  'POST /api/estates/:estateId/my/coupons': coupons.giveMyCoupon,
  'GET /api/estates/:estateId/parking/chargers': chargers.listChargers,
  'GET /api/estates/:estateId/parking/chargers/:chargerId': chargers.getCharger,
  'POST /api/estates/:estateId/parking/chargers/:chargerId/accept': chargers.acceptCharger,
  'POST /api/estates/:estateId/parking/chargers/:chargerId/refuse': chargers.refuseCharger,
  'POST /api/estates/:estateId/parking/chargers/:chargerId/check': chargers.checkCharger,
  'POST /api/estates/:estateId/parking/chargers/:chargerId/installed': chargers.installCharger,
  'GET /api/estates/:estateId/my/chargers': ownChargers.myChargers,
  'POST /api/estates/:estateId/my/chargers': ownChargers.askCharger,
  'POST /api/estates/:estateId/my/chargers/:chargerId/withdraw': ownChargers.withdrawMyCharger,
  'POST /api/estates/:estateId/parking/payment-notices': notices.tellPayment,
  'GET /api/estates/:estateId/parking/payment-notices': notices.listNotices,
  'GET /api/estates/:estateId/parking/payment-notices/:noticeId': notices.getNotice,
  'POST /api/estates/:estateId/parking/payment-notices/:noticeId/match': notices.matchNotice,
  'POST /api/estates/:estateId/parking/payment-notices/:noticeId/dismiss': notices.dismissNotice,
}

export const parkingModule: Module = {
  name: 'parking',
  routes: [
    ...garageHalf.routes,
    ...bind(parkingMoreApi, moreRoutes),
    ...bind(parkingApi, {
      ...lotsRoutes,
      ...waitingRoutes,
      ...permitsRoutes,
      ...tariffsRoutes,
      ...actsRoutes,
      ...shiftsRoutes,
      ...disputesRoutes,
      ...ownRoutes,
    }),
  ],
  foretells: vehicleForetells,
  imports: [...parkingImports, ...garageHalf.imports],
  lists: [...parkingLists, ...garageHalf.lists],
  prints: [...parkingPrints, ...garageHalf.prints],
  jobs: { ...parkingJobs, ...garageHalf.jobs },
  schedules: { ...parkingSchedules, ...garageHalf.schedules },
}
