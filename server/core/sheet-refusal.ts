/** Why a whole file is not read. The transfer routes answer it as problem+json; jobs keep it as the outcome. */
import type { Bilingual } from './formats.ts'

/** A file that is refused as a whole; `text` says what the user does next, in both languages. */
export class FileRefused extends Error {
  readonly code: string
  readonly text: Bilingual
  constructor(code: string, text: Bilingual) {
    super(text.en)
    this.name = 'FileRefused'
    this.code = code
    this.text = text
  }
}

/** The refusal of a half or broken file. */
export function damagedFile(): FileRefused {
  return new FileRefused('sheet_damaged', {
    zh: '文件已损坏或不完整，无法读取。请用表格软件打开原件，另存为 .xlsx 后重新上传。',
    en: 'The file is damaged or incomplete. Open the original in a spreadsheet program, save it as .xlsx and upload that.',
  })
}

/** The refusal of a file that a password protects. */
export function encryptedFile(): FileRefused {
  return new FileRefused('sheet_encrypted', {
    zh: '文件设有打开密码，无法读取。请在表格软件中取消密码，另存后重新上传。',
    en: 'The file is protected by a password. Remove the password in a spreadsheet program, save it and upload that.',
  })
}

/** The refusal of a file of a kind that is not read. */
export function unknownKind(): FileRefused {
  return new FileRefused('sheet_kind', {
    zh: '只能读取 .xlsx、.xls 和 .csv 表格。请另存为 .xlsx 后重新上传。',
    en: 'Only .xlsx, .xls and .csv tables are read. Save the table as .xlsx and upload that.',
  })
}
