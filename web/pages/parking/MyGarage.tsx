/** The resident's car: bring it from the garage, see the order; ask somebody to move his, answer when asked. */
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNow } from '../../clock.ts'
import type { Key, RowOf } from '../../contracts.ts'
import { when } from '../../format.ts'
import { useEstateId } from '../../me.ts'
import { useApi, useMutate } from '../../query.ts'
import { useRefusal } from '../../refusal.ts'
import { Button } from '../../ui/Button.tsx'
import { State } from '../../ui/State.tsx'
import { Failing, Loading } from '../../ui/States.tsx'
import { say } from '../../ui/toast.ts'
import { AskDialog } from './GarageForm.tsx'
import { garageStates } from './garage.ts'
import './garage.css'

const garage = 'GET /api/estates/:estateId/my/garage'
const moves = 'GET /api/estates/:estateId/my/moves'
type Mine = RowOf<typeof garage>
type Move = RowOf<typeof moves>

export default function MyGarage(): ReactNode {
  const { t } = useTranslation('parking-garage')
  const estateId = useEstateId()
  const { data, error, refetch } = useApi(garage, { estateId }, { every: 5_000 })
  const [asking, ask] = useState(false)
  const mine = useApi(moves, { estateId }, { every: 10_000 })
  const stale: Key[] = [moves]
  const move = useMutate('POST /api/estates/:estateId/my/moves', { stale })
  if (error && !data) return <Failing error={error} again={refetch} />
  if (!data) return <Loading />
  return (
    <div className="aj-stack">
      <h1>{t('mine.title')}</h1>
      {mine.data?.items
        .filter(m => m.mine === 'owner' && m.state !== 'closed')
        .map(m => (
          <AskedOfMe key={m.id} m={m} />
        ))}
      {data.items.map(s => (
        <MyCar key={`${s.garageId}${s.slot}`} s={s} />
      ))}
      {data.items.length === 0 ? <p className="aj-weak">{t('mine.noSlot')}</p> : null}
      <h2>{t('mine.move')}</h2>
      <p className="aj-weak">{t('mine.moveHint')}</p>
      <Button icon="car" wide onClick={() => ask(true)}>
        {t('mine.askMove')}
      </Button>
      {mine.data?.items
        .filter(m => m.mine === 'asker')
        .slice(0, 10)
        .map(m => (
          <MyAsk key={m.id} m={m} />
        ))}
      {asking ? (
        <AskDialog
          id="my.move"
          title={t('mine.askMove')}
          submit={t('mine.send')}
          close={() => ask(false)}
          fields={[
            { name: 'plate', label: t('col.plate') },
            { name: 'place', label: t('col.place') },
            { name: 'reason', label: t('mine.why'), initial: t('mine.whyUsual') },
          ]}
          send={async a => {
            await move.mutateAsync({
              estateId,
              plate: a.must('plate'),
              place: a.must('place'),
              reason: a.must('reason'),
            })
            say(t('mine.sent'))
          }}
        />
      ) : null}
    </div>
  )
}

