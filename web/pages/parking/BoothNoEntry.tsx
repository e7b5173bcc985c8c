import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api.ts'
import { dateTime } from '../../format.ts'
import { useEstateId } from '../../me.ts'
import { queryClient, useMutate } from '../../query.ts'
import { Button } from '../../ui/Button.tsx'
import { Choices } from '../../ui/Choices.tsx'
import { Field, FormBox } from '../../ui/Form.tsx'
import { useForm } from '../../ui/form.ts'
import { sentence } from '../../ui/States.tsx'
import { say } from '../../ui/toast.ts'
import { type Found, type LaneEventShown, money } from './booth.ts'

/** No such car inside: a misread plate first, else the entry from evidence, else the fee of the rule. */
export function NoEntry(props: {
  found: Found
  plate: string
  event: LaneEventShown | undefined
  again: (plate: string) => void
}): ReactNode {
  const { t } = useTranslation(['parking', 'common'])
  const estateId = useEstateId()
  const { found, plate } = props
  const [adding, add] = useState(false)
  const mend = useMutate('POST /api/estates/:estateId/parking/stays/:stayId/amend', {
    stale: money,
    done: () => {
      say(t('parking:noEntry.mended', { plate }))
      props.again(plate)
    },
  })
  return (
    <div className="pk-card">
      <p>
        <strong>{t('parking:noEntry.title', { plate: plate || t('parking:lane.noPlate') })}</strong>
      </p>
      {found.alike.length > 0 ? (
        <>
          <p>{t('parking:noEntry.alike')}</p>
          <div className="pk-stack">
            {found.alike.map(stay => (
              <Button
                key={stay.id}
                busy={mend.isPending}
                onClick={() =>
                  mend.mutate({
                    estateId,
                    stayId: stay.id,
                    plate,
                    reason: t('parking:noEntry.reason', { from: stay.plate ?? '', to: plate }),
                    version: stay.version,
                  })
                }
              >
                {t('parking:noEntry.same', {
                  plate: stay.plate ?? '',
                  at: stay.enteredAt ? dateTime(stay.enteredAt) : '—',
                })}
              </Button>
            ))}
          </div>
        </>
      ) : null}
      {mend.error ? <p role="alert">{sentence(mend.error, t).title}</p> : null}
      {adding ? (
        <ByEvidence plate={plate} event={props.event} done={() => props.again(plate)} />
      ) : (
        <Button refused={plate ? undefined : t('parking:noEntry.needPlate')} onClick={() => add(true)}>
          {t('parking:noEntry.add')}
        </Button>
      )}
      {found.past.length > 0 ? (
        <p className="aj-weak aj-num">
          {t('parking:noEntry.past', {
            at: found.past.map(s => dateTime(s.leftAt ?? s.enteredAt ?? '')).join('、'),
          })}
        </p>
      ) : null}
    </div>
  )
}

function ByEvidence(props: {
  plate: string
  event: LaneEventShown | undefined
  done: () => void
}): ReactNode {
  const { t } = useTranslation('parking')
  const estateId = useEstateId()
  const form = useForm({
    key: `parking.noEntry.${props.plate}`,
    initial: { how: 'known' as 'known' | 'rule', at: '', evidence: '' },
    check: v => ({
      at: v.how === 'rule' || v.at ? undefined : t('noEntry.needAt'),
      evidence: v.evidence.trim() ? undefined : t('noEntry.needEvidence'),
    }),
    send: async (v, clientId) => {
      await api(
        'POST /api/estates/:estateId/parking/stays',
        {
          estateId,
          plate: props.plate,
          evidence: v.evidence,
          ...(v.how === 'known' ? { enteredAt: `${v.at}:00+08:00` } : {}),
          ...(props.event?.pictureId ? { pictureId: props.event.pictureId } : {}),
        },
        { clientId },
      )
      await queryClient.invalidateQueries()
      props.done()
    },
  })
  return (
    <FormBox form={form} submit={t('noEntry.do')}>
      <Choices
        legend={t('noEntry.how')}
        options={(['known', 'rule'] as const).map(value => ({ value, label: t(`noEntry.${value}`) }))}
        value={form.values.how}
        onChange={how => form.set({ how })}
      />
      {form.values.how === 'known' ? (
        <Field form={form} name="at" label={t('noEntry.at')}>
          <input {...form.bind('at')} className="aj-input" type="datetime-local" />
        </Field>
      ) : null}
      <Field form={form} name="evidence" label={t('noEntry.evidence')} hint={t('noEntry.evidenceHint')}>
        <input {...form.bind('evidence')} className="aj-input" />
      </Field>
    </FormBox>
  )
}
