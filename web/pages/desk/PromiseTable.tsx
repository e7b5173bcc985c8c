import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { inLanguage } from '../../i18n.ts'
import { useSettings } from '../../settings.ts'
import { Button } from '../../ui/Button.tsx'
import { State } from '../../ui/State.tsx'
import { type ClassRow, type ClockRow, framesText, type Table } from './promise-form.ts'

const kinds = ['complaint', 'inquiry', 'repair', 'suggestion', 'order'] as const

/** "15 分钟", "8 小时", "3 个工作日" */
export function useAmount() {
  const { t } = useTranslation(['promises', 'desk'])
  return (unit: string, amount: number): string =>
    unit === 'minutes' && amount >= 60 && amount % 60 === 0
      ? t('desk:unit.hours', { n: amount / 60 })
      : t(`desk:unit.${unit}`, { n: amount })
}

/** Every class with its clocks, one row a clock. */
export function PromiseTable(props: {
  table: Table
  onClass: (cls: ClassRow) => void
  onClock: (cls: ClassRow, clock: ClockRow) => void
}): ReactNode {
  const { t } = useTranslation(['promises', 'desk'])
  const heads = [
    'class',
    'clock',
    'limit',
    'how',
    'chosen',
    'alarms',
    'source',
    'from',
    'standard',
    'acts',
  ] as const
  return (
    // the region scrolls sideways on a narrow screen, so the keyboard must reach it
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region takes the focus
    <section className="pr-scroll" tabIndex={0} aria-label={t('title')}>
      <table className="pr-table">
        <thead>
          <tr>
            {heads.map(h => (
              <th key={h} scope="col">
                {t(`head.${h}`)}
              </th>
            ))}
          </tr>
        </thead>
        {kinds.map(kind => {
          const classes = props.table.classes.filter(c => c.kind === kind)
          return classes.length === 0 ? null : (
            <tbody key={kind}>
              <tr className="pr-kind">
                <th colSpan={heads.length} scope="colgroup">
                  {t(`desk:kind.${kind}`)}
                </th>
              </tr>
              {classes.map(cls => (
                <ClassRows
                  key={cls.class}
                  {...props}
                  cls={cls}
                  as={classes.find(c => c.class === cls.fallback)}
                />
              ))}
            </tbody>
          )
        })}
      </table>
    </section>
  )
}

function ClassRows(props: {
  cls: ClassRow
  /** The class whose limits hold for want of its own. */
  as: ClassRow | undefined
  onClass: (cls: ClassRow) => void
  onClock: (cls: ClassRow, clock: ClockRow) => void
}): ReactNode {
  const { t } = useTranslation(['promises', 'desk'])
  const { language } = useSettings()
  const { cls } = props
  const name = inLanguage(cls, language)
  const head = (
    <th scope="row" rowSpan={Math.max(1, cls.clocks.length)}>
      <button type="button" className="pr-name" onClick={() => props.onClass(cls)}>
        {name}
      </button>
      <span className="aj-weak">
        {cls.origin === 'estate' ? `${t('origin.estate')} · ` : ''}
        {t('used', { open: cls.open, total: cls.total })}
      </span>
      {cls.falls && props.as ? (
        <span className="pr-next">{t('fallsBack', { name: inLanguage(props.as, language) })}</span>
      ) : null}
      {cls.retiredFrom ? <State state="stopped" word={t('retiredFrom', { date: cls.retiredFrom })} /> : null}
    </th>
  )
  const standard = (
    <td rowSpan={Math.max(1, cls.clocks.length)}>
      <Standard cls={cls} />
    </td>
  )
  if (cls.clocks.length === 0)
    return (
      <tr>
        {head}
        <td colSpan={7} className="aj-weak">
          {t('noClock')}
        </td>
        {standard}
        <td />
      </tr>
    )
  return cls.clocks.map((clock, i) => (
    <tr key={`${clock.clock} ${clock.startsAt}`}>
      {i === 0 ? head : null}
      <Clock clock={clock} />
      {i === 0 ? standard : null}
      <td>
        <Button
          kind="plain"
          onClick={() => props.onClock(cls, clock)}
          aria-label={`${t('edit')} ${name} ${t(`desk:clock.${clock.clock}`)}`}
        >
          {t('edit')}
        </Button>
      </td>
    </tr>
  ))
}

function Clock({ clock }: { clock: ClockRow }): ReactNode {
  const { t } = useTranslation(['promises', 'desk'])
  const amount = useAmount()
  const reminder = clock.unit === 'workingDays' ? t('soonDay') : t('soon', { n: clock.soonMinutes })
  return (
    <>
      <td>
        {t(`desk:clock.${clock.clock}`)}
        {clock.startsAt === 'received' ? null : (
          <span className="aj-weak"> {t(`start.${clock.startsAt}`)}</span>
        )}
      </td>
      <td>
        <strong className="aj-num">{amount(clock.unit, clock.amount)}</strong>
        {clock.next ? (
          <span className="pr-next">
            {t('next', {
              date: clock.next.from,
              limit: clock.next.off ? t('off') : amount(clock.next.unit, clock.next.amount),
            })}
          </span>
        ) : null}
      </td>
      <td>
        {t(`how.${clock.unit}`)}
        {clock.frames?.length ? (
          <span className="aj-weak">
            {' '}
            {t(`frames.${clock.frameDays}`, { frames: framesText(clock.frames) })}
          </span>
        ) : null}
      </td>
      <td>
        {clock.chosen
          ? t(`policy.${clock.overPolicy}`, { max: clock.max === null ? '—' : amount(clock.unit, clock.max) })
          : t('fixed')}
      </td>
      <td className="pr-small">
        {reminder}
        <br />
        {t('escalate', { n: clock.escalateMinutes })}
      </td>
      <td className="pr-source">{clock.source}</td>
      <td className="pr-small">
        <span className="aj-num">{clock.from}</span>
        <br />
        {t(`origin.${clock.origin}`, { level: clock.level })}
        {clock.origin === 'estate' ? ` · ${clock.madeBy}` : ''}
      </td>
    </>
  )
}

const tone = { stricter: 'kept', equal: 'kept', lower: 'soon', none: 'soon' } as const

function Standard({ cls }: { cls: ClassRow }): ReactNode {
  const { t } = useTranslation(['promises', 'desk'])
  const { language } = useSettings()
  const amount = useAmount()
  if (cls.compared.length === 0) return <span className="aj-weak">{t('standard.nothing')}</span>
  return cls.compared.map(c => (
    <div key={`${c.clause} ${c.text.zh}`} className="pr-standard">
      <State state={tone[c.verdict]} word={t(`standard.${c.verdict}`)} />
      <span className="pr-small">
        {c.clause} {inLanguage(c.text, language)} ≤ {amount('minutes', c.minutes)}
      </span>
    </div>
  ))
}
