/** Contract → use case. */
import { bind } from '../../core/http.ts'
import type { Module } from '../../core/module.ts'
import { transferApi } from './contract.ts'
import * as files from './files.ts'
import { jobs, schedules } from './jobs.ts'
import * as service from './service.ts'

export const transferModule: Module = {
  name: 'transfer',
  jobs,
  schedules,
  routes: bind(transferApi, {
    'GET /api/imports/kinds': service.listKinds,
    'GET /api/imports/template/:kind': files.template,
    'GET /api/imports': service.listImports,
    'POST /api/imports': service.upload,
    'GET /api/imports/:importId': service.getImport,
    'GET /api/imports/:importId/preview': service.getPreview,
    'PUT /api/imports/:importId': service.mapColumns,
    'POST /api/imports/:importId/run': service.runImport,
    'POST /api/imports/:importId/again': service.runAgain,
    'POST /api/imports/:importId/discard': service.discard,
    'GET /api/imports/:importId/errors': files.errors,
    'GET /api/exports/:list': files.exportList,
    'GET /api/prints/:document': files.print,
  }),
}
