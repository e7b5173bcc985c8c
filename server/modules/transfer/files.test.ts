import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { anEstate } from '../../../test/factories.ts'
import { actor, testHouse } from '../../../test/harness.ts'
import { newId } from '../../core/ids.ts'
import { readSheet } from '../../core/sheet-read.ts'
import { listDef, pages, printDef } from '../../core/transfer.ts'

const t = await testHouse()

const list = listDef({
  key: 'test.buildings',
  title: { zh: '楼栋清单', en: 'Buildings' },
  permission: 'estate.read',
  scope: 'estate',
  query: z.object({ min: z.coerce.number().int().max(1000).default(0) }),
  rows: (ctx, asked) =>
    pages(async offset => {
      const found = await sql<{ name: string; floors: number | null }>`SELECT name, floors FROM building
        WHERE estate_id = ${asked.estateId} AND coalesce(floors, 0) >= ${asked.min} ORDER BY name OFFSET ${offset} LIMIT 2`.execute(
        ctx.db,
      )
      return { items: found.rows }
    }),
  columns: [
    { key: 'name', header: { zh: '楼栋', en: 'Building' }, kind: 'text', cell: row => row.name },
    { key: 'floors', header: { zh: '层数', en: 'Floors' }, kind: 'integer', cell: row => row.floors },
  ],
})

const letter = printDef({
  key: 'test.letter',
  title: { zh: '通知', en: 'Notice' },
  permission: 'notice.read',
  scope: 'estate',
  query: z.object({ to: z.string().max(20).default('全体业主') }),
  document: async (ctx, asked) => ({
    title: '停水通知',
    unit: ctx.lang === 'zh' ? '安居花园物业服务中心' : 'Anju Garden service centre',
    date: '2026-03-02',
    number: 'TZ-1',
    blocks: [{ kind: 'paragraph', text: `${asked.to}：<b>明日停水</b>` }],
  }),
})

t.house.transfers.add({ lists: [list], prints: [letter] })

async function desk() {
  const estate = await anEstate(t)
  return { estateId: estate.id, who: actor('office', 'estate', estate.id) }
}

async function audited(estateId: string, action: string) {
  const found = await sql<{
    after: Record<string, unknown>
    sealed: Buffer | null
  }>`SELECT after, sealed FROM audit
    WHERE estate_id = ${estateId} AND action = ${action} ORDER BY at DESC, id DESC LIMIT 1`.execute(
    t.house.db,
  )
  return found.rows[0]
}

describe('[SX-15] export', () => {
  async function five() {
    const at = await desk()
    for (const name of ['1', '2', '3', '4', '5']) {
      await sql`INSERT INTO building (estate_id, id, name, floors) VALUES (${at.estateId}, ${newId()}, ${name}, ${Number(name)})`.execute(
        t.house.db,
      )
    }
    const list = (more: string) =>
      t.http(at.who, 'GET', `/api/exports/test.buildings?estateId=${at.estateId}${more}`)
    return { ...at, list }
  }

  it('[SX-04] [SX-15] every row that the filters give, in the columns of the screen, as .xlsx and .csv', async () => {
    const at = await five()
    const sheet = (await readSheet((await at.list('')).rawPayload, 'a.xlsx')).sheets[0]
    expect(sheet?.header).toEqual(['楼栋', '层数'])
    expect(sheet?.rows.map(row => row.cells)).toEqual([
      ['1', '1'],
      ['2', '2'],
      ['3', '3'],
      ['4', '4'],
      ['5', '5'],
    ])
    const answer = await at.list('&format=csv&min=4&columns=floors,name&lang=en')
    expect(answer.body).toBe('\ufeffFloors,Building\r\n4,4\r\n5,5\r\n')
    expect(answer.headers['content-type']).toContain('text/csv')
  })

  it('[SX-03] it is audited with its size; what was filtered for stands sealed', async () => {
    const at = await five()
    await at.list('&format=csv&min=4')
    const row = await audited(at.estateId, 'transfer.export')
    expect(row?.after).toEqual({ format: 'csv', rows: 2, columns: ['name', 'floors'] })
    expect(row?.sealed).not.toBeNull()
  })

  it('a wrong filter is named; an unknown list, a neighbour and a role without the right are refused', async () => {
    const at = await five()
    const wrong = await at.list('&min=abc')
    expect([wrong.statusCode, wrong.json().fields.map((field: { path: string }) => field.path)]).toEqual([
      400,
      ['min'],
    ])
    expect((await t.http(at.who, 'GET', `/api/exports/none?estateId=${at.estateId}`)).statusCode).toBe(404)
    expect(
      (await t.http((await desk()).who, 'GET', `/api/exports/test.buildings?estateId=${at.estateId}`))
        .statusCode,
    ).toBe(404)
    const guard = actor('guard', 'estate', at.estateId)
    expect(
      (await t.http(guard, 'GET', `/api/exports/test.buildings?estateId=${at.estateId}`)).statusCode,
    ).toBe(403)
  })

  it('[SX-04] a list is printed with title, estate and pages', async () => {
    const at = await five()
    const answer = await at.list('&format=pdf')
    expect(answer.headers['content-type']).toBe('application/pdf')
    expect(answer.rawPayload.subarray(0, 5).toString()).toBe('%PDF-')
    expect((await audited(at.estateId, 'transfer.print'))?.after).toMatchObject({ format: 'pdf', rows: 5 })
  })
})

