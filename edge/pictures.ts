/**
 * Pictures of events, until the server has them (S4-16): each sealed to the server's key, so that what lies in the gatehouse
 * shows no plate, within a budget of the disk. Past it the oldest goes first and is counted; an event is never lost for one.
 */
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { sceneOf } from '../server/modules/lane/scene.ts'
import { PICTURE_LIMIT, type PlateReading } from '../server/modules/lane/wire.ts'
import { type Sealed, seal } from './seal.ts'

/** Bytes that may wait to be written; past it a picture is lost. */
const MOST_WAITING = 32 * 1024 * 1024
/** milliseconds and event in the name: the order of the names is that of the events */
const NAME = /^(\d{14})-([0-9a-f-]{36})\.pic$/

interface Kept {
  name: string
  bytes: number
}

export interface KeptPicture {
  name: string
  eventId: string
  atMs: number
  sealed: Sealed
}

export class Pictures {
  readonly #dir: string
  readonly #budget: number
  #kept: Kept[] = []
  #bytes = 0
  #writing = 0
  #turn: Promise<void> = Promise.resolve()
  /** dropped since the start: no room, or more than could be written */
  lost = 0

  /** @param budget bytes on the disk */
  constructor(dataDir: string, budget: number) {
    this.#dir = join(dataDir, 'pictures')
    this.#budget = budget
    mkdirSync(this.#dir, { recursive: true, mode: 0o700 })
    for (const name of readdirSync(this.#dir).sort()) {
      const file = join(this.#dir, name)
      if (NAME.test(name)) this.#add({ name, bytes: statSync(file).size })
      else rmSync(file, { force: true })
    }
    this.#shrink()
  }

  get waiting(): number {
    return this.#kept.length
  }

  /** Keeps the event's scene after its camera was answered. Never throws. */
  keep(eventId: string, atMs: number, reading: PlateReading, to: { kid: string; publicKey: string }): void {
    const bytes = sceneOf(reading)
    if (bytes === undefined) return
    if (bytes === null || bytes.length > PICTURE_LIMIT || this.#writing + bytes.length > MOST_WAITING) {
      this.lost += 1
      return
    }
    this.#writing += bytes.length
    const name = `${String(atMs).padStart(14, '0')}-${eventId}.pic`
    this.#turn = this.#turn.then(async () => {
      try {
        await this.#write(name, JSON.stringify(seal(bytes.toString('base64'), to)))
      } catch {
        this.lost += 1
        rmSync(join(this.#dir, `${name}.new`), { force: true })
      }
      this.#writing -= bytes.length
    })
  }

  async #write(name: string, text: string): Promise<void> {
    const file = join(this.#dir, name)
    await writeFile(`${file}.new`, text, { mode: 0o600 })
    renameSync(`${file}.new`, file)
    this.#add({ name, bytes: Buffer.byteLength(text) })
    this.#shrink()
  }

  #add(one: Kept): void {
    this.#kept.push(one)
    this.#bytes += one.bytes
  }

  #shrink(): void {
    while (this.#bytes > this.#budget && this.#kept.length > 0) {
      this.lost += 1
      this.drop(this.#kept[0]?.name ?? '')
    }
  }

  /** The oldest that waits. */
  next(): KeptPicture | undefined {
    for (let one = this.#kept[0]; one; one = this.#kept[0]) {
      const [, ms = '', eventId = ''] = NAME.exec(one.name) ?? []
      try {
        const sealed = JSON.parse(readFileSync(join(this.#dir, one.name), 'utf8')) as Sealed
        return { name: one.name, eventId, atMs: Number(ms), sealed }
      } catch {
        // cut short by a power cut: nobody can open it
        this.lost += 1
        this.drop(one.name)
      }
    }
    return undefined
  }

  /** The server has it, or will never want it. */
  drop(name: string): void {
    const at = this.#kept.findIndex(k => k.name === name)
    if (at < 0) return
    const [gone] = this.#kept.splice(at, 1)
    this.#bytes -= gone?.bytes ?? 0
    rmSync(join(this.#dir, name), { force: true })
  }

  /** Waits until everything is written; for stopping and for tests. */
  settled(): Promise<void> {
    return this.#turn
  }
}
