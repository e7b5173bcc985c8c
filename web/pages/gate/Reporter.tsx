/** Who reports for a level, and who is told next when it is late. */
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useApi, useMutate } from '../../query.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { State } from '../../ui/State.tsx'
import { Failing, Loading, sentence } from '../../ui/States.tsx'
import { say } from '../../ui/toast.ts'
import { type Report, reportKey, reportsKey } from './report.ts'

const duty = 'GET /api/regions/:regionId/gate/report-duty/:level'

export function Reporter({ report }: { report: Report }): ReactNode {
  const { t } = useTranslation('rollup')
  const [open, setOpen] = useState(false)
  return (
    <span className="rp-reporter">
      {report.person ? (
        t('reporter', { name: report.person.name, deputy: report.deputy?.name ?? '—' })
      ) : (
        <State state="soon" word={t('noReporter')} />
      )}{' '}
      {report.allowed.name === true ? (
        <button type="button" className="aj-switch" onClick={() => setOpen(true)}>
          {t('nameReporter')}
        </button>
      ) : null}
      {open ? <Name report={report} close={() => setOpen(false)} /> : null}
    </span>
  )
}

function Name({ report, close }: { report: Report; close: () => void }): ReactNode {
  const { t } = useTranslation(['rollup', 'common'])
  const at = { regionId: report.region.id, level: report.level }
  const { data, error, refetch } = useApi(duty, at)
  const [person, setPerson] = useState(report.person?.accountId ?? '')
  const [deputy, setDeputy] = useState(report.deputy?.accountId ?? '')
  const name = useMutate('PUT /api/regions/:regionId/gate/report-duty/:level', {
    stale: [duty, reportsKey, reportKey],
    done: answer => {
      say(t('rollup:named', { name: answer.person?.name ?? '' }))
      close()
    },
  })
  return (
    <Dialog title={t('rollup:reporterTitle', { name: report.region.name })} close={close}>
      {error ? <Failing error={error} again={refetch} /> : null}
      {!data && !error ? <Loading /> : null}
      {data ? (
        <div className="rp-form">
          <label className="aj-field">
            {t('rollup:person')}
            <select className="aj-input" value={person} onChange={event => setPerson(event.target.value)}>
              <option value="">—</option>
              {data.choices.map(c => (
                <option key={c.accountId} value={c.accountId}>
                  {c.name}
                </option>
              ))}
            </select>
          </label>
          <label className="aj-field">
            {t('rollup:deputy')}
            <select className="aj-input" value={deputy} onChange={event => setDeputy(event.target.value)}>
              <option value="">—</option>
              {data.choices
                .filter(c => c.accountId !== person)
                .map(c => (
                  <option key={c.accountId} value={c.accountId}>
                    {c.name}
                  </option>
                ))}
            </select>
          </label>
          {name.error ? (
            <p role="alert" className="aj-form-failure">
              {sentence(name.error, t).title}
            </p>
          ) : null}
          <Button
            kind="main"
            busy={name.isPending}
            refused={person === '' ? t('rollup:choosePerson') : undefined}
            onClick={() => name.mutate({ ...at, accountId: person, deputyId: deputy || null })}
          >
            {t('rollup:saveReporter')}
          </Button>
        </div>
      ) : null}
    </Dialog>
  )
}
