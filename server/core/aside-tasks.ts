/** What the thread beside the program can do: plain data in, plain data out. */
import { toArt } from './print-art-pdf.ts'
import { toDocx } from './print-docx.ts'
import { toPdf } from './print-pdf.ts'
import { tableToCsv, tableToXlsx } from './sheet-list.ts'
import { readSheet } from './sheet-read.ts'
import { errorFile } from './sheet-template.ts'

export const tasks = { readSheet, tableToXlsx, tableToCsv, errorFile, toPdf, toDocx, toArt }

export type Tasks = typeof tasks
