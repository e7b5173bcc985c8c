/** npm run backup -- FILE · npm run restore -- FILE [--keys FILE] [--without-keys] */
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { systemClock } from '../core/clock.ts'
import type { Config } from '../core/config.ts'
import { FolderInUse } from '../core/folder-lock.ts'
import { runningEmbedded, startEmbedded } from '../core/postgres.ts'
import { backup } from './backup.ts'
import { BackupError } from './format.ts'
import { restore } from './restore.ts'

const say = (text: string) => process.stderr.write(`${text}\n`)

interface Target {
  ownerUrl: string
  dataDir: string
  close(): Promise<void>
}

/** The database of the settings: one's own by URL, else the embedded one, running already or started for this. */
async function target(config: Config, mayRun: boolean): Promise<Target> {
  const { dataDir } = config
  const own = config.ownerUrl ?? config.databaseUrl
  if (own) return { ownerUrl: own, dataDir, close: async () => {} }
  try {
    const e = await startEmbedded(dataDir, { log: say })
    return { ownerUrl: e.ownerUrl, dataDir, close: () => e.stop() }
  } catch (e) {
    if (e instanceof FolderInUse && mayRun)
      return { ...runningEmbedded(dataDir), dataDir, close: async () => {} }
    throw e
  }
}

async function runBackup(config: Config, file: string): Promise<void> {
  const t = await target(config, true)
  try {
    const r = await backup({ ...t, file, now: systemClock.now() })
    say(`已备份 ${r.tables} 张表 ${r.rows} 行、${r.files} 个文件到 ${file}(${Math.ceil(r.bytes / 1024)} KB)`)
    say(
      `Saved ${r.tables} tables with ${r.rows} rows and ${r.files} files in ${file} (${Math.ceil(r.bytes / 1024)} KB)`,
    )
    if (r.keysFile) {
      say(`密钥另存于 ${r.keysFile}:请与备份分开保管,两者齐备即可读取全部内容,缺少密钥则加密内容无法恢复。`)
      say(
        `The keys are in ${r.keysFile}: keep them apart from the backup. Both together read everything; without the keys nothing encrypted comes back.`,
      )
    } else {
      say('主密钥在环境变量 ANJU_MASTER_KEY 中,不在备份里:请另行保管。')
      say('The master key is in ANJU_MASTER_KEY and not in the backup: keep it elsewhere.')
    }
  } finally {
    await t.close()
  }
}

async function runRestore(
  config: Config,
  file: string,
  keysFile: string | undefined,
  withoutKeys: boolean,
): Promise<void> {
  if (!existsSync(file)) throw new BackupError(`没有文件 ${file}。`, `There is no file ${file}.`)
  const t = await target(config, false)
  try {
    const r = await restore({ ...t, file, keysFile, withoutKeys })
    say(`已恢复 ${r.at} 的备份:${r.tables} 张表 ${r.rows} 行、${r.files} 个文件。现在可以 npm start。`)
    say(
      `Restored the backup of ${r.at}: ${r.tables} tables, ${r.rows} rows, ${r.files} files. Now: npm start.`,
    )
  } finally {
    await t.close()
  }
}

/**
 * The two commands of the operator, told in both languages on stderr.
 * @returns the exit code
 */
export async function backupCommand(
  what: 'backup' | 'restore',
  args: string[],
  config: Config,
): Promise<number> {
  try {
    const { positionals, values } = parseArgs({
      args,
      allowPositionals: true,
      options: { keys: { type: 'string' }, 'without-keys': { type: 'boolean' } },
    })
    const [file] = positionals
    if (!file || positionals.length > 1)
      throw new BackupError(`用法: npm run ${what} -- 文件`, `Usage: npm run ${what} -- FILE`)
    if (what === 'backup') await runBackup(config, resolve(file))
    else {
      const keys = values.keys && resolve(values.keys)
      await runRestore(config, resolve(file), keys, values['without-keys'] ?? false)
    }
    return 0
  } catch (e) {
    say(
      e instanceof BackupError || e instanceof FolderInUse
        ? e.message
        : String(e instanceof Error ? e.stack : e),
    )
    return 1
  }
}
