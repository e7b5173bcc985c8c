/** Contract → use case. */
import { bind } from '../../core/http.ts'
import type { Module } from '../../core/module.ts'
import { ledgerApi } from './contract.ts'
import { ledgerJobs } from './jobs.ts'
import { chargesExport, myReceiptPrint, receiptPrint, receiptsExport } from './prints.ts'
import { serviceReportPrint } from './report.ts'
import * as service from './service.ts'

export const ledgerModule: Module = {
  name: 'ledger',
  lists: [chargesExport, receiptsExport],
  prints: [receiptPrint, myReceiptPrint, serviceReportPrint],
  jobs: ledgerJobs,
  routes: bind(ledgerApi, {
    'GET /api/estates/:estateId/ledger/charges': service.listCharges,
    'POST /api/estates/:estateId/ledger/charges/:chargeId/reverse': service.reverseCharge,
    'POST /api/estates/:estateId/ledger/payments': service.takePayment,
    'POST /api/estates/:estateId/ledger/payments/:paymentId/refund': service.refundPayment,
    'GET /api/estates/:estateId/ledger/receipts': service.listReceipts,
    'GET /api/estates/:estateId/ledger/receipts/:receiptId': service.getReceipt,
    'POST /api/estates/:estateId/ledger/receipts/:receiptId/prints': service.recordPrint,
    'GET /api/estates/:estateId/my/charges': service.myCharges,
  }),
}
