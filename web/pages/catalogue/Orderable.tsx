import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { State } from '../../ui/State.tsx'
import type { Item } from './price.ts'

/** Whether it can be ordered now, and why not. */
export function Orderable({ item }: { item: Item }): ReactNode {
  const { t } = useTranslation('catalogue')
  const order = item.allowed.order
  if (order === true) return <State state="kept" word={t('order.yes')} />
  const why = order.replace('catalogue.', '')
  return (
    <State
      state={why === 'unpriced' ? 'soon' : why === 'mandatory' ? 'running' : 'stopped'}
      word={t(`order.${why}`)}
    />
  )
}
