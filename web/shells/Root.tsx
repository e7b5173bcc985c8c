import { Outlet, useRouter } from '@tanstack/react-router'
import { type ReactNode, Suspense, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { sessionEnded } from '../api.ts'
import { paths } from '../paths.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { Empty, Failing, Loading } from '../ui/States.tsx'
import { Toaster } from '../ui/Toaster.tsx'

/** What stands around every shell: the gate that asks to sign in again without losing the page. */
export function Root(): ReactNode {
  return (
    <Suspense fallback={<Loading />}>
      <Outlet />
      <SessionGate />
      <Toaster />
    </Suspense>
  )
}

function SessionGate(): ReactNode {
  const { t } = useTranslation('common')
  const [ended, setEnded] = useState(false)
  useEffect(() => {
    const on = () => setEnded(true)
    window.addEventListener(sessionEnded, on)
    return () => window.removeEventListener(sessionEnded, on)
  }, [])
  if (!ended) return null
  const next = window.location.pathname + window.location.search
  return (
    <Dialog title={t('session.ended')} close={() => setEnded(false)}>
      <p>{t('session.kept')}</p>
      <div className="aj-dialog-acts">
        <a className="aj-button" data-kind="main" href={paths.signIn(next)}>
          {t('session.signIn')}
        </a>
      </div>
    </Dialog>
  )
}

export function RoutePending(): ReactNode {
  return <Loading />
}

export function RouteFailed({ error }: { error: unknown }): ReactNode {
  const router = useRouter()
  return <Failing error={error} again={() => router.invalidate()} />
}

export function RouteMissing(): ReactNode {
  const { t } = useTranslation('common')
  return (
    <Empty title={t('missing.title')} hint={t('missing.hint')}>
      <a className="aj-button" href={paths.root()}>
        {t('missing.home')}
      </a>
    </Empty>
  )
}
