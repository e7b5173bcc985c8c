/** Contract → use case. */
import { bind } from '../../core/http.ts'
import type { Module } from '../../core/module.ts'
import { estateApi } from './contract.ts'
import { estatesImport } from './import-estates.ts'
import { unitsImport } from './import-units.ts'
import { estatesList, organisationsList, unitsList } from './lists.ts'
import { censusPrint, profilePrint } from './prints.ts'
import * as service from './service.ts'
import * as buildings from './service-buildings.ts'
import * as organisations from './service-organisations.ts'
import * as profile from './service-profile.ts'
import * as settings from './service-settings.ts'

export const estateModule: Module = {
  name: 'estate',
  imports: [unitsImport, estatesImport],
  lists: [unitsList, estatesList, organisationsList],
  prints: [profilePrint, censusPrint],
  routes: bind(estateApi, {
    'GET /api/regions': service.listRegions,
    'POST /api/regions': service.createRegion,
    'PUT /api/regions/:regionId': service.renameRegion,
    'DELETE /api/regions/:regionId': service.removeRegion,
    'GET /api/regions/:regionId/census': profile.regionCensus,
    'GET /api/organisations': organisations.listOrganisations,
    'POST /api/organisations': organisations.createOrganisation,
    'PUT /api/organisations/:organisationId': organisations.editOrganisation,
    'GET /api/estates': service.listEstates,
    'POST /api/estates': service.createEstate,
    'GET /api/estates/:estateId': service.getEstate,
    'PUT /api/estates/:estateId': service.editEstate,
    'PUT /api/estates/:estateId/standing': service.changeStanding,
    'GET /api/estates/:estateId/buildings': buildings.listBuildings,
    'POST /api/estates/:estateId/buildings': buildings.createBuilding,
    'PUT /api/estates/:estateId/buildings/:buildingId': buildings.editBuilding,
    'DELETE /api/estates/:estateId/buildings/:buildingId': buildings.removeBuilding,
    'GET /api/estates/:estateId/buildings/:buildingId/block': buildings.getBlock,
    'GET /api/estates/:estateId/units': buildings.listUnits,
    'POST /api/estates/:estateId/units': buildings.createUnit,
    'GET /api/estates/:estateId/units/:unitId': buildings.getUnit,
    'PUT /api/estates/:estateId/units/:unitId': buildings.editUnit,
    'DELETE /api/estates/:estateId/units/:unitId': buildings.removeUnit,
    'GET /api/estates/:estateId/profile': profile.getProfile,
    'PUT /api/estates/:estateId/profile': profile.writeProfile,
    'GET /api/estates/:estateId/census': profile.listCensus,
    'POST /api/estates/:estateId/census': profile.enterCensus,
    'POST /api/estates/:estateId/census/:censusId/check': profile.checkCensus,
    'GET /api/settings': settings.listSettings,
    'PUT /api/settings/:key': settings.writeSetting,
  }),
}
