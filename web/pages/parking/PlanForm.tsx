/** A question to the planner: what is there now, and up to three changes, each one tap away. */
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { newClientId } from '../../api.ts'
import type { Answer, Send } from '../../contracts.ts'
import { useEstateId } from '../../me.ts'
import { useMutate } from '../../query.ts'
import { Button } from '../../ui/Button.tsx'
import { sentence } from '../../ui/States.tsx'

const make = 'POST /api/estates/:estateId/parking/plan/scenarios'
type Ask = Send<typeof make>
type Variant = Ask['variants'][number]
const numbers = [
  'spaces',
  'mechanical',
  'machines',
  'cycleSeconds',
  'lanesIn',
  'lanesOut',
  'room',
  'growth',
  'standing',
] as const

export function PlanForm(props: {
  start: Answer<'GET /api/estates/:estateId/parking/plan/start'>
  close: () => void
  made: (id: string) => void
}): ReactNode {
  const { start: s, close, made } = props
  const { t } = useTranslation(['parking-garage', 'common'])
  const estateId = useEstateId()
  const [clientId] = useState(newClientId)
  const send = useMutate(make, { stale: ['GET /api/estates/:estateId/parking/plan/scenarios'] })
  const now: Variant = {
    name: t('plan.now'),
    spaces: s.spaces,
    mechanical: s.mechanical,
    machines: s.machines,
    cycleSeconds: s.cycleSeconds,
    lanesIn: s.lanesIn,
    lanesOut: s.lanesOut,
    reading: 'card',
    room: s.room,
    growth: 0,
    standing: 0,
  }
  const [name, setName] = useState(t('plan.nameUsual'))
  const [source, setSource] = useState<Ask['source']>(
    s.passages.first === null && s.table.rows > 0 ? 'table' : 'passages',
  )
  const [days, setDays] = useState<Ask['days']>('work')
  const [look, setLook] = useState('18:00')
  const [from, setFrom] = useState('')
  const [until, setUntil] = useState('')
  const [variants, setVariants] = useState<Variant[]>([now])
  const [failed, setFailed] = useState<unknown>()
  const base = variants[0] ?? now
  const add = (variant: Variant) => setVariants(before => (before.length < 6 ? [...before, variant] : before))
  const change = (at: number, part: Partial<Variant>) =>
    setVariants(before => before.map((v, i) => (i === at ? { ...v, ...part } : v)))
  const go = async (event: { preventDefault(): void }) => {
    event.preventDefault()
    setFailed(undefined)
    const [hour = 0, minute = 0] = look.split(':').map(Number)
    try {
      const scenario = await send.mutateAsync({
        estateId,
        name,
        source,
        days,
        lookAt: hour * 60 + minute,
        replications: s.replications,
        ...(from ? { from } : {}),
        ...(until ? { until } : {}),
        variants,
        clientId,
      } as Ask)
      close()
      made(scenario.id)
    } catch (error) {
      setFailed(error)
    }
  }
  const said = failed ? sentence(failed, t) : undefined
  return (
    <form className="pg-card" onSubmit={go}>
      <div className="pg-acts">
        <label>
          {t('plan.name')}{' '}
          <input className="aj-input" value={name} required onChange={e => setName(e.target.value)} />
        </label>
        <label>
          {t('plan.arrivals')}{' '}
          <select
            className="aj-input"
            value={source}
            onChange={e => setSource(e.target.value === 'table' ? 'table' : 'passages')}
          >
            <option value="passages">{t('plan.source.passages')}</option>
            <option value="table">{t('plan.source.table')}</option>
          </select>
        </label>
        <label>
          {t('plan.days')}{' '}
          <select className="aj-input" value={days} onChange={e => setDays(e.target.value as Ask['days'])}>
            {(['work', 'rest', 'all'] as const).map(d => (
              <option key={d} value={d}>
                {t(`plan.day.${d}`)}
              </option>
            ))}
          </select>
        </label>
        <label>
          {t('plan.look')}{' '}
          <input
            className="aj-input"
            type="time"
            step={300}
            value={look}
            onChange={e => setLook(e.target.value)}
          />
        </label>
        <label>
          {t('filter.from')}{' '}
          <input className="aj-input" type="date" value={from} onChange={e => setFrom(e.target.value)} />
        </label>
        <label>
          {t('filter.to')}{' '}
          <input className="aj-input" type="date" value={until} onChange={e => setUntil(e.target.value)} />
        </label>
      </div>
      <div className="pg-acts">
        <Button
          icon="plus"
          onClick={() =>
            add({
              ...base,
              name: t('plan.add60'),
              mechanical: base.mechanical + 60,
              machines: base.machines + 2,
            })
          }
        >
          {t('plan.add60')}
        </Button>
        <Button
          icon="plus"
          onClick={() => add({ ...base, name: t('plan.addLane'), lanesIn: base.lanesIn + 1 })}
        >
          {t('plan.addLane')}
        </Button>
        <Button icon="plus" onClick={() => add({ ...base, name: t('plan.plates'), reading: 'plate' })}>
          {t('plan.plates')}
        </Button>
        <Button icon="plus" onClick={() => add({ ...base, name: t('plan.grow'), growth: base.growth + 10 })}>
          {t('plan.grow')}
        </Button>
      </div>
      <div className="pg-scroll">
        <table className="pg-plain">
          <thead>
            <tr>
              <th>{t('plan.variant')}</th>
              {numbers.map(n => (
                <th key={n}>{t(`plan.field.${n}`)}</th>
              ))}
              <th>{t('plan.field.reading')}</th>
              <th />
            </tr>
          </thead>
          <tbody>
            {variants.map((v, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: variants are told apart by their place only
              <tr key={i}>
                <td>
                  <input
                    className="aj-input"
                    style={{ width: '9rem' }}
                    aria-label={`${t('plan.variant')} ${i + 1}`}
                    value={v.name}
                    onChange={e => change(i, { name: e.target.value })}
                  />
                </td>
                {numbers.map(n => (
                  <td key={n}>
                    <input
                      className="aj-input"
                      style={{ width: '4.5rem' }}
                      type="number"
                      aria-label={`${v.name} ${t(`plan.field.${n}`)}`}
                      value={v[n]}
                      onChange={e => change(i, { [n]: Math.round(Number(e.target.value)) })}
                    />
                  </td>
                ))}
                <td>
                  <select
                    className="aj-input"
                    aria-label={`${v.name} ${t('plan.field.reading')}`}
                    value={v.reading}
                    onChange={e => change(i, { reading: e.target.value as Variant['reading'] })}
                  >
                    {(['card', 'plate', 'guard'] as const).map(r => (
                      <option key={r} value={r}>
                        {t(`reading.${r}`)} {s.timing[r].seconds} s
                        {s.timing[r].measured ? ` (${t('measured')})` : ''}
                      </option>
                    ))}
                  </select>
                </td>
                <td>
                  {i > 0 ? (
                    <Button
                      kind="plain"
                      icon="close"
                      aria-label={t('plan.drop', { name: v.name })}
                      onClick={() => setVariants(before => before.filter((_, n) => n !== i))}
                    />
                  ) : null}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {said ? (
        <p className="aj-error" role="alert">
          {said.title} {said.next}
        </p>
      ) : null}
      <div className="pg-acts">
        <Button kind="main" type="submit" busy={send.isPending}>
          {t('plan.run')}
        </Button>
        <Button onClick={close}>{t('common:act.cancel')}</Button>
      </div>
    </form>
  )
}
