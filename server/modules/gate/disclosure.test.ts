import sharp from 'sharp'
import { beforeEach, describe, expect, test } from 'vitest'
import { aHousehold } from '../../../test/factories.ts'
import { anAttempt, aSite, type GateSite, hour } from '../../../test/gate-factories.ts'
import { actor, testHouse } from '../../../test/harness.ts'
import { readSheet } from '../../core/sheet-read.ts'
import { looks } from '../people/store-homes.ts'
import {
  addPaper,
  askDisclosure,
  decideDisclosure,
  exportDisclosure,
  listDisclosures,
} from './service-disclosure.ts'
import { register } from './service-register.ts'

const t = await testHouse()
const photo = await sharp({ create: { width: 40, height: 40, channels: 3, background: '#fff' } })
  .jpeg()
  .toBuffer()
let site: GateSite
let asker: ReturnType<typeof actor>
let approver: ReturnType<typeof actor>
let tenantId: string

beforeEach(async () => {
  hour(t.clock, '09:00:00.000')
  site = await aSite(t)
  asker = actor('manager', 'estate', site.estateId)
  approver = actor('privacy_officer', 'estate', site.estateId)
  tenantId = (await aHousehold(t, site.estateId, { label: '2-1-101', lease: true })).other.id
  const guest = { kind: 'visitor' as const, name: '周小舟', unit: '1-2-301', reason: '访友' }
  await register(t.ctx(site.guard), anAttempt(site, { direction: 'in', persons: [guest] }))
})

const ask = (more: object = {}) =>
  askDisclosure(t.ctx(asker), {
    estateId: site.estateId,
    authority: '县公安局城关派出所',
    officer: '李警官 460001',
    document: '调取证据通知书 〔2026〕12号',
    basis: 'criminal',
    kinds: ['visitors', 'tenants'],
    from: '2026-03-01',
    until: '2026-03-02',
    extent: 'full',
    ...more,
  })
const one = (id: string) => ({ estateId: site.estateId, id })
const paper = (id: string) =>
  addPaper(t.ctx(asker), {
    ...one(id),
    upload: { filename: 'a.jpg', mediaType: 'image/jpeg', bytes: photo },
  })
const decide = (id: string, who = approver, approve = true) =>
  decideDisclosure(t.ctx(who), { ...one(id), approve, note: '文书齐全' })
const given = async (id: string) => {
  const answer = await exportDisclosure(t.ctx(asker), one(id))
  const sheets = await readSheet(Buffer.from(answer.xlsx, 'base64'), answer.name)
  return { ...answer, text: JSON.stringify(sheets) }
}

describe('[S3-94] visitor and tenant lists for an authority', () => {
  test('need the paper and another person’s approval, leave once, and every step stands in the trail', async () => {
    const { id } = await ask()
    await expect(decide(id)).rejects.toMatchObject({ code: 'gate.disclosure_paper' })
    expect((await paper(id)).paper).not.toBeNull()
    await expect(exportDisclosure(t.ctx(asker), one(id))).rejects.toMatchObject({
      code: 'gate.disclosure_wait',
    })
    await expect(decide(id, asker)).rejects.toMatchObject({ code: 'gate.own_request' })
    expect((await decide(id)).state).toBe('approved')
    await expect(decide(id)).rejects.toMatchObject({ code: 'gate.disclosure_state' })
    const first = await given(id)
    expect(first.rows).toBe(2)
    expect(first.text).toContain('周小舟')
    expect(first.text).toContain('陈租客')
    await expect(exportDisclosure(t.ctx(asker), one(id))).rejects.toMatchObject({
      code: 'gate.disclosure_state',
    })
    const trail = await t.pool.query(
      "SELECT action FROM audit WHERE estate_id = $1 AND subject = 'gate_disclosure'",
      [site.estateId],
    )
    expect(trail.rows.map(r => r.action).sort()).toEqual([
      'gate.disclosure_ask',
      'gate.disclosure_decide',
      'gate.disclosure_export',
      'gate.disclosure_paper',
    ])
  })

  test('two at the same moment take one list', async () => {
    const { id } = await ask()
    await paper(id)
    await decide(id)
    const both = await Promise.allSettled([given(id), given(id)])
    expect(both.filter(r => r.status === 'fulfilled')).toHaveLength(1)
  })

  test('are masked unless the basis compels full values', async () => {
    await expect(ask({ basis: 'prevention' })).rejects.toMatchObject({ code: 'gate.disclosure_extent' })
    const { id } = await ask({ basis: 'prevention', extent: 'masked' })
    await paper(id)
    await decide(id)
    const { text, rows } = await given(id)
    expect(rows).toBe(2)
    expect(text).not.toContain('周小舟')
    expect(text).not.toContain('陈租客')
    expect(text).not.toMatch(/199\d{8}/)
  })

  test('cover the buildings and days asked for, 92 days at most and none to come', async () => {
    await expect(ask({ until: '2026-03-03' })).rejects.toMatchObject({ code: 'gate.disclosure_period' })
    await expect(ask({ from: '2025-11-30' })).rejects.toMatchObject({ code: 'gate.disclosure_period' })
    expect((await ask({ from: '2025-12-01' })).state).toBe('asked')
    await expect(ask({ from: '2026-03-02', until: '2026-03-01' })).rejects.toMatchObject({
      code: 'gate.disclosure_period',
    })
    const { id } = await ask({ buildings: ['1'] })
    await paper(id)
    await decide(id)
    const { text } = await given(id)
    expect(text).toContain('周小舟')
    expect(text).not.toContain('陈租客')
  })

  test('the tenant reads that he was named, to whom and by which paper; where silence is asked, from its end', async () => {
    const { id } = await ask({ secretUntil: '2026-04-01' })
    await paper(id)
    await decide(id)
    expect(await looks(t.house.db, site.estateId, [tenantId], '2026-03-02')).toEqual([])
    await given(id)
    expect(await looks(t.house.db, site.estateId, [tenantId], '2026-03-31')).toEqual([])
    expect(await looks(t.house.db, site.estateId, [tenantId], '2026-04-01')).toMatchObject([
      { field: 'listed', reason: '县公安局城关派出所 调取证据通知书 〔2026〕12号' },
    ])
    await expect(ask({ secretUntil: '2026-03-01' })).rejects.toMatchObject({ code: 'gate.disclosure_secret' })
  })

  test('a refused one gives nothing; a guard neither asks nor reads', async () => {
    const { id } = await ask()
    expect((await decide(id, approver, false)).state).toBe('refused')
    await expect(given(id)).rejects.toMatchObject({ code: 'gate.disclosure_state' })
    await expect(listDisclosures(t.ctx(site.guard), { estateId: site.estateId })).rejects.toMatchObject({
      code: 'core.forbidden',
    })
    const shown = await listDisclosures(t.ctx(asker), { estateId: site.estateId })
    expect(shown.items[0]).toMatchObject({ id, allowed: { export: 'gate.disclosure_state' } })
  })
})
