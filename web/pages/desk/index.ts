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
