/** The grid worker's day: my buildings, and the report of homes visited and what is needed (S6-21). */
import { useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { nowMs } from '../../clock.ts'
import { date, dateTime } from '../../format.ts'
import { useEstateId, useMe } from '../../me.ts'
import { sendOrQueue } from '../../offline/queue.ts'
import { useKept } from '../../offline/useKept.ts'
import { Field, FormBox } from '../../ui/Form.tsx'
import { useForm } from '../../ui/form.ts'
import { PhotoPick } from '../../ui/PhotoPick.tsx'
import { Failing, Loading } from '../../ui/States.tsx'
import { say } from '../../ui/toast.ts'
import './response.css'

const key = 'GET /api/estates/:estateId/response/grid'
const whole = /^\d{1,4}$/

export default function FieldGrid(): ReactNode {
  const { t } = useTranslation(['response', 'common'])
  const estateId = useEstateId()
  const { me } = useMe()
  const client = useQueryClient()
  const { data, error, refetch, keptAt } = useKept(key, { estateId })
  const [photos, setPhotos] = useState<Blob[]>([])
  const form = useForm({
    key: `response.grid.${estateId}`,
    initial: { day: date(nowMs()), visited: '', notMet: '0', needs: '', note: '' },
    check: v => ({
      visited: whole.test(v.visited) ? undefined : t('need.number'),
      notMet: whole.test(v.notMet) ? undefined : t('need.number'),
      day: v.day ? undefined : t('need.day'),
    }),
    send: async (v, clientId) => {
      const { needs, note, ...counts } = v
      const body = {
        estateId,
        ...counts,
        visited: Number(counts.visited),
        notMet: Number(counts.notMet),
        ...(needs.trim() ? { needs } : {}),
        ...(note.trim() ? { note } : {}),
        ...(photos[0] ? { upload: photos[0] } : {}),
      }
      const how = await sendOrQueue('POST /api/estates/:estateId/response/grid/reports', body, {
        label: t('grid.report'),
        clientId,
      })
      setPhotos([])
      say(t(how === 'queued' ? 'common:pending.kept' : 'grid.sent'))
      void client.invalidateQueries({ queryKey: [key] })
    },
  })
  const mine = data?.workers.find(w => w.accountId === me?.account.id && w.until === null)
  return (
    <div className="rs-phone">
      <h1>{t('grid.title')}</h1>
      {keptAt ? <p role="status">{t('common:pending.old', { at: dateTime(keptAt) })}</p> : null}
      {error && !data ? <Failing error={error} again={refetch} /> : null}
      {!data && !error ? <Loading /> : null}
      {data ? (
        <p>
          {mine
            ? t('grid.mine', { grid: mine.grid, buildings: mine.buildings.map(b => b.name).join('、') })
            : t('grid.none')}
        </p>
      ) : null}
      <FormBox form={form} submit={t('grid.report')}>
        <Field form={form} name="day" label={t('dis.day')}>
          <input {...form.bind('day')} type="date" className="aj-input" />
        </Field>
        {(['visited', 'notMet'] as const).map(name => (
          <Field key={name} form={form} name={name} label={t(`grid.${name}`)}>
            <input {...form.bind(name)} className="aj-input" inputMode="numeric" />
          </Field>
        ))}
        <Field form={form} name="needs" label={t('grid.needs')} optional>
          <textarea {...form.bind('needs')} className="aj-input" />
        </Field>
        <Field form={form} name="note" label={t('task.note')} optional>
          <textarea {...form.bind('note')} className="aj-input" />
        </Field>
        <PhotoPick label={t('grid.photo')} photos={photos} onChange={setPhotos} max={1} />
      </FormBox>
      {data && data.reports.length > 0 ? (
        <section>
          <h2>{t('grid.before')}</h2>
          <ul>
            {data.reports.slice(0, 10).map(r => (
              <li key={r.id}>
                {r.day} {r.name} · {t('grid.counts', { visited: r.visited, notMet: r.notMet })}
                {r.needs ? ` · ${r.needs}` : ''}
              </li>
            ))}
          </ul>
        </section>
      ) : null}
    </div>
  )
}
