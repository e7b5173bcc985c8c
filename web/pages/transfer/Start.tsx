import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { type DragEvent, type ReactNode, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Answer } from '../../contracts.ts'
import { dateTime } from '../../format.ts'
import { inLanguage } from '../../i18n.ts'
import { useEstateId } from '../../me.ts'
import { paths } from '../../paths.ts'
import { useApi, useMutate } from '../../query.ts'
import { useSettings } from '../../settings.ts'
import { templateHref } from '../../transfer.ts'
import { Choices } from '../../ui/Choices.tsx'
import { Icon } from '../../ui/icons.tsx'
import { Empty, Failing, Loading, sentence } from '../../ui/States.tsx'
import { ImportState } from './ImportState.tsx'
import { deskShell } from './shell.ts'
import './transfer.css'

type Kind = Answer<'GET /api/imports/kinds'>['items'][number]

/** Begins an import: what is to be imported, its template, the file; and what was imported before. */
export default function Start(): ReactNode {
  const { t } = useTranslation('transfer')
  const estateId = useEstateId()
  const here = useApi('GET /api/imports/kinds', { estateId }, { when: estateId !== '' })
  const whole = useApi('GET /api/imports/kinds', {})
  const kinds = [...(here.data?.items ?? []), ...(whole.data?.items ?? [])]
  const asked: { kind?: string } = useSearch({ strict: false })
  const [chosen, choose] = useState(asked.kind)
  const { language } = useSettings()
  const kind = kinds.find(one => one.key === chosen) ?? kinds[0]
  const error = here.error ?? whole.error
  return (
    <div className="tr-page">
      <h1>{t('start.title')}</h1>
      {error ? <Failing error={error} again={() => here.refetch()} /> : null}
      {here.isPending && whole.isPending ? <Loading /> : null}
      {kind ? (
        <>
          <Choices
            legend={t('start.what')}
            options={kinds.map(one => ({ value: one.key, label: inLanguage(one.title, language) }))}
            value={kind.key}
            onChange={choose}
          />
          <Drop kind={kind} estateId={kind.scope === 'estate' ? estateId : undefined} />
          <Columns kind={kind} />
        </>
      ) : here.data || whole.data ? (
        <Empty title={t('start.none')} hint={t('start.noneHint')} />
      ) : null}
      <Latest estateId={estateId} />
    </div>
  )
}

function Drop({ kind, estateId }: { kind: Kind; estateId: string | undefined }): ReactNode {
  const { t } = useTranslation('transfer')
  const { t: common } = useTranslation('common')
  const navigate = useNavigate()
  const [over, setOver] = useState(false)
  const id = useId()
  const send = useMutate('POST /api/imports', {
    stale: ['GET /api/imports'],
    done: answer =>
      navigate({ to: paths.page(deskShell(), `imports/${answer.import.id}`), search: place(answer.import) }),
  })
  const take = (file: File | undefined) => {
    if (!file || send.isPending) return
    const input = { kind: kind.key, ...(estateId ? { estateId } : {}), upload: file }
    send.mutate(input)
  }
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    take(event.dataTransfer.files[0])
  }
  const said = send.error ? sentence(send.error, common) : undefined
  return (
    <>
      <label
        className="tr-drop"
        htmlFor={id}
        data-over={over ? '' : undefined}
        aria-busy={send.isPending}
        onDragOver={event => {
          event.preventDefault()
          setOver(true)
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <Icon name="upload" size="2rem" />
        <span className="tr-drop-main">{send.isPending ? t('start.reading') : t('start.drop')}</span>
        <span className="aj-weak">{t('start.limits')}</span>
        <input
          id={id}
          className="aj-sr"
          type="file"
          accept=".xlsx,.xls,.csv"
          onChange={event => {
            take(event.target.files?.[0])
            event.target.value = ''
          }}
        />
      </label>
      {said ? (
        <p className="tr-refused" role="alert">
          <Icon name="alert" /> <strong>{said.title}</strong> {said.next}
        </p>
      ) : null}
      <p>
        <a className="aj-button" href={templateHref(kind.key, estateId)} download>
          <Icon name="download" />
          {t('start.template')}
        </a>{' '}
        <span className="aj-weak">{t('start.templateHint')}</span>
      </p>
    </>
  )
}

/** The estate an import belongs to stands in its address; what belongs to none has none. */
function place(one: { estateId: string | null }): Record<string, string> {
  return one.estateId ? { in: one.estateId } : {}
}

function Columns({ kind }: { kind: Kind }): ReactNode {
  const { t } = useTranslation('transfer')
  const { language } = useSettings()
  return (
    <details className="tr-columns">
      <summary>{t('start.columns', { count: kind.columns.length })}</summary>
      <table className="tr-table">
        <thead>
          <tr>
            <th scope="col">{t('column.name')}</th>
            <th scope="col">{t('column.needed')}</th>
            <th scope="col">{t('column.how')}</th>
            <th scope="col">{t('column.example')}</th>
          </tr>
        </thead>
        <tbody>
          {kind.columns.map(column => (
            <tr key={column.key}>
              <th scope="row">{inLanguage(column.header, language)}</th>
              <td>{column.required ? t('column.required') : t('column.optional')}</td>
              <td>
                {column.hint ? inLanguage(column.hint, language) : null}
                {column.choices
                  .map(choice => inLanguage(choice, language))
                  .join(language === 'en' ? ', ' : '、')}
              </td>
              <td>{column.example}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  )
}

function Latest({ estateId }: { estateId: string }): ReactNode {
  const { t } = useTranslation('transfer')
  const { language } = useSettings()
  const here = useApi('GET /api/imports', { estateId }, { when: estateId !== '' })
  const own = useApi('GET /api/imports', {})
  const items = [...(here.data?.items ?? []), ...(own.data?.items ?? [])].sort((a, b) =>
    a.madeAt < b.madeAt ? 1 : -1,
  )
  if (items.length === 0) return null
  return (
    <section>
      <h2>{t('latest.title')}</h2>
      <table className="tr-table">
        <thead>
          <tr>
            <th scope="col">{t('latest.file')}</th>
            <th scope="col">{t('latest.kind')}</th>
            <th scope="col">{t('latest.when')}</th>
            <th scope="col">{t('latest.by')}</th>
            <th scope="col">{t('latest.state')}</th>
            <th scope="col" className="tr-number">
              {t('latest.rows')}
            </th>
          </tr>
        </thead>
        <tbody>
          {items.map(one => (
            <tr key={one.id}>
              <th scope="row">
                <Link to={paths.page(deskShell(), `imports/${one.id}`)} search={place(one)}>
                  {one.fileName}
                </Link>
              </th>
              <td>{inLanguage(one.title, language)}</td>
              <td className="aj-num">{dateTime(one.madeAt)}</td>
              <td>{one.madeBy}</td>
              <td>
                <ImportState state={one.state} />
              </td>
              <td className="tr-number">{one.counts.total}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
