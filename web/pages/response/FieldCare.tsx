/** The grid worker's round: whom I look after, what is to be checked now, what is to be brought. */
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Answer } from '../../contracts.ts'
import { dateTime } from '../../format.ts'
import { useEstateId } from '../../me.ts'
import { useKept } from '../../offline/useKept.ts'
import { Button } from '../../ui/Button.tsx'
import { Empty, Failing, Loading } from '../../ui/States.tsx'
import { CheckForm, NeedForm } from './CareForms.tsx'
import { CaseView, Reveal, Turns } from './CaseView.tsx'
import './response.css'

const list = 'GET /api/estates/:estateId/response/my-care'
type Case = Answer<typeof list>['items'][number]

export default function FieldCare(): ReactNode {
  const { t } = useTranslation(['response', 'common'])
  const estateId = useEstateId()
  const { data, error, refetch, keptAt } = useKept(list, { estateId }, { every: 60_000 })
  return (
    <div className="rs-phone">
      <h1>{t('care2.mine')}</h1>
      {keptAt ? <p role="status">{t('common:pending.old', { at: dateTime(keptAt) })}</p> : null}
      {data?.helpPhone ? (
        <p>
          {t('care2.helpShort')} <a href={`tel:${data.helpPhone}`}>{data.helpPhone}</a>
        </p>
      ) : null}
      {error && !data ? <Failing error={error} again={refetch} /> : null}
      {!data && !error ? <Loading /> : null}
      {data?.items.length === 0 ? <Empty title={t('care2.nobody')} hint={t('care2.nobodyHint')} /> : null}
      {data?.items.map(c => (
        <Card key={c.id} item={c} />
      ))}
    </div>
  )
}

function Card({ item }: { item: Case }): ReactNode {
  const { t } = useTranslation('response')
  const [open, setOpen] = useState<'check' | 'need' | 'all'>()
  const next = item.today.find(turn => turn.state !== 'done')
  const at = { estateId: item.estateId, caseId: item.id }
  const close = () => setOpen(undefined)
  return (
    <article className="rs-card">
      <h2>
        <span>
          {item.unit} · {item.name}
        </span>
        <span className="rs-tag">{t(`careKind.${item.kind}`)}</span>
      </h2>
      <span className="aj-weak">
        {item.startOn} – {item.endOn ?? t('care2.noEnd')}
      </span>
      <Turns turns={item.today} />
      <div className="rs-acts">
        {next ? (
          <Button kind="main" onClick={() => setOpen(open === 'check' ? undefined : 'check')}>
            {t('care2.check', { n: next.turn })}
          </Button>
        ) : null}
        <Button onClick={() => setOpen(open === 'need' ? undefined : 'need')}>{t('care2.need')}</Button>
        <Button onClick={() => setOpen(open === 'all' ? undefined : 'all')}>
          {t('care2.open', { n: item.needs })}
        </Button>
      </div>
      {open === 'check' && next ? (
        <>
          <Reveal {...at} />
          <CheckForm {...at} turn={next.turn} done={close} />
        </>
      ) : null}
      {open === 'need' ? <NeedForm {...at} done={close} /> : null}
      {open === 'all' ? <CaseView {...at} /> : null}
    </article>
  )
}
