/** On the guard's terminal: the closed entrances and their checks, with or without network (K14). */
import { useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { dateTime } from '../../format.ts'
import { useEstateId } from '../../me.ts'
import { sendOrQueue } from '../../offline/queue.ts'
import { useKept } from '../../offline/useKept.ts'
import { Button } from '../../ui/Button.tsx'
import { Empty, Failing, Loading } from '../../ui/States.tsx'
import { say } from '../../ui/toast.ts'
import { ExitDue, ExitForm } from './ExitCheck.tsx'
import './gate-pages.css'

const list = 'GET /api/estates/:estateId/gates'
const act = 'POST /api/estates/:estateId/gates/:gateId/checks'

export default function Exits(): ReactNode {
  const { t } = useTranslation(['gate-exit', 'gate', 'common'])
  const estateId = useEstateId()
  const client = useQueryClient()
  const { data, error, refetch, keptAt } = useKept(list, { estateId }, { every: 60_000 })
  const [at, setAt] = useState<{ id: string; name: string }>()
  if (error && !data) return <Failing error={error} again={refetch} />
  if (!data) return <Loading />
  const closed = data.items.filter(gate => gate.state === 'closed')
  return (
    <div className="gp-stack pc-page">
      <h1>{t('gate-exit:title')}</h1>
      <p className="aj-weak">{t('gate-exit:lead')}</p>
      {keptAt ? <p role="status">{t('common:pending.old', { at: dateTime(keptAt) })}</p> : null}
      {closed.length === 0 ? <Empty title={t('gate-exit:none')} hint={t('gate-exit:noneHint')} /> : null}
      {closed.map(gate => (
        <article key={gate.id} className="gp-post">
          <h2>{gate.name}</h2>
          <p className="aj-weak">
            {t('gate:gates.keeper', { keeper: gate.keeper ?? '—', key: gate.keyPlace ?? '—' })}
          </p>
          <ExitDue gate={gate} />
          <Button kind="main" wide onClick={() => setAt(gate)}>
            {t('gate-exit:act')}
          </Button>
        </article>
      ))}
      {at ? (
        <ExitForm
          gate={at}
          close={() => setAt(undefined)}
          send={async (found, clientId) => {
            const label = `${t('gate-exit:act')} ${at.name}`
            const how = await sendOrQueue(act, { estateId, gateId: at.id, ...found }, { label, clientId })
            say(how === 'queued' ? t('common:pending.kept') : t('gate-exit:done'))
            await client.invalidateQueries({ queryKey: [list] })
          }}
        />
      ) : null}
    </div>
  )
}
