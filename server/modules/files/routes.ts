/** Contract → use case, and the nightly sweep. */
import { bind } from '../../core/http.ts'
import type { Module } from '../../core/module.ts'
import { filesApi } from './contract.ts'
import { keepPhoto, sendFile } from './service.ts'

export const filesModule: Module = {
  name: 'files',
  routes: bind(filesApi, {
    'POST /api/estates/:estateId/photos': keepPhoto,
    'GET /api/estates/:estateId/files/:fileId': sendFile,
  }),
  schedules: {
    'files.sweep': {
      cron: '40 3 * * *',
      run: async ctx => {
        await ctx.house.files.sweep(ctx.db, ctx.now)
      },
    },
  },
}
