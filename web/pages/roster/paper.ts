import { fileHref } from '../../transfer.ts'

/** The poster of a building, ready for the printer or, with bleed, for the print shop. */
export function posterHref(
  estateId: string | undefined,
  buildingId: string,
  paper: 'A4' | 'A3' | 'A2',
  bleed = false,
): string {
  return fileHref(`/api/estates/${estateId}/steward-posters/${buildingId}`, { paper, bleed })
}

/** The card of a steward: one with bleed for the print shop, or eight on A4 to be cut. */
export function cardHref(estateId: string | undefined, accountId: string, form: 'single' | 'sheet'): string {
  return fileHref(`/api/estates/${estateId}/steward-cards/${accountId}`, { form })
}
