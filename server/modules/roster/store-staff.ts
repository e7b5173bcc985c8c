/** Who works at an estate: accounts with a living staff role that reaches it. */
import { sql } from 'kysely'
import type { Instant } from '../../core/clock.ts'
import type { Db } from '../../core/db.ts'
import { isKeyRole, type Role, roleNames, roles } from '../../core/roles.ts'

/** Every role whose holder works rather than lives in an estate. */
export const staffRoles: Role[] = roleNames.filter(r => roles[r].shell !== 'resident' && !isKeyRole(r))

export interface StaffRow {
  id: string
  name: string
  roles: Role[]
}

/**
 * Staff of an estate at an instant: by a role at the estate or part of it, at its company or subject unit, or at a
 * region above it; system-wide roles are no staff of any estate.
 */
export async function staffOf(
  db: Db,
  estateId: string,
  at: Instant,
  more: { accountId?: string; roles?: Role[]; regions?: boolean } = {},
): Promise<StaffRow[]> {
  const found = await sql<StaffRow>`
    WITH place AS (SELECT e.id, e.company_id, e.subject_unit_id, array_agg(r.path) AS paths FROM estate e
      JOIN (SELECT id AS estate_id, region_id FROM estate UNION SELECT estate_id, region_id FROM estate_supervision) s ON s.estate_id = e.id
      JOIN region r ON r.id = s.region_id WHERE e.id = ${estateId} GROUP BY e.id, e.company_id, e.subject_unit_id)
    SELECT a.id, a.name, array_agg(DISTINCT x.role ORDER BY x.role) AS roles FROM place
    JOIN role_assignment x ON x.estate_id = place.id OR (x.scope = 'organisation' AND x.target IN (place.company_id, place.subject_unit_id))
      OR (x.scope = 'region' AND ${more.regions ?? true} AND EXISTS (SELECT 1 FROM region g, unnest(place.paths) p(path) WHERE g.id = x.target AND starts_with(p.path, g.path)))
    JOIN account a ON a.id = x.account_id
    WHERE x.role = ANY(${more.roles ?? staffRoles}::text[]) AND x.from_at <= ${at} AND (x.until_at IS NULL OR x.until_at > ${at})
      AND a.disabled_at IS NULL AND (${more.accountId ?? null}::uuid IS NULL OR a.id = ${more.accountId ?? null}::uuid)
    GROUP BY a.id, a.name ORDER BY a.name, a.id LIMIT 1000`.execute(db)
  return found.rows
}
