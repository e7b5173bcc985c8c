/** Photos and papers: stripped of EXIF, sealed with the estate's key, kept in the data folder, listed in table `file`. */
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { sql } from 'kysely'
import sharp from 'sharp'
import type { Instant } from './clock.ts'
import { decrypt, encrypt, type KeyRing, sha256 } from './crypto.ts'
import type { Db } from './db.ts'
import { fail } from './errors.ts'
import { type Id, newId } from './ids.ts'

/** 12 MB: a phone's photo; the phone scales to 1600 px before it sends. */
export const PHOTO_LIMIT = 12 * 1024 * 1024
const SIDE = 1600

export interface StoredFile {
  id: Id<'file'>
  mediaType: string
  size: number
}

export class FileVault {
  readonly #folder: string
  readonly #ring: KeyRing

  constructor(dataDir: string, ring: KeyRing) {
    this.#folder = join(dataDir, 'files')
    this.#ring = ring
  }

  #path(estateId: string, id: string): string {
    return join(this.#folder, estateId, id.slice(-2), id)
  }

  /**
   * Keeps a photo as JPEG of at most 1600 px, turned upright, without EXIF.
   * @throws core.media_type when it is no picture, core.too_large past 12 MB
   */
  async putPhoto(
    db: Db,
    now: Instant,
    estateId: string,
    bytes: Buffer,
    by: string,
    purpose: string,
  ): Promise<StoredFile> {
    if (bytes.length > PHOTO_LIMIT) throw fail('core.too_large', { params: { limit: '12 MB' } })
    let jpeg: Buffer
    try {
      jpeg = await sharp(bytes, { limitInputPixels: 80_000_000, failOn: 'error' })
        .rotate()
        .resize({ width: SIDE, height: SIDE, fit: 'inside', withoutEnlargement: true })
        .jpeg({ quality: 82 })
        .toBuffer()
    } catch (error) {
      throw fail('core.media_type', {
        params: { accepted: 'JPEG, PNG, WebP, HEIC' },
        log: { reason: (error as Error).message },
      })
    }
    return this.put(db, now, estateId, jpeg, 'image/jpeg', by, purpose)
  }

  /**
   * Keeps bytes as they are, under an id that may have been given away before; the row is the caller's transaction's, an
   * orphan on disk is swept.
   */
  async put(
    db: Db,
    now: Instant,
    estateId: string,
    bytes: Buffer,
    mediaType: string,
    by: string,
    purpose: string,
    id: Id<'file'> = newId<'file'>(now.epochMilliseconds),
  ): Promise<StoredFile> {
    const key = await this.#ring.estate(db, estateId)
    const path = this.#path(estateId, id)
    await mkdir(dirname(path), { recursive: true, mode: 0o700 })
    await writeFile(`${path}.part`, encrypt(key, bytes, `file:${id}`), { mode: 0o600, flush: true })
    await rename(`${path}.part`, path)
    await sql`INSERT INTO file (estate_id, id, media_type, size, sha256, purpose, made_by, made_at)
      VALUES (${estateId}, ${id}, ${mediaType}, ${bytes.length}, ${sha256(bytes)}, ${purpose}, ${by}, ${now})`.execute(
      db,
    )
    return { id, mediaType, size: bytes.length }
  }

  /** @throws core.not_found when the estate has no such file */
  async get(
    db: Db,
    estateId: string,
    id: string,
  ): Promise<{ bytes: Buffer; mediaType: string; purpose: string; madeBy: string }> {
    const found = await sql<{
      media_type: string
      purpose: string
      made_by: string
    }>`SELECT media_type, purpose, made_by FROM file WHERE estate_id = ${estateId} AND id = ${id}`.execute(db)
    const row = found.rows[0]
    if (row === undefined) throw fail('core.not_found')
    const key = await this.#ring.estate(db, estateId)
    const sealed = await readFile(this.#path(estateId, id)).catch(() => undefined)
    if (sealed === undefined) throw fail('core.not_found', { log: { file: id, missing: 'on disk' } })
    return {
      bytes: decrypt(key, sealed, `file:${id}`),
      mediaType: row.media_type,
      purpose: row.purpose,
      madeBy: row.made_by,
    }
  }

  async remove(db: Db, estateId: string, id: string): Promise<void> {
    await sql`DELETE FROM file WHERE estate_id = ${estateId} AND id = ${id}`.execute(db)
    await rm(this.#path(estateId, id), { force: true })
  }

  /**
   * Removes files on disk that no row names because their transaction was rolled back. Younger ones than an hour stay:
   * their transaction may still be under way. A UUIDv7's first 48 bits tell its age.
   * @returns how many
   */
  async sweep(db: Db, now: Instant): Promise<number> {
    const youngest = now.epochMilliseconds - 3_600_000
    const madeAt = (name: string) => Number.parseInt(name.slice(0, 8) + name.slice(9, 13), 16)
    let count = 0
    for (const estateId of await readdir(this.#folder).catch(() => [])) {
      for (const part of await readdir(join(this.#folder, estateId))) {
        const names = (await readdir(join(this.#folder, estateId, part))).filter(n => madeAt(n) < youngest)
        const whole = names.filter(n => !n.endsWith('.part'))
        const known = await sql<{
          id: string
        }>`SELECT id FROM file WHERE estate_id = ${estateId} AND id = ANY(${whole}::uuid[])`.execute(db)
        const keep = new Set(known.rows.map(r => r.id))
        for (const name of names.filter(n => !keep.has(n))) {
          await rm(join(this.#folder, estateId, part, name), { force: true })
          count += 1
        }
      }
    }
    return count
  }
}
