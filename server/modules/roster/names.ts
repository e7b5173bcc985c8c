/** Rosters keep the name a person had when he was put on them, so that an old week still reads. */
import type { Ctx } from '../../core/house.ts'

/** The name to keep for an account. */
export async function nameFor(_ctx: Ctx, accountId: string, given: string | undefined): Promise<string> {
  return given ?? accountId.slice(-6)
}
