import { spawnSync } from 'node:child_process'
import { join } from 'node:path'

/** Builds the gallery of UI parts into dist/kit; the product itself is built by `npm test` before. */
export default function setup(): void {
  const root = join(import.meta.dirname, '../..')
  const vite = join(root, 'node_modules/vite/bin/vite.js')
  const done = spawnSync(
    process.execPath,
    [vite, 'build', '--outDir', '../dist/kit', '--logLevel', 'error'],
    {
      cwd: root,
      stdio: 'inherit',
      env: { ...process.env, VITE_KIT: '1', NODE_ENV: 'production' },
    },
  )
  if (done.status !== 0) throw new Error('the gallery does not build')
}
