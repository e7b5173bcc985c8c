/** What runs beside requests in this process: the look at changed rights, the journal's emptying, health, MQTT. */
import type { House } from '../../core/house.ts'
import { healthOf } from './health.ts'
import { picturesWritten } from './pictures.ts'
import { storingOf } from './storing.ts'
import { worldOf } from './world.ts'

const running = new Set<House>()

export async function startLanes(house: House): Promise<void> {
  running.add(house)
  worldOf(house).start()
  storingOf(house).start()
  healthOf(house).start()
}

export async function stopLanes(): Promise<void> {
  for (const house of running) {
    worldOf(house).stop()
    await storingOf(house).stop()
    await picturesWritten(house)
    await healthOf(house).stop()
  }
  running.clear()
}
