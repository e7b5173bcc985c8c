import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

/** SX-12: who of the staff wrote this for the resident; nothing where he did it himself. */
export function EnteredBy({ name }: { name: string | null }): ReactNode {
  const { t } = useTranslation('people')
  return name === null ? null : <span className="aj-weak pe-by"> {t('enteredBy', { name })}</span>
}
