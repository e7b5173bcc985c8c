/** The booth (岗亭): lanes with their latest picture, the car that waits, its fee, twelve tabs, one big button. */
import { type ReactNode, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNow } from '../../clock.ts'
import { when } from '../../format.ts'
import { useEstateId, useMe } from '../../me.ts'
import { useOutbox } from '../../offline/queue.ts'
import { useApi } from '../../query.ts'
import { useSettings } from '../../settings.ts'
import { Button } from '../../ui/Button.tsx'
import { State } from '../../ui/State.tsx'
import { Failing, Loading } from '../../ui/States.tsx'
import { BoothCar } from './BoothCar.tsx'
import { Held } from './BoothHeld.tsx'
import { BoothOffline, keepBooth } from './BoothOffline.tsx'
import { OpenByHand } from './BoothOpen.tsx'
import { ShiftBar } from './BoothShift.tsx'
import { BoothTabs } from './BoothTabs.tsx'
import { type LaneShown, lanesNow } from './booth.ts'
import { Picture } from './parts.tsx'
import './parking.css'

export default function Booth(): ReactNode {
  const { t } = useTranslation('parking')
  const estateId = useEstateId()
  const { can, me } = useMe()
  const account = me?.account.id
  const operates = can('lane.operate')
  const { data, error, refetch } = useApi(lanesNow, { estateId }, { every: 3000, when: operates })
  // money needs the server's reckoning, so it is refused here in words; what a guard does by hand is kept
  const { online } = useOutbox()
  const off = operates && (!online || error?.status === 0)
  useEffect(() => {
    if (data && account) keepBooth(estateId, account, data)
  }, [data, estateId, account])
  const [plate, setPlate] = useState('')
  const [chosen, choose] = useState<string>()
  const [opening, open] = useState(false)
  const held = data?.held ?? []
  // the oldest waits longest; a car that was chosen stays until it is dealt with
  const now = held.find(e => e.id === chosen) ?? held[0]
  return (
    <div className="pk-booth" data-off={off ? '' : undefined}>
      <div className="pk-left">
        <h1 className="aj-sr">{t('booth.title')}</h1>
        {operates && error && !data && !off ? <Failing error={error} again={refetch} /> : null}
        {operates && !data && !error ? <Loading lines={3} /> : null}
        <div className="pk-lanes">
          {data?.lanes.map(lane => (
            <Lane key={lane.id} lane={lane} />
          ))}
        </div>
        {off ? null : <BoothTabs pick={setPlate} />}
      </div>
      <div className="pk-right">
        {off ? (
          <BoothOffline />
        ) : now ? (
          <Held
            key={now.id}
            event={now}
            others={held.filter(e => e.id !== now.id)}
            choose={choose}
            lanes={data?.lanes ?? []}
          />
        ) : (
          <BoothCar key={plate} plate={plate} done={() => setPlate('')} />
        )}
        {operates && !off ? (
          <div className="pk-open">
            <Button kind={now ? 'normal' : 'main'} icon="gate" wide onClick={() => open(true)}>
              {t('open.button')}
            </Button>
          </div>
        ) : null}
        {off ? null : <ShiftBar />}
      </div>
      {opening && data ? <OpenByHand lanes={data.lanes} close={() => open(false)} /> : null}
    </div>
  )
}

const states = { open: 'kept', hold: 'soon', refuse: 'late', note: 'stopped' } as const

/** One lane: the last car with its picture, what was decided and why; whether the camera is heard. */
function Lane({ lane }: { lane: LaneShown }): ReactNode {
  const { t } = useTranslation('parking')
  const { language } = useSettings()
  const now = useNow(10_000)
  const e = lane.latest
  const waits = e !== null && (e.outcome === 'hold' || e.outcome === 'refuse') && e.settled === null
  return (
    <article className="pk-card" data-now={waits ? '' : undefined}>
      <p className="aj-row">
        <strong>{lane.name}</strong>
        <span className="aj-weak">{lane.gate}</span>
        {lane.devices > 0 && lane.heard === 0 ? <State state="late" word={t('lane.silent')} /> : null}
        {lane.devices === 0 ? <State state="stopped" word={t('lane.none')} /> : null}
      </p>
      {e ? (
        <div className="pk-lane">
          <Picture id={e.pictureId} label={`${lane.name} ${e.plate}`} />
          <div>
            <span className="pk-plate">{e.plate || t('lane.noPlate')}</span>
            <p className="aj-num aj-weak">{when(e.at, now)}</p>
            <p>
              <State
                state={e.settled ? 'kept' : states[e.outcome]}
                word={e.settled ? t('lane.settled', { who: e.settled.by }) : t(`outcome.${e.outcome}`)}
              />
            </p>
            <p className="aj-weak">{e.say[language === 'en' ? 'en' : 'zh']}</p>
          </div>
        </div>
      ) : (
        <p className="aj-weak">{t('lane.quiet')}</p>
      )}
      {lane.command ? (
        <p className="aj-weak aj-num">
          {when(lane.command.at, now)} {t(`command.${lane.command.state}`)}
          {lane.command.position === 'opened' ? ` · ${t('command.opened')}` : ''}
        </p>
      ) : null}
    </article>
  )
}
