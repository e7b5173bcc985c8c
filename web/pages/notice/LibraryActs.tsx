import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { nowMs } from '../../clock.ts'
import { date } from '../../format.ts'
import { useEstateId } from '../../me.ts'
import { useMutate } from '../../query.ts'
import { Choices } from '../../ui/Choices.tsx'
import { Field, FormBox } from '../../ui/Form.tsx'
import { useForm } from '../../ui/form.ts'
import { say } from '../../ui/toast.ts'
import { type Document, libraryStale } from './library.ts'

interface ActProps {
  document: Document
  done: () => void
}

/** A new text; the old one holds until somebody else has approved it. */
export function VersionForm({ document: d, done }: ActProps): ReactNode {
  const { t } = useTranslation('library')
  const estateId = useEstateId()
  const send = useMutate('POST /api/estates/:estateId/library/:documentId/versions', {
    stale: [...libraryStale],
  })
  const draft = d.versions.find(v => v.state === 'draft')
  const form = useForm({
    key: `library.version.${d.id}`,
    initial: { body: draft?.body ?? d.body ?? '', changeNote: draft?.changeNote ?? '' },
    check: v => ({
      ...(v.body.trim() ? {} : { body: t('bodyNeeded') }),
      ...(v.changeNote.trim() ? {} : { changeNote: t('noteNeeded') }),
    }),
    send: async v => {
      await send.mutateAsync({ estateId, documentId: d.id, ...v })
      say(t('versionKept'))
      done()
    },
  })
  return (
    <FormBox form={form} submit={t('keepVersion')}>
      <Field form={form} name="body" label={t('body')}>
        <textarea {...form.bind('body')} className="aj-input" rows={14} maxLength={20_000} />
      </Field>
      <Field form={form} name="changeNote" label={t('changeNote')}>
        <input {...form.bind('changeNote')} className="aj-input" maxLength={200} />
      </Field>
    </FormBox>
  )
}

/** Another person approves; from that day the version holds. */
export function ApproveForm({ document: d, version, done }: ActProps & { version: number }): ReactNode {
  const { t } = useTranslation('library')
  const estateId = useEstateId()
  const send = useMutate('POST /api/estates/:estateId/library/:documentId/versions/:version/approve', {
    stale: [...libraryStale],
  })
  const form = useForm({
    key: `library.approve.${d.id}.${version}`,
    initial: { effectiveFrom: date(nowMs()) },
    send: async v => {
      await send.mutateAsync({ estateId, documentId: d.id, version: String(version), ...v })
      say(t('approved', { day: v.effectiveFrom }))
      done()
    },
  })
  return (
    <FormBox form={form} submit={t('approve')}>
      <Field form={form} name="effectiveFrom" label={t('effectiveFrom')}>
        <input {...form.bind('effectiveFrom')} type="date" className="aj-input" />
      </Field>
    </FormBox>
  )
}

export function RefuseForm({ document: d, version, done }: ActProps & { version: number }): ReactNode {
  const { t } = useTranslation('library')
  const estateId = useEstateId()
  const send = useMutate('POST /api/estates/:estateId/library/:documentId/versions/:version/refuse', {
    stale: [...libraryStale],
  })
  const form = useForm({
    key: `library.refuse.${d.id}.${version}`,
    initial: { reason: '' },
    check: v => (v.reason.trim() ? {} : { reason: t('reasonNeeded') }),
    send: async v => {
      await send.mutateAsync({ estateId, documentId: d.id, version: String(version), ...v })
      say(t('refusedSaid'))
      done()
    },
  })
  return (
    <FormBox form={form} submit={t('refuse')}>
      <Field form={form} name="reason" label={t('reason')}>
        <input {...form.bind('reason')} className="aj-input" maxLength={200} />
      </Field>
    </FormBox>
  )
}

/** Whether the rule has its effect (S7-19). */
export function ReviewForm({ document: d, done }: ActProps): ReactNode {
  const { t } = useTranslation('library')
  const estateId = useEstateId()
  const send = useMutate('POST /api/estates/:estateId/library/:documentId/reviews', {
    stale: [...libraryStale],
  })
  const form = useForm({
    key: `library.review.${d.id}`,
    initial: {
      onDate: date(nowMs()),
      result: 'effective' as 'effective' | 'partly' | 'not_effective',
      finding: '',
      measure: '',
      nextReview: '',
    },
    check: v => (v.finding.trim() ? {} : { finding: t('findingNeeded') }),
    send: async v => {
      const made = await send.mutateAsync({
        estateId,
        documentId: d.id,
        ...v,
        measure: v.measure || null,
        nextReview: v.nextReview || null,
      })
      say(made.nextReview ? t('reviewed', { day: made.nextReview }) : t('reviewedOnce'))
      done()
    },
  })
  return (
    <FormBox form={form} submit={t('keepReview')}>
      <Field form={form} name="onDate" label={t('reviewDay')}>
        <input {...form.bind('onDate')} type="date" className="aj-input" />
      </Field>
      <Choices
        legend={t('resultLabel')}
        value={form.values.result}
        onChange={result => form.set({ result })}
        options={(['effective', 'partly', 'not_effective'] as const).map(value => ({
          value,
          label: t(`result.${value}`),
        }))}
      />
      <Field form={form} name="finding" label={t('finding')}>
        <textarea {...form.bind('finding')} className="aj-input" rows={3} maxLength={500} />
      </Field>
      <Field form={form} name="measure" label={t('measure')} optional>
        <input {...form.bind('measure')} className="aj-input" maxLength={500} />
      </Field>
      <Field form={form} name="nextReview" label={t('nextReview')} hint={t('nextReviewHint')} optional>
        <input {...form.bind('nextReview')} type="date" className="aj-input" />
      </Field>
    </FormBox>
  )
}

export function WithdrawForm({ document: d, done }: ActProps): ReactNode {
  const { t } = useTranslation('library')
  const estateId = useEstateId()
  const send = useMutate('POST /api/estates/:estateId/library/:documentId/withdraw', {
    stale: [...libraryStale],
  })
  const form = useForm({
    key: `library.withdraw.${d.id}`,
    initial: { reason: '' },
    check: v => (v.reason.trim() ? {} : { reason: t('reasonNeeded') }),
    send: async v => {
      await send.mutateAsync({ estateId, documentId: d.id, ...v })
      say(t('withdrawnSaid'))
      done()
    },
  })
  return (
    <FormBox form={form} submit={t('withdraw')}>
      <Field form={form} name="reason" label={t('reason')} hint={t('withdrawHint')}>
        <input {...form.bind('reason')} className="aj-input" maxLength={200} />
      </Field>
    </FormBox>
  )
}