function MyCar({ s }: { s: Mine }): ReactNode {
  const { t } = useTranslation('parking-garage')
  const estateId = useEstateId()
  const refusal = useRefusal()
  const [alarm, setAlarm] = useState(false)
  const stale: Key[] = [garage]
  const fetch = useMutate('POST /api/estates/:estateId/my/garage/fetches', { stale })
  const cancel = useMutate('POST /api/estates/:estateId/my/garage/fetches/:fetchId/cancel', { stale })
  const raise = useMutate('POST /api/estates/:estateId/my/garage/alarm', { stale })
  const f = s.fetch
  return (
    <article className="pg-card">
      <h2>
        {s.garage} {s.slot}
      </h2>
      <p>
        <State state={garageStates[s.state]} word={t(`state.${s.state}`)} />{' '}
        {s.state === 'running' ? '' : s.stateReason}
      </p>
      {f ? (
        <p className="pg-big" role="status">
          {f.state === 'waiting' && f.ahead !== null && f.wait !== null
            ? t('mine.ahead', { ahead: f.ahead, wait: Math.ceil(f.wait / 60) })
            : t(`mine.${f.state}`)}
        </p>
      ) : (
        <p className="aj-weak">{t('mine.now', { ahead: s.ahead, wait: Math.ceil(s.wait / 60) })}</p>
      )}
      <div className="pg-acts">
        {f?.state === 'waiting' ? (
          <Button wide onClick={() => cancel.mutate({ estateId, fetchId: f.id })}>
            {t('mine.cancel')}
          </Button>
        ) : f ? null : (
          <Button
            kind="main"
            wide
            busy={fetch.isPending}
            refused={refusal(s.allowed.fetch)}
            showWhy
            onClick={() => fetch.mutate({ estateId, garageId: s.garageId, slot: s.slot })}
          >
            {t('mine.fetch')}
          </Button>
        )}
        <Button kind="danger" icon="alert" onClick={() => setAlarm(true)}>
          {t('mine.alarm')}
        </Button>
      </div>
      {alarm ? (
        <AskDialog
          id={`my.alarm.${s.garageId}`}
          title={t('mine.alarmTitle', { garage: s.garage })}
          submit={t('floor.alarm')}
          close={() => setAlarm(false)}
          fields={[
            { name: 'people', label: t('fault.people'), kind: 'number', initial: '1' },
            {
              name: 'text',
              label: t('mine.alarmText'),
              optional: true,
              hint: t('mine.alarmHint', { rescue: s.rescue }),
            },
          ]}
          send={async a => {
            const made = await raise.mutateAsync({
              estateId,
              garageId: s.garageId,
              people: a.number('people'),
              text: a.text('text'),
            })
            say(t('mine.alarmed', { who: made.told ?? '—', rescue: made.rescue }))
          }}
        />
      ) : null}
    </article>
  )
}

function AskedOfMe({ m }: { m: Move }): ReactNode {
  const { t } = useTranslation('parking-garage')
  const estateId = useEstateId()
  const answer = useMutate('POST /api/estates/:estateId/my/moves/:moveId/answer', { stale: [moves] })
  const reply = (coming: boolean, minutes?: number) =>
    answer.mutate({ estateId, moveId: m.id, coming, ...(minutes === undefined ? {} : { minutes }) })
  return (
    <article className="pg-card" data-alarm={m.state === 'asked' ? '' : undefined}>
      <h2>{t('mine.please', { plate: m.plate })}</h2>
      <p>
        {m.place}：{m.reason}
      </p>
      {m.state === 'asked' ? (
        <div className="pg-acts">
          {[5, 10].map(n => (
            <Button key={n} kind="main" busy={answer.isPending} onClick={() => reply(true, n)}>
              {t('mine.come', { n })}
            </Button>
          ))}
          <Button onClick={() => reply(false)}>{t('mine.cannotCome')}</Button>
        </div>
      ) : (
        <p className="aj-weak">{t(`move.${m.state}`)}</p>
      )}
    </article>
  )
}

function MyAsk({ m }: { m: Move }): ReactNode {
  const { t } = useTranslation('parking-garage')
  const estateId = useEstateId()
  const now = useNow(30_000)
  const close = useMutate('POST /api/estates/:estateId/my/moves/:moveId/close', { stale: [moves] })
  return (
    <article className="pg-card">
      <p>
        <strong>{m.plate}</strong> {m.place} <span className="aj-weak">{when(m.askedAt, now)}</span>
      </p>
      <p>
        {t(`move.${m.state}`)}
        {m.minutes === null ? '' : ` · ${t('mine.minutes', { n: m.minutes })}`}
        {m.raisedAt && m.state !== 'closed' ? ` · ${t('mine.guard')}` : ''}
      </p>
      {m.state === 'closed' ? null : (
        <Button onClick={() => close.mutate({ estateId, moveId: m.id })}>{t('mine.moved')}</Button>
      )}
    </article>
  )
}
