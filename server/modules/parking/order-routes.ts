/** Contract → use case of parking order. */
import { bind } from '../../core/http.ts'
import { orderApi } from './contract-order.ts'
import * as order from './order.ts'
import * as accident from './order-accident.ts'
import * as move from './order-move.ts'

export const orderRoutes = bind(orderApi, {
  'GET /api/estates/:estateId/parking/order/types': order.orderTypes,
  'GET /api/estates/:estateId/parking/violations': order.listViolations,
  'GET /api/estates/:estateId/parking/violations/:violationId': order.getViolation,
  'POST /api/estates/:estateId/parking/violations': order.recordViolation,
  'POST /api/estates/:estateId/parking/violations/:violationId/photos': order.addPhoto,
  'POST /api/estates/:estateId/parking/violations/:violationId/slip': order.printSlip,
  'POST /api/estates/:estateId/parking/violations/:violationId/damage': order.recordDamage,
  'POST /api/estates/:estateId/parking/violations/:violationId/close': order.closeViolation,
  'GET /api/estates/:estateId/parking/violations/:violationId/photos/:fileId': order.sendPhoto,
  'GET /api/estates/:estateId/parking/moves': move.listMoves,
  'POST /api/estates/:estateId/parking/moves': move.askMove,
  'POST /api/estates/:estateId/parking/moves/:moveId/close': move.closeMove,
  'GET /api/estates/:estateId/my/moves': move.myMoves,
  'POST /api/estates/:estateId/my/moves': move.askMoveMine,
  'POST /api/estates/:estateId/my/moves/:moveId/answer': move.answerMove,
  'POST /api/estates/:estateId/my/moves/:moveId/close': move.closeMoveMine,
  'GET /api/estates/:estateId/parking/accidents': accident.listAccidents,
  'POST /api/estates/:estateId/parking/accidents': accident.recordAccident,
  'POST /api/estates/:estateId/parking/accidents/:accidentId/accountable': accident.nameAccountable,
  'POST /api/estates/:estateId/parking/accidents/:accidentId/close': accident.closeAccident,
  'GET /api/estates/:estateId/parking/congestions': accident.listCongestions,
  'POST /api/estates/:estateId/parking/congestions': accident.beginCongestion,
  'POST /api/estates/:estateId/parking/congestions/:congestionId/end': accident.endCongestion,
  'POST /api/estates/:estateId/parking/timings': accident.recordTiming,
  'GET /api/estates/:estateId/parking/order/month': order.orderMonth,
})
