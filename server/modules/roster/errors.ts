/** What the roster refuses, and what to do next. */
import { defineErrors } from '../../core/errors.ts'

export const rosterFail = defineErrors({
  'roster.post_name': {
    status: 409,
    zh: '本小区已有名为“{name}”的岗位，请换一个名称',
    en: 'The estate already has a post named “{name}”; choose another name',
  },
  'roster.post_closed': {
    status: 409,
    zh: '该岗位已撤销，请选择其他岗位',
    en: 'This post was given up; choose another one',
  },
  'roster.overlap': {
    status: 409,
    zh: '{name} 在 {from} 已排班，请先调整原班次',
    en: '{name} is already on duty at {from}; change that turn first',
  },
  'roster.already_there': {
    status: 409,
    zh: '您已在该岗位上岗，无需重复打卡',
    en: 'You are already checked in at this post',
  },
  'roster.not_there': {
    status: 409,
    zh: '您尚未在该岗位上岗，请先上岗打卡',
    en: 'You are not checked in at this post; check in first',
  },
  'roster.not_yours': {
    status: 403,
    zh: '只能为自己打卡；代他人请由排班负责人操作',
    en: 'You can only check in for yourself; ask who keeps the roster',
  },
  'roster.nobody_follows': {
    status: 409,
    zh: '离岗后该岗位将无人值守，请先等接班人上岗，或写明原因后离岗',
    en: 'The post would be left empty; wait for who takes over, or give the reason',
  },
  'roster.duty_over': {
    status: 409,
    zh: '该班次已结束，不能再修改',
    en: 'This turn is over and cannot be changed',
  },
  'roster.already_absent': {
    status: 409,
    zh: '该班次已报缺勤',
    en: 'Absence is already reported for this turn',
  },
  'roster.no_staff': {
    status: 409,
    zh: '该人员不在本小区任职，请先在“账号与岗位”中为其指定岗位',
    en: 'This person has no role at the estate; give him one under accounts first',
  },
  'roster.steward_date': {
    status: 409,
    zh: '开始日期不能早于现任管家的上任日期（{from}）',
    en: 'The first day cannot be before the present steward’s first day ({from})',
  },
  'roster.no_steward_now': {
    status: 409,
    zh: '{building} 栋现在没有管家，请先指定管家',
    en: 'Building {building} has no steward now; assign one first',
  },
  'roster.card_incomplete': {
    status: 409,
    zh: '{name} 的名片还缺照片、特长或服务电话，请先补全再制作',
    en: 'The card of {name} lacks a photo, strengths or phone; complete it first',
  },
  'roster.future_day': {
    status: 400,
    zh: '日期不能晚于今天',
    en: 'The date cannot be after today',
  },
  'roster.swap_own': {
    status: 400,
    zh: '请选择自己以外的同事换班',
    en: 'Choose a colleague other than yourself',
  },
  'roster.swap_begun': {
    status: 409,
    zh: '该班次已开始，不能再换班；请改报缺勤',
    en: 'The turn has begun and cannot be swapped; report absence instead',
  },
  'roster.swap_open': {
    status: 409,
    zh: '该班次已有待处理的换班申请，请先撤回',
    en: 'A swap of this turn is already open; withdraw it first',
  },
  'roster.swap_state': {
    status: 409,
    zh: '该换班申请已处理，请刷新查看',
    en: 'This swap was settled meanwhile; look again',
  },
  'roster.swap_not_yours': {
    status: 403,
    zh: '只有被请求的同事可以答复，只有申请人可以撤回',
    en: 'Only the colleague who was asked can answer, only who asked can withdraw',
  },
  'roster.template_name': {
    status: 409,
    zh: '已有名为“{name}”的排班模板，请换一个名称',
    en: 'There is already a template named “{name}”; choose another name',
  },
  'roster.no_own_steward': {
    status: 409,
    zh: '您的楼栋还没有指定管家，留言已由前台处理',
    en: 'Your building has no steward yet; the front desk has your message',
  },
  'roster.leave_dates': {
    status: 409,
    zh: '休假的最后一天不能早于第一天，也不能已经过去',
    en: 'The last day away cannot lie before the first one, nor in the past',
  },
  'roster.leave_self': {
    status: 409,
    zh: '代班人不能是休假人自己，请选择另一位同事',
    en: 'Nobody stands in for himself; choose a colleague',
  },
  'roster.leave_overlaps': {
    status: 409,
    zh: '这位管家 {from} 至 {until} 已登记休假，请先结束那一次',
    en: 'This steward’s leave from {from} to {until} is registered already; end that one first',
  },
  'roster.stand_in_away': {
    status: 409,
    zh: '{name}在这段时间也休假（至 {until}），请另选代班人',
    en: '{name} is away in these days as well (until {until}); choose somebody else',
  },
  'roster.leave_needed': {
    status: 409,
    zh: '这段时间他正替{name}代班，请先为{name}另选代班人',
    en: 'He stands in for {name} in these days; find {name} another stand-in first',
  },
  'roster.template_empty': {
    status: 409,
    zh: '这一周还没有可保存的班次，请先排班',
    en: 'This week has no turns to keep; assign some first',
  },
})
