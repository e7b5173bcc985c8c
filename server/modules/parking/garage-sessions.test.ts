/**
 * Sessions of a real garage, dirty as they are, through the handler that hears the lanes: 34 without an exit, 18 that overlap
 * another of the same vehicle. Skipped by name where the file is not at hand.
 */
import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { system, testHouse } from '../../../test/harness.ts'
import { aYard, hear } from '../../../test/parking.ts'
import { newId } from '../../core/ids.ts'
import { parseDelimited } from '../../core/sheet-csv.ts'
import type { VehiclePassedNews } from '../lane/news.ts'
import { listStays } from './stay-acts.ts'

const file = resolve(process.env.ANJU_SHARED ?? '../shared', 'data/parking/residential_sessions_norway.csv')
const t = await testHouse()

test.skipIf(!existsSync(file))(
  'a real garage’s sessions leave a stay each, what is dirty is marked, and no minute is charged twice',
  async () => {
    t.clock.set('2026-12-01T00:00:00Z')
    const y = await aYard(t)
    const rows = parseDelimited(readFileSync(file, 'utf8'), ',', 100_000)
      .slice(1)
      .map(r => r.cells)
      // the whole file takes minutes: the two garages with most of the dirt are kept
      .filter(c => ['G08', 'G22'].includes(c[1] ?? ''))
    const cipher = await t.ctx(system).cipher(y.estateId)
    // eight years later, where the house has its rules; the leap day stays one
    const at = (text: string) =>
      new Date(`${Number(text.slice(0, 4)) + 8}${text.slice(4).replace(' ', 'T')}:00+08:00`).toISOString()
    const news = rows.flatMap(([, garage = '', vehicle = '', , inTime = '', outTime = '']) => {
      const plate = `琼${garage.slice(1)}${vehicle}`
      const one = (time: string, direction: 'in' | 'out'): VehiclePassedNews => ({
        estateId: y.estateId,
        eventId: newId(),
        at: at(time),
        deviceAt: null,
        laneId: direction === 'in' ? y.inLane : y.outLane,
        gateId: y.gateId,
        direction,
        plateSealed: cipher.seal('plate', plate).toString('hex'),
        plateBlind: cipher.blind('plate', plate).toString('hex'),
        rightKind: null,
        rightId: null,
        pictureId: null,
        manual: false,
        replay: false,
      })
      return [one(inTime, 'in'), ...(outTime ? [one(outTime, 'out')] : [])]
    })
    const inOrder = news.toSorted((a, b) => (a.at < b.at ? -1 : 1))
    for (const n of inOrder) {
      t.clock.set(n.at)
      await hear(t, n)
    }
    const stays = []
    for (let offset = 0; ; offset += 500) {
      const page = await listStays(t.ctx(y.manager), { estateId: y.estateId, offset, limit: 500 })
      if (page.items.length === 0) break
      stays.push(...page.items)
    }
    const noExit = rows.filter(c => !c[5]).length
    const entries = stays.filter(s => s.enteredAt !== null).length
    // a plate that comes in again within the minute was read twice: one passage
    const ins = Map.groupBy(
      inOrder.filter(n => n.direction === 'in'),
      n => n.plateBlind,
    )
    const twins = [...ins.values()].flatMap(list =>
      list.slice(1).filter((n, i) => Date.parse(n.at) - Date.parse(list[i]?.at ?? '') <= 60_000),
    )
    expect(entries).toBe(rows.length - twins.length)
    expect(stays.filter(s => s.state !== 'left').length).toBeGreaterThanOrEqual(noExit)
    for (const s of stays) {
      if (s.enteredAt && s.leftAt) expect(s.enteredAt <= s.leftAt).toBe(true)
      expect(s.owed).toBeGreaterThanOrEqual(0)
    }
    const byPlate = Map.groupBy(
      stays.filter(s => s.enteredAt && s.leftAt),
      s => s.plate,
    )
    for (const list of byPlate.values()) {
      const sorted = list.toSorted((a, b) => (a.enteredAt! < b.enteredAt! ? -1 : 1))
      for (const [i, s] of sorted.slice(1).entries()) expect(s.enteredAt! >= sorted[i]!.leftAt!).toBe(true)
    }
  },
  180_000,
)
