/**
 * The agent in the gatehouse: `npm run edge -- enrol URL CODE`, then `npm run edge`. It decides for the cameras on its
 * LAN with what it learnt of the server, with and without the line (S4-16).
 */
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { z } from 'zod'
import { startAgent } from './agent.ts'
import { enrol, hasIdentity, renewPin } from './identity.ts'

const Settings = z.object({
  ANJU_EDGE_DATA: z.string().default('edge-data'),
  ANJU_EDGE_HOST: z.string().default('0.0.0.0'),
  /** megabytes of the disk for pictures that wait for the line */
  ANJU_EDGE_PICTURES_MB: z.coerce.number().int().min(0).max(1_000_000).default(2048),
  ANJU_EDGE_PORT: z.coerce.number().int().min(0).max(65_535).default(3190),
})

const say = (text: string) => void process.stdout.write(`${text}\n`)

function version(): string {
  const file = join(import.meta.dirname, '..', 'package.json')
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version
}

async function main(argv: string[]): Promise<void> {
  const s = Settings.parse(process.env)
  const dataDir = resolve(s.ANJU_EDGE_DATA)
  const [act, url, code] = argv
  if (act === 'enrol') {
    if (!url || !code) throw new Error('用法 / usage: npm run edge -- enrol https://SERVER CODE')
    const made = await enrol(dataDir, url, code)
    say(
      `已登记：${made.name}，备用页数字 ${made.pin} / enrolled: ${made.name}, digits of the guard’s page ${made.pin}`,
    )
    return
  }
  if (act === 'pin') {
    say(`备用页数字 / digits of the guard’s page: ${renewPin(dataDir)}`)
    return
  }
  if (act !== undefined) throw new Error(`未知命令 ${act} / unknown command: enrol | pin | (nothing)`)
  if (!hasIdentity(dataDir))
    throw new Error(
      '还没有登记：请在控制台“车道设备”里取得一次性代码，然后运行 npm run edge -- enrol https://服务器 代码 / not enrolled: get a one-time code on the console, then npm run edge -- enrol URL CODE',
    )
  const agent = await startAgent({
    dataDir,
    host: s.ANJU_EDGE_HOST,
    port: s.ANJU_EDGE_PORT,
    version: version(),
    pictureBytes: s.ANJU_EDGE_PICTURES_MB * 1024 ** 2,
    say,
  })
  say(`安居门岗代理 / Anju edge agent: http://127.0.0.1:${agent.port}`)
  let stopping = false
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.on(signal, () => {
      if (stopping) return
      stopping = true
      void agent.stop().then(() => process.exit(0))
    })
}

main(process.argv.slice(2)).catch(error => {
  process.stderr.write(`${(error as Error).message}\n`)
  process.exit(1)
})
