import { expect, test } from 'vitest'
import { killRun } from './run.ts'

const kills = process.env.ANJU_LONG ? 50 : 3

test(`${kills} times kill -9 under writes, then a database that stands still: every answered write is there, none twice, each audited`, {
  timeout: kills * 40_000 + 120_000,
}, async () => {
  const report = await killRun({ kills, seed: 20261122, freezeMs: process.env.ANJU_LONG ? 10_000 : 1500 })
  expect(report).toMatchObject({
    refused: [],
    lost: [],
    twice: [],
    strange: [],
    unaudited: 0,
    restarts: kills,
  })
  // Kills that never met a write in flight would prove nothing.
  expect(report.answered).toBeGreaterThan(kills * 10)
  expect(report.repeated).toBeGreaterThan(0)
})
