/** What a heartbeat's answer carries to a device that cannot be asked: a waiting command, the next part of its list. */
import type { House } from '../../core/house.ts'
import type { MakerLine, Reply } from './makers.ts'
import { nextPart } from './pushing.ts'
import { takeCommands } from './store-command.ts'
import type { DeviceRow } from './store-world.ts'

/** A person who asked longer ago is not served any more: the car he saw has gone. */
export const COMMAND_LIFE = { seconds: 60 }

/** Never throws: a heartbeat is answered also while the database is away. */
export async function ridersOf(house: House, device: DeviceRow, line: MakerLine): Promise<Partial<Reply>> {
  try {
    const now = house.clock.now()
    const commands =
      device.way === 'answer'
        ? await takeCommands(house.db, device.estate_id, device.id, now, now.subtract(COMMAND_LIFE))
        : []
    const last = commands.at(-1)
    const list = line.listByAnswer ? await nextPart(house, device) : undefined
    return {
      ...(last?.act === 'open' ? { open: true } : {}),
      ...(last?.act === 'close' ? { close: true } : {}),
      ...(list ? { list } : {}),
    }
  } catch (error) {
    house.log.warn({ err: error, device: device.id }, 'lane: heartbeat without commands')
    return {}
  }
}
