/** A living town on an empty database. */
import type { Config } from '../server/core/config.ts'
import { type Running, run } from '../server/main.ts'

export async function demo(config: Config, _args: string[], say: (m: string) => void): Promise<Running> {
  return run('both', config, say)
}
