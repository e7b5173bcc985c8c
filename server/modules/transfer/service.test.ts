import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import iconv from 'iconv-lite'
import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { anEstate } from '../../../test/factories.ts'
import { actor, testHouse } from '../../../test/harness.ts'
import type { Actor } from '../../core/access.ts'
import { fail } from '../../core/errors.ts'
import { NIL, newId } from '../../core/ids.ts'
import * as column from '../../core/sheet-columns.ts'
import { readSheet } from '../../core/sheet-read.ts'
import { importDef } from '../../core/transfer.ts'

const t = await testHouse()

type Building = { name: string; floors?: number; phone?: string }

/** What the definition below does besides saving; each test sets what it wants. */
const hook: { before: (row: Building, line: number) => Promise<void> | void } = { before: () => {} }

const buildings = importDef<Building>({
  key: 'test.buildings',
  title: { zh: '楼栋', en: 'Buildings' },
  permission: 'estate.import',
  scope: 'estate',
  columns: [
    {
      key: 'name',
      header: { zh: '楼栋', en: 'Building' },
      aliases: ['栋号'],
      required: true,
      example: '1',
      ...column.text(20),
    },
    {
      key: 'floors',
      header: { zh: '层数', en: 'Floors' },
      aliases: [],
      required: false,
      example: '18',
      ...column.count({ min: 1, max: 200 }),
    },
    {
      key: 'phone',
      header: { zh: '电话', en: 'Phone' },
      aliases: [],
      required: false,
      example: '13812345678',
      ...column.phone(),
      sensitive: true,
    },
  ],
  naturalKey: row => row.name,
  async save(ctx, estateId, rows) {
    const outcomes = []
    for (const { line, row } of rows) {
      await hook.before(row, line)
      if (row.floors === 13) {
        const text = { zh: '不允许 13 层', en: 'No building of 13 floors' }
        outcomes.push({ line, errors: [{ column: 'floors', code: 'test.thirteen', text }] })
        continue
      }
      const made = await sql<{
        fresh: boolean
      }>`INSERT INTO building (estate_id, id, name, floors) VALUES (${estateId}, ${newId()}, ${row.name}, ${row.floors ?? null})
        ON CONFLICT (estate_id, name) DO UPDATE SET floors = excluded.floors RETURNING (xmax = 0) AS fresh`.execute(
        ctx.db,
      )
      outcomes.push({ line, did: made.rows[0]?.fresh ? ('created' as const) : ('updated' as const) })
    }
    return outcomes
  },
})

const towns = importDef<{ name: string; households?: number; fee?: number }>({
  key: 'test.towns',
  title: { zh: '小区名单', en: 'List of estates' },
  permission: 'estate.create',
  scope: 'house',
  columns: [
    {
      key: 'name',
      header: { zh: '名称', en: 'name' },
      aliases: ['小区'],
      required: true,
      example: '安居花园',
      ...column.text(80),
    },
    {
      key: 'households',
      header: { zh: '户数', en: 'households' },
      aliases: [],
      required: false,
      example: '540',
      ...column.count({ min: 1 }),
    },
    {
      key: 'fee',
      header: { zh: '物业费', en: 'fee_max' },
      aliases: [],
      required: false,
      example: '1.2',
      ...column.feePerArea(),
    },
  ],
  naturalKey: row => row.name,
  save: async (_ctx, _estateId, rows) => rows.map(({ line }) => ({ line, did: 'same' as const })),
})

t.house.transfers.add({ imports: [buildings, towns] })

const csv = (...rows: string[]) => new TextEncoder().encode(rows.join('\n'))

async function post(
  who: Actor & { id: string },
  bytes: Uint8Array,
  fields: Record<string, string>,
  name = '楼栋.csv',
) {
  await t.http(who, 'GET', '/api/estates')
  const edge = 'edge-of-part'
  const parts = Object.entries(fields).map(
    ([key, value]) => `--${edge}\r\ncontent-disposition: form-data; name="${key}"\r\n\r\n${value}\r\n`,
  )
  const head = `--${edge}\r\ncontent-disposition: form-data; name="upload"; filename="${name}"\r\ncontent-type: application/octet-stream\r\n\r\n`
  return t.app.inject({
    method: 'POST',
    url: '/api/imports',
    headers: {
      'x-test-actor': who.id,
      'x-anju': '1',
      'content-type': `multipart/form-data; boundary=${edge}`,
    },
    payload: Buffer.concat([Buffer.from(parts.join('') + head), bytes, Buffer.from(`\r\n--${edge}--\r\n`)]),
  })
}

