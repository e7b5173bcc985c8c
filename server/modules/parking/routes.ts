/** Contract → use case. */
import { bind } from '../../core/http.ts'
import type { Module } from '../../core/module.ts'
import { parkingApi } from './contract.ts'

export const parkingModule: Module = {
  name: 'parking',
  routes: bind(parkingApi, {}),
}
