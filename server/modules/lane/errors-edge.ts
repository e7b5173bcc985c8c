/** Refusals around agents in gatehouses. */
import { defineErrors } from '../../core/errors.ts'

export const edgeFail = defineErrors({
  'lane.agent_there': {
    status: 409,
    zh: '已有名为“{name}”的门岗代理，请换一个名称或先停用它',
    en: 'An agent named “{name}” is there already; choose another name or withdraw that one',
  },
  'lane.agent_code': {
    status: 403,
    zh: '代码不对、已用过或超过一天，请在控制台取一个新的',
    en: 'The code is unknown, used or more than a day old; get a new one on the console',
  },
})
