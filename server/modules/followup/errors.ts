/** Why the follow-up refuses, and what to do then. */
import { defineErrors } from '../../core/errors.ts'

export const followupFail = defineErrors({
  'followup.target_below': {
    status: 422,
    zh: '自定目标不能低于当地标准 {standard}%，请填 {standard} 或更高',
    en: 'An own target may not be lower than the standard of {standard} %; enter {standard} or more',
  },
  'followup.own_ticket': {
    status: 409,
    zh: '这件事由您经手，请改由其他同事回访',
    en: 'You had a hand in this matter; a colleague must make this call',
  },
  'followup.month_closed': {
    status: 409,
    zh: '本月已结月，数据不再改动；确有差错请由分管主任更正（另立新版本）',
    en: 'This month is closed and stays as it is; a mistake is corrected by the director as a new version',
  },
  'followup.month_open': {
    status: 409,
    zh: '本月尚未结月，请直接补记回访',
    en: 'This month is not closed yet; record the call itself',
  },
  'followup.month_running': {
    status: 409,
    zh: '本月尚未结束，请在下月 1 日之后结月',
    en: 'The month is not over; close it from the first of the next month',
  },
  'followup.not_all_drawn': {
    status: 409,
    zh: '本月还有未抽样的批次，请先点“补抽到今日”',
    en: 'Some rounds of this month are not drawn yet; draw them first',
  },
  'followup.not_drawn': {
    status: 409,
    zh: '这件不在抽样名单内，名单由系统抽取，不能自选',
    en: 'This one was not drawn; the list is made by the system and not chosen',
  },
  'followup.done': {
    status: 409,
    zh: '这件已有回访结果，请回访下一件',
    en: 'This one has its result; go on to the next',
  },
  'followup.answer_needed': {
    status: 409,
    zh: '请选择业户的满意程度',
    en: 'Choose how satisfied the customer is',
  },
  'followup.no_phone': {
    status: 409,
    zh: '没有登记电话，请上门回访，或先在住户档案补登电话',
    en: 'No telephone is registered; visit the customer, or add the number to his file first',
  },
  'followup.major_missing': {
    status: 409,
    zh: '有重大投诉尚未回访，必须逐件回访后才能结月',
    en: 'A major complaint has not been followed up; each one must be before the month is closed',
  },
  'followup.reason_needed': {
    status: 409,
    zh: '回访率未达标（标红），请写明原因后再结月',
    en: 'The follow-up is below its target (red); write down why before closing',
  },
  'followup.survey_year': {
    status: 409,
    zh: '今年的满意度调查已经发起，一年一次',
    en: 'This year has its survey already; there is one a year',
  },
  'followup.survey_closed': {
    status: 409,
    zh: '这次调查已结束，结果不再改动',
    en: 'This survey is closed; its result stands',
  },
  'followup.survey_not_asked': {
    status: 409,
    zh: '这位住户现在不是本小区登记的业主或使用人，不在调查范围内',
    en: 'This person is not registered as an owner or user here now and is not asked',
  },
  'followup.survey_paper_twice': {
    status: 409,
    zh: '这位住户已经答过这次调查（手机或纸质），一人一次，不再录入',
    en: 'This person has answered this survey already, on the phone or on paper; it counts once',
  },
  'followup.survey_sheet': {
    status: 409,
    zh: '这张照片不是问卷照片，或已随另一份答卷保存，请重新拍照',
    en: 'This photo is none of a survey sheet, or was kept with another answer; take it again',
  },
  'followup.survey_twice': {
    status: 409,
    zh: '您已经答过这次调查，谢谢',
    en: 'You have answered this survey already; thank you',
  },
  'followup.nobody': {
    status: 409,
    zh: '所选人员都经手过这些工单，请再选其他同事',
    en: 'Everybody chosen had a hand in these matters; choose other colleagues',
  },
})

export type FollowupCode = (typeof followupFail.codes)[number]
