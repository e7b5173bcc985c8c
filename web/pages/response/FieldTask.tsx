/** One task on the phone: begin, then photo, time, material and cost in one send that waits for the network if it must. */
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { newClientId } from '../../api.ts'
import type { Answer } from '../../contracts.ts'
import { dateTime } from '../../format.ts'
import { useEstateId } from '../../me.ts'
import { sendOrQueue } from '../../offline/queue.ts'
import { useKept } from '../../offline/useKept.ts'
import { paths } from '../../paths.ts'
import { useRefusal } from '../../refusal.ts'
import { useSettings } from '../../settings.ts'
import { Button } from '../../ui/Button.tsx'
import { Field, FormBox } from '../../ui/Form.tsx'
import { useForm } from '../../ui/form.ts'
import { PhotoPick } from '../../ui/PhotoPick.tsx'
import { Failing, Loading, sentence } from '../../ui/States.tsx'
import { say } from '../../ui/toast.ts'
import { fenOf } from './amount.ts'
import { TaskState } from './TaskState.tsx'
import './response.css'

const list = 'GET /api/estates/:estateId/response/tasks'
type Task = Answer<typeof list>['items'][number]

export default function FieldTask(): ReactNode {
  const { t } = useTranslation(['response', 'common'])
  const estateId = useEstateId()
  const { taskId = '' }: { taskId?: string } = useParams({ strict: false })
  // the list is what the phone has kept: a task can be opened where there is no network
  const { data, error, refetch, keptAt } = useKept(list, { estateId, mine: 'yes', open: 'yes', limit: 100 })
  const task = data?.items.find(each => each.id === taskId)
  if (error && !data) return <Failing error={error} again={refetch} />
  if (!data) return <Loading />
  if (!task) return <p className="rs-phone">{t('field.gone')}</p>
  return (
    <div className="rs-phone">
      <h1>{task.title}</h1>
      {keptAt ? <p role="status">{t('common:pending.old', { at: dateTime(keptAt) })}</p> : null}
      <span className="rs-tags">
        <span className="rs-tag">{t(`taskKind.${task.kind}`)}</span>
        <TaskState task={task} />
      </span>
      {task.place || task.detail ? (
        <p className="rs-long">{[task.place, task.detail].filter(Boolean).join('\n')}</p>
      ) : null}
      {task.returned ? <p data-tone="late">{t('field.returned', { reason: task.returned })}</p> : null}
      <Act key={task.id} task={task} />
    </div>
  )
}

function useLeave(): () => void {
  const navigate = useNavigate()
  const { shell } = useSettings()
  const client = useQueryClient()
  return () => {
    void client.invalidateQueries({ predicate: q => String(q.queryKey[0]).includes('/response/tasks') })
    void navigate({ to: paths.page(shell === 'gate' ? 'gate' : 'field', 'response') })
  }
}

function Act({ task }: { task: Task }): ReactNode {
  const { t } = useTranslation(['response', 'common'])
  const refusal = useRefusal()
  const [begun, setBegun] = useState(task.state === 'started')
  const [photos, setPhotos] = useState<Blob[]>([])
  const [failed, setFailed] = useState('')
  const leave = useLeave()
  const client = useQueryClient()
  const at = { estateId: task.estateId, taskId: task.id }
  const costs = task.kind === 'fence' || task.kind === 'repair'
  const start = async () => {
    try {
      const key = 'POST /api/estates/:estateId/response/tasks/:taskId/start'
      const label = `${task.title} ${t('field.start')}`
      const how = await sendOrQueue(key, at, { label, clientId: newClientId() })
      if (how === 'queued') say(t('common:pending.kept'))
      else void client.invalidateQueries({ queryKey: [list] })
      setBegun(true)
    } catch (error) {
      setFailed(sentence(error, t).title)
    }
  }
  const form = useForm({
    key: `response.done.${task.id}`,
    initial: { minutes: '', material: '', cost: '', note: '' },
    check: v => ({
      minutes: /^\d*$/.test(v.minutes) ? undefined : t('need.number'),
      material: costs && !v.material.trim() ? t('need.material') : undefined,
      cost: (costs || v.cost) && fenOf(v.cost) === undefined ? t('need.cost') : undefined,
      note: photos.length === 0 && task.photos.length === 0 ? t('need.photo') : undefined,
    }),
    send: async (v, clientId) => {
      const key = 'POST /api/estates/:estateId/response/tasks/:taskId/done'
      const cost = fenOf(v.cost)
      const body = {
        ...at,
        ...(v.minutes ? { minutes: Number(v.minutes) } : {}),
        ...(v.material ? { material: v.material } : {}),
        ...(cost === undefined ? {} : { cost }),
        ...(v.note ? { note: v.note } : {}),
        ...(photos[0] ? { upload: photos[0] } : {}),
      }
      const label = `${task.title} ${t('field.done')}`
      const how = await sendOrQueue(key, body, { label, clientId })
      say(how === 'queued' ? t('common:pending.kept') : t('field.sent'))
      leave()
    },
  })
  const no = refusal(task.allowed.done)
  if (no) return <p role="status">{no}</p>
  return (
    <>
      {failed ? (
        <p className="aj-error" role="alert">
          {failed}
        </p>
      ) : null}
      {begun ? null : (
        <Button wide onClick={start}>
          {t('field.start')}
        </Button>
      )}
      <FormBox form={form} submit={t('field.done')}>
        <PhotoPick label={t('field.photo')} photos={photos} onChange={setPhotos} max={1} />
        {costs ? (
          <>
            <Field form={form} name="material" label={t('task.material')}>
              <input {...form.bind('material')} className="aj-input" />
            </Field>
            <Field form={form} name="cost" label={t('task.cost')} hint={t('field.costHint')}>
              <input {...form.bind('cost')} className="aj-input" inputMode="decimal" />
            </Field>
          </>
        ) : null}
        <Field form={form} name="minutes" label={t('task.minutes')} hint={t('field.minutesHint')} optional>
          <input {...form.bind('minutes')} className="aj-input" inputMode="numeric" />
        </Field>
        <Field form={form} name="note" label={t('task.note')} optional>
          <textarea {...form.bind('note')} className="aj-input" />
        </Field>
      </FormBox>
    </>
  )
}
