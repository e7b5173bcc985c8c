/** The key that lists closures, and that every act on one makes stale. */
export const closures = 'GET /api/estates/:estateId/closures'
