/** S3-94: what authorities ask for by law: entered by one, approved by another, given out once. */
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Answer } from '../../contracts.ts'
import { dateTime } from '../../format.ts'
import { useEstateId, useMe } from '../../me.ts'
import { useApi, useMutate } from '../../query.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Field, FormBox } from '../../ui/Form.tsx'
import { useForm } from '../../ui/form.ts'
import { PhotoPick } from '../../ui/PhotoPick.tsx'
import { State } from '../../ui/State.tsx'
import { Empty, Failing, Loading, sentence } from '../../ui/States.tsx'
import { say } from '../../ui/toast.ts'
import { AskDisclosure } from './DisclosureAsk.tsx'
import './gate-pages.css'

const list = 'GET /api/estates/:estateId/gate/disclosures'
type Shown = Answer<typeof list>['items'][number]
const states = { asked: 'soon', approved: 'running', refused: 'stopped', exported: 'kept' } as const

export default function Disclosures(): ReactNode {
  const { t } = useTranslation(['gate-desk'])
  const estateId = useEstateId()
  const { data, error, refetch } = useApi(list, { estateId })
  const [adding, setAdding] = useState(false)
  if (error && !data) return <Failing error={error} again={refetch} />
  if (!data) return <Loading />
  return (
    <div className="gp-stack">
      <div className="aj-page-head">
        <h1>{t('disclosure.title')}</h1>
        <Button kind="main" icon="plus" onClick={() => setAdding(true)}>
          {t('disclosure.add')}
        </Button>
      </div>
      {data.items.length === 0 ? (
        <Empty title={t('disclosure.none')} hint={t('disclosure.noneHint')} />
      ) : null}
      {data.items.map(each => (
        <One key={each.id} estateId={estateId} each={each} />
      ))}
      {adding ? (
        <AskDisclosure estateId={estateId} full={data.rule.full} close={() => setAdding(false)} />
      ) : null}
    </div>
  )
}

function Story({ each }: { each: Shown }): ReactNode {
  const { t } = useTranslation('gate-desk')
  return (
    <p className="aj-weak">
      {t('disclosure.asked', { by: each.askedBy, at: dateTime(each.askedAt) })}
      {each.decidedAt
        ? ` · ${t('disclosure.decided', { by: each.decidedBy ?? '', at: dateTime(each.decidedAt), note: each.note ?? '' })}`
        : ''}
      {each.exportedAt
        ? ` · ${t('disclosure.given', { by: each.exportedBy ?? '', at: dateTime(each.exportedAt), rows: each.rows ?? 0 })}`
        : ''}
    </p>
  )
}

/** On what ground which lists are asked for, of when and where, and how fully. */
function Asked({ each }: { each: Shown }): ReactNode {
  const { t } = useTranslation('gate-desk')
  const facts = [
    t(`disclosure.basisOf.${each.basis}`),
    each.kinds.map(kind => t(`disclosure.kindOf.${kind}`)).join(' + '),
    each.from === each.until ? each.from : `${each.from} – ${each.until}`,
    each.buildings
      ? t('disclosure.only', { buildings: each.buildings.join(t('disclosure.and')) })
      : t('disclosure.whole'),
    t(`disclosure.extentOf.${each.extent}`),
    each.secretUntil ? `${t('disclosure.secretUntil')} ${each.secretUntil}` : '',
  ]
  return facts.filter(Boolean).join(' · ')
}

function One({ estateId, each }: { estateId: string; each: Shown }): ReactNode {
  const { t } = useTranslation(['gate-desk', 'errors'])
  const { can } = useMe()
  const [act, setAct] = useState<'decide' | 'export' | 'paper'>()
  const close = () => setAct(undefined)
  const why = (code: true | string) => (code === true ? undefined : t(`errors:${code}`))
  return (
    <article className="gp-post">
      <h2>
        {each.authority} · {each.document}{' '}
        <State state={states[each.state]} word={t(`disclosure.stateOf.${each.state}`)} />
      </h2>
      <p>
        <span className="aj-num">{each.number}</span> · {each.officer} · <Asked each={each} />
      </p>
      <Story each={each} />
      <div className="gp-row">
        {each.paper ? (
          <a href={`/api/estates/${estateId}/files/${each.paper}`} target="_blank" rel="noreferrer">
            {t('disclosure.paper')}
          </a>
        ) : (
          <Button refused={why(each.allowed.paper)} onClick={() => setAct('paper')}>
            {t('disclosure.addPaper')}
          </Button>
        )}
        {each.state === 'asked' && can('disclosure.approve') ? (
          <Button kind="main" refused={why(each.allowed.decide)} showWhy onClick={() => setAct('decide')}>
            {t('disclosure.approve')}…
          </Button>
        ) : null}
        {each.state === 'approved' ? (
          <Button kind="main" refused={why(each.allowed.export)} onClick={() => setAct('export')}>
            {t('disclosure.export')}
          </Button>
        ) : null}
      </div>
      {act === 'decide' ? <Decide estateId={estateId} each={each} close={close} /> : null}
      {act === 'export' ? <Export estateId={estateId} each={each} close={close} /> : null}
      {act === 'paper' ? <Paper estateId={estateId} each={each} close={close} /> : null}
    </article>
  )
}

