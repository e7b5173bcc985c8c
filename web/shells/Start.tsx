import { Navigate } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Shell } from '../page.ts'
import { paths } from '../paths.ts'
import { Empty } from '../ui/States.tsx'
import { useNav } from './nav.ts'

/** The first page of a shell that has none of its own: the first in the menu that this person may open. */
export function Start({ shell }: { shell: Shell }): ReactNode {
  const { t } = useTranslation('common')
  const first = useNav(shell)[0]
  if (!first) return <Empty title={t('nav.nothing')} hint={t('estate.noneHint')} />
  return <Navigate to={paths.page(shell, first.path)} replace />
}
