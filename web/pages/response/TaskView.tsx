/** One task beside the list: what was done, the photos, and seeing it or giving it back. */
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { url } from '../../api.ts'
import type { Answer } from '../../contracts.ts'
import { dateTime, yuan } from '../../format.ts'
import { useApi, useMutate } from '../../query.ts'
import { useRefusal } from '../../refusal.ts'
import { printHref } from '../../transfer.ts'
import { Button } from '../../ui/Button.tsx'
import { Facts } from '../../ui/Facts.tsx'
import { Field, FormBox } from '../../ui/Form.tsx'
import { useForm } from '../../ui/form.ts'
import { Icon } from '../../ui/icons.tsx'
import { say } from '../../ui/toast.ts'
import { GiveTo } from './GiveTo.tsx'
import { Read } from './parts.tsx'
import { TaskState } from './TaskState.tsx'

const one = 'GET /api/estates/:estateId/response/tasks/:taskId'
const stale = [one, 'GET /api/regions/:regionId/response/tasks'] as const
type Task = Answer<typeof one>

export function TaskView({ estateId, taskId }: { estateId: string; taskId: string }): ReactNode {
  const { t } = useTranslation('response')
  const read = useApi(one, { estateId, taskId })
  return (
    <Read of={read}>
      {task => (
        <div className="aj-stack">
          <span>
            <TaskState task={task} />
          </span>
          <TaskFacts task={task} />
          {task.photos.length > 0 ? (
            <div className="rs-photos">
              {task.photos.map((fileId, i) => {
                const src = url('GET /api/estates/:estateId/response/photos/:fileId', { estateId, fileId })
                return (
                  <a key={fileId} href={src} target="_blank" rel="noreferrer">
                    <img src={src} alt={t('task.photoNth', { n: i + 1 })} loading="lazy" />
                  </a>
                )
              })}
            </div>
          ) : null}
          <Decide key={task.version} task={task} />
          <span>
            <a
              className="aj-button"
              href={printHref('response.task', { estateId, taskId })}
              target="_blank"
              rel="noreferrer"
            >
              <Icon name="print" /> {t('task.print')}
            </a>
          </span>
        </div>
      )}
    </Read>
  )
}

export function TaskFacts({ task }: { task: Task }): ReactNode {
  const { t } = useTranslation('response')
  return (
    <Facts
      facts={[
        { label: t('task.kind'), value: t(`taskKind.${task.kind}`) },
        { label: t('task.place'), value: task.place },
        { label: t('task.detail'), value: task.detail },
        { label: t('task.due'), value: task.dueOn },
        { label: t('task.organisation'), value: task.organisation },
        { label: t('task.worker'), value: task.worker },
        {
          label: t('task.started'),
          value: task.startedAt ? `${dateTime(task.startedAt)} ${task.startedBy}` : null,
        },
        { label: t('task.done'), value: task.doneAt ? `${dateTime(task.doneAt)} ${task.doneBy}` : null },
        { label: t('task.minutes'), value: task.minutes },
        { label: t('task.material'), value: task.material },
        { label: t('task.cost'), value: task.cost === null ? null : yuan(task.cost) },
        { label: t('task.note'), value: task.note },
        ...(task.returned ? [{ label: t('task.returned'), value: task.returned }] : []),
        { label: t('task.seen'), value: task.seenAt ? `${dateTime(task.seenAt)} ${task.seenBy}` : null },
      ]}
    />
  )
}

function Decide({ task }: { task: Task }): ReactNode {
  const { t } = useTranslation('response')
  const refusal = useRefusal()
  const [act, setAct] = useState<'return' | 'cancel'>()
  const see = useMutate('POST /api/estates/:estateId/response/tasks/:taskId/see', {
    stale: [...stale],
    done: () => say(t('task.sawIt')),
  })
  const back = useMutate('POST /api/estates/:estateId/response/tasks/:taskId/return', { stale: [...stale] })
  const cancel = useMutate('POST /api/estates/:estateId/response/tasks/:taskId/cancel', { stale: [...stale] })
  const assign = useMutate('POST /api/estates/:estateId/response/tasks/:taskId/assign', { stale: [...stale] })
  const at = { estateId: task.estateId, taskId: task.id, version: task.version }
  const form = useForm({
    key: `response.decide.${task.id}`,
    initial: { reason: '' },
    check: v => ({ reason: v.reason.trim() ? undefined : t('need.reason') }),
    send: async v => {
      await (act === 'cancel' ? cancel : back).mutateAsync({ ...at, ...v })
      setAct(undefined)
    },
  })
  return (
    <>
      <div className="rs-acts">
        <Button
          kind="main"
          icon="check"
          busy={see.isPending}
          refused={refusal(task.allowed.see)}
          onClick={() => see.mutate(at)}
        >
          {t('task.see')}
        </Button>
        <Button refused={refusal(task.allowed.giveBack)} onClick={() => setAct('return')}>
          {t('task.return')}
        </Button>
        <Button refused={refusal(task.allowed.cancel)} onClick={() => setAct('cancel')}>
          {t('task.cancel')}
        </Button>
      </div>
      <GiveTo
        estateId={task.estateId}
        label={t('task.assign')}
        refused={refusal(task.allowed.assign)}
        give={workerId => assign.mutateAsync({ ...at, workerId })}
      />
      {act ? (
        <FormBox form={form} submit={t(`task.${act}`)}>
          <Field form={form} name="reason" label={t('task.reason')}>
            <textarea {...form.bind('reason')} className="aj-input" />
          </Field>
        </FormBox>
      ) : null}
    </>
  )
}
