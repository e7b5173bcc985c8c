/**
 * Envelope encryption (AES-256-GCM) and blind indexes. A master key outside the database wraps one data key per
 * estate; a closure has a key of its own in the key folder, and destroying that file is what ends its data (S6-50).
 */
import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  createSecretKey,
  hkdfSync,
  type KeyObject,
  randomBytes,
} from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, open, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'kysely'
import type { Db } from './db.ts'
import { NIL, randomPart } from './ids.ts'

const VERSION = 1

/** AES-256-GCM: version byte, 12-byte nonce, 16-byte tag, ciphertext. `aad` binds it to its place. */
export function encrypt(key: Buffer | KeyObject, plain: Buffer, aad: string): Buffer {
  const nonce = randomPart(12)
  const cipher = createCipheriv('aes-256-gcm', key, nonce)
  cipher.setAAD(Buffer.from(aad))
  const body = Buffer.concat([cipher.update(plain), cipher.final()])
  return Buffer.concat([Buffer.from([VERSION]), nonce, cipher.getAuthTag(), body])
}

/** @throws Error when the key, the place or a byte is not the one it was written with. */
export function decrypt(key: Buffer | KeyObject, sealed: Buffer, aad: string): Buffer {
  if (sealed[0] !== VERSION) throw new Error('unknown ciphertext version')
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(1, 13))
  decipher.setAAD(Buffer.from(aad))
  decipher.setAuthTag(sealed.subarray(13, 29))
  return Buffer.concat([decipher.update(sealed.subarray(29)), decipher.final()])
}

export function sha256(data: string | Buffer): Buffer {
  return createHash('sha256').update(data).digest()
}

export function derive(key: Buffer, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', key, Buffer.alloc(0), purpose, 32))
}

/** The master key from the environment, else from `<data>/keys/master.key`, made on first start with mode 0600. */
export async function masterKey(dataDir: string, hex?: string): Promise<Buffer> {
  if (hex !== undefined) return Buffer.from(hex, 'hex')
  const folder = join(dataDir, 'keys')
  const file = join(folder, 'master.key')
  if (existsSync(file)) return Buffer.from((await readFile(file, 'utf8')).trim(), 'hex')
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const key = randomBytes(32)
  await writeFile(file, key.toString('hex'), { mode: 0o600, flag: 'wx' })
  return key
}

export type SealedKind = 'estate' | 'closure'

/** Data keys: unwrapped once, kept in memory; estates' in the table `data_key`, closures' in the key folder. */
export class KeyRing {
  readonly #master: Buffer
  readonly #folder: string
  readonly #keys = new Map<string, Buffer>()

  constructor(master: Buffer, dataDir: string) {
    this.#master = master
    this.#folder = join(dataDir, 'keys', 'closures')
  }

  /** The estate's data key, made on first use. */
  async estate(db: Db, estateId: string): Promise<Buffer> {
    const known = this.#keys.get(estateId)
    if (known) return known
    const aad = `data_key:${estateId}`
    const fresh = encrypt(derive(this.#master, 'wrap'), randomBytes(32), aad)
    await sql`INSERT INTO data_key (estate_id, wrapped) VALUES (${estateId}, ${fresh}) ON CONFLICT DO NOTHING`.execute(
      db,
    )
    const found = await sql<{
      wrapped: Buffer
    }>`SELECT wrapped FROM data_key WHERE estate_id = ${estateId}`.execute(db)
    const key = decrypt(derive(this.#master, 'wrap'), found.rows[0]!.wrapped, aad)
    this.#keys.set(estateId, key)
    return key
  }

  /** Keys a whole installation shares (accounts, tokens). */
  system(purpose: string): Buffer {
    return derive(this.#master, `system:${purpose}`)
  }

  /** A rolled-back transaction may have been the one that made the key. */
  forget(estateId: string): void {
    this.#keys.delete(estateId)
  }

  #closureFile(closureId: string): string {
    return join(this.#folder, `${closureId}.key`)
  }

  async createClosure(closureId: string): Promise<void> {
    await mkdir(this.#folder, { recursive: true, mode: 0o700 })
    const wrapped = encrypt(derive(this.#master, 'wrap'), randomBytes(32), `closure:${closureId}`)
    await writeFile(this.#closureFile(closureId), wrapped.toString('hex'), { mode: 0o600, flag: 'wx' })
  }

  /** The closure's key, or nothing once it was destroyed. */
  async closure(closureId: string): Promise<Buffer | undefined> {
    // The file is looked for each time: another process may have destroyed the key that this one still remembers.
    if (!existsSync(this.#closureFile(closureId))) {
      this.#keys.delete(`closure:${closureId}`)
      return undefined
    }
    const known = this.#keys.get(`closure:${closureId}`)
    if (known) return known
    const wrapped = Buffer.from((await readFile(this.#closureFile(closureId), 'utf8')).trim(), 'hex')
    const key = decrypt(derive(this.#master, 'wrap'), wrapped, `closure:${closureId}`)
    this.#keys.set(`closure:${closureId}`, key)
    return key
  }

  /** Overwrites and removes a closure's key: what was written under it cannot be read again, in any backup. */
  async destroyClosure(closureId: string): Promise<boolean> {
    this.#keys.delete(`closure:${closureId}`)
    const file = this.#closureFile(closureId)
    if (!existsSync(file)) return false
    const handle = await open(file, 'r+')
    const { size } = await handle.stat()
    await handle.write(randomBytes(size), 0, size, 0)
    await handle.sync()
    await handle.close()
    await rm(file)
    return true
  }
}

/** One key's two uses: sealing a field and finding it again without reading it. */
export class FieldCipher {
  // key objects: a key given as bytes is read anew at each use (19 against 5 microseconds a field)
  readonly #seal: KeyObject
  readonly #blind: KeyObject
  readonly #place: string

  constructor(key: Buffer, place: string) {
    this.#seal = createSecretKey(derive(key, 'seal'))
    this.#blind = createSecretKey(derive(key, 'blind'))
    this.#place = place
  }
  seal(field: string, value: string): Buffer {
    return encrypt(this.#seal, Buffer.from(value, 'utf8'), `${this.#place}:${field}`)
  }
  open(field: string, sealed: Buffer): string {
    return decrypt(this.#seal, sealed, `${this.#place}:${field}`).toString('utf8')
  }
  /** Same value, same field, same estate: same 16 bytes; tells nothing else. */
  blind(field: string, value: string): Buffer {
    return createHmac('sha256', this.#blind).update(`${field}\0${value}`).digest().subarray(0, 16)
  }
}

/** Deriving costs a quarter of a millisecond; a key that the ring forgets takes its cipher along. */
const ciphers = new WeakMap<Buffer, FieldCipher>()

/** The cipher of an estate's fields, or of the whole installation's (accounts) for the nil estate. */
export async function fieldCipher(ring: KeyRing, db: Db, estateId: string): Promise<FieldCipher> {
  const key = estateId === NIL ? ring.system('fields') : await ring.estate(db, estateId)
  const known = ciphers.get(key)
  if (known) return known
  const made = new FieldCipher(key, estateId)
  ciphers.set(key, made)
  return made
}
