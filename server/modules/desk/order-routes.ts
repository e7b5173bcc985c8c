/** Routes of orders and proposals, bound beside the tickets' own. */
import { bind } from '../../core/http.ts'
import { orderApi } from './contract-order.ts'
import * as order from './order.ts'
import * as proposal from './order-proposal.ts'
import * as reads from './order-reads.ts'

const one = '/api/estates/:estateId/tickets/:ticketId'
const mine = '/api/estates/:estateId/my/tickets/:ticketId'

export const orderRoutes = bind(orderApi, {
  'POST /api/estates/:estateId/orders': order.placeOrder,
  'GET /api/estates/:estateId/orders': reads.listOrders,
  'GET /api/estates/:estateId/my/services': reads.myServices,
  [`POST ${one}/order/price`]: order.fixPrice,
  [`POST ${one}/order/agree`]: order.agreePrice,
  [`POST ${one}/order/cancel`]: order.cancelOrder,
  [`POST ${one}/order/waive`]: order.waiveOrder,
  [`POST ${mine}/order/agree`]: order.myAgree,
  [`POST ${mine}/order/cancel`]: order.myCancel,
  [`POST ${one}/propose`]: proposal.propose,
  'GET /api/estates/:estateId/proposals': proposal.listProposals,
  'POST /api/estates/:estateId/proposals/:itemId/decide': proposal.decideProposal,
  'POST /api/estates/:estateId/proposals/:itemId/tell': proposal.tellProposer,
})
