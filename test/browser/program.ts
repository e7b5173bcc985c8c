/** The whole program beside a journey: its own port and data folder on the file's database, and signing in by keyboard. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { inject } from 'vitest'
import { type Config, readConfig } from '../../server/core/config.ts'
import { makeCtx } from '../../server/core/house.ts'
import { type Running, run } from '../../server/main.ts'
import type { TestHouse } from '../harness.ts'

/** Of nobody: every account of a journey is made with it. */
export const PASSWORD = 'Quiet-River-31'

export interface Program extends Running {
  /** The test house with the program's own keys, for the factories. */
  there: TestHouse
  end: () => Promise<void>
}

/** Starts it; `more` changes its configuration. */
export async function aProgram(t: TestHouse, more: Partial<Config> = {}): Promise<Program> {
  const dataDir = mkdtempSync(join(tmpdir(), 'anju-journey-'))
  const appUrl = new URL(inject('appUrl'))
  appUrl.pathname = new URL(t.ownerUrl).pathname
  const quiet = { ANJU_LOG: 'silent', ANJU_HOST: '127.0.0.1', ANJU_PORT: '0', ANJU_TLS_PORT: 'off' }
  const program = await run(
    'both',
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

/** A member of staff signs in and lands on `next`. */
export async function staffIn(page: Page, username: string, next: string): Promise<void> {
  await page.goto(`/sign-in?next=${next}`)
  await page.locator('input[autocomplete="username"]').fill(username)
  await page.locator('input[type="password"]').fill(PASSWORD)
  await page.keyboard.press('Enter')
  await page.waitForURL(url => url.pathname.startsWith(next))
}
