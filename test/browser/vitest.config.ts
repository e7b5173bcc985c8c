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
    testTimeout: 90_000,
    hookTimeout: 120_000,
  },
})
