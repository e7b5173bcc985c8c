import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api.ts'
import type { Answer } from '../../contracts.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { Field, FormBox } from '../../ui/Form.tsx'
import { useForm } from '../../ui/form.ts'
import { say } from '../../ui/toast.ts'
import { AlikeChoice, usePersonMaker } from './register.tsx'
import { stalePeople } from './stale.ts'

/** A sale (SX-14): the buyers begin and the sellers end in one moment; up to two buyers with their shares. */
export function Sale(props: {
  estateId: string
  unitId: string
  card: Answer<'GET /api/estates/:estateId/units/:unitId/card'>
  close: () => void
}): ReactNode {
  const { t } = useTranslation('people')
  const { estateId, unitId, card, close } = props
  const maker = usePersonMaker(estateId)
  const room = card.unit.label
  const lives = card.households.some(h => h.kind === 'own')
  const form = useForm({
    key: `people.sale.${unitId}`,
    initial: {
      name: '',
      phone: '',
      idNumber: '',
      second: '',
      sellerLeaves: lives,
      reason: '',
      personId: '',
      secondId: '',
    },
    check: v => ({ name: v.name.trim() ? undefined : t('add.needName') }),
    send: async (v, clientId) => {
      const first = v.personId || (await maker.make(v, clientId))
      form.set({ personId: first })
      const second = v.second.trim()
        ? v.secondId ||
          (await maker.make({ name: v.second.trim(), phone: '', idNumber: '' }, `${clientId}-2`, true))
        : undefined
      if (second) form.set({ secondId: second })
      const share = { part: 1, whole: second ? 2 : 1 }
      await api(
        'POST /api/estates/:estateId/units/:unitId/owners',
        {
          estateId,
          unitId,
          sale: true,
          sellerLeaves: v.sellerLeaves,
          reason: v.reason.trim() || undefined,
          owners: [first, second].filter(id => id !== undefined).map(personId => ({ personId, share })),
        },
        { clientId: `${clientId}-3` },
      )
      say(t('sale.done', { room, name: v.name.trim() }))
      await stalePeople()
      close()
    },
  })
  return (
    <Dialog title={t('sale.title', { room })} close={close}>
      <p>{t('sale.then', { names: card.owners.map(o => o.person).join('、') || '—' })}</p>
      <FormBox form={form} submit={t('sale.submit')}>
        {(['name', 'phone', 'idNumber'] as const).map(name => (
          <Field
            key={name}
            form={form}
            name={name}
            label={name === 'name' ? t('sale.buyer') : t(name)}
            optional={name !== 'name'}
          >
            <input {...form.bind(name)} className="aj-input" autoComplete="off" maxLength={60} />
          </Field>
        ))}
        <Field form={form} name="second" label={t('sale.second')} hint={t('sale.secondHint')} optional>
          <input {...form.bind('second')} className="aj-input" autoComplete="off" maxLength={60} />
        </Field>
        <Field form={form} name="reason" label={t('sale.paper')} hint={t('sale.paperHint')} optional>
          <input {...form.bind('reason')} className="aj-input" autoComplete="off" maxLength={200} />
        </Field>
        {lives ? (
          <label className="pe-tick">
            <input
              type="checkbox"
              checked={form.values.sellerLeaves}
              onChange={event => form.set({ sellerLeaves: event.target.checked })}
            />
            {t('sale.leaves')}
          </label>
        ) : null}
        <AlikeChoice
          alike={maker.alike}
          takeThere={personId => {
            form.set({ personId })
            maker.forget()
          }}
          makeNew={async () => {
            form.set({ personId: await maker.make(form.values, crypto.randomUUID(), true) })
            maker.forget()
          }}
        />
      </FormBox>
    </Dialog>
  )
}
