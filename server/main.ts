/** One program: web | worker | both | migrate | demo and the operator's commands, chosen by its argument. */
import { join } from 'node:path'
import { buildHouse } from './app.ts'
import { sealAudit, verifyAudit } from './core/audit.ts'
import { type Config, readConfig } from './core/config.ts'
import { openPool } from './core/db.ts'
import { openDatabase, prepare, run } from './program.ts'

async function auditVerify(config: Config, say: (m: string) => void): Promise<number> {
  const database = await openDatabase(config, say, true)
  const pool = openPool(database.appUrl, 2)
  const house = await buildHouse(config, pool)
  await sealAudit(house.db)
  const report = await verifyAudit(house.db, house.clock.now())
  for (const f of report.faults) say(`${f.kind}: estate ${f.estateId} row ${f.auditId} at ${f.at}`)
  say(`${report.rows} rows, ${report.faults.length} faults`)
  await house.db.destroy()
  await database.stop()
  return report.faults.length === 0 ? 0 : 1
}

function onSignals(stop: () => Promise<void>): void {
  // A signal may come twice, to the group and passed on by npm; the second must not cut the stop short.
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.on(signal, () => {
      void stop().then(
        () => process.exit(0),
        error => {
          console.error(error)
          process.exit(1)
        },
      )
    })
}

async function main(argv: string[]): Promise<void> {
  const mode = argv[0] ?? 'both'
  const json = argv.includes('--json')
  const say = (m: string) => void (json ? process.stderr : process.stdout).write(`${m}\n`)
  const config = readConfig(process.env, mode === 'demo')
  switch (mode) {
    case 'migrate': {
      const database = await openDatabase(config, say)
      say(`applied: ${(await prepare(database.ownerUrl)).join(', ') || 'nothing new'}`)
      await database.stop()
      return
    }
    case 'audit:verify':
      process.exitCode = await auditVerify(config, say)
      return
    case 'backup':
    case 'restore': {
      const { backupCommand } = await import('./backup/cli.ts')
      process.exitCode = await backupCommand(mode, argv.slice(1), config)
      return
    }
    case 'web':
    case 'worker':
    case 'both': {
      const running = await run(mode, config, say)
      onSignals(running.stop)
      say(`安居 Anju: ${running.url || 'worker'}`)
      return
    }
    case 'demo': {
      const { demo } = await import('../sim/demo.ts')
      const running = await demo({ ...config, dataDir: join(config.dataDir, 'demo') }, argv.slice(1), say)
      onSignals(running.stop)
      return
    }
    default:
      throw new Error(
        `unknown mode ${mode}: web | worker | both | migrate | demo | audit:verify | backup | restore`,
      )
  }
}

if (import.meta.filename === process.argv[1]) {
  main(process.argv.slice(2)).catch(error => {
    console.error(error instanceof Error ? error.message : error)
    process.exit(1)
  })
}
