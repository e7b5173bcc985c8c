import { defineConfig } from 'vitest/config'

/** The browser journeys: a real Chromium against the built app; one at a time, they share the machine. */
export default defineConfig({
  test: {
    root: '.',
    include: ['test/browser/**/*.journey.ts'],
    globalSetup: ['test/global-setup.ts', 'test/browser/setup.ts'],
    pool: 'forks',
    maxWorkers: 1,
    fileParallelism: false,
    testTimeout: 90_000,
    hookTimeout: 120_000,
  },
})
