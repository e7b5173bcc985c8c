/** What the gate refuses, each with what to do next. */
import { defineErrors } from '../../core/errors.ts'

export const gateFail = defineErrors({
  'gate.maker_ended': {
    status: 409,
    zh: '{who} 当时已不在本门岗任职，这条记录由负责人决定是否补登',
    en: '{who} no longer had the right to register here at that time; whether the record is entered is decided by the person in charge',
  },
  'gate.maker_unknown': {
    status: 409,
    zh: '无法确认这条记录是谁登记的，由负责人决定是否补登',
    en: 'Who made this record cannot be told for sure; whether it is entered is decided by the person in charge',
  },
  'gate.closure_active': {
    status: 409,
    zh: '该小区已在封闭管理中（文号 {number}），请先解除或延期，不能重叠',
    en: 'The estate is already under closure (document {number}); lift or extend that one, closures cannot overlap',
  },
  'gate.closure_over': {
    status: 409,
    zh: '这次封闭管理已经解除或到期，请刷新页面',
    en: 'This closure has been lifted or has run out; refresh the page',
  },
  'gate.closure_period': {
    status: 400,
    zh: '结束时间必须晚于开始时间，请更正期限',
    en: 'The end must be later than the start; correct the period',
  },
  'gate.decision_differs': {
    status: 409,
    zh: '文号 {number} 已登记为另一日期或范围，请核对文件',
    en: 'Document {number} is already entered with another date or scope; check the paper',
  },
  'gate.no_gate': {
    status: 409,
    zh: '小区还没有出入口，请先添加出入口并指定保留的一个',
    en: 'The estate has no gate yet; add its gates and name the one to be kept',
  },
  'gate.id_outside_closure': {
    status: 409,
    zh: '当前没有封闭管理决定，不得登记身份证号和证件；请只登记姓名、房号和事由',
    en: 'No closure is in force: ID numbers and licences may not be taken; enter name, unit and reason only',
  },
  'gate.unit_unknown': {
    status: 400,
    zh: '没有房号 {unit}，请按 楼栋-单元-房号 核对，如 1-2-301',
    en: 'There is no unit {unit}; check building-section-unit, as 1-2-301',
  },
  'gate.occupants': {
    status: 400,
    zh: '车内 {stated} 人，只登记了 {given} 人；每一位乘员都要登记',
    en: '{stated} people in the vehicle but {given} registered; register every occupant',
  },
  'gate.nobody': {
    status: 400,
    zh: '请至少登记一个人或一辆车',
    en: 'Register at least one person or one vehicle',
  },
  'gate.second_entrance': {
    status: 409,
    zh: '封闭期间只保留一个出入口（现为 {gate}）；确需第二个，请写明特殊情况申请批准',
    en: 'Under closure one entrance stays open (now {gate}); for a second one state the special reason and ask approval',
  },
  'gate.own_request': {
    status: 409,
    zh: '申请人不能自己批准，请由另一位有权人员办理',
    en: 'Who asked cannot approve; another authorised person must do it',
  },
  'gate.already_decided': {
    status: 409,
    zh: '这项申请已经办理，请刷新页面',
    en: 'This request has been decided already; refresh the page',
  },
  'gate.terminal_revoked': {
    status: 403,
    zh: '这台门岗终端已停用，请交还物业办公室',
    en: 'This gate terminal has been revoked; hand it to the office',
  },
  'gate.pass_period': {
    status: 400,
    zh: '通行码的有效期必须在 {hours} 小时以内，且晚于现在',
    en: 'A pass may last at most {hours} hours and must end in the future',
  },
  'gate.pass_ended': {
    status: 409,
    zh: '这个通行码已用完或已收回',
    en: 'This pass has been used up or withdrawn',
  },
  'gate.key_bad': {
    status: 400,
    zh: '这台手机没有给出可用的公钥，请刷新页面再试，或改用六位访客码',
    en: 'This phone gave no usable public key; reload and try again, or use a six-digit code',
  },
  'gate.keys_many': {
    status: 409,
    zh: '您已有 {count} 台手机能出示通行码，请先停用一台',
    en: 'You have {count} phones that show a code; end one first',
  },
  'gate.permit_home': {
    status: 409,
    zh: '{unit} 已有一张有效的住户通行证，每户一张；遗失请办补发',
    en: '{unit} has a live household pass already, one per household; for a lost one issue a replacement',
  },
  'gate.permit_ended': {
    status: 409,
    zh: '这张通行证已挂失或收回，请刷新页面',
    en: 'This pass was reported lost or withdrawn already; refresh the page',
  },
  'gate.permit_needs': {
    status: 400,
    zh: '住户通行证要写房号，工作证和夜班证要写持证人',
    en: 'A household pass needs its unit, a worker or shift pass its holder',
  },
  'gate.incident_state': {
    status: 409,
    zh: '事件已经办结，不能再改；如有新情况请另记一条',
    en: 'The incident is closed and cannot be changed; record a new one for new facts',
  },
  'gate.ask_over': {
    status: 409,
    zh: '已过 {minutes} 分钟，这次询问作废；访客还在，请门岗再问一次',
    en: 'After {minutes} minutes this question is closed; if the visitor is still there, the gate asks again',
  },
  'gate.retention': {
    status: 400,
    zh: '登记信息在封闭期间保存 {least} 至 {most} 天，请在此范围内填写',
    en: 'A closure’s data is kept for {least} to {most} days; choose within that',
  },
  'gate.keep': {
    status: 400,
    zh: '平时出入登记保存 {least} 至 {most} 天，请在此范围内填写',
    en: 'What is registered without a closure is kept for {least} to {most} days; choose within that',
  },
  'gate.keep_what': {
    status: 409,
    zh: '只有封闭期间已移交公安、尚未评估的事件需要办理保留',
    en: 'Only an incident of a closure that was handed to the police and not yet assessed can be kept',
  },
  'gate.erase_early': {
    status: 409,
    zh: '封闭管理还没有解除，数据不能删除；请先凭文件解除',
    en: 'The closure has not been lifted; lift it by its document before deleting data',
  },
  'gate.record_unreadable': {
    status: 400,
    zh: '离线记录无法打开，已另行保存，请交管理员处理',
    en: 'The offline record could not be opened; it is kept apart for the administrator',
  },
})
