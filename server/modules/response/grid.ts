/** Grid workers: persons with a grid of buildings, and what they report of a day (S6-21). */
import { instantText } from '../../core/clock.ts'
import { fail } from '../../core/errors.ts'
import { newId } from '../../core/ids.ts'
import { query, verb } from '../../core/verb.ts'
import { accountById } from '../people/store-accounts.ts'
import { self } from './actor.ts'
import { responseApi } from './contract.ts'
import { responseFail } from './errors.ts'
import * as store from './store-grid.ts'

const presentReport = (r: store.ReportRow) => ({
  id: r.id,
  name: r.name,
  day: r.day,
  visited: r.visited,
  notMet: r.not_met,
  needs: r.needs,
  note: r.note,
  photos: r.photos,
  at: instantText(r.made_at),
})

const presentWorker = (g: store.GridRow, names: ReadonlyMap<string, string>) => ({
  id: g.id,
  accountId: g.account_id,
  name: g.name,
  grid: g.grid,
  buildings: g.buildings.map(id => ({ id, name: names.get(id) ?? '—' })),
  from: g.from_on,
  until: g.until_on,
})

export const getGrid = query(
  'response.grid',
  responseApi['GET /api/estates/:estateId/response/grid'],
  async (ctx, input) => {
    const buildings = await store.buildingNames(ctx.db, input.estateId)
    const names = new Map(buildings.map(b => [b.id, b.name]))
    const workers = await store.gridWorkers(ctx.db, input.estateId)
    const covered = new Set(workers.filter(w => w.until_on === null).flatMap(w => w.buildings))
    return {
      workers: workers.map(w => presentWorker(w, names)),
      reports: (await store.gridReports(ctx.db, input.estateId)).map(presentReport),
      buildings,
      uncovered: buildings.filter(b => !covered.has(b.id)).map(b => b.name),
    }
  },
)

export const setGrid = verb(
  'response.set_grid',
  responseApi['PUT /api/estates/:estateId/response/grid'],
  async (ctx, input) => {
    const account = await accountById(ctx.db, input.accountId)
    if (account === undefined) throw fail('core.not_found')
    const names = new Map((await store.buildingNames(ctx.db, input.estateId)).map(b => [b.id, b.name]))
    if (input.buildings.some(id => !names.has(id))) throw fail('core.not_found')
    const before = (await store.gridWorkers(ctx.db, input.estateId)).find(
      w => w.account_id === account.id && w.until_on === null,
    )
    if (before && input.from < before.from_on)
      throw responseFail('response.duty_before', { params: { day: before.from_on } })
    const row = {
      id: newId<'grid'>(ctx.now.epochMilliseconds),
      account_id: account.id,
      name: account.name,
      grid: input.grid,
      buildings: input.buildings,
      from_on: input.from,
    }
    await store.putGrid(ctx.db, input.estateId, { ...row, by: self(ctx).id, at: ctx.now })
    await ctx.audit(
      {
        action: 'response.set_grid',
        subject: 'grid_worker',
        subjectId: row.id,
        before: before && { grid: before.grid, buildings: before.buildings },
        after: { name: row.name, grid: row.grid, buildings: row.buildings, from: row.from_on },
      },
      input.estateId,
    )
    return presentWorker({ ...row, until_on: null }, names)
  },
)

export const reportGrid = verb(
  'response.report_grid',
  responseApi['POST /api/estates/:estateId/response/grid/reports'],
  async (ctx, input) => {
    const by = self(ctx)
    const kept = input.upload
      ? await ctx.house.files.putPhoto(
          ctx.db,
          ctx.now,
          input.estateId,
          input.upload.bytes,
          by.id,
          'response.grid',
        )
      : undefined
    const row: store.ReportRow = {
      id: newId<'report'>(ctx.now.epochMilliseconds),
      account_id: by.id,
      name: by.name,
      day: input.day,
      visited: input.visited,
      not_met: input.notMet,
      needs: input.needs ?? null,
      note: input.note ?? null,
      photos: kept ? [kept.id] : [],
      made_at: ctx.now,
    }
    await store.insertReport(ctx.db, input.estateId, { ...row, device: ctx.deviceTime ?? null })
    await ctx.audit(
      {
        action: 'response.report_grid',
        subject: 'grid_report',
        subjectId: row.id,
        after: { day: row.day, visited: row.visited, notMet: row.not_met },
      },
      input.estateId,
    )
    await ctx.signal({ estateId: input.estateId, topic: 'response', ref: row.id })
    return presentReport(row)
  },
)
