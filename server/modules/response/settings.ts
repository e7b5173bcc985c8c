/** Settings of the room. */
import { defineSettings } from '../../core/settings.ts'

export const responseSettings = defineSettings({
  'response.help_phone': {
    kind: 'phone',
    place: 'region',
    title: { zh: '封闭期间求助电话', en: 'Help phone during a closure' },
    hint: {
      zh: '写在隔离和关爱名单、工作方案和居民通知上，全天有人接听',
      en: 'Stands on the lists of isolation and care and on the plan; somebody answers day and night',
    },
  },
})
