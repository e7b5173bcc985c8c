import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNow } from '../../clock.ts'
import { when } from '../../format.ts'
import { useEstateId } from '../../me.ts'
import { useMutate } from '../../query.ts'
import { useSettings } from '../../settings.ts'
import { Button } from '../../ui/Button.tsx'
import { sentence } from '../../ui/States.tsx'
import { say } from '../../ui/toast.ts'
import { BoothCar } from './BoothCar.tsx'
import { type LaneEventShown, type LaneShown, lanesNow } from './booth.ts'

/** More would push the button that opens by hand below the screen. */
const SHOWN = 3

/** The car that waits: at the exit its fee, at the entry one tap to let it in; a misread plate is one tap too. */
export function Held(props: {
  event: LaneEventShown
  others: readonly LaneEventShown[]
  choose: (id: string) => void
  lanes: readonly LaneShown[]
}): ReactNode {
  const { t } = useTranslation(['parking', 'common'])
  const { language } = useSettings()
  const { event } = props
  const now = useNow(5000)
  const [plate, setPlate] = useState(event.plate)
  const [typed, type] = useState(event.plate)
  const [all, showAll] = useState(false)
  const corrected = plate !== event.plate
  return (
    <section className="pk-card" data-now="" aria-label={t('parking:held.title')}>
      <p className="aj-row">
        <strong>{event.lane}</strong>
        <span>{t(`parking:way.${event.direction}`)}</span>
        <span className="aj-weak aj-num">{when(event.at, now)}</span>
      </p>
      {event.direction === 'in' || corrected ? (
        <p className="aj-row">
          <span className="pk-plate">{plate || t('parking:lane.noPlate')}</span>
          {corrected ? (
            <span className="aj-weak">{t('parking:held.read', { plate: event.plate || '—' })}</span>
          ) : null}
        </p>
      ) : null}
      {event.direction === 'in' ? <p>{event.say[language === 'en' ? 'en' : 'zh']}</p> : null}
      {event.near.length > 0 ? (
        <p className="pk-reasons">
          {event.near.map(near => (
            <Button key={near} onClick={() => setPlate(near)}>
              {t('parking:held.is', { plate: near })}
            </Button>
          ))}
        </p>
      ) : null}
      {event.direction === 'out' ? (
        <BoothCar key={plate} plate={plate} event={event} done={() => undefined} />
      ) : (
        <LetIn event={event} plate={plate} />
      )}
      <form
        className="pk-find"
        onSubmit={e => {
          e.preventDefault()
          setPlate(typed.trim().toUpperCase())
        }}
      >
        <input
          className="aj-input"
          aria-label={t('parking:held.correct')}
          value={typed}
          onChange={e => type(e.target.value)}
        />
        <Button type="submit">{t('parking:held.correct')}</Button>
      </form>
      {props.others.length > 0 ? (
        <div className="pk-stack">
          <p className="aj-weak">{t('parking:held.more', { n: props.others.length })}</p>
          {props.others.slice(0, all ? undefined : SHOWN).map(other => (
            <Button key={other.id} onClick={() => props.choose(other.id)}>
              {other.lane} {other.plate || t('parking:lane.noPlate')}
            </Button>
          ))}
          {!all && props.others.length > SHOWN ? (
            <Button kind="plain" onClick={() => showAll(true)}>
              {t('parking:held.rest', { n: props.others.length - SHOWN })}
            </Button>
          ) : null}
        </div>
      ) : null}
    </section>
  )
}

/** Opens for a car that waits to get in, or sends it away with a reason. */
function LetIn({ event, plate }: { event: LaneEventShown; plate: string }): ReactNode {
  const { t } = useTranslation(['parking', 'common'])
  const estateId = useEstateId()
  const [reason, setReason] = useState('')
  const settle = useMutate('POST /api/estates/:estateId/lane-events/:id/settle', {
    stale: [lanesNow, 'GET /api/estates/:estateId/parking/stays'],
    done: ({ event: after }) =>
      say(t('parking:held.done', { plate: after.plate || t('parking:lane.noPlate') })),
  })
  const send = (act: 'open' | 'dismiss', why: string) =>
    settle.mutate({ estateId, id: event.id, act, reason: why, ...(plate ? { plate } : {}) })
  return (
    <div className="pk-stack">
      {settle.error ? (
        <p role="alert" className="aj-form-failure">
          {sentence(settle.error, t).title} {sentence(settle.error, t).next}
        </p>
      ) : null}
      <div className="pk-acts">
        <Button kind="main" busy={settle.isPending} onClick={() => send('open', t('parking:held.temporary'))}>
          {t('parking:held.letIn')}
        </Button>
      </div>
      <label className="aj-field">
        {t('parking:held.why')}
        <input className="aj-input" value={reason} onChange={e => setReason(e.target.value)} />
      </label>
      <Button
        busy={settle.isPending}
        refused={reason.trim().length >= 2 ? undefined : t('parking:held.needWhy')}
        onClick={() => send('dismiss', reason)}
      >
        {t('parking:held.dismiss')}
      </Button>
    </div>
  )
}
