import type { Answer, Key } from '../../contracts.ts'

/** The key that lists contracts with operators. */
export const operators = 'GET /api/estates/:estateId/parking/operators'
/** The key of one contract with its people, clauses, checks and fines. */
export const operator = 'GET /api/estates/:estateId/parking/operators/:contractId'
export type Operator = Answer<typeof operator>
/** What every act on a contract makes stale. */
export const operatorStale: Key[] = [operators, operator, 'GET /api/estates/:estateId/parking/fines']

/** States of a contract's or an insurance's term. */
export const periodStates = { coming: 'running', running: 'kept', soon: 'soon', over: 'stopped' } as const
