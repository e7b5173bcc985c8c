/** Contract → use case of the guide, the covenant and improper conduct. */
import { bind } from '../../core/http.ts'
import * as conduct from './conduct.ts'
import { conductApi, covenantApi } from './contract-covenant.ts'
import * as covenant from './covenant.ts'

export const covenantRoutes = [
  ...bind(covenantApi, {
    'GET /api/estates/:estateId/owner-texts': covenant.listTexts,
    'POST /api/estates/:estateId/owner-texts': covenant.writeText,
    'POST /api/estates/:estateId/owner-texts/:textId/publish': covenant.publishText,
    'GET /api/estates/:estateId/owner-texts/:textId/receipts': covenant.listReceipts,
    'POST /api/estates/:estateId/owner-texts/:textId/receipts': covenant.enterReceipt,
    'POST /api/estates/:estateId/owner-texts/:textId/acknowledge': covenant.acknowledge,
  }),
  ...bind(conductApi, {
    'POST /api/estates/:estateId/conduct': conduct.recordConduct,
    'GET /api/estates/:estateId/conduct': conduct.listConduct,
    'GET /api/estates/:estateId/conduct/:conductId': conduct.getConduct,
    'POST /api/estates/:estateId/conduct/:conductId/report': conduct.reportConduct,
    'POST /api/estates/:estateId/conduct/:conductId/close': conduct.closeConduct,
    'POST /api/estates/:estateId/conduct/:conductId/reply': conduct.enterReply,
    'GET /api/estates/:estateId/my/conduct': conduct.myConduct,
    'POST /api/estates/:estateId/my/conduct/:conductId/reply': conduct.replyConduct,
  }),
]
