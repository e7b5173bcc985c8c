import { defineErrors } from '../../core/errors.ts'

export const laneFail = defineErrors({
  'lane.no_barrier': {
    status: 409,
    zh: '这条车道没有能开闸的设备，请用遥控器开闸并登记原因，再到“设备与车道”绑定设备',
    en: 'No device of this lane can move its barrier: use the remote control, note the reason, then bind a device under Devices and lanes',
  },
  'lane.settled': {
    status: 409,
    zh: '这辆车已由 {who} 处理，请刷新',
    en: 'This vehicle was already dealt with by {who}; refresh',
  },
  'lane.device_there': {
    status: 409,
    zh: '小区已有名为“{name}”的设备，请换一个名称',
    en: 'The estate already has a device named "{name}"; choose another name',
  },
  'lane.device_over': {
    status: 409,
    zh: '这台设备已停用，请刷新；需要再用请重新添加',
    en: 'This device was revoked; refresh. To use it again add it anew',
  },
  'lane.own_request': {
    status: 409,
    zh: '提出的人不能自己确认，请由另一位有权人员办理',
    en: 'Who asked cannot confirm; another authorised person must do it',
  },
  'lane.listed': {
    status: 409,
    zh: '车牌 {plate} 已在名单中，请先撤销原来的一条',
    en: 'Plate {plate} is already on the list; end that entry first',
  },
  'lane.list_over': {
    status: 409,
    zh: '这一条已办结，请刷新',
    en: 'This entry is decided or ended already; refresh',
  },
  'lane.barred': {
    status: 409,
    zh: '{plate} 在禁入名单中，岗亭不能放行；确需进入，请主管先在名单中撤销',
    en: '{plate} is barred and cannot be let in from here; if it must enter, a supervisor first ends the entry on the list',
  },
  'lane.no_plate': {
    status: 400,
    zh: '请填写车牌；没有车牌的车请选“无牌车”并写明特征',
    en: 'Enter the plate; for a vehicle without one choose "no plate" and describe it',
  },
  'lane.lane_unfit': {
    status: 400,
    zh: '车道 {lane} 不走车辆或方向不符，请选另一条',
    en: 'Lane {lane} carries no vehicles or not in that direction; choose another',
  },
  'lane.no_login': {
    status: 409,
    zh: '设备没有登录地址或密码，不能下发命令；请先在设备页补全',
    en: 'The device has no address or password to log in with, so nothing can be sent; complete it on its page',
  },
  'lane.card_there': {
    status: 409,
    zh: '这个卡号已经发给了别人，请先在卡列表中按卡号查找并收回原来的一张',
    en: 'This number is on a live card already; find it by its number and take that one back first',
  },
  'lane.card_over': {
    status: 409,
    zh: '这张卡已收回，请刷新',
    en: 'This card was taken back already; refresh',
  },
  'lane.card_until': {
    status: 400,
    zh: '到期时间已过，请选以后的日期，或不填表示长期',
    en: 'The end is past; choose a later day, or leave it empty for no end',
  },
  'lane.no_list': {
    status: 409,
    zh: '这个厂家的名单不支持下发，断网时由门岗代理代为判断，或由门卫放行',
    en: 'This maker’s list is not supported; without network the gatehouse agent decides, or the guard lets cars in',
  },
})
