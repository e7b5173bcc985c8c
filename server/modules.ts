/** The rooms of the house, in order: a module may import only from those above it (checked by test/tidy.test.ts). */
import type { Module } from './core/module.ts'
import { estateModule } from './modules/estate/routes.ts'

export const modules: Module[] = [estateModule]
