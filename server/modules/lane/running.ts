/** What runs beside requests in this process: the look at changed rights, the journal's emptying, health, MQTT. */
import type { MqttClient } from 'mqtt'
import type { House } from '../../core/house.ts'
import { healthOf } from './health.ts'
import { holdingOf } from './holding.ts'
import { picturesWritten } from './pictures.ts'
import { storingOf } from './storing.ts'
import { worldOf } from './world.ts'

const running = new Set<House>()
const brokers: MqttClient[] = []

export async function startLanes(house: House): Promise<void> {
  running.add(house)
  worldOf(house).start()
  storingOf(house).start()
  healthOf(house).start()
  holdingOf(house).start()
  const { mqttUrl } = house.config
  if (mqttUrl === undefined) return
  const { startMqtt } = await import('./mqtt.ts')
  // a broker that is away must not keep the house shut
  startMqtt(house, mqttUrl).then(
    client => brokers.push(client),
    error => house.log.error({ err: error }, 'lane: the MQTT broker does not answer'),
  )
}

export async function stopLanes(): Promise<void> {
  for (const client of brokers.splice(0)) await client.endAsync()
  for (const house of running) {
    worldOf(house).stop()
    holdingOf(house).stop()
    await storingOf(house).stop()
    await picturesWritten(house)
    await healthOf(house).stop()
  }
  running.clear()
}
