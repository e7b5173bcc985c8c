/** COPY over a plain `pg` connection, with backpressure in both directions. */
import { once } from 'node:events'
import type pg from 'pg'

/** What pg's connection has beyond its published type. */
interface CopyConnection extends pg.Connection {
  sendCopyFromChunk(chunk: Buffer): void
  endCopyFrom(): void
  sendCopyFail(message: string): void
}

const CHUNK = 256 * 1024

/** Shared part of both directions: one promise for the end, the row count from the server's answer. */
abstract class Copy {
  readonly #text: string
  readonly #settled = Promise.withResolvers<number>()
  #error: Error | undefined
  #rows = 0

  constructor(text: string) {
    this.#text = text
  }

  /** Rows copied. */
  get done(): Promise<number> {
    return this.#settled.promise
  }

  submit(connection: pg.Connection): void {
    connection.query(this.#text)
  }

  fail(error: unknown): void {
    this.#error ??= error instanceof Error ? error : new Error(String(error))
  }

  handleError(error: Error): void {
    this.fail(error)
    // After an error the server sends no further answer that pg would pass on to us.
    this.#settled.reject(this.#error)
  }

  handleCommandComplete(message: { text: string }): void {
    this.#rows = Number(message.text.split(' ').at(-1))
  }

  async handleReadyForQuery(): Promise<void> {
    try {
      await this.flush()
    } catch (e) {
      this.fail(e)
    }
    if (this.#error) this.#settled.reject(this.#error)
    else this.#settled.resolve(this.#rows)
  }

  protected abstract flush(): Promise<void> | undefined
}

class CopyOut extends Copy {
  readonly #sink: (chunk: Buffer) => Promise<void> | undefined
  #parts: Buffer[] = []
  #size = 0

  constructor(text: string, sink: (chunk: Buffer) => Promise<void> | undefined) {
    super(text)
    this.#sink = sink
  }

  handleCopyData(message: { chunk: Buffer }, connection: pg.Connection): void {
    // pg reuses its receive buffer: what is kept must be copied.
    this.#parts.push(Buffer.from(message.chunk))
    this.#size += message.chunk.length
    if (this.#size < CHUNK) return
    try {
      const wait = this.flush()
      if (!wait) return
      connection.stream.pause()
      wait.catch(e => this.fail(e)).finally(() => connection.stream.resume())
    } catch (e) {
      this.fail(e)
    }
  }

  protected flush(): Promise<void> | undefined {
    if (this.#size === 0) return undefined
    const chunk = Buffer.concat(this.#parts)
    this.#parts = []
    this.#size = 0
    return this.#sink(chunk)
  }
}

class CopyIn extends Copy {
  readonly #source: AsyncIterable<Buffer>

  constructor(text: string, source: AsyncIterable<Buffer>) {
    super(text)
    this.#source = source
  }

  async handleCopyInResponse(connection: CopyConnection): Promise<void> {
    try {
      for await (const chunk of this.#source) {
        connection.sendCopyFromChunk(chunk)
        if (connection.stream.writableNeedDrain) await once(connection.stream, 'drain')
      }
      connection.endCopyFrom()
    } catch (e) {
      this.fail(e)
      connection.sendCopyFail(e instanceof Error ? e.message : String(e))
    }
  }

  protected flush(): undefined {
    return undefined
  }
}

/**
 * Runs `COPY … TO STDOUT` and hands the rows over in pieces.
 * @returns rows copied
 */
export function copyOut(
  client: pg.Client,
  text: string,
  sink: (chunk: Buffer) => Promise<void> | undefined,
): Promise<number> {
  return client.query(new CopyOut(text, sink)).done
}

/**
 * Runs `COPY … FROM STDIN` with the pieces of `source`.
 * @returns rows copied
 */
export function copyIn(client: pg.Client, text: string, source: AsyncIterable<Buffer>): Promise<number> {
  return client.query(new CopyIn(text, source)).done
}
