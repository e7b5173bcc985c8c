import { definePages } from '../../page.ts'

const tickets = { zh: '工单', en: 'Tickets' }
const mine = { zh: '我的诉求', en: 'My requests' }

export default definePages('desk', [
  {
    shell: 'console',
    path: 'tickets',
    title: tickets,
    nav: { group: 'service', order: 10, icon: 'ticket' },
    permission: 'ticket.read',
    load: () => import('./Queue.tsx'),
  },
  {
    shell: 'console',
    path: 'inquiries',
    title: { zh: '咨询答复', en: 'Inquiries answered' },
    nav: { group: 'service', order: 14, icon: 'list' },
    permission: 'ticket.dispatch',
    load: () => import('./Answers.tsx'),
  },
  {
    shell: 'console',
    path: 'old-tickets',
    title: { zh: '历史工单', en: 'Old tickets' },
    nav: { group: 'service', order: 16, icon: 'list' },
    permission: 'ticket.dispatch',
    load: () => import('./History.tsx'),
  },
  {
    shell: 'console',
    path: 'rest-hours',
    title: { zh: '休息时间', en: 'Rest hours' },
    nav: { group: 'setting', order: 35, icon: 'shift' },
    permission: 'rule.write',
    load: () => import('./RestHours.tsx'),
  },
  ...(['console', 'field', 'gate'] as const).map(shell => ({
    shell,
    path: 'suggest',
    title: { zh: '接建议', en: 'Take a suggestion' },
    // on phones one tap away; at the gate behind the posts' own work
    nav: { group: 'service' as const, order: shell === 'gate' ? 90 : 15, icon: 'plus' as const },
    permission: 'ticket.read',
    // no printer stands at a gate, and its bundle is small
    load: shell === 'console' ? () => import('./SuggestDesk.tsx') : () => import('./Suggest.tsx'),
  })),
  {
    shell: 'field',
    path: 'tasks',
    title: { zh: '我的任务', en: 'My tasks' },
    nav: { group: 'service', order: 10, icon: 'ticket' },
    permission: 'ticket.handle',
    load: () => import('./Tasks.tsx'),
  },
  {
    shell: 'field',
    path: 'tasks/$ticketId',
    title: tickets,
    permission: 'ticket.handle',
    load: () => import('./Task.tsx'),
  },
  {
    shell: 'field',
    path: 'pending',
    title: { zh: '待上传', en: 'Waiting to be sent' },
    load: () => import('./Pending.tsx'),
  },
  {
    shell: 'resident',
    path: 'requests',
    title: mine,
    nav: { group: 'service', order: 10, icon: 'ticket' },
    permission: 'ticket.own',
    load: () => import('./MyRequests.tsx'),
  },
  {
    shell: 'resident',
    path: 'requests/new',
    title: { zh: '我要反映', en: 'Raise a request' },
    permission: 'ticket.own',
    load: () => import('./Raise.tsx'),
  },
  {
    shell: 'resident',
    path: 'requests/$ticketId',
    title: mine,
    permission: 'ticket.own',
    load: () => import('./MyRequest.tsx'),
  },
])
