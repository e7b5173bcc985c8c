import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useEstateId, useMe } from '../../me.ts'
import { useApi, useMutate } from '../../query.ts'
import { Button } from '../../ui/Button.tsx'
import { Failing, Loading, sentence } from '../../ui/States.tsx'
import { say } from '../../ui/toast.ts'
import './desk.css'

const key = 'GET /api/estates/:estateId/desk/rest-hours'
interface Frame {
  from: string
  to: string
}

/** S1-35: when this estate rests. Noise in these hours is a nuisance; intake proposes it by itself. */
export default function RestHours(): ReactNode {
  const { t } = useTranslation('desk')
  const estateId = useEstateId()
  const { data, error, refetch } = useApi(key, { estateId })
  return (
    <div className="aj-stack dk-report">
      <header className="aj-page-head">
        <h1>{t('rest.title')}</h1>
      </header>
      <p className="aj-weak">{t('rest.meaning')}</p>
      {error && !data ? <Failing error={error} again={refetch} /> : null}
      {!data && !error ? <Loading /> : null}
      {data ? <Frames key={JSON.stringify(data.frames)} first={data.frames} isNow={data.now} /> : null}
    </div>
  )
}

function Frames({ first, isNow }: { first: Frame[]; isNow: boolean }): ReactNode {
  const { t } = useTranslation(['desk', 'common'])
  const { can } = useMe()
  const estateId = useEstateId()
  const [frames, setFrames] = useState(first)
  const save = useMutate('PUT /api/estates/:estateId/desk/rest-hours', {
    stale: [key],
    done: () => say(t('rest.saved')),
  })
  const may = can('rule.write')
  const put = (i: number, part: Partial<Frame>) =>
    setFrames(frames.map((f, at) => (at === i ? { ...f, ...part } : f)))
  const failed = save.error ? sentence(save.error, k => t(`common:${k}`)) : undefined
  return (
    <form
      className="aj-stack"
      onSubmit={event => {
        event.preventDefault()
        if (may) save.mutate({ estateId, frames })
      }}
    >
      {isNow ? <p className="dk-note">{t('rest.now')}</p> : null}
      {frames.length === 0 ? <p>{t('rest.none')}</p> : null}
      {frames.map((f, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a frame has no name but its place
        <div key={i} className="aj-row">
          <input
            className="aj-input dk-time"
            inputMode="numeric"
            pattern="([01][0-9]|2[0-3]):[0-5][0-9]"
            placeholder="22:00"
            maxLength={5}
            aria-label={t('rest.from')}
            value={f.from}
            readOnly={!may}
            required
            onChange={event => put(i, { from: event.target.value })}
          />
          {t('rest.until')}
          <input
            className="aj-input dk-time"
            inputMode="numeric"
            pattern="([01][0-9]|2[0-3]):[0-5][0-9]"
            placeholder="22:00"
            maxLength={5}
            aria-label={t('rest.to')}
            value={f.to === '24:00' ? '00:00' : f.to}
            readOnly={!may}
            required
            onChange={event => put(i, { to: event.target.value })}
          />
          {f.from > f.to ? <span className="aj-weak">{t('rest.overnight')}</span> : null}
          {may ? (
            <Button kind="plain" onClick={() => setFrames(frames.filter((_, at) => at !== i))}>
              {t('rest.remove')}
            </Button>
          ) : null}
        </div>
      ))}
      {failed ? (
        <p role="alert" className="aj-form-failure">
          {failed.title}
        </p>
      ) : null}
      <div className="dk-acts">
        <Button
          refused={may ? undefined : t('rest.manager')}
          onClick={() =>
            setFrames([
              ...frames,
              frames.length === 0 ? { from: '22:00', to: '07:00' } : { from: '12:00', to: '14:00' },
            ])
          }
        >
          {t('rest.add')}
        </Button>
        <Button kind="main" type="submit" busy={save.isPending} refused={may ? undefined : t('rest.manager')}>
          {t('rest.save')}
        </Button>
      </div>
    </form>
  )
}
