/** Pictures of events that an agent took: sealed on its disk, they come behind the events and go to them. */
import { Temporal } from 'temporal-polyfill'
import { newId } from '../../core/ids.ts'
import { verb } from '../../core/verb.ts'
import { openSealed } from '../gate/sealing.ts'
import { edgeApi } from './contract-edge.ts'
import { agentOf } from './edge.ts'
import { eventNear, givePicture } from './store-edge.ts'
import { isJpeg } from './wire-text.ts'
import { type EstateWorld, worldOf } from './world.ts'

/** An event that is not there after so long never will be: it was a repeat of another, or could not be read. */
const LATER_MS = 3_600_000

export const takePicture = verb(
  'lane.agent_picture',
  edgeApi['POST /api/edge/:key/pictures'],
  async (ctx, { key, eventId, atMs, sealed }) => {
    const { estate_id: estateId, id: agentId } = await agentOf(ctx, key)
    const { house, db, now } = ctx
    // the agent's time is at most ours; an event whose time was not believed stands under ours
    const from = Temporal.Instant.fromEpochMilliseconds(Math.min(atMs, now.epochMilliseconds) - 1000)
    const event = await eventNear(db, estateId, eventId, from, now.add({ seconds: 1 }))
    if (event === undefined)
      return { outcome: now.epochMilliseconds - atMs < LATER_MS ? ('later' as const) : ('gone' as const) }
    // an answer that got lost: it is here
    if (event.picture_id !== null) return { outcome: 'stored' as const }
    const bytes = opened(await worldOf(house).estate(estateId), sealed)
    if (bytes === undefined) {
      house.log.warn({ agent: agentId, event: eventId }, 'lane: an agent’s picture could not be read')
      return { outcome: 'gone' as const }
    }
    const pictureId = newId<'file'>(now.epochMilliseconds)
    await house.files.put(db, now, estateId, bytes, 'image/jpeg', 'lane', 'lane.event', pictureId)
    if (!(await givePicture(db, estateId, event.at, eventId, pictureId)))
      await house.files.remove(db, estateId, pictureId)
    return { outcome: 'stored' as const }
  },
)

function opened(world: EstateWorld, sealed: Parameters<typeof openSealed>[1]): Buffer | undefined {
  try {
    const bytes = Buffer.from(String(openSealed(world.key, sealed)), 'base64')
    return isJpeg(bytes) ? bytes : undefined
  } catch {
    return undefined
  }
}
