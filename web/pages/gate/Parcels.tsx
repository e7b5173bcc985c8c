/** Parcels at the point: a courier leaves one, somebody fetches it. */
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useNow } from '../../clock.ts'
import { when } from '../../format.ts'
import { useApi, useMutate } from '../../query.ts'
import { Button } from '../../ui/Button.tsx'
import { Field, FormBox } from '../../ui/Form.tsx'
import { useForm } from '../../ui/form.ts'
import { State } from '../../ui/State.tsx'
import { Empty } from '../../ui/States.tsx'
import { say } from '../../ui/toast.ts'
import { AtGate, type GateFace } from './AtGate.tsx'

const list = 'GET /api/estates/:estateId/gate/parcels'

export default function Parcels(): ReactNode {
  return <AtGate>{face => <Page face={face} />}</AtGate>
}

function Page({ face }: { face: GateFace }): ReactNode {
  const { t } = useTranslation('gate')
  const { estateId } = face
  const now = useNow()
  const { data } = useApi(list, { estateId, state: 'waiting' }, { every: 30_000 })
  const take = useMutate('POST /api/estates/:estateId/gate/parcels', { stale: [list] })
  const end = useMutate('POST /api/estates/:estateId/gate/parcels/:id/end', { stale: [list] })
  const place = face.snapshot.gates.find(gate => gate.id === face.gateId)?.name ?? ''
  const form = useForm({
    key: 'gate.parcel',
    initial: { unit: '', carrier: '', courier: '', place: t('parcel.shelf', { gate: place }), pieces: '1' },
    secret: ['courier'],
    check: v => ({
      unit: v.unit.trim() ? undefined : t('need.unit'),
      carrier: v.carrier.trim() ? undefined : t('need.carrier'),
      pieces: /^[1-9]\d?$/.test(v.pieces) ? undefined : '1–99',
    }),
    send: async (v, clientId) => {
      const made = await take.mutateAsync({
        estateId,
        clientId,
        unit: v.unit.trim(),
        carrier: v.carrier.trim(),
        place: v.place.trim(),
        pieces: Number(v.pieces),
        ...(v.courier.trim() ? { courier: v.courier.trim() } : {}),
      })
      say(t('parcel.taken', { unit: made.unit }))
    },
  })
  return (
    <div className="gp-register">
      <div className="gp-left">
        <h1>{t('parcel.title')}</h1>
        <FormBox form={form} submit={t('parcel.submit')}>
          {(['unit', 'carrier', 'courier', 'place', 'pieces'] as const).map(name => (
            <Field
              key={name}
              form={form}
              name={name}
              label={t(`parcel.${name}`)}
              optional={name === 'courier'}
            >
              <input
                {...form.bind(name)}
                className="aj-input"
                autoComplete="off"
                inputMode={name === 'pieces' ? 'numeric' : undefined}
              />
            </Field>
          ))}
        </FormBox>
      </div>
      <section className="gp-found" aria-label={t('parcel.list')}>
        {data?.items.length === 0 ? <Empty title={t('parcel.none')} hint={t('parcel.noneHint')} /> : null}
        {data?.items.map(each => (
          <article key={each.id} className="gp-person">
            <strong>
              {each.unit} · {each.carrier} × {each.pieces}
            </strong>
            <span className="aj-weak">
              {each.place} · {when(each.at, now)}
            </span>
            {each.late ? <State state="late" word={t('parcel.late')} /> : null}
            <span className="gp-row">
              <Button
                kind="main"
                busy={end.isPending}
                onClick={() => end.mutate({ estateId, id: each.id, state: 'collected' })}
              >
                {t('parcel.collected')}
              </Button>
              <Button kind="plain" onClick={() => end.mutate({ estateId, id: each.id, state: 'returned' })}>
                {t('parcel.returned')}
              </Button>
            </span>
          </article>
        ))}
      </section>
    </div>
  )
}
