import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useEstateId } from '../../me.ts'
import { useApi, useMutate } from '../../query.ts'
import { Field, FormBox } from '../../ui/Form.tsx'
import { useForm } from '../../ui/form.ts'
import { say } from '../../ui/toast.ts'
import { certificatesKey, type StaffingRow, staffingKey } from './keys.ts'

/** How many of a role there should be, and what they must hold. */
export function StaffingForm({ row, done }: { row: StaffingRow; done: () => void }): ReactNode {
  const { t } = useTranslation('roster')
  const estateId = useEstateId()
  const send = useMutate('PUT /api/estates/:estateId/staffing/:role', { stale: [staffingKey] })
  const form = useForm({
    key: `roster.staffing.${row.role}`,
    initial: { headcount: String(row.headcount ?? row.actual), certificate: row.certificate ?? '' },
    check: v => (/^\d{1,3}$/.test(v.headcount.trim()) ? {} : { headcount: t('staffing.numberNeeded') }),
    send: async v => {
      await send.mutateAsync({
        estateId,
        role: row.role,
        headcount: Number(v.headcount),
        certificate: v.certificate || null,
      })
      say(t('staffing.saved'))
      done()
    },
  })
  return (
    <FormBox form={form} submit={t('staffing.save')}>
      <Field form={form} name="headcount" label={t('staffing.should')}>
        <input {...form.bind('headcount')} className="aj-input" inputMode="numeric" maxLength={3} />
      </Field>
      <Field form={form} name="certificate" label={t('staffing.certificate')} optional>
        <input {...form.bind('certificate')} className="aj-input" maxLength={80} />
      </Field>
    </FormBox>
  )
}

/** A certificate of somebody; its number stays on the paper. */
export function CertificateForm({ done }: { done: () => void }): ReactNode {
  const { t } = useTranslation('roster')
  const estateId = useEstateId()
  const { data: staff } = useApi('GET /api/estates/:estateId/staff', { estateId })
  const { data: wanted } = useApi(staffingKey, { estateId })
  const send = useMutate('POST /api/estates/:estateId/staff-certificates', {
    stale: [certificatesKey, staffingKey],
  })
  const form = useForm({
    key: 'roster.certificate',
    initial: { accountId: '', kind: '', issuer: '', validUntil: '' },
    check: v => ({
      ...(v.accountId ? {} : { accountId: t('duty.whoNeeded') }),
      ...(v.kind.trim() ? {} : { kind: t('staffing.kindNeeded') }),
    }),
    send: async v => {
      await send.mutateAsync({
        estateId,
        accountId: v.accountId,
        kind: v.kind,
        issuer: v.issuer || null,
        validUntil: v.validUntil || null,
      })
      say(t('staffing.added'))
      done()
    },
  })
  const kinds = [...new Set(wanted?.items.flatMap(r => (r.certificate ? [r.certificate] : [])))]
  return (
    <FormBox form={form} submit={t('staffing.add')}>
      <Field form={form} name="accountId" label={t('staffing.person')}>
        <select {...form.bind('accountId')} className="aj-input">
          <option value="">—</option>
          {staff?.items.map(s => (
            <option key={s.accountId} value={s.accountId}>
              {s.name}
            </option>
          ))}
        </select>
      </Field>
      <Field form={form} name="kind" label={t('staffing.certificate')} hint={t('staffing.kindHint')}>
        <input {...form.bind('kind')} className="aj-input" maxLength={80} list="ro-kinds" />
      </Field>
      <datalist id="ro-kinds">
        {kinds.map(kind => (
          <option key={kind} value={kind} />
        ))}
      </datalist>
      <Field form={form} name="issuer" label={t('staffing.issuer')} optional>
        <input {...form.bind('issuer')} className="aj-input" maxLength={80} />
      </Field>
      <Field
        form={form}
        name="validUntil"
        label={t('staffing.until')}
        hint={t('staffing.untilHint')}
        optional
      >
        <input {...form.bind('validUntil')} type="date" className="aj-input" />
      </Field>
    </FormBox>
  )
}
