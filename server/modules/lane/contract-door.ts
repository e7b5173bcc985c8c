/** The addresses that devices send to: raw bytes in, each maker's own answer out. */
import { z } from 'zod'
import { endpoints } from '../../core/contract.ts'
import { MESSAGE_LIMIT } from './wire.ts'

const Address = z.object({ estate: z.string().max(64), key: z.string().max(64) })
const door = {
  permission: 'public',
  produces: 'application/json',
  raw: true,
  unaudited: 'a device is no person: its events carry their own audit rows',
  bodyLimit: MESSAGE_LIMIT,
} as const

export const doorApi = endpoints({
  'POST /d/:estate/:key': {
    ...door,
    summary:
      'A device’s own address: plate event, heartbeat or replay in its maker’s format; answered in the same',
    params: Address,
  },
  'POST /d/:estate/:key/*': {
    ...door,
    summary: 'The same for makers that append a path of their own (/NotificationInfo/TollgateInfo)',
    params: Address.extend({ '*': z.string().max(200) }),
  },
  'POST /NotificationInfo/:what': {
    ...door,
    summary: 'Dahua’s fixed address; the device number set in the camera names it',
    params: z.object({ what: z.string().max(40) }),
  },
})
