/** Each rule's sentence in both languages, for a guard to read out and for a board at the lane. Pure. */
import type { DecisionCode, Mark } from './decide.ts'

export interface Sentence {
  zh: string
  en: string
}

/** `{plate}` is the plate, `{lane}` the lane's name. */
export const sentences: Record<DecisionCode, Sentence> = {
  right_special: { zh: '{plate} 执行公务，请通行', en: '{plate}: on public duty, please pass' },
  right_owner: { zh: '{plate} 业主车辆，欢迎回家', en: '{plate}: owner’s car, please pass' },
  right_monthly: { zh: '{plate} 月租车辆，请通行', en: '{plate}: monthly permit, please pass' },
  right_visitor: { zh: '{plate} 访客车辆，请通行', en: '{plate}: invited visitor, please pass' },
  right_temporary: { zh: '{plate} 临时车辆，请通行', en: '{plate}: temporary car, please pass' },
  right_exit: { zh: '{plate} 已结清，一路平安', en: '{plate}: settled, good-bye' },
  temporary: {
    zh: '{plate} 临时车辆，请进，按公示标准计费',
    en: '{plate}: temporary car, please enter; charged by the posted tariff',
  },
  group_temporary: {
    zh: '{plate} 您家车位已停满，本次按临时车进',
    en: '{plate}: your spaces are taken, this stay counts as temporary',
  },
  leaving_free: { zh: '{plate} 一路平安', en: '{plate}: good-bye' },
  device_list: { zh: '{plate} 相机名单放行', en: '{plate}: let through by the camera’s own list' },
  replay: { zh: '{plate} 补传记录，未开闸', en: '{plate}: sent late, the barrier was not moved' },
  barred: {
    zh: '{plate} 在禁入名单中，请联系物业办公室',
    en: '{plate}: on the list of barred vehicles; please contact the office',
  },
  barred_out: {
    zh: '{plate} 在禁入名单中，请门卫核实后放行',
    en: '{plate}: barred from entering; the guard checks and lets it out',
  },
  lane_direction: {
    zh: '本车道是单行，请改走另一车道',
    en: 'This lane runs one way; please take the other one',
  },
  gate_closed: {
    zh: '此门已关闭，请走保留的出入口',
    en: 'This gate is closed; please use the entrance that is kept open',
  },
  outside_hours: {
    zh: '封闭管理期间，现在不在通行时间内',
    en: 'Under closure, outside the hours of passage',
  },
  other_lane: {
    zh: '{plate} 已在另一车道放行，本车道不抬杆',
    en: '{plate} was let through on another lane; this barrier stays shut',
  },
  no_right: {
    zh: '{plate} 没有通行权限，本小区不接待外来车辆',
    en: '{plate}: no right to pass; the estate takes no outside cars',
  },
  registration: { zh: '请停车登记，车上每一位都要登记', en: 'Please stop and register everybody in the car' },
  no_plate: { zh: '未识别到车牌，请稍候，门卫来核对', en: 'No plate was read; please wait for the guard' },
  unsure: {
    zh: '车牌看不清，请稍候，门卫来核对',
    en: 'The plate was read poorly; please wait for the guard',
  },
  fake: {
    zh: '{plate} 疑似假牌，请门卫核对',
    en: '{plate}: the camera takes it for a fake; the guard checks',
  },
  doubtful: {
    zh: '读到“{plate}”，不像车牌，请门卫核对',
    en: 'Read "{plate}", which hardly is a plate; the guard checks',
  },
  near: {
    zh: '读到 {plate}，可能读错了，请门卫核对是不是下列车辆',
    en: 'Read {plate}, perhaps misread; the guard compares with the cars listed',
  },
  group_full: {
    zh: '{plate} 您家车位已停满，请门卫处理',
    en: '{plate}: the household’s spaces are taken; the guard decides',
  },
  passback: { zh: '{plate} 已在小区内，请门卫核对', en: '{plate} is inside already; the guard checks' },
  expired: {
    zh: '{plate} 通行权限已到期，请门卫登记或续办',
    en: '{plate}: the right to pass has ended; the guard registers it or it is renewed',
  },
  early: {
    zh: '{plate} 通行权限还没开始，请门卫核对',
    en: '{plate}: the right to pass has not begun; the guard checks',
  },
  lane_not_allowed: {
    zh: '{plate} 不能走本车道，请门卫指引',
    en: '{plate} may not use this lane; the guard shows the way',
  },
  unknown: { zh: '{plate} 外来车辆，请门卫登记', en: '{plate}: not known here; the guard registers it' },
  unpaid: {
    zh: '{plate} 临时停车还没结清，请扫码或到岗亭缴费',
    en: '{plate}: the stay is not settled; pay by code or at the booth',
  },
  by_hand: { zh: '{plate} 门卫放行', en: '{plate}: let through by the guard' },
  free_passage: { zh: '{plate} 免费放行', en: '{plate}: let through free of charge' },
  card: { zh: '门禁刷卡记录', en: 'Read by the access controller' },
  card_open: { zh: '卡有效，请通行', en: 'Card known, please pass' },
  card_unknown: {
    zh: '此卡没有登记，请到物业办公室办理，或请门卫核对',
    en: 'This card is not registered: see the office, or ask the guard',
  },
  card_ended: {
    zh: '此卡不在有效期内，请到物业办公室续期',
    en: 'This card is not valid now: see the office to renew it',
  },
  card_elsewhere: {
    zh: '此卡不能开这条通道，请走登记的出入口',
    en: 'This card does not open this lane; use the entrance it was given for',
  },
}

export const markWords: Record<Mark, Sentence> = {
  entry_twice: { zh: '没有出场记录又进场', en: 'entered again without leaving' },
  exit_without_entry: { zh: '没有进场记录', en: 'left without an entry' },
  clock: { zh: '设备时钟不对', en: 'the device’s clock is wrong' },
  late: { zh: '迟到的记录', en: 'sent late' },
  expired: { zh: '原有权限已到期', en: 'an earlier right has ended' },
  fake: { zh: '相机判为假牌', en: 'the camera takes it for a fake' },
  corrected: { zh: '车牌经门卫更正', en: 'the guard corrected the plate' },
  barred: { zh: '在禁入名单中，断网时已放行', en: 'barred, let in without network' },
  maker_ended: { zh: '登记人当时已不在岗', en: 'who wrote it down had no right here any more' },
}

/** The sentence of a decision with the plate in it; a car without plate is "此车". */
export function sayDecision(code: DecisionCode, plate: string, own?: string): Sentence {
  const fill = (text: string, none: string) => text.replaceAll('{plate}', plate === '' ? none : plate).trim()
  const { zh, en } = sentences[code]
  return { zh: fill(own ?? zh, '此车'), en: fill(en, 'This car') }
}
