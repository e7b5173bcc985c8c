/** The weighted measure of the yearly survey (S7-08). Pure. */
import { meets } from '../desk/measures.ts'

export interface Asked {
  key: string
  weight: number
}

export interface Answer {
  kind: 'owner' | 'user'
  /** Given on paper and entered by the staff. */
  paper?: boolean
  /** 1 to 5 by question; a question that was left out counts nowhere. */
  scores: Record<string, number>
}

/**
 * Each answered question adds its weight below the line, and above it when its score is `satisfiedFrom` or more. So a
 * question weighs what was said, and leaving one out is neither praise nor blame.
 */
export function surveyResult(
  questions: readonly Asked[],
  answers: readonly Answer[],
  satisfiedFrom: number,
  target: number,
) {
  const byQuestion = questions.map(q => {
    const scores = answers.flatMap(a => a.scores[q.key] ?? [])
    return {
      key: q.key,
      satisfied: { numerator: scores.filter(s => s >= satisfiedFrom).length, denominator: scores.length },
    }
  })
  const sum = (part: 'numerator' | 'denominator') =>
    byQuestion.reduce((n, b, i) => n + b.satisfied[part] * (questions[i]?.weight ?? 0), 0)
  const overall = { numerator: sum('numerator'), denominator: sum('denominator') }
  return {
    overall,
    met: meets(overall, target),
    answered: answers.length,
    owners: answers.filter(a => a.kind === 'owner').length,
    users: answers.filter(a => a.kind === 'user').length,
    paper: answers.filter(a => a.paper).length,
    byQuestion,
  }
}
