/**
 * The groups of files in which each reaches every other by its imports (strongly connected components, by Tarjan),
 * sorted; a file that imports itself is one too.
 * @param reach each file's imports; names that are no key are left out
 */
export function circles(reach: ReadonlyMap<string, readonly string[]>): string[][] {
  const met = new Map<string, { at: number; low: number; open: boolean }>()
  const path: string[] = []
  const found: string[][] = []
  const visit = (name: string) => {
    const own = { at: met.size, low: met.size, open: true }
    met.set(name, own)
    path.push(name)
    for (const next of reach.get(name) ?? []) {
      if (!reach.has(next)) continue
      const other = met.get(next) ?? visit(next)
      if (other.open) own.low = Math.min(own.low, other.low)
    }
    if (own.low === own.at) {
      const group = path.splice(path.lastIndexOf(name))
      for (const each of group) met.set(each, { ...own, open: false })
      own.open = false
      if (group.length > 1 || reach.get(name)?.includes(name)) found.push(group.sort())
    }
    return own
  }
  for (const name of reach.keys()) if (!met.has(name)) visit(name)
  return found.sort((a, b) => (a[0] ?? '').localeCompare(b[0] ?? ''))
}
