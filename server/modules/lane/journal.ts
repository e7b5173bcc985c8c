/**
 * Where events wait while the database is away: lines in a file of the data folder, each sealed with the estate's key and
 * on disk before its camera is answered. Emptied in order; the dedupe row makes a second emptying harmless.
 */
import { type FileHandle, mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { decrypt, encrypt } from '../../core/crypto.ts'
import { AppError } from '../../core/errors.ts'
import type { House } from '../../core/house.ts'
import { newId } from '../../core/ids.ts'
import type { EventItem } from './store-event.ts'

type Item = Omit<EventItem, 'n'>

export class Journal {
  readonly #house: House
  readonly #folder: string
  #file: { name: string; handle: FileHandle } | undefined
  #lines: { text: string; done(): void; failed(e: unknown): void }[] = []
  #writing: Promise<void> | undefined
  #emptying = false

  constructor(house: House) {
    this.#house = house
    this.#folder = join(house.config.dataDir, 'lane')
  }

  /** Answers when the event is on disk. @throws the file system's error: then the camera hears that it was not taken */
  add(estateId: string, key: Buffer, item: Item): Promise<void> {
    const sealed = encrypt(key, Buffer.from(JSON.stringify(item)), `lane:${estateId}`)
    return new Promise((done, failed) => {
      this.#lines.push({ text: `${estateId} ${sealed.toString('base64')}\n`, done, failed })
      this.#writing ??= this.#write().finally(() => {
        this.#writing = undefined
      })
    })
  }

  async settled(): Promise<void> {
    await this.#writing
    await this.#file?.handle.close()
    this.#file = undefined
  }

  async #write(): Promise<void> {
    while (this.#lines.length > 0) {
      const lines = this.#lines
      this.#lines = []
      try {
        this.#file ??= await this.#open()
        await this.#file.handle.appendFile(lines.map(l => l.text).join(''))
        await this.#file.handle.sync()
        for (const line of lines) line.done()
      } catch (error) {
        for (const line of lines) line.failed(error)
      }
    }
  }

  async #open(): Promise<{ name: string; handle: FileHandle }> {
    await mkdir(this.#folder, { recursive: true, mode: 0o700 })
    const name = join(this.#folder, `${newId()}.journal`)
    return { name, handle: await open(name, 'a', 0o600) }
  }

  /**
   * Gives each waiting event to `store`, oldest first; a file goes when all its events are in the database.
   * @returns how many were stored; stops silently where the database is still away
   */
  async empty(store: (estateId: string, item: Item) => Promise<unknown>): Promise<number> {
    if (this.#emptying) return 0
    this.#emptying = true
    try {
      const names = (await readdir(this.#folder).catch(() => [])).filter(n => n.endsWith('.journal')).sort()
      let moved = 0
      for (const name of names) moved += await this.#emptyFile(join(this.#folder, name), store)
      return moved
    } finally {
      this.#emptying = false
    }
  }

  async #emptyFile(path: string, store: (estateId: string, item: Item) => Promise<unknown>): Promise<number> {
    if (this.#file?.name === path) {
      // new events go to a new file from here on
      await this.#writing
      const { handle } = this.#file
      this.#file = undefined
      await handle.close()
    }
    const lines = (await readFile(path, 'utf8')).split('\n').filter(line => line !== '')
    const items = await this.#read(lines)
    const outcomes = await Promise.allSettled(items.map(({ estateId, item }) => store(estateId, item)))
    const away = outcomes.find(
      o => o.status === 'rejected' && o.reason instanceof AppError && o.reason.code === 'core.unavailable',
    )
    if (away) return 0
    const refused = outcomes.filter(o => o.status === 'rejected').length
    // what the database will never take is put aside for a person, not tried for ever
    if (refused > 0) {
      this.#house.log.error({ refused, file: path }, 'lane journal: events that cannot be stored')
      await rename(path, `${path}.refused`)
    } else await rm(path)
    return outcomes.length - refused
  }

  /** A line that a kill cut short was never answered: it is left out. */
  async #read(lines: readonly string[]): Promise<{ estateId: string; item: Item }[]> {
    const found: { estateId: string; item: Item }[] = []
    for (const line of lines) {
      const [estateId = '', box = ''] = line.split(' ')
      try {
        const key = await this.#house.ring.estate(this.#house.db, estateId)
        const plain = decrypt(key, Buffer.from(box, 'base64'), `lane:${estateId}`)
        found.push({ estateId, item: JSON.parse(plain.toString('utf8')) as Item })
      } catch (error) {
        this.#house.log.warn({ err: error }, 'lane journal: a line is not whole')
      }
    }
    return found
  }
}
