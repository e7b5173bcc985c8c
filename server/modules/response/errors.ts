/** Refusals of the response room. */
import { defineErrors } from '../../core/errors.ts'

export const responseFail = defineErrors({
  'response.number_taken': {
    status: 409,
    zh: '编号 {number} 已是在队队员 {name}，请核对编号',
    en: 'Number {number} belongs to {name}, who serves now; check the number',
  },
  'response.member_busy': {
    status: 409,
    zh: '该队员在分组“{group}”中，请先在分组里换人',
    en: 'The member stands in the group “{group}”; put somebody else there first',
  },
  'response.left_later': {
    status: 400,
    zh: '离队日期不能晚于今天，请更正',
    en: 'The day of leaving cannot be later than today; correct it',
  },
  'response.plate_odd': {
    status: 400,
    zh: '“{plate}”不是车牌号，请核对',
    en: '“{plate}” is no plate; check it',
  },
  'response.plate_taken': {
    status: 409,
    zh: '车辆 {plate} 已登记，请核对车牌',
    en: 'A vehicle {plate} is entered already; check the plate',
  },
  'response.wrong_level': {
    status: 400,
    zh: '这项责任不在这一级：包保县领导和科级干部落到社区，主体责任落到镇（街道）',
    en: 'Not at this level: leader and cadre belong to a neighbourhood, main responsibility to a town',
  },
  'response.duty_before': {
    status: 400,
    zh: '起始日期不能早于现任的 {day}，请更正',
    en: 'The first day cannot be before the present holder’s {day}; correct it',
  },
  'response.not_a_party': {
    status: 409,
    zh: '这一方不承担该小区的责任（先在小区资料中登记主体单位、物业公司或管理类别）',
    en: 'That party has no part in this estate; first enter its subject unit, company or class in the register',
  },
  'response.member_twice': {
    status: 400,
    zh: '{name} 在方案中出现了两次，一名队员只能编入一组',
    en: '{name} stands in the plan twice; a member belongs to one group',
  },
  'response.member_elsewhere': {
    status: 409,
    zh: '{name} 已编入{place}，请先由该社区调出',
    en: '{name} is already in a group of {place}; that neighbourhood must release them first',
  },
  'response.member_unknown': {
    status: 400,
    zh: '名册中没有这名队员或已离队，请刷新后重选',
    en: 'No such member, or they have left; refresh and choose again',
  },
  'response.group_empty': {
    status: 400,
    zh: '“{name}”没有队员、组长或小区，请补齐',
    en: '“{name}” lacks members, a leader or estates; complete it',
  },
  'response.estate_outside': {
    status: 400,
    zh: '方案中有不属于本社区的小区，请移除',
    en: 'The plan names an estate outside this neighbourhood; take it out',
  },
  'response.grouping_state': {
    status: 409,
    zh: '该方案已经双方确认；要调整请另起一版，双方须重新确认',
    en: 'Both sides have confirmed this one; change it by a new version, which both confirm again',
  },
  'response.grouping_incomplete': {
    status: 409,
    zh: '还有 {count} 个应配队员的小区没有编组，请编完再确认',
    en: '{count} estates that need members have no group yet; complete the plan before confirming',
  },
  'response.already_confirmed': {
    status: 409,
    zh: '这一方已经确认过',
    en: 'This side has confirmed already',
  },
  'response.same_person': {
    status: 409,
    zh: '两方确认须由不同的人办理',
    en: 'The two confirmations must come from two persons',
  },
  'response.no_grouping': {
    status: 409,
    zh: '还没有编组方案，请先由社区提出',
    en: 'There is no grouping yet; the neighbourhood proposes one first',
  },
  'response.vehicle_busy': {
    status: 409,
    zh: '{plate} 正用于{place}，请先收回',
    en: '{plate} is in use at {place}; take it back first',
  },
  'response.vehicle_free': { status: 409, zh: '这台车没有在用', en: 'This vehicle is not in use' },
  'response.task_state': {
    status: 409,
    zh: '任务现为“{state}”，不能这样办理，请刷新',
    en: 'The task is {state}; this cannot be done now, refresh',
  },
  'response.task_not_yours': {
    status: 403,
    zh: '任务交给了{name}，请由本人办理或请派发人改派',
    en: 'The task is {name}’s; let them do it or ask for it to be given to you',
  },
  'response.task_own': {
    status: 409,
    zh: '自己完成的任务要由另一人验看',
    en: 'Work is seen by another person than who did it',
  },
  'response.task_photo': {
    status: 400,
    zh: '请至少拍一张完成后的照片',
    en: 'Take at least one photo of the finished work',
  },
  'response.task_costs': {
    status: 400,
    zh: '围挡和维修要填写用料和费用（没有费用填 0）',
    en: 'Fencing and repairs want material and cost (0 if there was none)',
  },
  'response.no_abandoned': {
    status: 409,
    zh: '本区域没有弃管小区，无需消毒计划',
    en: 'No abandoned estate in this region; nothing to plan',
  },
  'response.period': {
    status: 400,
    zh: '结束日期须不早于开始日期，且不超过 {days} 天',
    en: 'The last day must not be before the first, and at most {days} days on',
  },
  'response.paper_state': {
    status: 409,
    zh: '已发出的文件不能改动，请另起一版',
    en: 'What was sent cannot be changed; make the next version',
  },
  'response.paper_open': {
    status: 409,
    zh: '第 {version} 版草稿还没有发出，请先发出或修改它',
    en: 'Version {version} is still a draft; send or change that one first',
  },
  'response.no_units': {
    status: 409,
    zh: '范围内没有可接收的单位，请先登记小区和物业公司',
    en: 'Nobody here could receive it; enter estates and companies first',
  },
  'response.no_closure': {
    status: 409,
    zh: '该小区现在没有封闭管理，不能登记隔离或关爱对象',
    en: 'The estate is not under closure now; nobody may be listed for isolation or care',
  },
  'response.unit_unknown': {
    status: 400,
    zh: '没有房号 {unit}，请按 楼栋-单元-房号 核对，如 1-2-301',
    en: 'There is no unit {unit}; check building-section-unit, as 1-2-301',
  },
  'response.no_such_check': {
    status: 400,
    zh: '这一天没有这次检查，请核对日期（只能记录当天或以前）',
    en: 'There is no such check on that day; choose today or an earlier day',
  },
  'response.case_ended': {
    status: 409,
    zh: '该对象已经结束登记，请刷新',
    en: 'This case has ended; refresh',
  },
  'response.case_not_yours': {
    status: 403,
    zh: '该对象由{name}负责，需要代办请社区改派',
    en: 'This case is {name}’s; ask the neighbourhood to give it to you',
  },
  'response.checked_already': {
    status: 409,
    zh: '今天这一次已经检查过了，由{name}记录',
    en: 'That check of today was made already, by {name}',
  },
  'response.data_gone': {
    status: 410,
    zh: '封闭管理的数据已按规定删除，不能再看',
    en: 'The closure’s data was deleted as the rule says; it can be seen no more',
  },
  'response.round_open': {
    status: 409,
    zh: '“{title}”还没有结束，请先结束它',
    en: '“{title}” is still open; close it first',
  },
  'response.round_unchecked': {
    status: 409,
    zh: '还有 {count} 个小区没有复核，全部复核后才能定稿',
    en: '{count} estates are not checked yet; the totals are closed when all are',
  },
  'response.round_sums': {
    status: 409,
    zh: '合计不平：{what}，请核对后再定稿',
    en: 'The totals do not agree: {what}; check them before closing',
  },
  'response.round_reason': {
    status: 400,
    zh: '已定稿的摸底要更正，请写明原因',
    en: 'State the reason for correcting closed totals',
  },
  'response.round_same': {
    status: 409,
    zh: '数字与已定稿的一样，没有要更正的',
    en: 'The figures are the same as those closed; nothing to correct',
  },
  'response.patrol_state': {
    status: 409,
    zh: '这次巡逻已经办结',
    en: 'This patrol is closed already',
  },
  'response.dispatch_who': {
    status: 400,
    zh: '请选择一名队员或工作人员',
    en: 'Choose a brigade member or a member of staff',
  },
  'response.dispatch_busy': {
    status: 409,
    zh: '{name} 已派往{place}，到期或召回后再派',
    en: '{name} is sent to {place} already; wait or call them back',
  },
  'response.dispatch_over': { status: 409, zh: '这次派人已经结束', en: 'This sending is over already' },
  'response.review_early': {
    status: 409,
    zh: '本周已经复核过，下次复核日为 {day}',
    en: 'This week’s review is made; the next is due on {day}',
  },
})
