/**
 * Writes that wait at the same moment go to the database together: one statement, one commit, one flush of the log for
 * several of them. Nobody waits for company: the first goes alone at once, and what comes while it is under way makes the
 * next group.
 */

export interface GroupOptions<In, Out> {
  /** Sizes in which a group is written, the largest first, ending with 1: each is a prepared statement of its own. */
  sizes: readonly number[]
  /** Groups under way at the same time. */
  atOnce: number
  /** Two writes with the same key never stand in one group: the second has to see what the first did. */
  key(item: In): string | null
  /** Writes all or nothing, and answers in the order given. */
  write(items: readonly In[]): Promise<Out[]>
  /** Was this refusal one write's own, and nothing of its group written? Then each is tried alone and answers for itself. */
  apart(error: unknown): boolean
}

interface Waiting<In, Out> {
  item: In
  done(out: Out): void
  fail(error: unknown): void
}

/** @returns a function that writes one item, alone or with others that wait */
export function grouped<In, Out>(options: GroupOptions<In, Out>): (item: In) => Promise<Out> {
  let waiting: Waiting<In, Out>[] = []
  let underWay = 0

  async function alone(one: Waiting<In, Out>): Promise<void> {
    try {
      one.done((await options.write([one.item]))[0] as Out)
    } catch (error) {
      one.fail(error)
    }
  }

  async function together(group: readonly Waiting<In, Out>[]): Promise<void> {
    try {
      const out = await options.write(group.map(w => w.item))
      group.forEach((w, i) => {
        w.done(out[i] as Out)
      })
    } catch (error) {
      if (group.length > 1 && options.apart(error)) for (const one of group) await alone(one)
      else for (const one of group) one.fail(error)
    }
  }

  function next(): void {
    while (underWay < options.atOnce && waiting.length > 0) {
      const [group, rest] = pick(waiting, options)
      waiting = rest
      underWay += 1
      void together(group).finally(() => {
        underWay -= 1
        next()
      })
    }
  }

  return item =>
    new Promise((done, fail) => {
      waiting.push({ item, done, fail })
      next()
    })
}

/** The longest waiting first, as many as the largest size that they fill; sorted by key, so that two groups lock alike. */
function pick<In, Out>(
  waiting: readonly Waiting<In, Out>[],
  { sizes, key }: GroupOptions<In, Out>,
): [Waiting<In, Out>[], Waiting<In, Out>[]] {
  const keys = new Set<string>()
  const able = waiting.filter(({ item }) => {
    const k = key(item)
    if (k === null) return true
    const fresh = !keys.has(k)
    keys.add(k)
    return fresh
  })
  const size = sizes.find(s => s <= able.length) ?? 1
  const group = able.slice(0, size)
  const taken = new Set(group)
  const byKey = (a: Waiting<In, Out>, b: Waiting<In, Out>) => {
    const [x, y] = [key(a.item) ?? '', key(b.item) ?? '']
    return x < y ? -1 : x > y ? 1 : 0
  }
  return [group.sort(byKey), waiting.filter(w => !taken.has(w))]
}
