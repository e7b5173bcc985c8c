import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useNow } from '../../clock.ts'
import type { Answer } from '../../contracts.ts'
import { when } from '../../format.ts'
import { inLanguage } from '../../i18n.ts'
import { useMe } from '../../me.ts'
import { useSettings } from '../../settings.ts'
import { Icon } from '../../ui/icons.tsx'

/** What somebody must do now, with that somebody's name; the only red on a board. */
export function Acts({ board }: { board: Answer<'GET /api/estates/:estateId/board'> }): ReactNode {
  const { t } = useTranslation('board')
  const { me } = useMe()
  const { language } = useSettings()
  const now = useNow()
  const desk = me?.shells.includes('console')
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and must do so by keyboard too
    <section className="bo-side" aria-label={t('acts')} tabIndex={0}>
      <h2>{t('acts')}</h2>
      {board.acts.length === 0 ? (
        <p className="bo-calm">
          <Icon name="check" /> {t('noActs')}
        </p>
      ) : (
        <ul className="bo-acts">
          {board.acts.slice(0, 8).map(a => {
            const title = inLanguage(a.title, language)
            return (
              <li key={`${a.figure}${a.ref}`}>
                <p>
                  <Icon name="alert" />{' '}
                  {desk || a.link.startsWith('/board/') ? <a href={a.link}>{title}</a> : title}
                </p>
                <p>
                  <strong>{a.person ?? t('nobody')}</strong>{' '}
                  <span className="aj-weak aj-num">
                    {t('since', { time: when(a.since, now) })}
                    {board.place.kind === 'estate' ? '' : ` · ${a.estate}`}
                  </span>
                </p>
              </li>
            )
          })}
        </ul>
      )}
      {board.acts.length > 8 ? (
        <p className="aj-weak">{t('moreActs', { count: board.acts.length - 8 })}</p>
      ) : null}
    </section>
  )
}
