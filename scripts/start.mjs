// npm start [web|worker|both|migrate] · npm run demo [-- --json]: brings everything into place and starts the program.
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { dataDir, ensureInstalled, ensureWeb, handOver, root } from './lib.mjs'

const args = process.argv.slice(2)
const mode = args[0] && !args[0].startsWith('-') ? args.shift() : 'both'

ensureInstalled()
if (mode !== 'worker' && mode !== 'migrate') ensureWeb()
// As root the database runs as another user, who has to walk through.
mkdirSync(dataDir, { recursive: true, mode: process.getuid?.() === 0 ? 0o711 : 0o700 })
handOver(['--enable-source-maps', join(root, 'server', 'main.ts'), mode, ...args])
