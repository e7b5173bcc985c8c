import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from './Button.tsx'
import './photo.css'

export interface PrintSheetProps {
  title: string
  /** the unit that issues it */
  unit: string
  date: string
  number?: string
  /** official letters carry the unit in red above a red rule */
  redHeader?: boolean
  /** who signs where, e.g. 经办人, 业主签字 */
  signatures?: readonly string[]
  children: ReactNode
}

/** A page as it is printed by the browser: title, unit, number, date, room to sign and seal. */
export function PrintSheet({
  title,
  unit,
  date,
  number,
  redHeader,
  signatures = [],
  children,
}: PrintSheetProps): ReactNode {
  const { t } = useTranslation('common')
  return (
    <>
      <div className="aj-row aj-no-print" style={{ justifyContent: 'flex-end' }}>
        <Button kind="main" icon="print" onClick={() => window.print()}>
          {t('act.print')}
        </Button>
      </div>
      <article className="aj-sheet" data-red={redHeader ? '' : undefined}>
        {redHeader ? <header>{unit}</header> : null}
        <h1>{title}</h1>
        {number ? <p style={{ textAlign: 'center' }}>{number}</p> : null}
        {children}
        <footer>
          {signatures.map(name => (
            <span key={name}>{name}：＿＿＿＿＿＿＿＿</span>
          ))}
          <span>
            {unit} {t('print.seal')}
            <br />
            {date}
          </span>
        </footer>
      </article>
    </>
  )
}