async function desk() {
  const estate = await anEstate(t)
  return { estateId: estate.id, who: actor('office', 'estate', estate.id) }
}

async function uploaded(rows: Uint8Array, at?: Awaited<ReturnType<typeof desk>>) {
  const { estateId, who } = at ?? (await desk())
  const answer = await post(who, rows, { kind: 'test.buildings', estateId })
  expect(answer.statusCode, answer.body).toBe(200)
  const { import: made, preview } = answer.json()
  const url = `/api/imports/${made.id}`
  return {
    estateId,
    who,
    made,
    preview,
    url,
    run: (mode: 'all' | 'good') => t.http(who, 'POST', `${url}/run`, { estateId, mode }),
    get: async () => (await t.http(who, 'GET', `${url}?estateId=${estateId}`)).json(),
    errors: () => t.http(who, 'GET', `${url}/errors?estateId=${estateId}`),
  }
}

async function names(estateId: string): Promise<string[]> {
  const found = await sql<{
    name: string
  }>`SELECT name FROM building WHERE estate_id = ${estateId} ORDER BY name`.execute(t.house.db)
  return found.rows.map(row => row.name)
}

async function audited(estateId: string, action: string) {
  const found = await sql<{
    after: Record<string, unknown>
    sealed: Buffer | null
  }>`SELECT after FROM audit
    WHERE estate_id = ${estateId} AND action = ${action} ORDER BY at DESC, id DESC LIMIT 1`.execute(
    t.house.db,
  )
  return found.rows[0]
}

