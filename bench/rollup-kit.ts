/** What both measurements of the boards share. */
import { buildHouse } from '../server/app.ts'
import type { Role } from '../server/core/access.ts'
import { ManualClock } from '../server/core/clock.ts'
import { readConfig } from '../server/core/config.ts'
import { openPool } from '../server/core/db.ts'
import { type House, makeCtx } from '../server/core/house.ts'
import { newId } from '../server/core/ids.ts'

/** A house whose clock stands where the measurement puts it, for callers that need no port. */
export async function aHouse(url: string, dir: string, at: string) {
  const clock = new ManualClock(at)
  const config = { ...readConfig({ ANJU_LOG: 'silent' }), dataDir: dir }
  return { house: await buildHouse(config, openPool(url, 8), clock), clock }
}

/** What somebody with one role in a region asks. */
export function asOfficer(house: House, role: Role, path: string) {
  return makeCtx(house, {
    actor: {
      ...{ kind: 'account', id: newId<'account'>(), name: '测量', sessionId: newId() },
      grants: [{ role, scope: 'region', target: path }],
    },
  })
}
