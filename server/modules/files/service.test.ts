import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { anEstate } from '../../../test/factories.ts'
import { actor, testHouse } from '../../../test/harness.ts'
import { keepPhoto } from './service.ts'

const t = await testHouse()
const estate = await anEstate(t)
const steward = actor('steward', 'estate', estate.id)

const photo = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: '#2a6' } })
    .withExif({ IFD0: { Copyright: 'somebody', Make: 'Phone' }, IFD3: { GPSLatitude: '31/1 13/1 0/1' } })
    .jpeg()
    .toBuffer()

const upload = (bytes: Buffer) => ({
  estateId: estate.id,
  purpose: 'ticket',
  upload: { filename: 'a.jpg', mediaType: 'image/jpeg', bytes },
})

function onDisk(): string[] {
  const root = join(t.house.config.dataDir, 'files')
  return readdirSync(root, { recursive: true })
    .map(f => join(root, String(f)))
    .filter(f => statSync(f).isFile())
}

test('a photo is scaled to 1600 px, loses its EXIF and stands on disk only as ciphertext', async () => {
  const kept = await keepPhoto(t.ctx(steward), upload(await photo(4000, 3000)))
  const answer = await t.http(steward, 'GET', `/api/estates/${estate.id}/files/${kept.id}`)
  expect(answer.statusCode).toBe(200)
  const meta = await sharp(answer.rawPayload).metadata()
  expect([meta.width, meta.height, meta.exif]).toEqual([1600, 1200, undefined])
  for (const file of onDisk()) expect(readFileSync(file).includes(Buffer.from('JFIF'))).toBe(false)
})

test('a text that calls itself a photo is refused, and so is none at all', async () => {
  await expect(keepPhoto(t.ctx(steward), upload(Buffer.from('<svg onload=alert(1)>')))).rejects.toMatchObject(
    { code: 'core.media_type' },
  )
  await expect(keepPhoto(t.ctx(steward), { estateId: estate.id, purpose: 'ticket' })).rejects.toMatchObject({
    code: 'core.media_type',
  })
})

test('a photo of 30 MB is refused with the limit', async () => {
  await expect(keepPhoto(t.ctx(steward), upload(Buffer.alloc(30 * 1024 * 1024)))).rejects.toMatchObject({
    code: 'core.too_large',
    params: { limit: '12 MB' },
  })
})

test('a resident reads his own photo and nobody else’s', async () => {
  const owner = actor('owner', 'unit', 'u-1', estate.id)
  const neighbour = actor('owner', 'unit', 'u-2', estate.id)
  const kept = await keepPhoto(t.ctx(owner), upload(await photo(100, 100)))
  expect((await t.http(owner, 'GET', `/api/estates/${estate.id}/files/${kept.id}`)).statusCode).toBe(200)
  expect((await t.http(neighbour, 'GET', `/api/estates/${estate.id}/files/${kept.id}`)).statusCode).toBe(404)
})

test('the sweep removes an orphan after an hour and nothing else', async () => {
  const kept = await keepPhoto(t.ctx(steward), upload(await photo(50, 50)))
  await t.pool.query('DELETE FROM file WHERE id = $1', [kept.id])
  expect(await t.house.files.sweep(t.house.db, t.clock.now())).toBe(0)
  const before = onDisk().length
  expect(await t.house.files.sweep(t.house.db, t.clock.now().add({ minutes: 61 }))).toBe(1)
  expect(onDisk().length).toBe(before - 1)
})
