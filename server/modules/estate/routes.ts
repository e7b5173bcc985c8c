/** Contract → use case. */
import { bind } from '../../core/http.ts'
import type { Module } from '../../core/module.ts'
import { estateApi } from './contract.ts'
import * as service from './service.ts'

export const estateModule: Module = {
  name: 'estate',
  routes: bind(estateApi, {
    'GET /api/regions': service.listRegions,
    'POST /api/regions': service.createRegion,
    'GET /api/estates': service.listEstates,
    'POST /api/estates': service.createEstate,
    'GET /api/estates/:estateId': service.getEstate,
  }),
}
