/** Why a whole file is not read, each with the user's next step. */
import { defineErrors } from './errors.ts'

export const sheetFail = defineErrors({
  'sheet.damaged': {
    status: 422,
    zh: '文件已损坏或不完整，无法读取。请用表格软件打开原件，另存为 .xlsx 后重新上传',
    en: 'The file is damaged or incomplete; open the original in a spreadsheet program, save it as .xlsx and upload that',
  },
  'sheet.encrypted': {
    status: 422,
    zh: '文件设有打开密码，无法读取。请在表格软件中取消密码，另存后重新上传',
    en: 'The file is protected by a password; remove it in a spreadsheet program, save and upload again',
  },
  'sheet.kind': {
    status: 415,
    zh: '只能读取 .xlsx、.xls 和 .csv 表格。请另存为 .xlsx 后重新上传',
    en: 'Only .xlsx, .xls and .csv tables are read; save the table as .xlsx and upload that',
  },
  'sheet.empty': {
    status: 422,
    zh: '文件里没有数据。请下载模板，在表头下面填写后上传',
    en: 'The file holds no data; download the template, fill in rows below its header and upload that',
  },
  'sheet.too_large': {
    status: 413,
    zh: '文件 {megabytes} MB，超过 10 MB。请删除图片或拆成几个文件分别上传',
    en: 'The file has {megabytes} MB, 10 MB at most; remove pictures or split it and upload the parts',
  },
  'sheet.unpacks_too_large': {
    status: 413,
    zh: '文件解压后约 {megabytes} MB，超过 {limit} MB，未打开。请删除多余的工作表、图片和空行后另存再传',
    en: 'The file unpacks to about {megabytes} MB, over {limit} MB, and was not opened; remove spare sheets, pictures and empty rows, save and upload again',
  },
  'sheet.too_many_rows': {
    status: 413,
    zh: '表格超过 {limit} 行。请拆成几个文件分别上传（重复的行不会重复导入）',
    en: 'The table has more than {limit} rows; split it and upload the parts (rows that come twice are not imported twice)',
  },
  'sheet.too_slow': {
    status: 422,
    zh: '内容太多，处理未能完成。请减少行数或页数，分几次进行',
    en: 'There is too much in it to finish; take fewer rows or pages at a time',
  },
})
