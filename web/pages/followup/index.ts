import { definePages } from '../../page.ts'

const calls = { zh: '回访', en: 'Follow-up' }
const report = { zh: '服务月报', en: 'Month report' }

export default definePages('followup', [
  {
    shell: 'console',
    path: 'followup',
    title: calls,
    nav: { group: 'service', order: 30, icon: 'phone' },
    permission: 'followup.call',
    load: () => import('./FollowUp.tsx'),
  },
  {
    shell: 'console',
    path: 'followup/$month',
    title: calls,
    permission: 'followup.call',
    load: () => import('./FollowUp.tsx'),
  },
  {
    shell: 'console',
    path: 'month-report',
    title: report,
    nav: { group: 'service', order: 32, icon: 'chart' },
    permission: 'followup.run',
    load: () => import('./MonthReport.tsx'),
  },
  {
    shell: 'console',
    path: 'month-report/$month',
    title: report,
    permission: 'followup.run',
    load: () => import('./MonthReport.tsx'),
  },
  {
    shell: 'field',
    path: 'followup',
    title: calls,
    nav: { group: 'service', order: 40, icon: 'phone' },
    permission: 'followup.call',
    load: () => import('./FieldCalls.tsx'),
  },
  {
    shell: 'resident',
    path: 'service-report',
    title: { zh: '服务公示', en: 'Service report' },
    nav: { group: 'service', order: 70, icon: 'chart' },
    permission: 'own.read',
    load: () => import('./PublicReport.tsx'),
  },
  {
    shell: 'console',
    path: 'targets',
    title: { zh: '服务指标', en: 'Targets' },
    nav: { group: 'service', order: 33, icon: 'flag' },
    permission: 'settings.read',
    load: () => import('./Targets.tsx'),
  },
  {
    shell: 'console',
    path: 'survey',
    title: { zh: '满意度调查', en: 'Yearly survey' },
    nav: { group: 'service', order: 34, icon: 'vote' },
    permission: 'followup.run',
    load: () => import('./Survey.tsx'),
  },
  {
    shell: 'resident',
    path: 'survey',
    title: { zh: '满意度调查', en: 'Survey' },
    nav: { group: 'service', order: 72, icon: 'vote' },
    permission: 'own.read',
    load: () => import('./MySurvey.tsx'),
  },
])
