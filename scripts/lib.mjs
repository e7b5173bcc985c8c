// Shared by the start scripts. Plain JavaScript that the system's Node (20 or newer) runs: it brings the pinned
// Node and the packages into place and hands over to them.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = dirname(dirname(fileURLToPath(import.meta.url)))
export const dataDir = resolve(process.env.ANJU_DATA || join(root, 'data'))
const modules = join(root, 'node_modules')
export const node = join(modules, 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node')

/** Words for the person at the console go to stderr: stdout belongs to the program (`--json`). */
export function say(zh, en) {
  process.stderr.write(`${zh} / ${en}\n`)
}

export function fail(zh, en) {
  say(zh, en)
  process.exit(1)
}

/** Runs a command to its end with its output on stderr; returns its exit code. */
export function runQuiet(command, args, options = {}) {
  const done = spawnSync(command, args, { cwd: root, stdio: ['ignore', 2, 2], ...options })
  return done.status ?? 1
}

function npm(args, options = {}) {
  // Under `npm start` this is the very npm that was called; else the one on the path.
  const own = process.env.npm_execpath
  if (own && /npm-cli\.c?js$/.test(own)) return runQuiet(process.execPath, [own, ...args], options)
  return runQuiet(process.platform === 'win32' ? 'npm.cmd' : 'npm', args, {
    shell: process.platform === 'win32',
    ...options,
  })
}

function nodeWorks() {
  return existsSync(node) && spawnSync(node, ['--version']).status === 0
}

/**
 * Whether node_modules holds what the lock file names: npm leaves a list of what it installed, written last, so a
 * broken-off install does not count. Packages for other systems may be missing.
 */
function installed() {
  const mark = join(modules, '.package-lock.json')
  if (!existsSync(mark)) return false
  const have = JSON.parse(readFileSync(mark, 'utf8')).packages ?? {}
  const want = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages ?? {}
  return Object.entries(want).every(
    ([at, p]) => at === '' || have[at]?.version === p.version || (p.optional && !have[at]),
  )
}

/** Installs the packages when they are missing or the lock file changed, and makes sure the pinned Node runs. */
export function ensureInstalled() {
  const [major = 0] = process.versions.node.split('.').map(Number)
  if (major < 20) fail('需要 Node 20 或更新版本', `Node 20 or newer is needed, this is ${process.version}`)
  if (!installed()) {
    if (lstatSync(modules, { throwIfNoEntry: false })?.isSymbolicLink()) {
      fail(
        'node_modules 是链接且与锁文件不符',
        'node_modules is a link and does not match the lock file: install there',
      )
    }
    say('正在安装依赖(首次约一两分钟)…', 'installing packages (a minute or two the first time) …')
    if (npm(['ci', '--no-audit', '--no-fund']) !== 0) {
      fail('安装失败,请检查网络后重试', 'the install failed: check the network and try again')
    }
  }
  if (nodeWorks()) return
  // A newer npm may hold back install scripts: run the one that fetches the pinned Node ourselves.
  const dir = join(modules, 'node')
  const script = join(dir, 'installArchSpecificPackage.js')
  if (existsSync(script)) runQuiet(process.execPath, [script], { cwd: dir })
  if (!nodeWorks()) {
    fail(
      '没有得到项目固定的 Node,请运行: npm rebuild node',
      'the pinned Node is missing: run `npm rebuild node`, then start again',
    )
  }
}

function* filesUnder(dir, pick) {
  if (!existsSync(dir)) return
  for (const e of readdirSync(dir, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const at = join(dir, e.name)
    if (e.isDirectory()) yield* filesUnder(at, pick)
    else if (pick(e.name)) yield at
  }
}

/** Builds the pages when they are missing or older than what they are made of. */
export function ensureWeb() {
  const config = join(root, 'vite.config.ts')
  if (!existsSync(config)) return
  const h = createHash('sha256')
  const inputs = [
    ...filesUnder(join(root, 'web'), () => true),
    ...filesUnder(join(root, 'server', 'modules'), n => n === 'contract.ts'),
    join(root, 'package-lock.json'),
    config,
  ]
  for (const f of inputs) h.update(f.slice(root.length)).update('\0').update(readFileSync(f)).update('\0')
  const want = h.digest('hex')
  const stamp = join(root, 'dist', '.anju-web')
  if (existsSync(join(root, 'dist', 'web')) && existsSync(stamp) && readFileSync(stamp, 'utf8') === want)
    return
  say('正在生成网页…', 'building the pages …')
  if (runQuiet(node, [join(modules, 'vite', 'bin', 'vite.js'), 'build', '--logLevel', 'warn']) !== 0) {
    fail('网页生成失败,见上文', 'building the pages failed, see above')
  }
  mkdirSync(dirname(stamp), { recursive: true })
  writeFileSync(stamp, want)
}

/** Environment of the pinned Node: its compile cache makes every start after the first one quick. */
export function childEnv(extra = {}) {
  return { ...process.env, NODE_COMPILE_CACHE: join(dataDir, '.compile-cache'), ...extra }
}

/** Runs the pinned Node in our place: same terminal, signals passed on, its exit code kept. */
export function handOver(args, env = {}) {
  const child = spawn(node, args, { cwd: root, stdio: 'inherit', env: childEnv(env) })
  for (const s of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(s, () => {
      // Ctrl-C reaches the child through the terminal as well; a second SIGINT would look like impatience.
      if (s !== 'SIGINT' || !process.stdin.isTTY) child.kill(s)
    })
  }
  // A stop sent to npm ends npm and its shell, and the shell passes nothing on: notice that it went away.
  const parent = process.ppid
  if (process.env.npm_lifecycle_event) {
    setInterval(() => {
      if (process.ppid !== parent) child.kill('SIGTERM')
    }, 300).unref()
  }
  child.on('error', e => fail('无法启动', `cannot start: ${e.message}`))
  child.on('exit', (code, signal) => {
    process.exit(code ?? (signal === 'SIGINT' ? 130 : signal === 'SIGTERM' ? 143 : 1))
  })
}
