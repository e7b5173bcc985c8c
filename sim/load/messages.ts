/** What the staff's bells rang for during the lived month was read when they were back at their screens, message by message. */
import { sql } from 'kysely'
import type { Actor } from '../../server/core/access.ts'
import type { Instant } from '../../server/core/clock.ts'
import { acknowledgeMessage, seeMessage } from '../../server/modules/notice/messages.ts'
import { deliverWaiting } from '../../server/modules/notice/notify.ts'
import { ctxOf, type World } from './world.ts'

/** What came in the last hours still waits, so that a bell has something to say. */
const FRESH_HOURS = 3

/** What the quiet hours held back came the next morning, not all at once when the program starts. */
async function deliverHeldBack(w: World, estateId: string): Promise<void> {
  const held = await sql<{ id: string; at: Instant }>`SELECT id, deliver_at AS at FROM message
    WHERE estate_id = ${estateId} AND delivered_at IS NULL AND withdrawn_at IS NULL AND deliver_at <= ${w.now}
    ORDER BY deliver_at, id`.execute(w.house.db)
  for (const { id, at } of held.rows) await deliverWaiting(ctxOf(w, w.town, at), estateId, id)
}

/** @returns how many were read */
export async function readMessages(
  w: World,
  estateId: string,
  crew: Record<string, { accountId: string; actor: Actor }>,
): Promise<number> {
  await deliverHeldBack(w, estateId)
  const until = w.now.subtract({ hours: FRESH_HOURS })
  let read = 0
  for (const who of Object.values(crew)) {
    const waiting = await sql<{ id: string; at: Instant; urgent: boolean }>`
      SELECT id, delivered_at AS at, urgent AND acknowledged_at IS NULL AS urgent FROM message
      WHERE estate_id = ${estateId} AND account_id = ${who.accountId} AND delivered_at < ${until}
        AND (seen_at IS NULL OR (urgent AND acknowledged_at IS NULL)) AND withdrawn_at IS NULL ORDER BY delivered_at, id`.execute(
      w.house.db,
    )
    for (const { id, at, urgent } of waiting.rows) {
      const then = ctxOf(w, who.actor, at.add({ minutes: w.r.int(1, urgent ? 6 : 150) }))
      const one = { estateId, messageId: id }
      await (urgent ? acknowledgeMessage(then, one) : seeMessage(then, one))
      read++
    }
  }
  return read
}
