/** Refusals of orders: every text says what to do next. */
import { defineErrors } from '../../core/errors.ts'

export const orderFail = defineErrors({
  'order.from_catalogue': {
    status: 422,
    zh: '特约服务请从价目中选择项目下单，先看价格再确认',
    en: 'Order special services from the price list: choose the item, see its price, then confirm',
  },
  'order.price_changed': {
    status: 409,
    zh: '价格已变为 {price}，请确认新价格后再下单',
    en: 'The price is now {price}; confirm the new price and order again',
  },
  'order.not_for_you': {
    status: 409,
    zh: '该项目只提供给{who}，请选择其他项目或咨询前台',
    en: 'This item is offered to {who} only; choose another or ask the front desk',
  },
  'order.unit_needed': {
    status: 422,
    zh: '该项目有服务对象限制，请填写房号',
    en: 'This item is for certain homes only; give the room',
  },
  'order.quantity': {
    status: 422,
    zh: '数量必须大于 0',
    en: 'The quantity must be above 0',
  },
  'order.wanted_past': {
    status: 422,
    zh: '期望时间已过，请改选以后的时间',
    en: 'The wanted time is past; choose a later one',
  },
  'order.quote_first': {
    status: 409,
    zh: '该项目现场定价，请先填写报价并征得业主同意',
    en: 'This item is priced on site: enter the price and ask for the customer’s consent first',
  },
  'order.agree_first': {
    status: 409,
    zh: '业主尚未同意报价，同意后才能完工',
    en: 'The customer has not agreed to the price yet; finish after he has',
  },
  'order.priced': {
    status: 409,
    zh: '该订单已按明码标价确定金额，不能另行报价',
    en: 'This order has the published price and takes no other',
  },
  'order.agreed': {
    status: 409,
    zh: '业主已同意报价，不能再改；如需更改请取消后重新下单',
    en: 'The customer has agreed to the price; to change it, cancel and order again',
  },
  'order.below_start': {
    status: 422,
    zh: '报价不能低于公示的起价 {price}',
    en: 'The price cannot be below the published starting price {price}',
  },
  'order.too_late': {
    status: 409,
    zh: '服务人员已到场或已完工，不能取消，请与服务人员协商',
    en: 'Somebody is on site or the work is done; it can no longer be cancelled, speak to him',
  },
  'order.done': {
    status: 409,
    zh: '已完工并登记费用，如需减免请在收费处冲正',
    en: 'The work is done and charged; correct the charge at the cash desk',
  },
  'order.cancelled': {
    status: 409,
    zh: '已取消的订单不能重新打开，请重新下单',
    en: 'A cancelled order is not opened again; place a new one',
  },
  'order.no_quote': {
    status: 422,
    zh: '该工单没有现场报价，请先现场确定收费',
    en: 'That ticket has no price fixed on site; fix it first',
  },
  'order.not_suggestion': {
    status: 409,
    zh: '只有建议可以转为服务项目',
    en: 'Only a suggestion can become a service item',
  },
  'order.proposed': {
    status: 409,
    zh: '这条建议已转为拟开通项目，请在“拟开通”中办理',
    en: 'This suggestion has become a proposed item already; go on under “proposed”',
  },
  'order.decided': {
    status: 409,
    zh: '该项目已有决定',
    en: 'This item is decided already',
  },
  'order.untold': {
    status: 409,
    zh: '尚未作出决定，作出决定后再告知建议人',
    en: 'Nothing is decided yet; decide, then tell the proposer',
  },
  'order.told': {
    status: 409,
    zh: '建议人已被告知',
    en: 'The proposer has been told',
  },
})
export type OrderCode = (typeof orderFail.codes)[number]
