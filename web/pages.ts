import type { ModulePages } from './page.ts'
import kit from './pages/kit/index.ts'

/** The modules that have screens: one line each, in the order of server/modules.ts. */
export const modules: ModulePages[] = []

if (import.meta.env.DEV || import.meta.env.VITE_KIT === '1') modules.push(kit)
