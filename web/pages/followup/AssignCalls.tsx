import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useEstateId } from '../../me.ts'
import { useApi, useMutate } from '../../query.ts'
import { Button } from '../../ui/Button.tsx'
import { Failing, Loading, sentence } from '../../ui/States.tsx'
import { say } from '../../ui/toast.ts'
import { stale } from './words.ts'

/** Who may call at all: the roles that carry the right to. */
const callers = ['front_desk', 'steward', 'office', 'manager', 'duty_director']

/** Shares the open calls out evenly; the system leaves out whoever had a hand in the matter. */
export function AssignCalls({ month, done }: { month: string; done: () => void }): ReactNode {
  const { t } = useTranslation(['followup', 'common'])
  const estateId = useEstateId()
  const [chosen, choose] = useState<string[]>([])
  const [again, setAgain] = useState(false)
  const { data, error, refetch } = useApi('GET /api/estates/:estateId/staff', { estateId })
  const send = useMutate('POST /api/estates/:estateId/followup/months/:month/assign', {
    stale: [...stale],
    done: answer => {
      say(t(answer.left > 0 ? 'assign.some' : 'assign.done', answer))
      done()
    },
  })
  if (error && !data) return <Failing error={error} again={refetch} />
  if (!data) return <Loading lines={4} />
  const people = data.items.filter(p => p.roles.some(role => callers.includes(role)))
  return (
    <div className="aj-stack">
      <p>{t('assign.how')}</p>
      <fieldset className="fu-people">
        <legend>{t('assign.who')}</legend>
        {people.map(p => (
          <label key={p.accountId} className="aj-row">
            <input
              type="checkbox"
              checked={chosen.includes(p.accountId)}
              onChange={event =>
                choose(
                  event.target.checked ? [...chosen, p.accountId] : chosen.filter(id => id !== p.accountId),
                )
              }
            />
            {p.name}
          </label>
        ))}
      </fieldset>
      <label className="aj-row">
        <input type="checkbox" checked={again} onChange={event => setAgain(event.target.checked)} />
        {t('assign.again')}
      </label>
      {send.error ? (
        <p className="aj-error" role="alert">
          {sentence(send.error, key => t(`common:${key}`)).title}
        </p>
      ) : null}
      <div className="aj-dialog-acts">
        <Button
          kind="main"
          busy={send.isPending}
          refused={chosen.length === 0 ? t('assign.nobody') : undefined}
          onClick={() => send.mutate({ estateId, month, accountIds: chosen, again })}
        >
          {t('assign.send')}
        </Button>
      </div>
    </div>
  )
}
