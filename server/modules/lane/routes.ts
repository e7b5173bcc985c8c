/** Contract → use case. */
import { bind } from '../../core/http.ts'
import type { Module } from '../../core/module.ts'
import { laneApi } from './contract.ts'

export const laneModule: Module = {
  name: 'lane',
  routes: bind(laneApi, {}),
}
