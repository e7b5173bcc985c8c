/** My parking: my spaces and until when, my cars, my place in the queue, my visitor's car, what is to be paid. */
import { lazy, type ReactNode, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNow } from '../../clock.ts'
import { dateTime, limitTime, when, yuan } from '../../format.ts'
import { useEstateId } from '../../me.ts'
import { paths } from '../../paths.ts'
import { useApi, useMutate } from '../../query.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { State } from '../../ui/State.tsx'
import { Empty, Failing, Loading, sentence } from '../../ui/States.tsx'
import { say } from '../../ui/toast.ts'
import { InviteCar, JoinQueue } from './MyForms.tsx'
import { MyPay } from './MyPay.tsx'
import { type MyHome, mine } from './mine.ts'
import './parking.css'

const MyChargers = lazy(() => import('./MyChargers.tsx').catch(() => ({ default: () => null })))

const MyCoupons = lazy(() => import('./MyCoupons.tsx').catch(() => ({ default: () => null })))

export default function MyParking(): ReactNode {
  const { t } = useTranslation('parking')
  const estateId = useEstateId()
  const { data, error, refetch } = useApi(mine, { estateId }, { every: 30_000 })
  const [paying, pay] = useState<string>()
  if (error && !data) return <Failing error={error} again={refetch} />
  if (!data) return <Loading />
  if (data.homes.length === 0) return <Empty title={t('my.noHome')} hint={t('my.noHomeHint')} />
  return (
    <div className="pk-stack">
      <h1>{t('my.title')}</h1>
      <Button kind="main" icon="money" wide onClick={() => pay('')}>
        {t('my.pay')}
      </Button>
      {data.homes.map(home => (
        <Home key={home.unitId} home={home} rule={data.rule} visitorHours={data.visitorHours} pay={pay} />
      ))}
      <Suspense fallback={null}>
        <MyChargers />
        <MyCoupons />
      </Suspense>
      {paying === undefined ? null : (
        <Dialog sheet title={t('my.pay')} close={() => pay(undefined)}>
          <MyPay plate={paying} />
        </Dialog>
      )}
    </div>
  )
}

function Home(props: {
  home: MyHome
  rule: string
  visitorHours: number
  pay: (plate: string) => void
}): ReactNode {
  const { t } = useTranslation(['parking', 'common'])
  const { home } = props
  const estateId = useEstateId()
  const now = useNow(60_000)
  const [step, setStep] = useState<'join' | 'invite'>()
  const end = useMutate('POST /api/estates/:estateId/my/parking/visitors/:permitId/end', {
    stale: [mine],
    done: () => say(t('parking:my.visitorEnded')),
  })
  const leave = useMutate('POST /api/estates/:estateId/my/parking/waiting/:waitId/withdraw', {
    stale: [mine],
    done: () => say(t('parking:my.left')),
  })
  const failed = end.error ?? leave.error
  return (
    <section className="pk-stack" aria-label={home.room}>
      <h2>{home.room}</h2>
      {failed ? <p role="alert">{sentence(failed, t).title}</p> : null}
      {home.permits.length === 0 ? <p className="aj-weak">{t('parking:my.noSpace')}</p> : null}
      {home.permits.map(p => (
        <article key={p.id} className="pk-card">
          <p className="aj-row">
            <strong>
              {p.spaces.map(s => s.number).join('、') || t('parking:permit.many', { n: p.many })}
            </strong>
            <span className="aj-weak">{t(`parking:permit.kind.${p.kind}`)}</span>
          </p>
          <p>{p.until ? t('parking:my.until', { at: limitTime(p.until) }) : t('parking:permit.forGood')}</p>
          <p className="aj-num">{p.cars.map(c => c.plate).join('、')}</p>
          {p.open > 0 ? (
            <p>
              <State state="late" word={t('parking:my.open', { sum: yuan(p.open) })} />{' '}
              <a href={paths.page('resident', 'bills')}>{t('parking:my.bills')}</a>
            </p>
          ) : null}
        </article>
      ))}
      {home.cars.map(car => (
        <article key={car.plate} className="pk-card">
          <p className="aj-row">
            <span className="pk-plate">{car.plate}</span>
            {car.insideSince ? (
              <State state="running" word={t('parking:my.inside', { at: when(car.insideSince, now) })} />
            ) : null}
          </p>
          <p className="aj-weak">
            {car.model} {car.permitted ? t('parking:my.permitted') : t('parking:my.notPermitted')}
          </p>
          {car.due > 0 ? (
            <Button kind="main" onClick={() => props.pay(car.plate)}>
              {t('parking:my.payCar', { sum: yuan(car.due) })}
            </Button>
          ) : null}
        </article>
      ))}
      <h3>{t('parking:my.visitors')}</h3>
      {home.visitors.map(v => (
        <article key={v.id} className="pk-card">
          <p className="aj-row">
            <span className="pk-plate">{v.cars.map(c => c.plate).join('、')}</span>
          </p>
          <p>{t('parking:my.visitorUntil', { at: v.until ? dateTime(v.until) : '' })}</p>
          <Button busy={end.isPending} onClick={() => end.mutate({ estateId, permitId: v.id })}>
            {t('parking:my.endVisitor', { plate: v.cars[0]?.plate ?? '' })}
          </Button>
        </article>
      ))}
      <Button icon="plus" wide onClick={() => setStep('invite')}>
        {t('parking:my.invite')}
      </Button>
      <h3>{t('parking:my.queue')}</h3>
      {home.waits.map(w => (
        <article key={w.id} className="pk-card">
          <p>
            <strong>{t('parking:my.place', { use: t(`parking:use.${w.use}`), n: w.place ?? 0 })}</strong>
          </p>
          <p className="aj-weak">{t('parking:my.asked', { at: dateTime(w.askedAt) })}</p>
          {w.offeredSpace ? (
            <p>
              <State
                state="soon"
                word={t('parking:my.offered', {
                  number: w.offeredSpace.number,
                  at: dateTime(w.offeredUntil ?? ''),
                })}
              />
            </p>
          ) : null}
          <Button
            busy={leave.isPending}
            onClick={() => leave.mutate({ estateId, waitId: w.id, reason: t('parking:my.leaveReason') })}
          >
            {t('parking:my.leave')}
          </Button>
        </article>
      ))}
      <p className="aj-weak">{props.rule}</p>
      <Button icon="plus" wide onClick={() => setStep('join')}>
        {t('parking:my.join')}
      </Button>
      {step === 'join' ? (
        <Dialog sheet title={t('parking:my.join')} close={() => setStep(undefined)}>
          <JoinQueue home={home} done={() => setStep(undefined)} />
        </Dialog>
      ) : null}
      {step === 'invite' ? (
        <Dialog sheet title={t('parking:my.invite')} close={() => setStep(undefined)}>
          <InviteCar home={home} most={props.visitorHours} done={() => setStep(undefined)} />
        </Dialog>
      ) : null}
    </section>
  )
}