describe('[SX-15] import', () => {
  it('upload, preview, run, and the same file again creates nothing', async () => {
    const first = await uploaded(csv('栋号,层数,电话', '1,18,13812345678', '2,6,'))
    expect(first.made).toMatchObject({
      state: 'uploaded',
      mapping: { name: 0, floors: 1, phone: 2 },
      remembered: false,
    })
    expect(first.preview).toMatchObject({ good: 2, bad: 0, mappingErrors: [] })
    expect(first.preview.sample[0]).toEqual({
      line: 2,
      cells: { name: '1', floors: '18', phone: '138****5678' },
    })
    expect((await first.run('all')).json()).toMatchObject({
      state: 'queued',
      allowed: { run: 'transfer.state' },
    })
    await t.drain()
    expect(await first.get()).toMatchObject({
      state: 'done',
      counts: { total: 2, done: 2, created: 2, updated: 0, failed: 0 },
    })
    expect(await names(first.estateId)).toEqual(['1', '2'])
    expect(await audited(first.estateId, 'import.finish')).toMatchObject({
      after: { created: 2, kind: 'test.buildings' },
    })

    const again = await uploaded(csv('栋号,层数,电话', '1,18,13812345678', '2,6,'), first)
    expect(again.made.remembered).toBe(true)
    await again.run('all')
    await t.drain()
    expect((await again.get()).counts).toMatchObject({ created: 0, updated: 2 })
    expect(await names(first.estateId)).toEqual(['1', '2'])
  })

  it('rows with errors: the whole file is refused, the good rows go in, the rest comes back to be mended', async () => {
    const file = await uploaded(csv('楼栋,层数,备注', '1,18,a', '2,零,b', '1,18,c', '3,13,d', '4,4,e'))
    expect(file.preview).toMatchObject({ good: 3, bad: 2 })
    expect(file.preview.errors.map((row: { line: number }) => row.line)).toEqual([3, 4])
    const whole = await file.run('all')
    expect([whole.statusCode, whole.json().code, whole.json().params]).toEqual([
      422,
      'transfer.has_errors',
      { count: 2 },
    ])
    await file.run('good')
    await t.drain()
    expect((await file.get()).counts).toMatchObject({ created: 2, failed: 1, bad: 2 })
    expect(await names(file.estateId)).toEqual(['1', '4'])

    const answer = await file.errors()
    expect(decodeURIComponent(String(answer.headers['content-disposition']))).toContain('楼栋 错误清单.xlsx')
    const sheet = (await readSheet(answer.rawPayload, 'a.xlsx')).sheets[0]
    expect(sheet?.header).toEqual(['楼栋', '层数', '备注', '错误原因'])
    expect(sheet?.rows.map(row => row.cells)).toEqual([
      ['2', '零', 'b', expect.stringContaining('层数：“零”不是数字')],
      ['1', '18', 'c', expect.stringContaining('与第 2 行重复')],
      ['3', '13', 'd', '层数：不允许 13 层'],
    ])
    expect(await audited(file.estateId, 'import.errors')).toMatchObject({ after: { rows: 3 } })

    const mended = await uploaded(answer.rawPayload, file)
    expect(mended.made.mapping).toEqual({ name: 0, floors: 1 })
  })

  it('all or nothing: one refused row among 1,200, and not one stays', async () => {
    const rows = Array.from({ length: 1200 }, (_, at) => `${at},${at === 1100 ? 13 : 9}`)
    const file = await uploaded(csv('楼栋,层数', ...rows))
    await file.run('all')
    await t.drain()
    expect(await file.get()).toMatchObject({ state: 'failed', counts: { created: 0, failed: 1 } })
    expect(await names(file.estateId)).toEqual([])
    const sheet = (await readSheet((await file.errors()).rawPayload, 'a.xlsx')).sheets[0]
    expect(sheet?.rows.map(row => row.cells[0])).toEqual(['1100'])
    expect(await audited(file.estateId, 'import.fail')).toMatchObject({ after: { failed: 1, created: 0 } })
  })

  it('a room that throws a refusal costs its row only; in the mode all it fails the file with that reason', async () => {
    hook.before = row => {
      if (row.name === '7') throw fail('core.stale')
    }
    try {
      const good = await uploaded(csv('楼栋', ...Array.from({ length: 10 }, (_, at) => String(at))))
      await good.run('good')
      await t.drain()
      expect((await good.get()).counts).toMatchObject({ created: 9, failed: 1, done: 10 })
      const sheet = (await readSheet((await good.errors()).rawPayload, 'a.xlsx')).sheets[0]
      expect(sheet?.rows.map(row => row.cells)).toEqual([['7', expect.stringContaining('已被他人修改')]])
      const whole = await uploaded(csv('楼栋', '7', '8'))
      await whole.run('all')
      await t.drain()
      expect((await whole.get()).state).toBe('failed')
      expect(await names(whole.estateId)).toEqual([])
    } finally {
      hook.before = () => {}
    }
  })

  it('a room that breaks on a row costs that row only, with a number to quote', async () => {
    hook.before = row => {
      if (row.name === '3') throw new TypeError('undefined is not a function')
    }
    try {
      const file = await uploaded(csv('楼栋', '1', '2', '3', '4'))
      await file.run('good')
      await t.drain()
      expect(await file.get()).toMatchObject({ state: 'done', counts: { created: 3, failed: 1 } })
      const sheet = (await readSheet((await file.errors()).rawPayload, 'a.xlsx')).sheets[0]
      expect(sheet?.rows[0]?.cells[1]).toMatch(/系统出错，已记录.*[0-9a-f-]{36}/)
    } finally {
      hook.before = () => {}
    }
  })

  it('5,000 rows in one go, with progress that others see while it runs', async () => {
    const seen = new Set<number>()
    const file = await uploaded(csv('楼栋,层数', ...Array.from({ length: 5000 }, (_, at) => `${at},9`)))
    hook.before = async (_row, line) => {
      if (line % 250 === 0) seen.add((await file.get()).counts.done)
    }
    try {
      await file.run('all')
      await t.drain()
    } finally {
      hook.before = () => {}
    }
    expect((await file.get()).counts).toMatchObject({ created: 5000, done: 5000 })
    expect([...seen]).toEqual([0, 500, 1000, 1500, 2000, 2500, 3000, 3500, 4000, 4500])
    expect(await names(file.estateId)).toHaveLength(5000)
  })

  it('a run that was cut off goes on where it stood, and nothing comes in twice', async () => {
    const file = await uploaded(csv('楼栋', ...Array.from({ length: 1300 }, (_, at) => String(at))))
    await file.run('good')
    let calls = 0
    hook.before = row => {
      calls += 1
      if (row.name === '700' && calls < 1000)
        throw Object.assign(new Error('the database went'), { code: 'ECONNRESET' })
    }
    try {
      const payload = { estateId: file.estateId, importId: file.made.id, actor: file.who }
      const job = t.house.jobs.jobs.get('transfer.import')
      const ctx = t.ctx({ kind: 'system', name: 'test' })
      await expect(job?.run(ctx, payload)).rejects.toMatchObject({ code: 'core.unavailable' })
      expect(await file.get()).toMatchObject({ state: 'running', counts: { done: 500, created: 500 } })
      calls = 1000
      await job?.run(ctx, payload)
      expect(await file.get()).toMatchObject({
        state: 'done',
        counts: { done: 1300, created: 1300, updated: 0 },
      })
      await job?.run(ctx, payload)
      expect((await file.get()).counts).toMatchObject({ created: 1300 })
    } finally {
      hook.before = () => {}
      await t.drain()
    }
  })

  it('any columns of a foreign file are mapped to ours; a wrong mapping is named; a run needs a whole one', async () => {
    const file = await uploaded(csv('甲,乙', '1,18', '2,6'))
    expect(file.preview.mappingErrors).toMatchObject([{ column: 'name', code: 'mapping.missing' }])
    expect((await file.run('all')).json().code).toBe('transfer.mapping')
    const put = (mapping: object, sheet = 0) =>
      t.http(file.who, 'PUT', file.url, { estateId: file.estateId, sheet, mapping })
    expect((await put({ name: 0, floors: 0 })).json().preview.mappingErrors).toMatchObject([
      { column: 'floors' },
    ])
    expect((await put({ name: 0 }, 3)).statusCode).toBe(404)
    const mapped = (await put({ name: 0, floors: 1, nonsense: 1 })).json()
    expect(mapped).toMatchObject({
      import: { mapping: { name: 0, floors: 1 } },
      preview: { good: 2, bad: 0 },
    })
    expect((await t.http(file.who, 'GET', `${file.url}/preview?estateId=${file.estateId}`)).json().good).toBe(
      2,
    )
    await file.run('all')
    expect((await put({ name: 1 })).json().code).toBe('transfer.state')
    await t.drain()
    const next = await uploaded(csv('甲,乙', '3,4'), file)
    expect(next.made).toMatchObject({ remembered: true, mapping: { name: 0, floors: 1 } })
  })

  it('the same request twice starts one run; a discarded upload is gone', async () => {
    const file = await uploaded(csv('楼栋', '1'))
    const headers = { 'x-client-id': newId() }
    const body = { estateId: file.estateId, mode: 'all' }
    const answers = [
      await t.http(file.who, 'POST', `${file.url}/run`, body, headers),
      await t.http(file.who, 'POST', `${file.url}/run`, body, headers),
    ]
    expect(answers.map(answer => answer.json().state)).toEqual(['queued', 'queued'])
    expect(await t.drain()).toBe(1)
    const other = await uploaded(csv('楼栋', '2'), file)
    const discarded = await t.http(file.who, 'POST', `${other.url}/discard`, { estateId: file.estateId })
    expect(discarded.json()).toMatchObject({ state: 'discarded', allowed: { errors: 'transfer.state' } })
    expect((await other.errors()).statusCode).toBe(410)
    const items = (await t.http(file.who, 'GET', `/api/imports?estateId=${file.estateId}`)).json().items
    expect(items.map((one: { id: string }) => one.id)).toEqual([file.made.id])
  })

  it('bad files get a clear answer and leave nothing', async () => {
    const at = await desk()
    const send = async (
      bytes: Uint8Array,
      name: string,
      fields: Record<string, string> = { kind: 'test.buildings', estateId: at.estateId },
    ) => {
      const answer = await post(at.who, bytes, fields, name)
      return [answer.statusCode, answer.json().code]
    }
    expect(await send(new Uint8Array(50 * 1024 * 1024), 'a.xlsx')).toEqual([413, 'core.too_large'])
    expect(await send(new Uint8Array(10 * 1024 * 1024 + 1), 'a.csv')).toEqual([413, 'sheet.too_large'])
    expect(await send(new Uint8Array([0x50, 0x4b, 3, 4, 0]), 'a.xlsx')).toEqual([422, 'sheet.damaged'])
    expect(await send(csv(''), 'a.csv')).toEqual([422, 'sheet.empty'])
    expect(await send(csv('楼栋', '1'), 'a.csv', { kind: 'test.buildings' })).toEqual([
      400,
      'transfer.estate_wanted',
    ])
    expect(await send(csv('楼栋', '1'), 'a.csv', { kind: 'no.such', estateId: at.estateId })).toEqual([
      404,
      'core.not_found',
    ])
    const none = await t.http(at.who, 'POST', '/api/imports', {
      kind: 'test.buildings',
      estateId: at.estateId,
    })
    expect([none.statusCode, none.json().code]).toEqual([400, 'transfer.no_file'])
    expect((await t.http(at.who, 'GET', `/api/imports?estateId=${at.estateId}`)).json().items).toEqual([])
  })

  it('GBK of an old office machine, rare Han characters in GB18030', async () => {
    const file = await uploaded(new Uint8Array(iconv.encode('楼栋,层数\n𠮷祥楼,6', 'gb18030')))
    await file.run('all')
    await t.drain()
    expect(await names(file.estateId)).toEqual(['𠮷祥楼'])
  })

  it('another estate, another person and a role without the right find nothing', async () => {
    const file = await uploaded(csv('楼栋', '1'))
    const other = await desk()
    expect((await t.http(other.who, 'GET', `${file.url}?estateId=${file.estateId}`)).statusCode).toBe(404)
    expect((await t.http(other.who, 'GET', `${file.url}?estateId=${other.estateId}`)).statusCode).toBe(404)
    const guard = actor('guard', 'estate', file.estateId)
    expect((await t.http(guard, 'GET', `${file.url}?estateId=${file.estateId}`)).statusCode).toBe(403)

    const admin = actor('administrator', 'system')
    const towns = (await post(admin, csv('名称', '甲'), { kind: 'test.towns' })).json().import
    expect(towns.estateId).toBeNull()
    expect((await t.http(admin, 'GET', `/api/imports/${towns.id}`)).statusCode).toBe(200)
    expect(
      (await t.http(actor('administrator', 'system'), 'GET', `/api/imports/${towns.id}`)).statusCode,
    ).toBe(404)
    expect((await post(file.who, csv('名称', '甲'), { kind: 'test.towns' })).statusCode).toBe(403)
  })

  it('kinds and templates that the caller may use', async () => {
    const at = await desk()
    const kinds = (await t.http(at.who, 'GET', `/api/imports/kinds?estateId=${at.estateId}`)).json().items
    expect(kinds.map((kind: { key: string }) => kind.key)).toContain('test.buildings')
    expect(kinds.map((kind: { key: string }) => kind.key)).not.toContain('test.towns')
    const answer = await t.http(
      at.who,
      'GET',
      `/api/imports/template/test.buildings?estateId=${at.estateId}&lang=en`,
    )
    expect(answer.statusCode).toBe(200)
    expect(decodeURIComponent(String(answer.headers['content-disposition']))).toContain(
      'Buildings import template.xlsx',
    )
    expect(answer.rawPayload.subarray(0, 2).toString()).toBe('PK')
  })

  it('the uploaded file lies encrypted, and is removed after 30 days', async () => {
    const file = await uploaded(csv('楼栋,电话', '1,13899990000'))
    const row = await sql<{
      file_id: string
    }>`SELECT file_id FROM import_run WHERE estate_id = ${file.estateId} AND id = ${file.made.id}`.execute(
      t.house.db,
    )
    const stored = await t.house.files.get(t.house.db, file.estateId, row.rows[0]?.file_id ?? '')
    expect(stored.bytes.toString()).toContain('13899990000')
    const sweep = () =>
      t.house.jobs.schedules.get('transfer.sweep')?.run(t.ctx({ kind: 'system', name: 'test' }))
    t.clock.advance({ hours: 24 * 30 })
    await sweep()
    expect((await file.errors()).statusCode).toBe(200)
    t.clock.advance({ seconds: 1 })
    await sweep()
    expect([(await file.errors()).statusCode, (await file.errors()).json().code]).toEqual([
      410,
      'transfer.file_gone',
    ])
  })
})

