/** What of the survey's totals does not add up, in words. */
import type { SurveyFault } from './rules-survey.ts'

export const faultWords: Record<SurveyFault, { zh: string; en: string }> = {
  class: { zh: '三类小区之和不等于小区总数', en: 'the three classes do not sum to the estates' },
  company: {
    zh: '物业管理小区与登记了物业公司的小区不一致',
    en: 'class “company” and registered companies differ',
  },
  estates: { zh: '小区数', en: 'estates' },
  abandoned: { zh: '弃管小区', en: 'abandoned' },
  selfManaged: { zh: '自管小区', en: 'self-managed' },
  withCompany: { zh: '有物业小区', en: 'with a company' },
  withoutCompany: { zh: '无物业小区', en: 'without a company' },
  subject: { zh: '有主体单位小区', en: 'with a subject unit' },
  buildings: { zh: '楼栋', en: 'buildings' },
  sections: { zh: '单元楼', en: 'unit buildings' },
  households: { zh: '户数', en: 'households' },
  checked: { zh: '已复核小区', en: 'checked' },
}
