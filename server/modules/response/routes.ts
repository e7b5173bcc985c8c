/** Contract → use case. */
import { bind } from '../../core/http.ts'
import type { Module } from '../../core/module.ts'
import { responseApi } from './contract.ts'

export const responseModule: Module = {
  name: 'response',
  routes: bind(responseApi, {}),
}
