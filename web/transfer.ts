import { settings } from './settings.ts'

/** Addresses of files that the server makes: exports of lists, documents to print, templates, lists of errors. */

type Asked = Record<string, string | number | boolean | undefined>

/** An address that the browser follows by itself, with the language chosen in the app: the server answers in that one. */
export function fileHref(path: string, asked: Asked): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries({
    ...asked,
    lang: settings().language === 'en' ? 'en' : 'zh',
  })) {
    if (value !== undefined && value !== '') query.set(name, String(value))
  }
  return `${path}?${query}`
}

/** For `DataTable exportHref`: the list with its filters as a file; `list` is the key of a ListDef of the server. */
export function exportHref(
  list: string,
  estateId: string | undefined,
  format: 'xlsx' | 'csv' | 'pdf' = 'xlsx',
) {
  return (query: Asked): string => {
    // a file holds all rows: the screen's page is not part of the question
    const { offset: _offset, limit: _limit, page: _page, size: _size, ...filters } = query
    return fileHref(`/api/exports/${encodeURIComponent(list)}`, { ...filters, estateId, format })
  }
}

/** A document as PDF, Word letter or print sheet; `document` is the key of a PrintDef of the server. */
export function printHref(document: string, asked: Asked, format: 'pdf' | 'docx' | 'html' = 'pdf'): string {
  return fileHref(`/api/prints/${encodeURIComponent(document)}`, { ...asked, format })
}

/** The empty table of an import. */
export function templateHref(kind: string, estateId: string | undefined): string {
  return fileHref(`/api/imports/template/${encodeURIComponent(kind)}`, { estateId })
}

/** The rows of an import that did not go in, with their reasons. */
export function errorsHref(importId: string, estateId: string | undefined): string {
  return fileHref(`/api/imports/${importId}/errors`, { estateId })
}
