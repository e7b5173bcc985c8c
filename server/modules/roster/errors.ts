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
})
