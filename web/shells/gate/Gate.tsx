import { Link, Outlet } from '@tanstack/react-router'
import { type ReactNode, useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { inLanguage } from '../../i18n.ts'
import { useLive } from '../../live.ts'
import { useEstate, useMe } from '../../me.ts'
import { PendingCount } from '../../offline/PendingCount.tsx'
import { startOffline } from '../../offline/start.ts'
import { paths } from '../../paths.ts'
import { useSettings } from '../../settings.ts'
import { Icon } from '../../ui/icons.tsx'
import { Menu } from '../../ui/Menu.tsx'
import { Empty, Loading } from '../../ui/States.tsx'
import { useNav } from '../nav.ts'
import { Slot } from '../Slot.tsx'
import { LangSwitch, ModeSwitch, SignOut } from '../Switches.tsx'
import '../shell.css'
import './gate.css'

/** The guard's terminal: 20 px, 48 px targets and more, dark by itself at night, used with one hand. */
export default function Gate(): ReactNode {
  const { t } = useTranslation('common')
  const { language } = useSettings()
  const { me } = useMe()
  const estate = useEstate()
  const pages = useNav('gate')
  useEffect(startOffline, [])
  useLive()
  if (!me) return <Loading />
  return (
    <div className="aj-gate">
      <header className="aj-gate-top">
        <strong className="aj-ellipsis">{estate?.name ?? '安居'}</strong>
        <PendingCount list={paths.page('gate', 'pending')} />
        <Slot name="bell" />
        <Menu label={<Icon name="more" label={t('nav.more')} />}>
          <span className="aj-switch">
            <Icon name="person" />
            {me.account.name}
          </span>
          <LangSwitch />
          <ModeSwitch />
          <SignOut />
        </Menu>
      </header>
      <main className="aj-gate-page">
        {estate ? <Outlet key={estate.id} /> : <Empty title={t('estate.none')} hint={t('estate.noneHint')} />}
      </main>
      <nav className="aj-gate-nav" aria-label={t('nav.main')}>
        {pages.map(page => (
          <Link
            key={page.path}
            to={paths.page('gate', page.path)}
            activeOptions={{ exact: page.path === '', includeSearch: false }}
            className="aj-gate-item"
          >
            <Icon name={page.nav.icon} size="1.6rem" />
            <span>{inLanguage(page.title, language)}</span>
          </Link>
        ))}
      </nav>
    </div>
  )
}