type Inner = { estateId: string; each: Shown; close: () => void }

function Decide({ estateId, each, close }: Inner): ReactNode {
  const { t } = useTranslation(['gate-desk'])
  const decide = useMutate('POST /api/estates/:estateId/gate/disclosures/:id/decision', { stale: [list] })
  const [approve, setApprove] = useState(true)
  const form = useForm({
    key: `gate.disclosure.${each.id}`,
    initial: { note: '' },
    check: v => ({ note: v.note.trim().length > 1 ? undefined : t('disclosure.needText') }),
    send: async v => {
      const done = await decide.mutateAsync({ estateId, id: each.id, approve, note: v.note })
      say(
        t(done.state === 'approved' ? 'disclosure.approved' : 'disclosure.refused', { number: each.number }),
      )
      close()
    },
  })
  return (
    <Dialog title={t('disclosure.decideTitle', each)} close={close}>
      <p>{each.document}</p>
      <p className="aj-weak">
        <Asked each={each} />
      </p>
      <div className="gp-row" style={{ marginBlock: '0.8rem' }}>
        {([true, false] as const).map(value => (
          <label key={String(value)}>
            <input type="radio" checked={approve === value} onChange={() => setApprove(value)} />{' '}
            {t(value ? 'disclosure.approve' : 'disclosure.refuse')}
          </label>
        ))}
      </div>
      <FormBox form={form} submit={t(approve ? 'disclosure.approve' : 'disclosure.refuse')}>
        <Field form={form} name="note" label={t('disclosure.note')}>
          <input {...form.bind('note')} className="aj-input" maxLength={300} />
        </Field>
      </FormBox>
    </Dialog>
  )
}

/** Hands the bytes to the browser as a file of that name. */
function save(name: string, base64: string): void {
  const bytes = Uint8Array.from(atob(base64), c => c.charCodeAt(0))
  const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
  const href = URL.createObjectURL(new Blob([bytes], { type }))
  const link = document.createElement('a')
  link.href = href
  link.download = name
  link.click()
  URL.revokeObjectURL(href)
}

function Export({ estateId, each, close }: Inner): ReactNode {
  const { t } = useTranslation(['gate-desk', 'common'])
  const give = useMutate('POST /api/estates/:estateId/gate/disclosures/:id/export', {
    stale: [list],
    done: answer => {
      save(answer.name, answer.xlsx)
      say(t('disclosure.exported', { number: each.number, rows: answer.rows }))
      close()
    },
  })
  const said = give.error ? sentence(give.error, key => t(`common:${key}`)) : undefined
  return (
    <Dialog title={t('disclosure.exportTitle', each)} close={close}>
      <div className="gp-stack">
        <p className="aj-weak">
          <Asked each={each} />
        </p>
        <p>
          {each.secretUntil
            ? t('disclosure.exportSecret', { day: each.secretUntil })
            : t('disclosure.exportThen')}
        </p>
        {said ? (
          <p className="aj-error" role="alert">
            {said.title} {said.next}
          </p>
        ) : null}
        <Button kind="danger" busy={give.isPending} onClick={() => give.mutate({ estateId, id: each.id })}>
          {t('disclosure.export')}
        </Button>
      </div>
    </Dialog>
  )
}

function Paper({ estateId, each, close }: Inner): ReactNode {
  const { t } = useTranslation(['gate-desk'])
  const [photos, setPhotos] = useState<Blob[]>([])
  const add = useMutate('POST /api/estates/:estateId/gate/disclosures/:id/paper', {
    stale: [list],
    done: close,
  })
  const upload = photos[0]
  return (
    <Dialog title={t('disclosure.decideTitle', each)} close={close}>
      <PhotoPick label={t('disclosure.paperLabel')} photos={photos} onChange={setPhotos} max={1} />
      <Button
        kind="main"
        busy={add.isPending}
        refused={upload ? undefined : t('disclosure.needPaper')}
        onClick={() => upload && add.mutate({ estateId, id: each.id, upload })}
      >
        {t('disclosure.addPaper')}
      </Button>
    </Dialog>
  )
}
