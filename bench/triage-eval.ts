/**
 * npm run triage:eval -- --train FILE --test FILE --label COLUMN: how well the learner sorts labelled texts that it
 * has not seen. Reads .csv; the columns named title and text are what it learns from. One line of JSON.
 * Without --test the file is split by a fixed rule, 70 to 30, texts that begin alike on one side.
 */
import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { stopwatch } from '../server/core/clock.ts'
import { decodeText, delimiterOf, parseDelimited } from '../server/core/sheet-csv.ts'
import { type Example, guess, train } from '../server/modules/triage/learner.ts'
import { chosenWay, figuresOf, foldOf, thresholdOf } from '../server/modules/triage/measure.ts'

const { values } = parseArgs({
  options: {
    train: { type: 'string' },
    test: { type: 'string' },
    label: { type: 'string' },
    /** Classes with fewer rows than this, in both files together, are left out; 1 keeps all. */
    min: { type: 'string', default: '1' },
  },
})

function stop(text: string): never {
  process.stderr.write(
    `${text}\nnpm run triage:eval -- --train FILE [--test FILE] --label COLUMN [--min ROWS]\n`,
  )
  process.exit(2)
}

/** The labelled rows of a file. */
function read(file: string, label: string): Example[] {
  const { text } = decodeText(readFileSync(file))
  const rows = parseDelimited(text, delimiterOf(text), 1_000_000).map(r => r.cells)
  const names = (rows[0] ?? []).map(n => n.trim().toLowerCase())
  const at = (name: string) => names.indexOf(name)
  const [l, title, body] = [at(label.toLowerCase()), at('title'), at('text')]
  if (l < 0) stop(`${file}: no column ${label}`)
  if (title < 0 && body < 0) stop(`${file}: no column named title or text`)
  return rows.slice(1).flatMap(r => {
    const found = (r[l] ?? '').trim()
    const example = { label: found, title: title < 0 ? undefined : r[title], text: r[body] ?? '' }
    return found && (example.title || example.text) ? [example] : []
  })
}

if (!values.train || !values.label) stop('--train and --label are needed')
const passed = stopwatch()
const all = read(values.train, values.label)
const apart = values.test ? read(values.test, values.label) : undefined
const counts = Map.groupBy([...all, ...(apart ?? [])], e => e.label)
const enough = (e: Example) => (counts.get(e.label)?.length ?? 0) >= Number(values.min)
const learn = (apart ? all : all.filter(e => foldOf(e, 10) >= 3)).filter(enough)
const test = (apart ?? all.filter(e => foldOf(e, 10) < 3)).filter(enough)
if (learn.length === 0) stop(`${values.train}: no row has a ${values.label}`)

const { options, tried } = chosenWay(learn)
const model = train(learn, options)
const threshold = thresholdOf(tried)
const figures = figuresOf(
  test.map(e => ({ truth: e.label, guesses: guess(model, e) })),
  threshold,
)
const { confusion, ...short } = figures
const round = Object.fromEntries(
  Object.entries(short).map(([k, v]) => [k, typeof v === 'number' ? Math.round(v * 1e4) / 1e4 : v]),
)
process.stdout.write(
  `${JSON.stringify({
    bench: 'triage-eval',
    trained: learn.length,
    labels: model.labels.length,
    ...round,
    seconds: Math.round(passed() / 100) / 10,
    confusion,
  })}\n`,
)
