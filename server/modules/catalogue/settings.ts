/** What an estate may set for its catalogue. */
import { defineSettings } from '../../core/settings.ts'

export const catalogueSettings = defineSettings({
  'catalogue.directory_days': {
    kind: 'count',
    place: 'estate',
    title: {
      zh: '服务指南多少天未核对即提示',
      en: 'Directory entries are flagged after so many days unchecked',
    },
    hint: {
      zh: '天数。中心以外的服务价格和部门办事程序会变化，超过天数的条目在前台显示“待核对”。',
      en: 'Days. Prices outside the centre and procedures change; older entries are shown as “to be checked”.',
    },
    initial: 180,
  },
  'catalogue.performance_day': {
    kind: 'count',
    place: 'estate',
    title: {
      zh: '每月几日提醒公共服务无记录',
      en: 'Day of the month of the warning about unrecorded services',
    },
    hint: {
      zh: '1 至 28。到这一天仍无任何履行记录的公共服务项目会提醒值班经理。',
      en: '1 to 28. On this day public services without any record of the month are told to the manager on duty.',
    },
    initial: 25,
  },
})
