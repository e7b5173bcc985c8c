/** The round through the garage: point after point, by its code or seen, with what is wrong. */
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { newClientId } from '../../api.ts'
import { nowIso, useNow } from '../../clock.ts'
import { date, when } from '../../format.ts'
import { useEstateId } from '../../me.ts'
import { sendOrQueue } from '../../offline/queue.ts'
import { useKept } from '../../offline/useKept.ts'
import { queryClient } from '../../query.ts'
import { Button } from '../../ui/Button.tsx'
import { State } from '../../ui/State.tsx'
import { Empty, Failing, Loading } from '../../ui/States.tsx'
import { say } from '../../ui/toast.ts'
import { AskDialog } from './GarageForm.tsx'
import './garage.css'

const points = 'GET /api/estates/:estateId/parking/patrol/points'

export default function PatrolFloor(): ReactNode {
  const { t } = useTranslation('parking-garage')
  const estateId = useEstateId()
  const now = useNow(30_000)
  const { data, error, refetch } = useKept(points, { estateId })
  const [round] = useState(() => `${date(nowIso())}-${newClientId().slice(0, 8)}`)
  const [done, setDone] = useState<ReadonlySet<string>>(new Set())
  const [open, setOpen] = useState<string>()
  if (error && !data) return <Failing error={error} again={refetch} />
  if (!data) return <Loading />
  const point = data.items.find(p => p.id === open)
  const visit = async (
    pointId: string,
    body: { ok: boolean; code?: string; note?: string },
    clientId: string,
  ) => {
    const how = await sendOrQueue(
      'POST /api/estates/:estateId/parking/patrol/visits',
      { estateId, pointId, round, ...body },
      { label: `${t('patrol.title')} ${data.items.find(p => p.id === pointId)?.name ?? ''}`, clientId },
    )
    setDone(before => new Set([...before, pointId]))
    await queryClient.invalidateQueries({ predicate: q => String(q.queryKey[0]).includes('/patrol/') })
    say(t(how === 'queued' ? 'queued' : 'patrol.done'))
  }
  return (
    <div className="pg-page aj-stack">
      <h1>{t('patrol.title')}</h1>
      <p className="pg-big">{t('patrol.count', { done: done.size, all: data.items.length })}</p>
      {data.items.length === 0 ? <Empty title={t('patrol.none')} hint={t('patrol.noneHint')} /> : null}
      {data.items.map(p => (
        <article key={p.id} className="pg-card">
          <h2>
            {p.name} {done.has(p.id) ? <State state="kept" word={t('patrol.visited')} /> : null}
          </h2>
          <p className="aj-weak">
            {p.place} · {p.lastAt ? `${when(p.lastAt, now)} ${p.lastBy ?? ''}` : t('patrol.never')}
          </p>
          {done.has(p.id) ? null : (
            <Button kind="main" wide onClick={() => setOpen(p.id)}>
              {t('patrol.visit')}
            </Button>
          )}
        </article>
      ))}
      {point ? (
        <AskDialog
          id={`patrol.${round}.${point.id}`}
          title={point.name}
          submit={t('patrol.submit')}
          close={() => setOpen(undefined)}
          fields={[
            {
              name: 'ok',
              label: t('patrol.found'),
              kind: 'select',
              initial: 'yes',
              options: [
                { value: 'yes', label: t('patrol.fine') },
                { value: 'no', label: t('patrol.wrong') },
              ],
            },
            { name: 'code', label: t('patrol.code'), optional: true, hint: t('patrol.codeHint') },
            { name: 'note', label: t('note.note'), optional: true },
          ]}
          send={a =>
            visit(
              point.id,
              {
                ok: a.text('ok') === 'yes',
                ...(a.text('code') ? { code: a.must('code') } : {}),
                ...(a.text('note') ? { note: a.must('note') } : {}),
              },
              a.clientId,
            )
          }
        />
      ) : null}
    </div>
  )
}
