/** Pictures of events: sealed files, written after the camera was answered, with a limit on what waits in memory. */
import type { House } from '../../core/house.ts'
import { newId } from '../../core/ids.ts'
import { sceneOf } from './scene.ts'
import type { PlateReading } from './wire.ts'

/** Bytes that may wait to be written; past it a picture is lost, an event never is. */
const MOST_WAITING = 96 * 1024 * 1024
const AT_ONCE = 3

class Queue {
  bytes = 0
  running = 0
  lost = 0
  readonly waiting: { estateId: string; id: string; bytes: Buffer }[] = []
}

const queues = new WeakMap<House, Queue>()

function queueOf(house: House): Queue {
  const known = queues.get(house)
  if (known) return known
  const made = new Queue()
  queues.set(house, made)
  return made
}

/** The id that the event's picture will have, or null when it brought none. */
export function pictureOf(reading: PlateReading, nowMs: number): string | null {
  return reading.pictures.length > 0 ? newId<'file'>(nowMs) : null
}

/** Keeps the event's scene. Never throws. */
export function keepPicture(house: House, estateId: string, id: string, reading: PlateReading): void {
  const bytes = sceneOf(reading)
  if (bytes === undefined) return
  const queue = queueOf(house)
  if (bytes === null || queue.bytes + bytes.length > MOST_WAITING) {
    queue.lost += 1
    return
  }
  queue.bytes += bytes.length
  queue.waiting.push({ estateId, id, bytes })
  if (queue.running < AT_ONCE) void drain(house, queue)
}

async function drain(house: House, queue: Queue): Promise<void> {
  queue.running += 1
  for (let one = queue.waiting.shift(); one; one = queue.waiting.shift()) {
    const { estateId, id, bytes } = one
    try {
      await house.files.put(
        house.db,
        house.clock.now(),
        estateId,
        bytes,
        'image/jpeg',
        'lane',
        'lane.event',
        id,
      )
    } catch (error) {
      queue.lost += 1
      house.log.warn({ err: error, estateId }, 'lane: a picture could not be kept')
    }
    queue.bytes -= bytes.length
  }
  queue.running -= 1
}

/** Waits until all pictures are written; for stopping and for tests. */
export async function picturesWritten(house: House): Promise<void> {
  const queue = queueOf(house)
  while (queue.running > 0) await new Promise(done => setTimeout(done, 10))
}
