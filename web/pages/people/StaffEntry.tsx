import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Answer } from '../../contracts.ts'
import { date, dateTime } from '../../format.ts'
import { State } from '../../ui/State.tsx'

export type StaffEntry = Answer<'GET /api/estates/:estateId/my/staff-file'>['items'][number]
const states = { training: 'kept', commendation: 'kept', discipline: 'late', assessment: 'running' } as const

/** One dated entry, whether it still holds, whether he read it and what he said. */
export function Entry({ entry, children }: { entry: StaffEntry; children?: ReactNode }): ReactNode {
  const { t } = useTranslation('people')
  return (
    <article className="pe-entry">
      <p>
        <State
          state={entry.withdrawn ? 'stopped' : states[entry.kind]}
          word={t(`staff.kinds.${entry.kind}`)}
        />{' '}
        <strong>{entry.title}</strong> {entry.score === null ? '' : t('staff.points', { n: entry.score })}{' '}
        <span className="aj-weak aj-num">{entry.onDate}</span>
      </p>
      {entry.text ? <p>{entry.text}</p> : null}
      {entry.withdrawn ? (
        <p className="aj-weak">
          {t('staff.withdrawn', { day: date(entry.withdrawn.at), reason: entry.withdrawn.reason })}
        </p>
      ) : null}
      <p className="aj-weak aj-num">
        {entry.by} {date(entry.at)} ·{' '}
        {entry.seenAt ? t('staff.seen', { at: dateTime(entry.seenAt) }) : t('staff.unseen')}
      </p>
      {entry.reply ? <p>{t('staff.said', { text: entry.reply })}</p> : null}
      {children}
    </article>
  )
}
