/** Orders and their charges of a span by item. */
import { sql } from 'kysely'
import type { Db } from '../../core/db.ts'

export interface ItemYear {
  item_id: string
  orders: number
  done: number
  /** Fen: charges less reversals. */
  charged: number
}

/** Orders placed between two local dates (Asia/Shanghai), those done, and what was charged for them. */
export async function yearByItem(
  db: Db,
  estateId: string,
  f: { from: string; until: string },
): Promise<ItemYear[]> {
  const found = await sql<ItemYear>`SELECT o.item_id, count(*)::int AS orders,
      (count(*) FILTER (WHERE t.handled_at IS NOT NULL AND o.cancelled_at IS NULL))::int AS done,
      coalesce(sum(c.charged), 0)::bigint AS charged
    FROM ticket_order o JOIN ticket t ON t.estate_id = o.estate_id AND t.id = o.ticket_id
    LEFT JOIN LATERAL (SELECT sum(l.amount + coalesce(x.amount, 0)) AS charged FROM ledger_charge l
      LEFT JOIN ledger_charge x ON x.estate_id = l.estate_id AND x.reverses = l.id
      WHERE l.estate_id = o.estate_id AND l.source = 'order' AND l.source_id = o.ticket_id) c ON TRUE
    WHERE o.estate_id = ${estateId}
      AND t.received_at >= ${f.from}::date::timestamp AT TIME ZONE 'Asia/Shanghai'
      AND t.received_at < ${f.until}::date::timestamp AT TIME ZONE 'Asia/Shanghai'
    GROUP BY o.item_id`.execute(db)
  return found.rows
}
