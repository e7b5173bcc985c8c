/** Contract → use case. */
import { bind } from '../../core/http.ts'
import type { Module } from '../../core/module.ts'
import * as brigade from './brigade.ts'
import { responseApi } from './contract.ts'
import * as duty from './duty.ts'
import * as grouping from './grouping.ts'
import { imports } from './imports.ts'

export const responseModule: Module = {
  name: 'response',
  routes: bind(responseApi, {
    'GET /api/regions/:regionId/response/duty': duty.regionDuty,
    'PUT /api/regions/:regionId/response/duty': duty.nameInRegion,
    'GET /api/regions/:regionId/response/duty/estates': duty.listDuties,
    'GET /api/estates/:estateId/response/duty': duty.estateDuty,
    'PUT /api/estates/:estateId/response/duty': duty.nameAtEstate,
    'GET /api/regions/:regionId/response/members': brigade.listMembers,
    'GET /api/regions/:regionId/response/grouping': grouping.getGrouping,
    'PUT /api/regions/:regionId/response/grouping': grouping.proposeGrouping,
    'POST /api/regions/:regionId/response/grouping/community': grouping.confirmCommunity,
    'POST /api/regions/:regionId/response/grouping/forestry': grouping.confirmForestry,
    'POST /api/regions/:regionId/response/grouping/return': grouping.returnGrouping,
    'GET /api/regions/:regionId/response/groupings': grouping.listGroupings,
    'GET /api/regions/:regionId/response/vehicles': brigade.listVehicles,
    'POST /api/regions/:regionId/response/vehicles/:vehicleId/use': brigade.useVehicle,
    'POST /api/regions/:regionId/response/vehicles/:vehicleId/free': brigade.freeVehicle,
  }),
  imports,
}
