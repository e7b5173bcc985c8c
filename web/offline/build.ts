import { join, relative } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Plugin } from 'vite'
import type { ModulePages } from '../page.ts'
import { type Chunk, loadedFile, shellFiles } from './shell-files.ts'

/**
 * Build step: writes dist/web/shells.json (the files of each shell, for the size check) and precache.json
 * (what the phone shells and the gate keep for use without network). File names carry a hash of their
 * content, so the list is the version.
 */
export function offlineShell(): Plugin {
  let root = ''
  return {
    name: 'anju-offline-shell',
    apply: 'build',
    // after vite has folded chunks that hold styles only into those that import them
    enforce: 'post',
    configResolved(config) {
      root = config.root
    },
    async generateBundle(_, bundle) {
      const chunks = Object.values(bundle).flatMap((output): Chunk[] => {
        if (output.type !== 'chunk') return []
        return [
          {
            file: output.fileName,
            facade: output.facadeModuleId ? relative(root, output.facadeModuleId) : undefined,
            entry: output.isEntry,
            imports: output.imports,
            dynamicImports: output.dynamicImports,
            css: [...(output.viteMetadata?.importedCss ?? [])],
            charts: output.moduleIds.some(id => id.includes('/node_modules/echarts/')),
          },
        ]
      })
      const modules = await pagesOf(root)
      const slots = await slotsOf(root)
      const shells = shellFiles(chunks, modules, { slots })
      const entry = chunks.filter(
        chunk => chunk.facade?.startsWith('pages/entry/') || chunk.facade?.includes('/entry.json'),
      )
      const kept = new Set([
        ...(['resident', 'field', 'gate'] as const).flatMap(shell => shells[shell].all),
        ...entry.flatMap(chunk => [chunk.file, ...chunk.css]),
      ])
      const write = (fileName: string, value: unknown) =>
        this.emitFile({ type: 'asset', fileName, source: JSON.stringify(value) })
      write(
        'precache.json',
        [...kept].sort().map(file => `/${file}`),
      )
      write('shells.json', shellFiles(chunks, modules, { language: 'zh-CN', slots }))
    },
  }
}

/** The same list that web/all-pages.ts makes, read by node itself. */
async function pagesOf(root: string): Promise<ModulePages[]> {
  const read = (file: string) => import(pathToFileURL(join(root, file)).href)
  const { modules }: { modules: ModulePages[] } = await read('pages.ts')
  if (process.env.VITE_KIT !== '1') return modules
  const { default: kit }: { default: ModulePages } = await read('pages/kit/index.ts')
  return [...modules, kit]
}

async function slotsOf(root: string): Promise<string[]> {
  const { slots }: { slots: Record<string, () => unknown> } = await import(
    pathToFileURL(join(root, 'slots.ts')).href
  )
  return Object.values(slots).map(loadedFile)
}