it('a key that two rooms use stops the start', () => {
  expect(() => t.house.transfers.add({ imports: [towns] })).toThrow('declared twice')
})

const real = resolve(process.env.ANJU_SHARED ?? '../shared', 'data/communities/communities_5cities.csv')

it.skipIf(!existsSync(real))(
  '[SX-15] the real estate list (communities_5cities.csv) through upload, run and list of errors',
  async () => {
    const admin = actor('administrator', 'system')
    const answer = await post(admin, readFileSync(real), { kind: 'test.towns' }, 'communities_5cities.csv')
    const { import: made, preview } = answer.json()
    expect(made.counts.total).toBe(5815)
    expect(preview.good + preview.bad).toBe(5815)
    await t.http(admin, 'POST', `/api/imports/${made.id}/run`, { mode: 'good' })
    await t.drain()
    const done = (await t.http(admin, 'GET', `/api/imports/${made.id}`)).json()
    expect(done).toMatchObject({ state: 'done', counts: { same: preview.good, failed: 0 } })
    const errors = await t.http(admin, 'GET', `/api/imports/${made.id}/errors`)
    const sheet = (await readSheet(errors.rawPayload, 'a.xlsx')).sheets[0]
    expect(sheet?.rows).toHaveLength(preview.bad)
    expect(sheet?.rows.some(row => row.cells.at(-1)?.includes('205'))).toBe(true)
    expect(await audited(NIL, 'import.finish')).toMatchObject({ after: { same: preview.good } })
  },
)
