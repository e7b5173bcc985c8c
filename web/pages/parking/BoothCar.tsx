import { type ReactNode, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { dateTime, yuan } from '../../format.ts'
import { useEstateId, useMe } from '../../me.ts'
import { queryClient, useMutate } from '../../query.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Loading, sentence } from '../../ui/States.tsx'
import { say } from '../../ui/toast.ts'
import { NoEntry } from './BoothNoEntry.tsx'
import { Cash, FreePassage, SlipView } from './BoothPay.tsx'
import { type LaneEventShown, money } from './booth.ts'
import { CostView, Flags, type StayFile, StayState } from './parts.tsx'

/** One car at the booth: what it owes and why, and the ways to settle it. Of an event, the act opens its lane. */
export function BoothCar(props: { plate: string; event?: LaneEventShown; done: () => void }): ReactNode {
  const { t } = useTranslation(['parking', 'common'])
  const estateId = useEstateId()
  const [typed, type] = useState(props.plate)
  const find = useMutate('POST /api/estates/:estateId/parking/stays/find')
  const look = (plate: string) => find.mutate({ estateId, plate })
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked once for the plate it was made for
  useEffect(() => {
    if (props.plate.trim().length >= 2) look(props.plate)
  }, [])
  const found = find.data
  return (
    <section className="pk-stack" aria-label={t('parking:car.title')}>
      {props.event ? null : (
        <form
          className="pk-find"
          onSubmit={e => {
            e.preventDefault()
            if (typed.trim().length >= 2) look(typed)
          }}
        >
          <input
            className="aj-input"
            aria-label={t('parking:car.find')}
            placeholder={t('parking:car.findHint')}
            value={typed}
            onChange={e => type(e.target.value)}
          />
          <Button type="submit" icon="search" busy={find.isPending}>
            {t('parking:car.find')}
          </Button>
        </form>
      )}
      {find.error ? (
        <p role="alert" className="aj-form-failure">
          {sentence(find.error, t).title}
        </p>
      ) : null}
      {find.isPending ? <Loading lines={3} /> : null}
      {found?.stay ? (
        <Owes
          key={`${found.stay.id}.${found.stay.version}`}
          stay={found.stay}
          event={props.event}
          again={() => look(props.event ? props.plate : typed)}
          done={props.done}
        />
      ) : found && !find.isPending ? (
        <NoEntry
          found={found}
          plate={props.event ? props.plate : typed}
          event={props.event}
          again={plate => {
            type(plate)
            look(plate)
          }}
        />
      ) : null}
    </section>
  )
}

type Step = 'cash' | 'slip' | 'free'

function Owes(props: {
  stay: StayFile
  event: LaneEventShown | undefined
  again: () => void
  done: () => void
}): ReactNode {
  const { t } = useTranslation(['parking', 'common'])
  const { stay, event } = props
  const estateId = useEstateId()
  const { can } = useMe()
  const receives = can('parking.receive') ? undefined : t('parking:pay.notYours')
  const [step, setStep] = useState<Step>()
  const settled = (line: string) => {
    setStep(undefined)
    say(line)
    for (const key of money) void queryClient.invalidateQueries({ queryKey: [key] })
    props.again()
    props.done()
  }
  const out = useMutate('POST /api/estates/:estateId/lane-events/:id/settle', {
    stale: money,
    done: () => settled(t('parking:car.letOut')),
  })
  const due = stay.quote.due
  return (
    <div className={event ? 'pk-stack' : 'pk-card'}>
      <p className="aj-row">
        <span className="pk-plate">{stay.plate ?? '—'}</span>
        <StayState stay={stay} />
        <Flags flags={stay.flags} />
      </p>
      <p className="aj-weak aj-num">
        {stay.lot} · {stay.enteredAt ? dateTime(stay.enteredAt) : t('parking:flag.no_entry')}
      </p>
      {due > 0 ? (
        <p className="pk-big">{t('parking:car.due', { sum: yuan(due) })}</p>
      ) : (
        <p className="pk-big">{t('parking:car.nothing')}</p>
      )}
      {due > 0 ? (
        <div className="pk-acts">
          <Button kind="main" refused={receives} onClick={() => setStep('cash')}>
            {t('parking:car.cash', { sum: yuan(due) })}
          </Button>
          <Button onClick={() => setStep('slip')}>{t('parking:car.slip')}</Button>
          <Button onClick={() => setStep('free')}>{t('parking:car.free')}</Button>
        </div>
      ) : event ? (
        <div className="pk-acts">
          <Button
            kind="main"
            busy={out.isPending}
            onClick={() =>
              out.mutate({
                estateId,
                id: event.id,
                act: 'open',
                reason: t('parking:car.paidReason'),
                ...(stay.plate ? { plate: stay.plate } : {}),
              })
            }
          >
            {t('parking:car.out')}
          </Button>
        </div>
      ) : stay.paid > 0 ? (
        <p className="aj-weak aj-num">{t('parking:car.until', { at: dateTime(stay.quote.freeUntil) })}</p>
      ) : null}
      <CostView cost={stay.quote.cost} />
      {out.error ? <p role="alert">{sentence(out.error, t).title}</p> : null}
      {step ? (
        <Dialog
          title={t(`parking:car.${step}Title`, { plate: stay.plate ?? '' })}
          close={() => setStep(undefined)}
        >
          {step === 'cash' ? <Cash stay={stay} event={event} done={settled} /> : null}
          {step === 'slip' ? <SlipView stay={stay} event={event} done={settled} /> : null}
          {step === 'free' ? <FreePassage stay={stay} event={event} done={settled} /> : null}
        </Dialog>
      ) : null}
    </div>
  )
}
