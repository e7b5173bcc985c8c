/**
 * One print engine for every document: a document is plain data, and the PDF, the Word letter and the print sheet of
 * the browser are three faces of it. Title, unit, date, number, page numbers and room for signature and seal are
 * always there [SX-04].
 */

/** Paper: A4 (also lying), half an A4 for receipts, and the 80 mm roll of a receipt printer. */
export type Paper = 'A4' | 'A4-landscape' | 'half-A4' | '80mm'

/** One column of a printed table; `width` is a share, columns without one count 1. */
export type PrintColumn = { header: string; width?: number; align?: 'left' | 'center' | 'right' }

/** A place to sign: a line, with a date line and a blank square for the seal where asked. */
export type SignaturePlace = {
  label: string
  name?: string
  seal?: boolean
  date?: boolean
  /** a signature that was drawn on a screen (PNG) */
  image?: Uint8Array
}

/** A part of a document, from top to bottom. Widths of images and codes are millimetres. */
export type PrintBlock =
  | { kind: 'heading'; text: string; level?: 1 | 2 }
  | {
      kind: 'paragraph'
      text: string
      align?: 'left' | 'center' | 'right'
      indent?: boolean
      strong?: boolean
    }
  | { kind: 'table'; columns: PrintColumn[]; rows: string[][]; footer?: string[] }
  | { kind: 'keyValues'; items: { label: string; value: string }[]; columns?: 1 | 2 | 3 }
  /** what people compare, drawn: `share` and the line of the target (`mark`) go from 0 to 1, null is no data */
  | { kind: 'bars'; items: { label: string; share: number | null; value: string; mark?: number }[] }
  | { kind: 'image'; bytes: Uint8Array; width?: number; caption?: string }
  | { kind: 'signatures'; places: SignaturePlace[] }
  | { kind: 'qr'; text: string; caption?: string; width?: number }
  | { kind: 'pageBreak' }

/** A document to print. `date` is a local date (2026-01-31); `unit` is who issues it. */
export type PrintDocument = {
  title: string
  unit: string
  date: string
  number?: string
  blocks: PrintBlock[]
  paper?: Paper
  language?: 'zh' | 'en'
  /** an official letter: the issuer in red over a red rule, the body in the form of a letter */
  redHeader?: string
  /** said across every page, as: 仅供核对 王某 2026-01-31 */
  watermark?: string
  /** small print of the footer, as who printed it and when */
  footnote?: string
}

/** A PDF and the characters that no font had; they stand in it as 〓 with a note of their code points. */
export type Printed = { bytes: Uint8Array; missing: string[] }

/** The words that the engine itself writes. */
export const PRINT_WORDS = {
  zh: {
    number: '编号：',
    date: '日期：',
    unit: '单位：',
    seal: '（盖章）',
    signDate: '年　　月　　日',
    page: (page: number, pages: number) => `第 ${page} 页 / 共 ${pages} 页`,
    missing: (list: string) => `〓：字库缺字，请手写补正（${list}）`,
    empty: '（无记录）',
    noImage: '（图片无法读取 / picture cannot be read）',
  },
  en: {
    number: 'No. ',
    date: 'Date: ',
    unit: 'Issued by: ',
    seal: '(seal)',
    signDate: 'Date:',
    page: (page: number, pages: number) => `Page ${page} of ${pages}`,
    missing: (list: string) => `〓: not in the font, write it in by hand (${list})`,
    empty: '(no records)',
    noImage: '(picture cannot be read)',
  },
} as const

/** A local date as it stands in a letter: 2026年1月31日, or 31 January 2026. */
export function letterDate(iso: string, language: 'zh' | 'en'): string {
  const [year, month, day] = iso.split('-').map(Number)
  if (!year || !month || !day) return iso
  if (language === 'zh') return `${year}年${month}月${day}日`
  const names = 'January February March April May June July August September October November December'.split(
    ' ',
  )
  return `${day} ${names[month - 1]} ${year}`
}

/** Text that any of the three faces can hold: no control signs but line ends, no halves of surrogate pairs. */
export function printable(text: string): string {
  return text
    .toWellFormed()
    .replace(/\r\n?/g, '\n')
    .replace(/[\p{Cc}--\n]/gv, ' ')
}
