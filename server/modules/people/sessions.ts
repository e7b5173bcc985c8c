/** Who stands behind a request. */

import type { House } from '../../core/house.ts'
import type { Authenticate } from '../../core/http.ts'

/** Nobody can sign in before there are accounts. */
export function authenticator(_house: House): Authenticate {
  return async () => ({ kind: 'nobody' })
}
