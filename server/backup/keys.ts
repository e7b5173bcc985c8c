/**
 * The keys of an installation, kept apart from its backup: who has both can read everything. Keys of closures are
 * never copied: a closure's end must make its data unreadable in every backup too.
 */
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'

/** Paths in the data folder. The authority goes along, or every phone would have to trust a new one. */
const FILES = ['keys/master.key', 'tls/authority.key', 'tls/authority.pem']

/** A mark by which backup and key are matched; it tells nothing about the key. Undefined when there is no key yet. */
export async function keyMark(
  dataDir: string,
  hex = process.env.ANJU_MASTER_KEY,
): Promise<string | undefined> {
  const file = join(dataDir, 'keys/master.key')
  const key = hex ?? (existsSync(file) ? (await readFile(file, 'utf8')).trim() : undefined)
  return key === undefined ? undefined : markOf(key)
}

function markOf(hex: string): string {
  return createHash('sha256')
    .update('anju-key-mark')
    .update(Buffer.from(hex, 'hex'))
    .digest('hex')
    .slice(0, 16)
}

type Bundle = Record<string, string>

/** Writes the keys file (0600); answers false when there is nothing to write, the key being in the environment. */
export async function saveKeys(dataDir: string, file: string): Promise<boolean> {
  const bundle: Bundle = {}
  for (const name of FILES) {
    if (existsSync(join(dataDir, name))) bundle[name] = await readFile(join(dataDir, name), 'utf8')
  }
  if (Object.keys(bundle).length === 0) return false
  await writeFile(file, `${JSON.stringify({ anju: 'keys', version: 1, files: bundle }, null, 1)}\n`, {
    mode: 0o600,
  })
  return true
}

/** Reads a keys file; the mark of its master key comes along, undefined when it holds none. */
export async function readKeys(file: string): Promise<{ bundle: Bundle; mark: string | undefined }> {
  const parsed = JSON.parse(await readFile(file, 'utf8')) as { anju?: string; files?: Bundle }
  if (parsed.anju !== 'keys' || !parsed.files)
    throw new Error(`${file}: not a keys file of Anju / 不是安居的密钥文件`)
  const master = parsed.files['keys/master.key']
  return { bundle: parsed.files, mark: master === undefined ? undefined : markOf(master.trim()) }
}

export async function putKeys(dataDir: string, bundle: Bundle): Promise<void> {
  for (const name of FILES) {
    const text = bundle[name]
    if (text === undefined) continue
    await mkdir(dirname(join(dataDir, name)), { recursive: true, mode: 0o700 })
    await writeFile(join(dataDir, name), text, { mode: 0o600 })
  }
}
