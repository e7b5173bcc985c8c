import { randomUUID } from 'node:crypto'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeEach, describe, expect, inject, test } from 'vitest'
import { anAttempt, aPerson, aSite, close, type GateSite, hour, paper } from '../../../test/gate-factories.ts'
import { actor, system, testHouse } from '../../../test/harness.ts'
import { buildHouse } from '../../app.ts'
import { backup } from '../../backup/backup.ts'
import { restore } from '../../backup/restore.ts'
import { readConfig } from '../../core/config.ts'
import { FieldCipher, KeyRing, masterKey } from '../../core/crypto.ts'
import { openPool } from '../../core/db.ts'
import { newId } from '../../core/ids.ts'
import { liftClosure, listClosures } from './service-closure.ts'
import { eraseClosure, listPurges, rollOffAll, setRetention } from './service-end.ts'
import { handIncident, keepIncident, listIncidents, recordIncident } from './service-incident.ts'
import { listPassages } from './service-passage.ts'
import { register } from './service-register.ts'
import { days } from './service-rollup.ts'

const t = await testHouse()
let site: GateSite
const hq = () => actor('headquarters', 'region', site.regions.paths.district)
const officer = () => actor('privacy_officer', 'estate', site.estateId)
const manager = () => actor('manager', 'estate', site.estateId)
const folder = mkdtempSync(join(tmpdir(), 'anju-end-'))
const made: string[] = []
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true })
  const admin = new pg.Client({ connectionString: inject('ownerUrl') })
  await admin.connect()
  for (const name of made) await admin.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)
  await admin.end()
})

beforeEach(async () => {
  hour(t.clock, '09:00:00.000')
  site = await aSite(t)
})

const secret = { name: '欧阳秘密', phone: '13977776666' }
const enter = (more: object = {}) =>
  register(t.ctx(site.guard), anAttempt(site, { persons: [aPerson({ ...secret, ...more })] }))

async function endOf(closure: { id: string; version: number }) {
  await liftClosure(t.ctx(hq()), {
    estateId: site.estateId,
    id: closure.id,
    version: closure.version,
    ...paper,
    number: `解除${newId().slice(-8)}`,
    reason: '解除',
  })
  await eraseClosure(t.ctx(hq()), { estateId: site.estateId, id: closure.id })
  return eraseClosure(t.ctx(officer()), { estateId: site.estateId, id: closure.id })
}

/** Every table whose rows hold one of these texts, as text or as the bytes of it. */
async function tablesWith(pool: pg.Pool, texts: readonly string[]): Promise<string[]> {
  const tables = await pool.query<{ name: string }>(
    `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname = 'public'`,
  )
  const found: string[] = []
  for (const { name } of tables.rows) {
    const wanted = texts.flatMap(x => [`%${x}%`, `%${Buffer.from(x).toString('hex')}%`])
    const { rows } = await pool.query<{ n: number }>(
      `SELECT count(*)::int AS n FROM ${name} x WHERE x::text LIKE ANY($1)`,
      [wanted],
    )
    if ((rows[0]?.n ?? 0) > 0) found.push(name)
  }
  return found
}

