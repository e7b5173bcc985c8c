/** Photos and papers that other records point to. */
import { z } from 'zod'
import { endpoints } from '../../core/contract.ts'

const EstateParam = z.object({ estateId: z.uuid() })

export const StoredPhoto = z.object({ id: z.uuid(), mediaType: z.string(), size: z.int() })

export const filesApi = endpoints({
  'POST /api/estates/:estateId/photos': {
    permission: 'file.write',
    summary: 'Keep a photo; it is turned upright, scaled to 1600 px and stripped of EXIF',
    params: EstateParam,
    body: z.object({ purpose: z.string().trim().min(1).max(40), clientId: z.string().max(64).optional() }),
    response: StoredPhoto,
    upload: true,
    bodyLimit: 13 * 1024 * 1024,
    idempotent: true,
  },
  'GET /api/estates/:estateId/files/:fileId': {
    permission: 'file.read',
    summary: 'The bytes of a file: one’s own, or any of the estate for its staff',
    params: EstateParam.extend({ fileId: z.uuid() }),
    produces: 'image/jpeg',
  },
})
