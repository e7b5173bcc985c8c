/** Entering what an authority asks for, with the photo of its document. */
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { nowMs } from '../../clock.ts'
import { date } from '../../format.ts'
import { useMutate } from '../../query.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { Field, FormBox } from '../../ui/Form.tsx'
import { useForm } from '../../ui/form.ts'
import { PhotoPick } from '../../ui/PhotoPick.tsx'
import { say } from '../../ui/toast.ts'

const list = 'GET /api/estates/:estateId/gate/disclosures'
const bases = ['criminal', 'security', 'terror', 'prevention', 'rental', 'other'] as const
const texts = ['authority', 'officer', 'document'] as const
const kinds = ['visitors', 'tenants'] as const

/** @param full the bases that allow full values */
export function AskDisclosure(props: { estateId: string; full: string[]; close: () => void }): ReactNode {
  const { t } = useTranslation(['gate-desk'])
  const { estateId, full, close } = props
  const [photos, setPhotos] = useState<Blob[]>([])
  const ask = useMutate('POST /api/estates/:estateId/gate/disclosures', { stale: [list] })
  const paper = useMutate('POST /api/estates/:estateId/gate/disclosures/:id/paper', { stale: [list] })
  const today = date(nowMs())
  const form = useForm({
    key: `gate.disclosure.${estateId}`,
    initial: {
      authority: '',
      officer: '',
      document: '',
      basis: 'prevention' as (typeof bases)[number],
      kind: 'visitors' as (typeof kinds)[number] | 'both',
      from: today,
      until: today,
      buildings: '',
      extent: 'masked' as 'masked' | 'full',
      secretUntil: '',
    },
    check: v =>
      Object.fromEntries(
        texts.filter(name => v[name].trim().length < 2).map(name => [name, t('disclosure.needText')]),
      ),
    send: async (v, clientId) => {
      const { kind, buildings, secretUntil, extent, ...rest } = v
      const only = buildings.split(/[\s,，、]+/).filter(Boolean)
      const made = await ask.mutateAsync({
        ...rest,
        estateId,
        clientId,
        kinds: kind === 'both' ? [...kinds] : [kind],
        extent: full.includes(v.basis) ? extent : 'masked',
        ...(only.length > 0 ? { buildings: only } : {}),
        ...(secretUntil ? { secretUntil } : {}),
      })
      for (const upload of photos) await paper.mutateAsync({ estateId, id: made.id, upload })
      say(t('disclosure.sent', { number: made.number }))
      close()
    },
  })
  const options = { basis: bases, kind: [...kinds, 'both'], extent: ['masked', 'full'] } as const
  const word = (name: keyof typeof options, value: string) =>
    value === 'both'
      ? kinds.map(kind => t(`disclosure.kindOf.${kind}`)).join(' + ')
      : t(`disclosure.${name}Of.${value}`)
  const labels = { basis: 'basis', kind: 'kinds', extent: 'extent' } as const
  return (
    <Dialog title={t('disclosure.add')} close={close}>
      <FormBox form={form} submit={t('disclosure.send')} columns={2}>
        {texts.map(name => (
          <Field key={name} form={form} name={name} label={t(`disclosure.${name}`)}>
            <input {...form.bind(name)} className="aj-input" maxLength={60} autoComplete="off" />
          </Field>
        ))}
        {(['basis', 'kind', 'extent'] as const)
          .filter(name => name !== 'extent' || full.includes(form.values.basis))
          .map(name => (
            <Field key={name} form={form} name={name} label={t(`disclosure.${labels[name]}`)}>
              <select {...form.bind(name)} className="aj-input">
                {options[name].map(value => (
                  <option key={value} value={value}>
                    {word(name, value)}
                  </option>
                ))}
              </select>
            </Field>
          ))}
        {(['from', 'until'] as const).map(name => (
          <Field key={name} form={form} name={name} label={t(`disclosure.${name}`)}>
            <input {...form.bind(name)} type="date" max={today} className="aj-input" />
          </Field>
        ))}
        <Field
          form={form}
          name="buildings"
          label={t('disclosure.buildings')}
          hint={t('disclosure.buildingsHint')}
          optional
        >
          <input {...form.bind('buildings')} className="aj-input" />
        </Field>
        <Field
          form={form}
          name="secretUntil"
          label={t('disclosure.secretUntil')}
          hint={t('disclosure.secretHint')}
          optional
        >
          <input {...form.bind('secretUntil')} type="date" min={today} className="aj-input" />
        </Field>
        <PhotoPick label={t('disclosure.paperLabel')} photos={photos} onChange={setPhotos} max={1} />
      </FormBox>
    </Dialog>
  )
}
