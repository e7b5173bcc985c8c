import type { ModulePages } from './page.ts'

/** The modules that have screens: one line each, in the order of server/modules.ts. */
export const modules: ModulePages[] = []