describe('when a closure ends', () => {
  test('[K7] while it lasts already nobody’s name, number or phone stands readable in any table', async () => {
    await close(t, site)
    const person = aPerson(secret)
    await register(t.ctx(site.guard), anAttempt(site, { persons: [person] }))
    await register(t.ctx(site.guard), anAttempt(site, { persons: [{ ...person, mask: false }] }))
    const rows = await tablesWith(t.pool, [secret.name, secret.phone, person.idNumber ?? ''])
    expect(rows).toEqual([])
  })

  test('[S6-50] an old backup of before brings the rows back, and nobody can open them', async () => {
    const closure = await close(t, site)
    await enter()
    await register(t.ctx(site.guard), anAttempt(site, { persons: [aPerson({ mask: false })] }))
    const file = join(folder, 'before.anju')
    const now = t.clock.now()
    const { dataDir } = t.house.config
    await backup({ ownerUrl: t.ownerUrl, dataDir, file, now })
    const before = await days(t.ctx(manager()), { estateId: site.estateId })
    const done = await endOf(closure)
    expect(done.erasure).toMatchObject({
      before: { registrants: 1, passages: 2 },
      after: { registrants: 0, passages: 0 },
      keyDestroyed: true,
    })
    // counts and decision survive
    expect((await days(t.ctx(manager()), { estateId: site.estateId })).total).toEqual(before.total)
    expect(before.total).toMatchObject({ personsOut: 1, refusals: 1 })
    expect((await listClosures(t.ctx(manager()), { estateId: site.estateId })).items).toHaveLength(1)

    const name = `anju_t_e_${randomUUID().slice(0, 8)}`
    made.push(name)
    const admin = new pg.Client({ connectionString: inject('ownerUrl') })
    await admin.connect()
    await admin.query('SELECT pg_advisory_lock(718283)')
    await admin.query(`CREATE DATABASE ${name} ENCODING 'UTF8' TEMPLATE template0`)
    await admin.query('SELECT pg_advisory_unlock(718283)')
    await admin.end()
    const url = new URL(inject('ownerUrl'))
    url.pathname = `/${name}`
    const restored = join(folder, 'restored')
    await restore({ ownerUrl: url.href, dataDir: restored, file })
    const app = new URL(inject('appUrl'))
    app.pathname = `/${name}`
    const pool = openPool(app.href, 2)
    const old = await buildHouse({ ...readConfig({ ANJU_LOG: 'silent' }), dataDir: restored }, pool, t.clock)
    try {
      const rows = await pool.query<{ sealed: Buffer }>(
        `SELECT sealed FROM registrant WHERE estate_id = $1 UNION ALL
         SELECT sealed FROM passage WHERE estate_id = $1 AND sealed IS NOT NULL`,
        [site.estateId],
      )
      expect(rows.rows.length).toBeGreaterThanOrEqual(3)
      expect(await old.ring.closure(closure.id)).toBeUndefined()
      // every key that the backup brought: the installation's, the estate's, and none of the closure
      const estateKey = await old.ring.estate(old.db, site.estateId)
      const master = await masterKey(restored)
      for (const { sealed } of rows.rows)
        for (const key of [estateKey, master])
          for (const place of [closure.id, site.estateId])
            for (const field of ['who', 'trip'])
              expect(() => new FieldCipher(key, place).open(field, sealed)).toThrow()
      const keys = new KeyRing(master, restored)
      expect(await keys.closure(closure.id)).toBeUndefined()
      expect(readdirSync(join(restored, 'keys'))).not.toContain('closures')
    } finally {
      await old.db.destroy()
    }
  })

  test('[S6-50] the registers of before are empty and masked lists say nothing', async () => {
    const closure = await close(t, site)
    await enter()
    await endOf(closure)
    const { items, total } = await listPassages(t.ctx(manager()), { estateId: site.estateId })
    expect(total).toBe(1)
    expect([items[0]?.name, items[0]?.phone, items[0]?.unit, items[0]?.destination]).toEqual([
      null,
      null,
      null,
      null,
    ])
    expect(items[0]?.at).toBe('2026-03-02T01:00:00Z')
  })
})

