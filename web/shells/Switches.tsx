import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../api.ts'
import { setLanguage } from '../i18n.ts'
import { forgetMe } from '../me.ts'
import { wipeGateMemory } from '../offline/memory.ts'
import { paths } from '../paths.ts'
import { change, useMode, useSettings } from '../settings.ts'
import { Icon } from '../ui/icons.tsx'
import '../ui/menu.css'

/** 中文 / English. Each language names itself in its own tongue. */
export function LangSwitch(): ReactNode {
  const { language } = useSettings()
  const other = language === 'en' ? 'zh-CN' : 'en'
  return (
    <button type="button" className="aj-switch" lang={other} onClick={() => setLanguage(other)}>
      <Icon name="globe" />
      {other === 'en' ? 'English' : '中文'}
    </button>
  )
}

/** Light or dark, by hand; the gate also turns dark by itself at night. */
export function ModeSwitch(): ReactNode {
  const { t } = useTranslation('common')
  const mode = useMode()
  return (
    <button
      type="button"
      className="aj-switch"
      onClick={() => change({ mode: mode === 'dark' ? 'light' : 'dark' })}
    >
      <Icon name={mode === 'dark' ? 'sun' : 'moon'} />
      {mode === 'dark' ? t('mode.light') : t('mode.dark')}
    </button>
  )
}

/** Everything a quarter larger (residents). */
export function LargeSwitch(): ReactNode {
  const { t } = useTranslation('common')
  const { large } = useSettings()
  return (
    <button
      type="button"
      className="aj-switch"
      aria-pressed={large}
      onClick={() => change({ large: !large })}
    >
      <Icon name="text" />
      {large ? t('text.normal') : t('text.large')}
    </button>
  )
}

export function SignOut(): ReactNode {
  const { t } = useTranslation('common')
  const leave = async () => {
    await api('POST /api/sign-out').catch(() => undefined)
    forgetMe()
    wipeGateMemory()
    // a whole new page: nothing of this person stays in memory
    window.location.assign(paths.signIn())
  }
  return (
    <>
      <OwnAccount />
      <button type="button" className="aj-switch" onClick={leave}>
        <Icon name="out" />
        {t('session.signOut')}
      </button>
    </>
  )
}

/** Second factor, sessions and password; a resident who signs in by phone has his sessions there. */
function OwnAccount(): ReactNode {
  const { t } = useTranslation('common')
  return (
    <a className="aj-switch" href={paths.account()}>
      <Icon name="shield" />
      {t('session.account')}
    </a>
  )
}
