/** The work plan and instructions: write, send to every unit, see who has not read; and what came from above (S6-02, S6-22). */
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Answer } from '../../contracts.ts'
import { dateTime } from '../../format.ts'
import { useApi, useMutate } from '../../query.ts'
import { useRefusal } from '../../refusal.ts'
import { printHref } from '../../transfer.ts'
import { Button } from '../../ui/Button.tsx'
import { ConfirmByName } from '../../ui/ConfirmByName.tsx'
import { Icon } from '../../ui/icons.tsx'
import { State } from '../../ui/State.tsx'
import { Empty } from '../../ui/States.tsx'
import { say } from '../../ui/toast.ts'
import { PaperBody, PaperForm } from './PaperForm.tsx'
import { Read, RegionPage } from './parts.tsx'
import { Received } from './Received.tsx'

const list = 'GET /api/regions/:regionId/response/papers'
const one = 'GET /api/regions/:regionId/response/papers/:paperId'
type Paper = Answer<typeof one>

export default function Papers(): ReactNode {
  const { t } = useTranslation('response')
  return <RegionPage title={t('paper.title')}>{id => <Inside key={id} regionId={id} />}</RegionPage>
}

function Inside({ regionId }: { regionId: string }): ReactNode {
  const { t } = useTranslation('response')
  const read = useApi(list, { regionId })
  const [open, setOpen] = useState<string>()
  const [writing, write] = useState<'plan' | 'instruction'>()
  const receive = useMutate('POST /api/regions/:regionId/response/papers/:paperId/read', { stale: [list] })
  return (
    <Read of={read}>
      {data => (
        <>
          {data.received.length > 0 ? (
            <section className="aj-stack">
              <h2>{t('paper.received')}</h2>
              {data.received.map(r => (
                <Received
                  key={`${r.id}${r.unit.id}`}
                  paper={r}
                  confirm={reply =>
                    receive.mutateAsync({
                      regionId,
                      paperId: r.id,
                      ...(reply ? { reply } : {}),
                      ...(r.unit.kind === 'organisation' ? { brigadeId: r.unit.id } : {}),
                    })
                  }
                />
              ))}
            </section>
          ) : null}
          {data.writes ? (
            <div className="rs-acts">
              {(['plan', 'instruction'] as const).map(kind => (
                <Button
                  key={kind}
                  kind={kind === 'plan' ? 'main' : 'normal'}
                  icon="plus"
                  onClick={() => {
                    write(kind)
                    setOpen(undefined)
                  }}
                >
                  {t(`paper.new.${kind}`)}
                </Button>
              ))}
            </div>
          ) : null}
          {writing ? (
            <PaperForm
              kind={writing}
              regionId={regionId}
              done={id => {
                write(undefined)
                setOpen(id)
              }}
            />
          ) : null}
          <div className="rs-two">
            <table className="rs-table">
              <caption>{t('paper.list')}</caption>
              <thead>
                <tr>
                  <th scope="col">{t('paper.name')}</th>
                  <th scope="col">{t('paper.kindHead')}</th>
                  <th scope="col">{t('task.state')}</th>
                  <th scope="col">{t('paper.read')}</th>
                </tr>
              </thead>
              <tbody>
                {data.items.map(p => (
                  <tr key={p.id}>
                    <th scope="row">
                      <button
                        type="button"
                        className="aj-switch"
                        aria-pressed={open === p.id}
                        onClick={() => setOpen(p.id)}
                      >
                        {p.title} · {t('group.version', { n: p.version })}
                      </button>
                    </th>
                    <td>{t(`paper.kind.${p.kind}`)}</td>
                    <td>
                      {t(`paperState.${p.state}`)} {p.sentAt ? dateTime(p.sentAt) : ''}
                    </td>
                    <td className="aj-num" data-tone={p.units > 0 && p.read === p.units ? 'kept' : undefined}>
                      {p.read} / {p.units}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
            {open ? <One key={open} regionId={regionId} paperId={open} choose={setOpen} /> : null}
          </div>
          {data.items.length === 0 && !writing ? (
            <Empty title={t('paper.empty')} hint={t('paper.emptyHint')} />
          ) : null}
        </>
      )}
    </Read>
  )
}

function One(props: { regionId: string; paperId: string; choose: (id: string) => void }): ReactNode {
  const { t } = useTranslation('response')
  const { regionId, paperId } = props
  const read = useApi(one, { regionId, paperId })
  const [mode, setMode] = useState<'change' | 'next'>()
  return (
    <Read of={read}>
      {paper =>
        mode ? (
          <PaperForm
            kind={paper.kind}
            regionId={regionId}
            from={paper}
            next={mode === 'next'}
            done={id => {
              setMode(undefined)
              props.choose(id)
            }}
          />
        ) : (
          <section className="rs-card" aria-label={paper.title}>
            <h2>
              {paper.title} · {t('group.version', { n: paper.version })}
            </h2>
            {paper.reason ? <p className="aj-weak">{paper.reason}</p> : null}
            <PaperBody body={paper.body} />
            <Acts paper={paper} regionId={regionId} setMode={setMode} />
            {paper.receipts.length > 0 ? <Receipts paper={paper} /> : null}
          </section>
        )
      }
    </Read>
  )
}

function Acts(props: {
  paper: Paper
  regionId: string
  setMode: (mode: 'change' | 'next') => void
}): ReactNode {
  const { t } = useTranslation('response')
  const refusal = useRefusal()
  const { paper, regionId } = props
  const [asking, ask] = useState(false)
  const send = useMutate('POST /api/regions/:regionId/response/papers/:paperId/send', {
    stale: [list, one],
    done: answer => say(t('paper.sentTo', { n: answer.units })),
  })
  return (
    <div className="rs-acts">
      {paper.state === 'draft' ? (
        <>
          <Button kind="main" refused={refusal(paper.allowed.send)} onClick={() => ask(true)}>
            {t('paper.send')}
          </Button>
          <Button refused={refusal(paper.allowed.change)} onClick={() => props.setMode('change')}>
            {t('group.change')}
          </Button>
        </>
      ) : (
        <Button refused={refusal(paper.allowed.next)} onClick={() => props.setMode('next')}>
          {t('paper.next')}
        </Button>
      )}
      <a
        className="aj-button"
        href={printHref('response.paper', { regionId, paperId: paper.id })}
        target="_blank"
        rel="noreferrer"
      >
        <Icon name="print" /> {t('paper.print')}
      </a>
      {asking ? (
        <ConfirmByName
          title={t('paper.sendTitle', { title: paper.title })}
          consequence={t(`paper.consequence.${paper.kind}`)}
          name={paper.title}
          act={t('paper.send')}
          run={() => send.mutateAsync({ regionId, paperId: paper.id, revision: paper.revision })}
          close={() => ask(false)}
        />
      ) : null}
    </div>
  )
}

function Receipts({ paper }: { paper: Paper }): ReactNode {
  const { t } = useTranslation('response')
  const open = paper.receipts.filter(r => r.readAt === null).length
  return (
    <table className="rs-table">
      <caption>{open > 0 ? t('paper.unread', { n: open }) : t('paper.allRead')}</caption>
      <tbody>
        {paper.receipts.map(r => (
          <tr key={`${r.kind}${r.id}`}>
            <th scope="row">{r.name}</th>
            <td>
              <State
                state={r.readAt ? 'kept' : r.late ? 'late' : 'running'}
                word={r.readAt ? `${r.readBy} ${dateTime(r.readAt)}` : t('paper.notRead')}
              />
            </td>
            <td>{r.reply}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
