import type { ModulePages } from './page.ts'
import kit from './pages/kit/index.ts'
import { modules } from './pages.ts'

/** The product's pages, and the gallery of parts where the build wants it. */
export const allModules: ModulePages[] =
  import.meta.env.DEV || import.meta.env.VITE_KIT === '1' ? [...modules, kit] : modules
