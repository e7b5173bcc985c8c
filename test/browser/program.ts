/** The whole program beside a journey: its own port and data folder on the file's database, and signing in by keyboard. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { inject } from 'vitest'
import { type Config, readConfig } from '../../server/core/config.ts'
import { makeCtx } from '../../server/core/house.ts'
import { type Running, run } from '../../server/program.ts'
import type { TestHouse } from '../harness.ts'

/** Of nobody: every account of a journey is made with it. */
export const PASSWORD = 'Quiet-River-31'

export interface Program extends Running {
  /** The test house with the program's own keys, for the factories. */
  there: TestHouse
  end: () => Promise<void>
}

/** Starts it; `more` changes its configuration; `web` leaves its jobs out. */
export async function aProgram(
  t: TestHouse,
  more: Partial<Config> = {},
  part: 'both' | 'web' = 'both',
): Promise<Program> {
  const dataDir = mkdtempSync(join(tmpdir(), 'anju-journey-'))
  const appUrl = new URL(inject('appUrl'))
  appUrl.pathname = new URL(t.ownerUrl).pathname
  const quiet = { ANJU_LOG: 'silent', ANJU_HOST: '127.0.0.1', ANJU_PORT: '0', ANJU_TLS_PORT: 'off' }
  const program = await run(
    part,
    { ...readConfig(quiet), dataDir, databaseUrl: appUrl.href, ownerUrl: t.ownerUrl, ...more },
    () => {},
  )
  return {
    ...program,
    there: {
      ...t,
      house: program.house,
      ctx: (actor, options) => makeCtx(program.house, { actor, ...options }),
    },
    end: async () => {
      await program.stop()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

/** Types a name and a password on the page of signing in and sends them. */
export async function typeIn(page: Page, username: string, password = PASSWORD): Promise<void> {
  await page.locator('input[autocomplete="username"]').fill(username)
  await page.locator('input[type="password"]').fill(password)
  await page.keyboard.press('Enter')
}

/** A person with a password signs in and lands on `next`; `there` says which address that is. */
export async function staffIn(
  page: Page,
  username: string,
  next: string,
  there = (path: string) => path.startsWith(next),
): Promise<void> {
  // a resident is asked for his phone there; with a password he comes by the plain door
  await page.goto(next === '/resident' ? '/sign-in' : `/sign-in?next=${next}`)
  await typeIn(page, username)
  await page.waitForURL(url => there(url.pathname))
}

/** Signs in by the plain door, wherever that leads, and opens an address. */
export async function inAndTo(page: Page, username: string, address: string): Promise<void> {
  await page.goto('/sign-in')
  await typeIn(page, username)
  await page.waitForURL(url => !url.pathname.startsWith('/sign-in'))
  await page.goto(address)
}