describe('[J-04, S6-32] incidents of a closure', () => {
  const crash = (more: object = {}) =>
    recordIncident(t.ctx(site.guard), {
      estateId: site.estateId,
      kind: 'crash',
      place: '北门',
      who: '张某，红衣',
      plate: '琼A12345',
      account: '强行闯岗',
      ...more,
    })
  const hand = (i: { id: string; version: number }, policeNumber = '110-7788') =>
    handIncident(t.ctx(site.guard), { estateId: site.estateId, id: i.id, policeNumber, version: i.version })
  const keep = (i: { id: string; version: number }) =>
    keepIncident(t.ctx(officer()), {
      estateId: site.estateId,
      id: i.id,
      lawful: '治安案件证据，依法移交',
      necessary: '案件尚未办结',
      safe: '限隐私专员查看',
      version: i.version,
    })

  test('one that was assessed survives re-encrypted, one that was not loses who it was and keeps that it was', async () => {
    const closure = await close(t, site)
    const kept = await hand(await crash())
    await hand(await crash({ who: '李某', account: '冲卡' }), '110-9900')
    await crash({ who: '无关的人', account: '口角' })
    expect((await listClosures(t.ctx(hq()), { estateId: site.estateId })).items[0]?.unassessed).toBe(2)
    expect((await keep(kept)).kept).toMatchObject({ by: '测试·privacy_officer' })
    await expect(keep({ ...kept, version: kept.version + 1 })).rejects.toMatchObject({
      code: 'gate.keep_what',
    })
    const done = await endOf(closure)
    expect(done.erasure?.before).toMatchObject({ incidents: 2 })
    expect(done.erasure?.after).toMatchObject({ incidents: 0 })
    const { items } = await listIncidents(t.ctx(manager()), { estateId: site.estateId })
    const one = items.find(i => i.id === kept.id)
    expect(one).toMatchObject({
      who: '张某，红衣',
      plate: '琼A12345',
      erased: false,
      policeNumber: '110-7788',
    })
    for (const other of items.filter(i => i.id !== kept.id))
      expect(other).toMatchObject({ who: '', plate: '', account: '', erased: true, place: '北门' })
    expect(items).toHaveLength(3)
  })

  test('what was not handed to the police, or happened without a closure, needs no keeping and gets none', async () => {
    const free = await hand(await crash())
    await expect(keep(free)).rejects.toMatchObject({ code: 'gate.keep_what' })
    await close(t, site)
    await expect(keep(await crash())).rejects.toMatchObject({ code: 'gate.keep_what' })
  })
})

describe('[J-05] rolling deletion during a long closure', () => {
  test('exact at the millisecond of the rule’s days; who is inside stays; the night has its record', async () => {
    await close(t, site)
    const vehicle = { plate: '琼A12345', licenceChecked: true, drivingLicenceChecked: true, occupants: 1 }
    await register(t.ctx(site.guard), anAttempt(site, { vehicle }))
    const stays = await register(
      t.ctx(site.guard),
      anAttempt(site, { direction: 'in', persons: [aPerson()] }),
    )
    t.clock.set('2026-03-23T09:00:00.000+08:00')
    await t.pool.query("UPDATE closure SET ends_at = '2026-05-01' WHERE estate_id = $1", [site.estateId])
    expect(await rollOffAll(t.ctx(system))).toBe(0)
    t.clock.set('2026-03-23T09:00:00.001+08:00')
    expect(await rollOffAll(t.ctx(system))).toBeGreaterThan(0)
    const left = await t.pool.query('SELECT id FROM registrant WHERE estate_id = $1', [site.estateId])
    expect(left.rows.map(r => r.id)).toEqual([stays.persons[0]?.registrantId])
    const { items } = await listPassages(t.ctx(manager()), { estateId: site.estateId })
    expect(items.map(i => [i.name, i.unit, i.plate])).toEqual(Array(3).fill([null, null, null]))
    const purges = await listPurges(t.ctx(manager()), { estateId: site.estateId })
    expect(purges.items).toMatchObject([
      {
        days: 21,
        before: { registrants: 1, passages: 3, vehicles: 1 },
        after: { registrants: 0, passages: 0, vehicles: 0 },
      },
    ])
    expect(await rollOffAll(t.ctx(system))).toBe(0)
  })

  test('an estate chooses within the rule’s fourteen to twenty-eight days', async () => {
    const set = (n: number) =>
      setRetention(t.ctx(manager()), {
        estateId: site.estateId,
        days: n,
        fromDate: '2026-03-02',
        source: '指挥部决定',
      })
    await expect(set(13)).rejects.toMatchObject({ code: 'gate.retention' })
    await expect(set(29)).rejects.toMatchObject({ code: 'gate.retention' })
    expect(await set(14)).toEqual({ days: 14 })
    expect((await listPurges(t.ctx(manager()), { estateId: site.estateId })).days).toBe(14)
  })
})
