/** Brings the columns of a foreign file to ours, and reads every row against the definition. */
import { type Bilingual, halfWidth } from './formats.ts'
import type { BadRow, CellError, GoodRow, Mapping, SheetDef, SheetRow, Validated } from './sheet.ts'

/** Below this likeness two column names are not proposed for each other. */
const LIKE_ENOUGH = 0.5

/** A column name without blanks, units in brackets, stars and signs: `建筑面积 (㎡)*` → `建筑面积`. */
export function plainHeader(header: string): string {
  const plain = halfWidth(header).toLowerCase()
  const bare = plain.replace(/[([【{].*?[)\]】}]/g, '')
  return (bare.trim() === '' ? plain : bare).replace(/[\s*_\-/\\:：。，,、.·#'"()]/g, '')
}

/**
 * Proposes which column of the file fills which of ours: equal names and aliases first, then names that hold one
 * another, then names that share most of their letter pairs. No column of the file is proposed twice.
 */
export function suggestMapping<Row extends object>(header: string[], def: SheetDef<Row>): Mapping {
  const plain = header.map(plainHeader)
  const offers = def.columns.flatMap((column, order) => {
    const names = [column.key, column.header.zh, column.header.en, ...column.aliases].map(plainHeader)
    return plain.map((name, at) => ({
      key: column.key as string,
      at,
      order,
      score: name === '' ? 0 : Math.max(...names.map(ours => likeness(name, ours))),
    }))
  })
  offers.sort((a, b) => b.score - a.score || a.order - b.order || a.at - b.at)
  const mapping: Mapping = {}
  const taken = new Set<number>()
  for (const { key, at, score } of offers) {
    if (score < LIKE_ENOUGH || key in mapping || taken.has(at)) continue
    mapping[key] = at
    taken.add(at)
  }
  return mapping
}

/** How alike two plain names are: 1 equal, 0 nothing in common. */
function likeness(a: string, b: string): number {
  if (a === b) return 1
  const [short, long] = a.length <= b.length ? [a, b] : [b, a]
  if (short.length >= 2 && long.includes(short)) return 0.6 + (0.3 * short.length) / long.length
  const pairs = (name: string) => new Set([...name].slice(1).map((sign, at) => [...name][at] + sign))
  const [left, right] = [pairs(a), pairs(b)]
  const shared = [...left].filter(pair => right.has(pair)).length
  return left.size + right.size === 0 ? 0 : (2 * shared) / (left.size + right.size)
}

/** The column that a list of errors adds to the file's own. */
export const ERROR_HEADER: Bilingual = { zh: '错误原因', en: 'What is wrong' }

/** True for the column that an error file carries; it is never imported. */
export function isErrorHeader(name: string): boolean {
  return name.trim() === ERROR_HEADER.zh || name.trim() === ERROR_HEADER.en
}

/** The signature by which a remembered mapping is found again: the plain header, in order. A mended list of errors has its file's own. */
export function headerSignature(header: string[]): string {
  return header
    .filter(name => !isErrorHeader(name))
    .map(plainHeader)
    .join('|')
    .replace(/\|+$/, '')
}

/** What is missing or double in a mapping; empty when every required column has its own column of the file. */
export function mappingErrors<Row extends object>(
  mapping: Mapping,
  width: number,
  def: SheetDef<Row>,
): CellError[] {
  const errors: CellError[] = []
  const used = new Map<number, string>()
  for (const column of def.columns) {
    const at = mapping[column.key]
    if (at === undefined) {
      if (column.required) errors.push(missingColumn(column.key, column.header))
      continue
    }
    const other = used.get(at)
    if (!Number.isInteger(at) || at < 0 || at >= width || other !== undefined) {
      errors.push({
        column: column.key,
        code: 'mapping.double',
        text: {
          zh: `“${column.header.zh}”对应的列不存在或已被使用，请重新选择。`,
          en: `The column chosen for "${column.header.en}" does not exist or is taken. Choose again.`,
        },
      })
    }
    used.set(at, column.key)
  }
  return errors
}

function missingColumn(key: string, header: { zh: string; en: string }): CellError {
  return {
    column: key,
    code: 'mapping.missing',
    text: {
      zh: `缺少必填列“${header.zh}”，请选择文件中对应的列。`,
      en: `The required column "${header.en}" is missing. Choose the column of the file that holds it.`,
    },
  }
}

/**
 * Reads the rows of a file, in as many pieces as the caller likes. A row is good when each of its cells is; a row of a
 * natural key that stood above is bad and names the line of the first. Bad rows keep their cells as they were [SX-15].
 */
export function rowReader<Row extends object>(
  mapping: Mapping,
  def: SheetDef<Row>,
): Validated<Row> & { read(rows: SheetRow[]): void } {
  const good: GoodRow<Row>[] = []
  const bad: BadRow[] = []
  const seen = new Map<string, number>()
  const read = (rows: SheetRow[]) => {
    for (const { line, cells } of rows) {
      const { row, errors } = readRow(cells, mapping, def)
      if (row === null) {
        bad.push({ line, cells, errors })
        continue
      }
      const key = def.naturalKey(row)
      const first = seen.get(key)
      if (first === undefined) {
        seen.set(key, line)
        good.push({ line, row, key })
      } else bad.push({ line, cells, errors: [duplicate(first)] })
    }
  }
  return { good, bad, read }
}

/** Reads all rows of a file at once. */
export function validate<Row extends object>(
  rows: SheetRow[],
  mapping: Mapping,
  def: SheetDef<Row>,
): Validated<Row> {
  const { good, bad, read } = rowReader(mapping, def)
  read(rows)
  return { good, bad }
}

function readRow<Row extends object>(
  cells: string[],
  mapping: Mapping,
  def: SheetDef<Row>,
): { row: Row | null; errors: CellError[] } {
  const row: Partial<Row> = {}
  const errors: CellError[] = []
  for (const column of def.columns) {
    const at = mapping[column.key]
    const cell = at === undefined ? '' : (cells[at] ?? '')
    if (isBlank(cell)) {
      if (column.required) errors.push(emptyCell(column.key, column.header))
      continue
    }
    const read = column.parse(cell)
    if (read.ok) row[column.key] = read.value
    else errors.push({ column: column.key, code: read.code, text: read.text })
  }
  if (errors.length > 0) return { row: null, errors }
  // Every required column was read above, and those that may be missing are optional in Row.
  const whole = row as Row
  const between = def.check?.(whole) ?? []
  return { row: between.length > 0 ? null : whole, errors: between }
}

/** Empty, or one of the signs that people write for "nothing". */
function isBlank(cell: string): boolean {
  return /^[\s\u3000]*$|^(-+|—+|\/|无数据|暂无|暂无数据|null|NULL|N\/A|#N\/A)$/.test(cell.trim())
}

function emptyCell(key: string, header: { zh: string; en: string }): CellError {
  return {
    column: key,
    code: 'cell.empty',
    text: { zh: `“${header.zh}”未填写，这一列必填。`, en: `"${header.en}" is empty and must be filled in.` },
  }
}

function duplicate(first: number): CellError {
  return {
    column: null,
    code: 'row.duplicate',
    text: {
      zh: `与第 ${first} 行重复，请只保留一行。`,
      en: `The same as line ${first}. Keep one of them.`,
    },
  }
}
