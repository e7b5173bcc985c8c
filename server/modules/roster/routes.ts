/** Contract → use case. */
import type { Module } from '../../core/module.ts'

export const rosterModule: Module = { name: 'roster', routes: [] }
