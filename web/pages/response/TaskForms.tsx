/** Asking for work: one task at an estate, fences for all, disinfection of the abandoned for some days. */
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { nowMs } from '../../clock.ts'
import { date } from '../../format.ts'
import { useApi, useMutate } from '../../query.ts'
import { Choices } from '../../ui/Choices.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Field, FormBox } from '../../ui/Form.tsx'
import { useForm } from '../../ui/form.ts'
import { say } from '../../ui/toast.ts'

const list = 'GET /api/regions/:regionId/response/tasks'
const day = (ahead = 0) => date(nowMs() + ahead * 86_400_000)

/** The estates of a region to choose from. */
export function useEstatesOf(regionId: string): { id: string; name: string }[] {
  const { data } = useApi('GET /api/regions/:regionId/response/duty/estates', { regionId, limit: 500 })
  return data?.items ?? []
}

export function NewTask({ regionId, close }: { regionId: string; close: () => void }): ReactNode {
  const { t } = useTranslation('response')
  const estates = useEstatesOf(regionId)
  const [kind, setKind] = useState<'repair' | 'grid' | 'fence' | 'disinfect'>('repair')
  const add = useMutate('POST /api/estates/:estateId/response/tasks', { stale: [list] })
  const form = useForm({
    key: 'response.task',
    initial: {
      estateId: '',
      title: '',
      place: '',
      detail: '',
      organisation: t('task.bureau'),
      dueOn: day(1),
      workerId: '',
    },
    check: v => ({
      estateId: v.estateId ? undefined : t('need.estate'),
      title: v.title.trim() ? undefined : t('need.what'),
      organisation: v.organisation.trim() ? undefined : t('need.organisation'),
      dueOn: v.dueOn ? undefined : t('need.day'),
    }),
    send: async v => {
      const { workerId, place, detail, ...rest } = v
      await add.mutateAsync({
        ...rest,
        kind,
        ...(place ? { place } : {}),
        ...(detail ? { detail } : {}),
        ...(workerId ? { workerId } : {}),
      })
      say(t('task.added', { title: v.title }))
      close()
    },
  })
  const { estateId } = form.values
  const staff = useApi('GET /api/estates/:estateId/staff', { estateId }, { when: estateId !== '' })
  return (
    <Dialog title={t('task.new')} close={close} wide>
      <FormBox form={form} submit={t('task.add')} columns={2}>
        <Choices
          legend={t('task.kind')}
          options={(['repair', 'grid', 'fence', 'disinfect'] as const).map(value => ({
            value,
            label: t(`taskKind.${value}`),
          }))}
          value={kind}
          onChange={setKind}
        />
        <Field form={form} name="estateId" label={t('duty.estate')}>
          <select {...form.bind('estateId')} className="aj-input">
            <option value="">—</option>
            {estates.map(e => (
              <option key={e.id} value={e.id}>
                {e.name}
              </option>
            ))}
          </select>
        </Field>
        <Field form={form} name="title" label={t('task.what')}>
          <input {...form.bind('title')} className="aj-input" />
        </Field>
        <Field form={form} name="place" label={t('task.place')} optional>
          <input {...form.bind('place')} className="aj-input" />
        </Field>
        <Field form={form} name="organisation" label={t('task.organisation')}>
          <input {...form.bind('organisation')} className="aj-input" />
        </Field>
        <Field form={form} name="workerId" label={t('task.worker')} hint={t('task.workerHint')} optional>
          <select {...form.bind('workerId')} className="aj-input">
            <option value="">{t('task.anybody')}</option>
            {staff.data?.items.map(p => (
              <option key={p.accountId} value={p.accountId}>
                {p.name}
              </option>
            ))}
          </select>
        </Field>
        <Field form={form} name="dueOn" label={t('task.due')}>
          <input {...form.bind('dueOn')} type="date" className="aj-input" />
        </Field>
        <Field form={form} name="detail" label={t('task.detail')} optional>
          <textarea {...form.bind('detail')} className="aj-input" />
        </Field>
      </FormBox>
    </Dialog>
  )
}

export function PlanFences({ regionId, close }: { regionId: string; close: () => void }): ReactNode {
  const { t } = useTranslation('response')
  const plan = useMutate('POST /api/regions/:regionId/response/fencing', { stale: [list] })
  const form = useForm({
    key: 'response.fences',
    initial: { organisation: t('task.bureau'), dueOn: day(2) },
    check: v => ({
      organisation: v.organisation.trim() ? undefined : t('need.organisation'),
      dueOn: v.dueOn ? undefined : t('need.day'),
    }),
    send: async v => {
      const answer = await plan.mutateAsync({ regionId, ...v })
      say(t('task.fencesMade', { n: answer.made, had: answer.had }))
      close()
    },
  })
  return (
    <Dialog title={t('task.planFences')} close={close}>
      <p>{t('task.fencesHint')}</p>
      <FormBox form={form} submit={t('task.plan')}>
        <Field form={form} name="organisation" label={t('task.organisation')}>
          <input {...form.bind('organisation')} className="aj-input" />
        </Field>
        <Field form={form} name="dueOn" label={t('task.due')}>
          <input {...form.bind('dueOn')} type="date" className="aj-input" />
        </Field>
      </FormBox>
    </Dialog>
  )
}

export function PlanDays({ regionId, close }: { regionId: string; close: () => void }): ReactNode {
  const { t } = useTranslation('response')
  const plan = useMutate('POST /api/regions/:regionId/response/disinfection', {
    stale: [list, 'GET /api/regions/:regionId/response/disinfection'],
  })
  const form = useForm({
    key: 'response.days',
    initial: { organisation: t('task.bureau'), from: day(), until: day(6) },
    check: v => ({
      organisation: v.organisation.trim() ? undefined : t('need.organisation'),
      until: v.from && v.until >= v.from ? undefined : t('need.until'),
    }),
    send: async v => {
      const answer = await plan.mutateAsync({ regionId, ...v })
      say(t('task.daysMade', { estates: answer.estates, days: answer.days, n: answer.made }))
      close()
    },
  })
  return (
    <Dialog title={t('task.planDays')} close={close}>
      <p>{t('task.daysHint')}</p>
      <FormBox form={form} submit={t('task.plan')} columns={2}>
        <Field form={form} name="organisation" label={t('task.organisation')}>
          <input {...form.bind('organisation')} className="aj-input" />
        </Field>
        {(['from', 'until'] as const).map(name => (
          <Field key={name} form={form} name={name} label={t(`task.${name}`)}>
            <input {...form.bind(name)} type="date" className="aj-input" />
          </Field>
        ))}
      </FormBox>
    </Dialog>
  )
}
