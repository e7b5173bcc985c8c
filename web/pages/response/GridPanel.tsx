/** The grids of an estate: who has which buildings, which building nobody has, giving a grid, and the reports (S6-21). */
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { nowMs } from '../../clock.ts'
import { date } from '../../format.ts'
import { useMe } from '../../me.ts'
import { useApi, useMutate } from '../../query.ts'
import { Button } from '../../ui/Button.tsx'
import { Field, FormBox } from '../../ui/Form.tsx'
import { useForm } from '../../ui/form.ts'
import { say } from '../../ui/toast.ts'
import { Read } from './parts.tsx'

const key = 'GET /api/estates/:estateId/response/grid'

export function GridPanel({ estateId }: { estateId: string }): ReactNode {
  const { t } = useTranslation('response')
  const { can } = useMe()
  const [open, setOpen] = useState(false)
  const read = useApi(key, { estateId })
  return (
    <Read of={read}>
      {data => (
        <section className="aj-stack">
          <h3>{t('grid.workers')}</h3>
          <ul>
            {data.workers.map(w => (
              <li key={w.id} className={w.until ? 'aj-weak' : undefined}>
                {w.grid} · {w.name} · {w.buildings.map(b => b.name).join('、')} · {w.from}
                {w.until ? ` – ${w.until}` : ''}
              </li>
            ))}
          </ul>
          {data.uncovered.length > 0 ? (
            <p data-tone="soon">{t('grid.uncovered', { names: data.uncovered.join('、') })}</p>
          ) : null}
          {can('response.write') ? (
            <span>
              <Button onClick={() => setOpen(!open)}>{t('grid.give')}</Button>
            </span>
          ) : null}
          {open ? <Give estateId={estateId} buildings={data.buildings} done={() => setOpen(false)} /> : null}
          {data.reports.length > 0 ? (
            <>
              <h3>{t('grid.before')}</h3>
              <ul>
                {data.reports.slice(0, 14).map(r => (
                  <li key={r.id}>
                    {r.day} {r.name} · {t('grid.counts', { visited: r.visited, notMet: r.notMet })}
                    {r.needs ? ` · ${r.needs}` : ''}
                  </li>
                ))}
              </ul>
            </>
          ) : null}
        </section>
      )}
    </Read>
  )
}

function Give(props: {
  estateId: string
  buildings: readonly { id: string; name: string }[]
  done: () => void
}): ReactNode {
  const { t } = useTranslation('response')
  const { estateId } = props
  const [chosen, choose] = useState<string[]>([])
  const staff = useApi('GET /api/estates/:estateId/staff', { estateId })
  const give = useMutate('PUT /api/estates/:estateId/response/grid', { stale: [key] })
  const form = useForm({
    key: `response.giveGrid.${estateId}`,
    initial: { accountId: '', grid: '', from: date(nowMs()) },
    check: v => ({
      accountId: v.accountId ? undefined : t('need.who'),
      grid: !v.grid.trim() ? t('need.what') : chosen.length === 0 ? t('need.buildings') : undefined,
    }),
    send: async v => {
      await give.mutateAsync({ estateId, buildings: chosen, ...v })
      say(t('grid.given'))
      props.done()
    },
  })
  return (
    <FormBox form={form} submit={t('grid.give')}>
      <Field form={form} name="accountId" label={t('send.who')}>
        <select {...form.bind('accountId')} className="aj-input">
          <option value="">—</option>
          {staff.data?.items.map(p => (
            <option key={p.accountId} value={p.accountId}>
              {p.name}
            </option>
          ))}
        </select>
      </Field>
      <Field form={form} name="grid" label={t('grid.name')}>
        <input {...form.bind('grid')} className="aj-input" />
      </Field>
      <fieldset>
        <legend>{t('survey.buildings')}</legend>
        <div className="rs-pick">
          {props.buildings.map(b => (
            <label key={b.id}>
              <input
                type="checkbox"
                checked={chosen.includes(b.id)}
                onChange={event =>
                  choose(event.target.checked ? [...chosen, b.id] : chosen.filter(id => id !== b.id))
                }
              />
              {b.name}
            </label>
          ))}
        </div>
      </fieldset>
      <Field form={form} name="from" label={t('field.from')}>
        <input {...form.bind('from')} type="date" className="aj-input" />
      </Field>
    </FormBox>
  )
}
