/** Contract → use case. */
import { bind } from '../../core/http.ts'
import type { Module } from '../../core/module.ts'
import { catalogueApi } from './contract.ts'
import * as deeds from './deeds.ts'
import { directoryExport, directoryImport, directoryPrint } from './directory-sheets.ts'
import * as performance from './performance.ts'
import { priceListExport, priceListPrint } from './price-list.ts'
import * as service from './service.ts'
import * as directory from './service-directory.ts'
import { servicePlanPrint } from './service-plan.ts'

export const catalogueModule: Module = {
  name: 'catalogue',
  imports: [directoryImport],
  lists: [priceListExport, directoryExport],
  prints: [priceListPrint, directoryPrint, servicePlanPrint],
  schedules: { 'catalogue.unrecorded': { cron: '30 8 * * *', run: performance.warnAll } },
  routes: bind(catalogueApi, {
    'GET /api/estates/:estateId/catalogue/headings': service.listHeadings,
    'PUT /api/estates/:estateId/catalogue/headings/:heading': service.switchHeading,
    'GET /api/estates/:estateId/catalogue/items': service.listItems,
    'GET /api/estates/:estateId/catalogue/items/:itemId': service.getItem,
    'POST /api/estates/:estateId/catalogue/items': service.createItem,
    'PUT /api/estates/:estateId/catalogue/items/:itemId': service.editItem,
    'POST /api/estates/:estateId/catalogue/items/:itemId/prices': service.setPrice,
    'POST /api/estates/:estateId/catalogue/starter': service.addStarter,
    'GET /api/estates/:estateId/catalogue/directory': directory.listEntries,
    'POST /api/estates/:estateId/catalogue/directory': directory.createEntry,
    'PUT /api/estates/:estateId/catalogue/directory/:entryId': directory.editEntry,
    'DELETE /api/estates/:estateId/catalogue/directory/:entryId': directory.removeEntry,
    'POST /api/estates/:estateId/catalogue/directory/:entryId/check': directory.checkEntry,
    'GET /api/estates/:estateId/catalogue/performance': performance.listPerformance,
    'GET /api/estates/:estateId/catalogue/items/:itemId/performance': performance.itemPerformance,
    'POST /api/estates/:estateId/catalogue/items/:itemId/performance': performance.recordPerformance,
    'GET /api/estates/:estateId/catalogue/deeds': deeds.listDeeds,
    'POST /api/estates/:estateId/catalogue/deeds': deeds.tellDeed,
    'POST /api/estates/:estateId/catalogue/deeds/:deedId/recognise': deeds.recogniseDeed,
  }),
}
