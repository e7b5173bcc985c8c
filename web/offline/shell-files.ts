import type { ModulePages, Shell } from '../page.ts'

/** What the bundler says of one output chunk. */
export interface Chunk {
  file: string
  /** the source file it stands for, below web/, if it is one's own entry */
  facade?: string
  entry: boolean
  imports: string[]
  dynamicImports: string[]
  css: string[]
  /** contains the chart library */
  charts: boolean
}

export interface ShellFiles {
  /** what must arrive before the first page is drawn */
  first: string[]
  /** everything this shell can ask for, charts apart */
  all: string[]
  charts: string[]
}

const shellSource: Record<Shell, string> = {
  console: 'shells/console/Console.tsx',
  resident: 'shells/phone/Resident.tsx',
  field: 'shells/phone/Field.tsx',
  gate: 'shells/gate/Gate.tsx',
  board: 'shells/board/Board.tsx',
}

/** Source of a page below web/, read from its `load` function: `() => import('./Queue.tsx')`. */
export function pageSource(module: string, load: () => unknown): string {
  return `pages/${module}/${loadedFile(load)}`
}

/** The file that a `load` function names. @throws when it is written in another way */
export function loadedFile(load: () => unknown): string {
  const name = load.toString().match(/import\(\s*["'`]\.\/(.+?)["'`]\s*\)/)?.[1]
  if (!name) throw new Error("load must be written as () => import('./X.tsx')")
  return name
}

/**
 * Which output files each shell needs, first and at all. `language` counts one language, none counts both;
 * `slots` are the sources of parts that stand in every shell.
 */
export function shellFiles(
  chunks: readonly Chunk[],
  modules: readonly ModulePages[],
  options: { language?: 'zh-CN' | 'en'; slots?: readonly string[] } = {},
): Record<Shell, ShellFiles> {
  const byFile = new Map(chunks.map(chunk => [chunk.file, chunk]))
  const bySource = new Map(chunks.flatMap(chunk => (chunk.facade ? [[chunk.facade, chunk] as const] : [])))
  const main = reach(
    chunks.filter(chunk => chunk.entry),
    byFile,
  )
  const languages = options.language ? [options.language] : (['zh-CN', 'en'] as const)
  const texts = (names: Iterable<string>) =>
    [...names].flatMap(name => languages.flatMap(each => bySource.get(`locales/${each}/${name}.json`) ?? []))

  const of = (shell: Shell): ShellFiles => {
    const pages = modules.flatMap(({ module, pages }) =>
      pages.filter(page => page.shell === shell).map(page => ({ module, page })),
    )
    const chunkOf = ({ module, page }: (typeof pages)[number]) =>
      bySource.get(pageSource(module, page.load)) ?? []
    const sources = [shellSource[shell], ...(options.slots ?? [])]
    const frame = sources.flatMap(source => bySource.get(source) ?? [])
    const slotTexts = (options.slots ?? []).flatMap(source => source.split('/')[1] ?? [])
    const start = pages.filter(({ page }) => page.path === '')
    const first = new Set(main)
    for (const chunk of reach([...frame, ...start.flatMap(chunkOf)], byFile)) first.add(chunk)
    for (const chunk of texts(new Set(['common', ...slotTexts, ...start.map(each => each.module)])))
      first.add(chunk)
    const all = new Set(first)
    for (const chunk of reach([...frame, ...pages.flatMap(chunkOf)], byFile, main)) all.add(chunk)
    for (const chunk of texts(pages.map(each => each.module))) all.add(chunk)
    return {
      first: files([...first].filter(chunk => !chunk.charts)),
      all: files([...all].filter(chunk => !chunk.charts)),
      charts: files([...all].filter(chunk => chunk.charts)),
    }
  }
  return {
    console: of('console'),
    resident: of('resident'),
    field: of('field'),
    gate: of('gate'),
    board: of('board'),
  }
}

/**
 * Chunks that `from` imports, with themselves. With `stop`, lazily imported ones too, but not those of the
 * chunks in `stop`: the main chunk names every page of every shell.
 */
function reach(from: readonly Chunk[], byFile: Map<string, Chunk>, stop?: Set<Chunk>): Set<Chunk> {
  const seen = new Set<Chunk>()
  const open = [...from]
  for (let chunk = open.pop(); chunk; chunk = open.pop()) {
    if (seen.has(chunk)) continue
    seen.add(chunk)
    const next = stop && !stop.has(chunk) ? [...chunk.imports, ...chunk.dynamicImports] : chunk.imports
    for (const file of next) {
      const found = byFile.get(file)
      if (found) open.push(found)
    }
  }
  return seen
}

function files(chunks: readonly Chunk[]): string[] {
  return [...new Set(chunks.flatMap(chunk => [chunk.file, ...chunk.css]))].sort()
}
