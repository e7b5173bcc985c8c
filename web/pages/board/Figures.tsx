import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Answer } from '../../contracts.ts'
import { count } from '../../format.ts'
import { inLanguage } from '../../i18n.ts'
import { useSettings } from '../../settings.ts'
import { Figure } from '../../ui/Figure.tsx'
import { Trend } from '../../ui/Trend.tsx'
import { Hours } from './Hours.tsx'
import './board-page.css'

type Board = Answer<'GET /api/estates/:estateId/board'>
type Shown = Board['figures'][number]

/** Up to seven figures, each with what it counts, its fourteen days, and the list behind it. */
export function Figures(props: { board: Board; hrefOf: (figure: Shown) => string | undefined }): ReactNode {
  const { t } = useTranslation('board')
  const { language } = useSettings()
  const { board } = props
  const of = (text: { zh: string; en: string }) => inLanguage(text, language)
  return (
    <div className="bo-figures">
      {board.figures.map(f => {
        const act = board.acts.find(a => a.figure === f.key)
        const hours = board.hours.find(h => h.key === f.key)
        const title = of(f.title)
        return (
          <Figure
            key={f.key}
            big
            title={title}
            {...shownValue(f, t)}
            {...(f.unit === 'minutes' ? { unit: t('minutes') } : {})}
            period={of(f.period)}
            definition={definitionOf(f, of, t)}
            {...(props.hrefOf(f) ? { href: props.hrefOf(f) } : {})}
            {...(act
              ? {
                  alarm: {
                    state: 'late' as const,
                    word: t('act'),
                    who: `${act.person ?? t('nobody')}${board.place.kind === 'estate' ? '' : ` · ${act.estate}`}`,
                  },
                }
              : {})}
          >
            {f.estates.all > 1 ? <p className="aj-weak">{t('coverage', f.estates)}</p> : null}
            {hours ? (
              <Hours label={t('hours', { title })} values={hours.values} />
            ) : (
              <Trend label={t('trend', { title })} points={f.trend} height={3.6} />
            )}
          </Figure>
        )
      })}
    </div>
  )
}

/** In and out stand side by side. A rate shows its two numbers; without a denominator it is no data. */
function shownValue(f: Shown, t: (key: string, values: Record<string, string>) => string) {
  if (f.unit === 'pair')
    return {
      pair: f.sums
        ? { words: t('pair', { in: count(f.sums.numerator), out: count(f.sums.denominator ?? 0) }) }
        : null,
    }
  if (f.unit !== 'percent') return { value: f.value === null ? null : Math.round(f.value) }
  const s = f.sums
  return {
    share: s?.denominator ? { numerator: s.numerator, denominator: s.denominator } : null,
  }
}

function definitionOf(
  f: Shown,
  of: (text: { zh: string; en: string }) => string,
  t: (key: string, values: Record<string, string>) => string,
): string {
  const what = f.denominator
    ? t(f.unit === 'pair' ? 'bothOf' : 'outOf', {
        numerator: of(f.numerator),
        denominator: of(f.denominator),
      })
    : of(f.numerator)
  const end = of({ zh: '；', en: '; ' })
  return `${what}${end}${t('without', { exclusions: of(f.exclusions) })}`
}
