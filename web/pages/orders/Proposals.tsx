import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { RowOf } from '../../contracts.ts'
import { dateTime } from '../../format.ts'
import { useEstateId, useMe } from '../../me.ts'
import { useApi, useMutate } from '../../query.ts'
import { exportHref } from '../../transfer.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Field, FormBox } from '../../ui/Form.tsx'
import { useForm } from '../../ui/form.ts'
import { State } from '../../ui/State.tsx'
import { Empty, Failing, Loading } from '../../ui/States.tsx'
import { say } from '../../ui/toast.ts'
import { TicketPaper } from '../desk/TicketPaper.tsx'
import './orders.css'

const list = 'GET /api/estates/:estateId/proposals'
type Proposal = RowOf<typeof list>

/** Which suggestions became services, what was decided, and was the proposer told (S3-109). */
export default function Proposals(): ReactNode {
  const { t } = useTranslation('orders')
  const estateId = useEstateId()
  const { data, error, refetch } = useApi(list, { estateId })
  return (
    <>
      <header className="aj-page-head">
        <h1>{t('proposals.title')}</h1>
        <a className="aj-button" href={exportHref('desk.proposals', estateId)({})}>
          {t('proposals.export')}
        </a>
      </header>
      {error ? <Failing error={error} again={refetch} /> : null}
      {!data && !error ? <Loading /> : null}
      {data?.items.length === 0 ? <Empty title={t('proposals.none')} hint={t('proposals.noneHint')} /> : null}
      <div className="or-cards">
        {data?.items.map(p => (
          <One key={p.itemId} p={p} />
        ))}
      </div>
    </>
  )
}

function One({ p }: { p: Proposal }): ReactNode {
  const { t } = useTranslation('orders')
  const estateId = useEstateId()
  const { can } = useMe()
  const [deciding, decide] = useState(false)
  const tell = useMutate('POST /api/estates/:estateId/proposals/:itemId/tell', {
    stale: [list],
    done: () => say(t('proposals.toldDone')),
  })
  return (
    <article className="or-card">
      <p className="aj-row">
        <strong>{p.item}</strong>
        <span className="aj-weak">{t(`service.${p.service}`)}</span>
        <State
          state={p.decision === null ? 'soon' : p.decision === 'accepted' ? 'kept' : 'stopped'}
          word={t(`proposals.${p.decision ?? 'open'}`)}
        />
      </p>
      <p>{t('proposals.origin', { number: p.number, by: p.proposedBy, at: dateTime(p.proposedAt) })}</p>
      <blockquote>{p.text}</blockquote>
      {p.decision ? (
        <p>
          {t('proposals.decidedBy', { by: p.decidedBy ?? '', at: dateTime(p.decidedAt ?? '') })}
          {p.reason}
        </p>
      ) : null}
      {p.toldAt ? (
        <p className="aj-weak">
          {t('proposals.told', { at: dateTime(p.toldAt), how: t(`how.${p.toldHow}`), by: p.toldBy ?? '' })}
        </p>
      ) : null}
      <div className="aj-row">
        {p.decision === null ? (
          <Button
            kind="main"
            onClick={() => decide(true)}
            refused={can('catalogue.write') ? undefined : t('proposals.refused')}
          >
            {t('proposals.decide')}
          </Button>
        ) : null}
        {p.decision !== null && p.toldAt === null
          ? (['phone', 'face'] as const).map(how => (
              <Button
                key={how}
                busy={tell.isPending}
                onClick={() => tell.mutate({ estateId, itemId: p.itemId, how })}
              >
                {t('proposals.tell', { how: t(`how.${how}`) })}
              </Button>
            ))
          : null}
      </div>
      {can('ticket.read') ? <TicketPaper id={p.ticketId} kind="suggestion" /> : null}
      {deciding ? (
        <Dialog title={t('proposals.decide')} close={() => decide(false)}>
          <Decide p={p} done={() => decide(false)} />
        </Dialog>
      ) : null}
    </article>
  )
}

function Decide({ p, done }: { p: Proposal; done: () => void }): ReactNode {
  const { t } = useTranslation('orders')
  const estateId = useEstateId()
  const send = useMutate('POST /api/estates/:estateId/proposals/:itemId/decide', { stale: [list] })
  const form = useForm({
    key: `orders.decide.${p.itemId}`,
    initial: { decision: 'accepted' as 'accepted' | 'declined', reason: '' },
    check: v => ({ reason: v.reason.trim() ? undefined : t('form.needReason') }),
    send: async v => {
      await send.mutateAsync({ estateId, itemId: p.itemId, ...v })
      say(t(`proposals.${v.decision}Done`))
      done()
    },
  })
  return (
    <FormBox form={form} submit={t('proposals.decide')}>
      <Field form={form} name="decision" label={t('proposals.decision')}>
        <select {...form.bind('decision')} className="aj-input">
          <option value="accepted">{t('proposals.accepted')}</option>
          <option value="declined">{t('proposals.declined')}</option>
        </select>
      </Field>
      <Field form={form} name="reason" label={t('form.reason')} hint={t('proposals.reasonHint')}>
        <textarea {...form.bind('reason')} className="aj-input" rows={3} />
      </Field>
    </FormBox>
  )
}
