import { defineConfig } from 'vitest/config'

/**
 * The browser journeys: a real Chromium against the built app. Two at a time: each has a program, a database and a browser
 * of its own, and waits for its own pages half of the time.
 */
export default defineConfig({
  test: {
    root: '.',
    include: ['test/browser/**/*.journey.ts'],
    globalSetup: ['test/global-setup.ts', 'test/browser/setup.ts'],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 180_000,
    hookTimeout: 240_000,
    // a second try, which `npm test` names as unsteady: a real browser on an unknown machine, no cover for a real fault
    retry: 1,
    // as patient as the page itself (kit.ts): the second that vitest gives is no measure of a loaded machine
    expect: { poll: { timeout: 15_000 } },
  },
})
