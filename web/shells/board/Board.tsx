import { Link, Outlet } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { nowMs, useNow } from '../../clock.ts'
import { clockTime, day } from '../../format.ts'
import { inLanguage } from '../../i18n.ts'
import { useLive } from '../../live.ts'
import { useMe } from '../../me.ts'
import { paths } from '../../paths.ts'
import { useSettings } from '../../settings.ts'
import { Icon, Mark } from '../../ui/icons.tsx'
import { Menu } from '../../ui/Menu.tsx'
import { Loading } from '../../ui/States.tsx'
import { useNav } from '../nav.ts'
import { Slot } from '../Slot.tsx'
import { LangSwitch, ModeSwitch, SignOut } from '../Switches.tsx'
import '../shell.css'
import './board.css'

/** Read from three metres at 1920×1080: few figures, the hour, no menu in the way. */
export default function Board(): ReactNode {
  const { t } = useTranslation('common')
  const { language } = useSettings()
  const { me } = useMe()
  const pages = useNav('board')
  useNow()
  useLive()
  if (!me) return <Loading />
  return (
    <div className="aj-board">
      <header className="aj-board-top">
        <Mark size="2rem" />
        <nav aria-label={t('nav.main')}>
          {pages.map(page => (
            <Link
              key={page.path}
              to={paths.page('board', page.path)}
              activeOptions={{ exact: page.path === '', includeSearch: false }}
              className="aj-board-link"
            >
              {inLanguage(page.title, language)}
            </Link>
          ))}
        </nav>
        <time className="aj-num">
          {day(nowMs(), language)} {clockTime(nowMs())}
        </time>
        <Slot name="bell" />
        <Menu label={<Icon name="more" label={t('nav.more')} />}>
          {me.shells
            .filter(shell => shell !== 'board')
            .map(shell => (
              <Link key={shell} to={paths.shell(shell)} className="aj-switch">
                <Icon name="swap" />
                {t(`shell.${shell}`)}
              </Link>
            ))}
          <LangSwitch />
          <ModeSwitch />
          <SignOut />
        </Menu>
      </header>
      <main className="aj-board-page">
        <Outlet />
      </main>
    </div>
  )
}
