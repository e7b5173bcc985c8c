/** 128.50 → 12850 fen; nothing when it is no amount of yuan with at most two decimals. */
export function fenOf(text: string): number | undefined {
  const found = /^(\d{1,8})(?:\.(\d{1,2}))?$/.exec(text.trim().replace(/[,，]/g, ''))
  return found ? Number(found[1]) * 100 + Number((found[2] ?? '').padEnd(2, '0')) : undefined
}
