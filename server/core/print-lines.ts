/** Breaks text into lines as Chinese typesetting wants it: between any two Han characters, but no full stop begins a line. */

/** Width of a text in points. */
export type Measure = (text: string) => number

/** Never at the beginning of a line. */
const NOT_FIRST = /^[，。、；：？！）】》〉」』”’…·％%°℃,.;:?!)\]}>～—-]/
/** Never at the end of a line. */
const NOT_LAST = /[（【《〈「『“‘([{<￥¥#]$/
/** A word that is kept whole: letters, digits and what stands inside figures and addresses. */
const TOKEN = /[A-Za-z0-9À-ɏ]+(?:[.,:'@/_-][A-Za-z0-9À-ɏ]+)*|\s|\P{White_Space}/gu

/**
 * Lines of a text within `width`; each line end of the text begins a new one. `first` is the indent of the first line
 * of each paragraph, in points. A word longer than a line is cut.
 */
export function linesOf(text: string, width: number, measure: Measure, first = 0): string[] {
  return text.split('\n').flatMap(paragraph => paragraphLines(paragraph, width, measure, first))
}

function paragraphLines(paragraph: string, width: number, measure: Measure, first: number): string[] {
  const lines: string[] = []
  let line = ''
  let used = first
  for (const token of bound(paragraph.match(TOKEN) ?? []).flatMap(word => cut(word, width, measure))) {
    const wide = measure(token)
    if (line !== '' && used + wide > width) {
      lines.push(line.trimEnd())
      line = ''
      used = 0
      if (/^\s+$/.test(token)) continue
    }
    line += token
    used += wide
  }
  return [...lines, line.trimEnd()]
}

/** Joins the tokens that may not be parted, so that the breaker need not look back. */
function bound(tokens: string[]): string[] {
  const groups: string[] = []
  for (const token of tokens) {
    const last = groups.at(-1)
    const joined = last !== undefined && !/^\s$/.test(last) && (NOT_FIRST.test(token) || NOT_LAST.test(last))
    if (joined) groups[groups.length - 1] = last + token
    else groups.push(token)
  }
  return groups
}

function cut(token: string, width: number, measure: Measure): string[] {
  if (measure(token) <= width) return [token]
  const parts: string[] = []
  let part = ''
  for (const sign of token) {
    if (part !== '' && measure(part + sign) > width) {
      parts.push(part)
      part = ''
    }
    part += sign
  }
  return [...parts, part]
}
