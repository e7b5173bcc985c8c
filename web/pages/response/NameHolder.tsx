/** Naming somebody for a responsibility from a day on; who held it before ends that day and stays in the history. */
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { nowMs } from '../../clock.ts'
import { date } from '../../format.ts'
import { useMutate } from '../../query.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { Field, FormBox } from '../../ui/Form.tsx'
import { useForm } from '../../ui/form.ts'
import { say } from '../../ui/toast.ts'

type Named = { holder: string; office: string; from: string; phone?: string }

function HolderForm(props: {
  id: string
  title: string
  close: () => void
  send: (named: Named) => Promise<unknown>
}): ReactNode {
  const { t } = useTranslation('response')
  const form = useForm({
    key: `response.holder.${props.id}`,
    initial: { holder: '', office: '', phone: '', from: date(nowMs()) },
    secret: ['phone'],
    check: v => ({
      holder: v.holder.trim() ? undefined : t('need.holder'),
      office: v.office.trim() ? undefined : t('need.office'),
      from: v.from ? undefined : t('need.day'),
    }),
    send: async ({ phone, ...v }) => {
      await props.send({ ...v, ...(phone.trim() ? { phone } : {}) })
      say(t('duty.named', { name: v.holder }))
      props.close()
    },
  })
  return (
    <Dialog title={props.title} close={props.close}>
      <FormBox form={form} submit={t('duty.save')}>
        {(['holder', 'office', 'phone'] as const).map(name => (
          <Field key={name} form={form} name={name} label={t(`field.${name}`)} optional={name === 'phone'}>
            <input {...form.bind(name)} className="aj-input" autoComplete="off" />
          </Field>
        ))}
        <Field form={form} name="from" label={t('field.from')} hint={t('field.fromHint')}>
          <input {...form.bind('from')} type="date" className="aj-input" />
        </Field>
      </FormBox>
    </Dialog>
  )
}

export function NameRegion(props: {
  regionId: string
  kind: 'county_leader' | 'section_cadre' | 'main'
  close: () => void
}): ReactNode {
  const { t } = useTranslation('response')
  const name = useMutate('PUT /api/regions/:regionId/response/duty', {
    stale: ['GET /api/regions/:regionId/response/duty'],
  })
  return (
    <HolderForm
      id={`${props.regionId}.${props.kind}`}
      title={t('duty.nameTitle', { what: t(`kind.${props.kind}`) })}
      close={props.close}
      send={v => name.mutateAsync({ regionId: props.regionId, kind: props.kind, ...v })}
    />
  )
}

export function NameParty(props: {
  estateId: string
  party: 'subject_unit' | 'company' | 'self' | 'neighbourhood'
  close: () => void
}): ReactNode {
  const { t } = useTranslation('response')
  const name = useMutate('PUT /api/estates/:estateId/response/duty', {
    stale: [
      'GET /api/estates/:estateId/response/duty',
      'GET /api/regions/:regionId/response/duty',
      'GET /api/regions/:regionId/response/duty/estates',
    ],
  })
  return (
    <HolderForm
      id={`${props.estateId}.${props.party}`}
      title={t('duty.nameTitle', { what: t(`party.${props.party}`) })}
      close={props.close}
      send={v => name.mutateAsync({ estateId: props.estateId, party: props.party, ...v })}
    />
  )
}
