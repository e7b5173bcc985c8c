import { randomInt } from 'node:crypto'

/** Six digits for the guard's page. */
export const newPin = (): string => String(randomInt(0, 1_000_000)).padStart(6, '0')
