/**
 * Devices behind an own MQTT broker (off without one): they publish our plain JSON to `anju/<estate>/<key>/event` and read
 * the answer at `anju/<estate>/<key>/answer`. The estate and key are those of the HTTP address.
 */
import { connectAsync, type MqttClient } from 'mqtt'
import type { House } from '../../core/house.ts'
import { hashOf, longEstate } from './address.ts'
import { hear } from './door.ts'
import { worldOf } from './world.ts'

export const MQTT_TOPIC = 'anju/+/+/event'
const TOPIC = /^anju\/([A-Za-z0-9_-]{22})\/([A-Za-z0-9]{8,64})\/event$/

/**
 * One message: what is published in answer, or nothing for a device that is not ours.
 * @throws core.unavailable when it could be stored nowhere: no answer goes out, the device sends again
 */
export async function hearMqtt(
  house: House,
  topic: string,
  body: Buffer,
): Promise<{ topic: string; text: string } | undefined> {
  const [, short = '', key = ''] = TOPIC.exec(topic) ?? []
  const device = await worldOf(house).device(hashOf(key).toString('hex'))
  if (device === undefined || device.estate_id !== longEstate(short) || device.maker !== 'plain')
    return undefined
  const answer = await hear(house, device, { body, type: 'application/json', path: '', address: 'mqtt' })
  return { topic: topic.replace(/event$/, 'answer'), text: JSON.stringify(answer) }
}

/** Connects to the broker; the library connects anew by itself when the line is lost. */
export async function startMqtt(house: House, url: string): Promise<MqttClient> {
  const client = await connectAsync(url, { clientId: `anju-${process.pid}`, reconnectPeriod: 5000 }, true)
  await client.subscribeAsync(MQTT_TOPIC, { qos: 1 })
  client.on('error', error => house.log.warn({ err: error }, 'lane: mqtt'))
  client.on('message', (topic, body) => {
    hearMqtt(house, topic, body)
      .then(answer => answer && client.publishAsync(answer.topic, answer.text, { qos: 1 }))
      .catch(error => house.log.warn({ err: error }, 'lane: mqtt message not taken'))
  })
  return client
}
