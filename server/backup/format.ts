/**
 * The backup file: one magic line, then gzip over frames. A frame is one letter, a length (32 bits, big-endian) and
 * its body. The last frame holds the SHA-256 of everything before it, so half a file never passes for a whole one.
 *
 *   H header (JSON) · T table (JSON), D its rows as COPY text, E its row count (JSON)
 *   F file (JSON), D its bytes, E its size (JSON) · Z end (JSON)
 */
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createReadStream, createWriteStream, type WriteStream } from 'node:fs'
import { open, rename, rm } from 'node:fs/promises'
import { createGunzip, createGzip, type Gzip } from 'node:zlib'

const MAGIC = Buffer.from('ANJU-BACKUP 1\n')
const MAX_FRAME = 256 * 1024 * 1024

export type FrameType = 'H' | 'T' | 'F' | 'D' | 'E' | 'Z'

export interface Frame {
  type: FrameType
  body: Buffer
}

/** A backup or restore that cannot go on; the message (zh, then en) tells the operator what to do. */
export class BackupError extends Error {
  constructor(zh: string, en: string) {
    super(`${zh}\n${en}`)
    this.name = 'BackupError'
  }
}

function damaged(why: string): BackupError {
  return new BackupError(
    `备份文件不完整或已损坏(${why}),没有恢复任何内容。请换用另一份备份。`,
    `The backup file is incomplete or damaged (${why}); nothing was restored. Use another backup.`,
  )
}

/** Writes a backup beside its name and gives it the name only when it is whole and on disk. */
export class BackupWriter {
  readonly #path: string
  readonly #out: WriteStream
  readonly #gzip: Gzip
  readonly #hash = createHash('sha256')
  #error: Error | undefined

  constructor(path: string) {
    this.#path = path
    this.#out = createWriteStream(`${path}.part`, { mode: 0o600 })
    this.#out.write(MAGIC)
    this.#gzip = createGzip({ level: 4 })
    this.#gzip.pipe(this.#out)
    for (const s of [this.#out, this.#gzip]) {
      s.on('error', (e: Error) => {
        this.#error ??= e
      })
    }
  }

  /**
   * Adds a frame.
   * @returns a promise when the disk is behind: wait for it before the next frame
   */
  frame(type: FrameType, body: Buffer | object): Promise<void> | undefined {
    if (this.#error) throw this.#error
    const bytes = Buffer.isBuffer(body) ? body : Buffer.from(JSON.stringify(body))
    const head = Buffer.alloc(5)
    head.write(type, 'latin1')
    head.writeUInt32BE(bytes.length, 1)
    if (type !== 'Z') this.#hash.update(head).update(bytes)
    this.#gzip.write(head)
    return this.#gzip.write(bytes) ? undefined : this.#drained()
  }

  async #drained(): Promise<void> {
    // An error on the file would leave a wait for 'drain' hanging for ever.
    const stop = new AbortController()
    await Promise.race([
      once(this.#gzip, 'drain', { signal: stop.signal }),
      once(this.#out, 'close', { signal: stop.signal }),
    ]).finally(() => stop.abort())
    if (this.#error) throw this.#error
  }

  async finish(): Promise<void> {
    this.frame('Z', { sha256: this.#hash.digest('hex') })
    this.#gzip.end()
    await once(this.#out, 'close')
    if (this.#error) throw this.#error
    const file = await open(`${this.#path}.part`, 'r+')
    await file.sync()
    await file.close()
    await rename(`${this.#path}.part`, this.#path)
  }

  async abort(): Promise<void> {
    this.#gzip.destroy()
    this.#out.destroy()
    await rm(`${this.#path}.part`, { force: true })
  }
}

async function* inflated(path: string): AsyncGenerator<Buffer> {
  const start = Buffer.alloc(MAGIC.length)
  const file = await open(path, 'r')
  await file.read(start, 0, start.length, 0)
  await file.close()
  if (!start.equals(MAGIC)) {
    throw new BackupError(`${path} 不是安居的备份文件。`, `${path} is no backup of Anju.`)
  }
  const gunzip = createGunzip()
  const source = createReadStream(path, { start: MAGIC.length })
  source.on('error', e => gunzip.destroy(e))
  source.pipe(gunzip)
  try {
    yield* gunzip as AsyncIterable<Buffer>
  } finally {
    source.destroy()
  }
}

/**
 * Reads a backup frame by frame; the end frame is checked, not given out.
 * @throws BackupError when the file is no backup, is cut off, or differs from what was written
 */
export async function* readFrames(path: string): AsyncGenerator<Frame> {
  const hash = createHash('sha256')
  let rest: Buffer = Buffer.alloc(0)
  let ended = false
  try {
    for await (const chunk of inflated(path)) {
      rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk])
      let at = 0
      while (rest.length - at >= 5) {
        if (ended) throw damaged('more after the end')
        const length = rest.readUInt32BE(at + 1)
        if (length > MAX_FRAME) throw damaged('length')
        if (rest.length - at < 5 + length) break
        const type = rest.toString('latin1', at, at + 1) as FrameType
        const body = rest.subarray(at + 5, at + 5 + length)
        if (type === 'Z') {
          const said = (JSON.parse(body.toString()) as { sha256: string }).sha256
          if (said !== hash.digest('hex')) throw damaged('checksum')
          ended = true
        } else {
          hash.update(rest.subarray(at, at + 5 + length))
          yield { type, body }
        }
        at += 5 + length
      }
      rest = rest.subarray(at)
    }
  } catch (e) {
    if (e instanceof BackupError) throw e
    const code = (e as NodeJS.ErrnoException).code ?? ''
    if (code.startsWith('Z_') || e instanceof SyntaxError) throw damaged(code || 'content')
    throw e
  }
  if (!ended || rest.length > 0) throw damaged('end missing')
}