describe('[SX-04] print', () => {
  it('[SX-03] [SX-04] a document as PDF, Word and print sheet, each audited with its number', async () => {
    const at = await desk()
    const get = (more: string) =>
      t.http(at.who, 'GET', `/api/prints/test.letter?estateId=${at.estateId}${more}`)
    const pdf = await get('&to=😀')
    expect(pdf.rawPayload.subarray(0, 5).toString()).toBe('%PDF-')
    expect(decodeURIComponent(String(pdf.headers['x-anju-missing']))).toBe('😀')
    expect((await get('&format=docx')).rawPayload.subarray(0, 2).toString()).toBe('PK')
    const html = await get('&format=html&to=王某')
    expect(html.body).toContain('王某：&lt;b&gt;明日停水')
    expect(html.headers['content-security-policy']).toContain("default-src 'none'")
    expect((await audited(at.estateId, 'transfer.print'))?.after).toEqual({
      format: 'html',
      title: '停水通知',
      number: 'TZ-1',
    })
    expect((await get(`&to=${'x'.repeat(21)}`)).statusCode).toBe(400)
  })
  it("it speaks the language that the link names, whatever the browser prefers; without one, the browser's", async () => {
    const at = await desk()
    const get = async (lang: string, browser: string) => {
      const asked = `/api/prints/test.letter?estateId=${at.estateId}&format=html${lang}`
      const { body } = await t.http(at.who, 'GET', asked, undefined, { 'accept-language': browser })
      return [/<html lang="([^"]*)"/.exec(body)?.[1], body.includes('Anju Garden service centre')]
    }
    expect(await get('&lang=en', 'zh-CN,zh;q=0.9')).toEqual(['en', true])
    expect(await get('&lang=zh', 'en-GB,en;q=0.9')).toEqual(['zh-CN', false])
    expect(await get('', 'en-GB,en;q=0.9')).toEqual(['en', true])
    const refused = await t.http(at.who, 'GET', '/api/prints/none?lang=en', undefined, {
      'accept-language': 'zh-CN',
    })
    expect(refused.json().title).toMatch(/^[\x20-\x7e]+$/)
  })
  it('its own permission is asked, not only a session', async () => {
    const at = await desk()
    const url = `/api/prints/test.letter?estateId=${at.estateId}`
    expect((await t.http({ kind: 'nobody' }, 'GET', url)).statusCode).toBe(401)
    expect((await t.http((await desk()).who, 'GET', url)).statusCode).toBe(404)
    expect((await t.http(actor('device', 'estate', at.estateId), 'GET', url)).statusCode).toBe(403)
  })
})
