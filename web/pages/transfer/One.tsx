import { Link, useParams, useSearch } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Answer } from '../../contracts.ts'
import { count } from '../../format.ts'
import { inLanguage } from '../../i18n.ts'
import { paths } from '../../paths.ts'
import { useApi, useMutate } from '../../query.ts'
import { useSettings } from '../../settings.ts'
import { errorsHref } from '../../transfer.ts'
import { Button } from '../../ui/Button.tsx'
import { Icon } from '../../ui/icons.tsx'
import { Failing, Loading, sentence } from '../../ui/States.tsx'
import { Changes } from './Changes.tsx'
import { ImportState } from './ImportState.tsx'
import { MapColumns } from './MapColumns.tsx'
import { Problems } from './Problems.tsx'
import { deskShell } from './shell.ts'
import './transfer.css'

type Import = Answer<'GET /api/imports/:importId'>
type Preview = Answer<'GET /api/imports/:importId/preview'>

/** One import on its way: columns, check, progress, outcome. */
export default function One(): ReactNode {
  const { t } = useTranslation('transfer')
  const { language } = useSettings()
  const { importId = '' }: { importId?: string } = useParams({ strict: false })
  const search: { in?: string } = useSearch({ strict: false })
  const where = { importId, ...(search.in ? { estateId: search.in } : {}) }
  const [moving, setMoving] = useState(false)
  const {
    data: one,
    error,
    refetch,
  } = useApi('GET /api/imports/:importId', where, moving ? { every: 600 } : {})
  const running = one?.state === 'queued' || one?.state === 'running'
  if (running !== moving) setMoving(running)
  if (error && !one) return <Failing error={error} again={refetch} />
  if (!one) return <Loading />
  return (
    <div className="tr-page">
      <p>
        <Link to={paths.page(deskShell(), 'imports')}>{t('one.back')}</Link>
      </p>
      <h1>
        {t('one.title', { what: inLanguage(one.title, language) })} <ImportState state={one.state} />
      </h1>
      <p className="aj-weak">
        {one.fileName} · {t('one.rows', { count: one.counts.total, shown: count(one.counts.total) })}
        {one.remembered ? ` · ${t('one.remembered')}` : ''}
      </p>
      <Steps state={one.state} />
      {one.state === 'uploaded' ? <Check one={one} where={where} /> : <Outcome one={one} where={where} />}
    </div>
  )
}

type Where = { importId: string; estateId?: string }

function Steps({ state }: { state: Import['state'] }): ReactNode {
  const { t } = useTranslation('transfer')
  const at = state === 'uploaded' ? 1 : state === 'queued' || state === 'running' ? 2 : 3
  const names = ['upload', 'check', 'run', 'result'] as const
  return (
    <ol className="tr-steps">
      {names.map((name, index) => (
        <li
          key={name}
          aria-current={index === at ? 'step' : undefined}
          data-done={index < at ? '' : undefined}
        >
          {index < at ? <Icon name="check" /> : <span className="tr-step-number">{index + 1}</span>}
          {t(`step.${name}`)}
        </li>
      ))}
    </ol>
  )
}

function Check({ one, where }: { one: Import; where: Where }): ReactNode {
  const { t: common } = useTranslation('common')
  const preview = useApi('GET /api/imports/:importId/preview', where, { keep: true })
  const kinds = useApi('GET /api/imports/kinds', where.estateId ? { estateId: where.estateId } : {})
  const columns = kinds.data?.items.find(kind => kind.key === one.kind)?.columns ?? []
  const stale = [
    'GET /api/imports/:importId',
    'GET /api/imports/:importId/preview',
    'GET /api/imports',
  ] as const
  const map = useMutate('PUT /api/imports/:importId', { stale: [...stale] })
  const run = useMutate('POST /api/imports/:importId/run', { stale: [...stale] })
  const drop = useMutate('POST /api/imports/:importId/discard', { stale: [...stale] })
  const shown: Preview | undefined = map.data?.preview ?? preview.data
  const failure = map.error ?? run.error ?? drop.error
  const said = failure ? sentence(failure, common) : undefined
  if (preview.error && !shown) return <Failing error={preview.error} again={preview.refetch} />
  if (!shown) return <Loading lines={8} />
  return (
    <>
      <MapColumns
        one={one}
        columns={columns}
        preview={shown}
        busy={map.isPending}
        choose={(sheet, mapping) => map.mutate({ ...where, sheet, mapping })}
      />
      <Problems preview={shown} columns={columns} errorsHref={errorsHref(one.id, where.estateId)} />
      <Changes preview={shown} />
      {said ? (
        <p className="tr-refused" role="alert">
          <Icon name="alert" /> <strong>{said.title}</strong> {said.next}
        </p>
      ) : null}
      <Acts
        preview={shown}
        busy={run.isPending || drop.isPending || map.isPending}
        run={mode => run.mutate({ ...where, mode })}
        discard={() => drop.mutate(where)}
      />
    </>
  )
}

function Acts(props: {
  preview: Preview
  busy: boolean
  run: (mode: 'all' | 'good') => void
  discard: () => void
}): ReactNode {
  const { t } = useTranslation('transfer')
  const { preview, busy, run } = props
  const unmapped = preview.mappingErrors.length > 0 ? t('act.unmapped') : undefined
  const nothing = preview.good === 0 ? t('act.nothing') : undefined
  return (
    <div className="tr-acts">
      {preview.bad === 0 ? (
        <Button kind="main" busy={busy} refused={unmapped ?? nothing} showWhy onClick={() => run('all')}>
          {t('act.all', { shown: count(preview.good) })}
        </Button>
      ) : (
        <>
          <Button kind="main" busy={busy} refused={unmapped ?? nothing} showWhy onClick={() => run('good')}>
            {t('act.good', { shown: count(preview.good) })}
          </Button>
          <Button
            busy={busy}
            refused={t('act.hasErrors', { count: preview.bad, shown: count(preview.bad) })}
            showWhy
          >
            {t('act.whole')}
          </Button>
        </>
      )}
      <Button kind="plain" busy={busy} onClick={props.discard}>
        {t('act.discard')}
      </Button>
    </div>
  )
}

function Outcome({ one, where }: { one: Import; where: Where }): ReactNode {
  const { t } = useTranslation('transfer')
  const { counts, state } = one
  if (state === 'queued' || state === 'running') {
    const whole = counts.total - counts.bad
    return (
      <section className="tr-progress" aria-live="polite">
        <progress max={whole} value={counts.done} aria-label={t('run.progress')} />
        <p>{t('run.of', { done: count(counts.done), total: count(whole) })}</p>
        <p className="aj-weak">{t('run.leave')}</p>
        {one.stuck ? <Again where={where} /> : null}
      </section>
    )
  }
  const left = counts.failed + counts.bad
  const figures = [
    ['created', counts.created],
    ['updated', counts.updated],
    ['same', counts.same],
    ['left', left],
  ] as const
  return (
    <section className="aj-stack" aria-live="polite">
      <p>{t(`result.${state}`)}</p>
      {state === 'discarded' ? null : (
        <dl className="tr-figures">
          {figures.map(([name, value]) => (
            <div key={name}>
              <dt>{t(`figure.${name}`)}</dt>
              <dd>{count(value)}</dd>
            </div>
          ))}
        </dl>
      )}
      <div className="tr-acts">
        {left > 0 && one.allowed.errors === true ? (
          <a className="aj-button" data-kind="main" href={errorsHref(one.id, where.estateId)} download>
            <Icon name="download" />
            {t('result.errors', { count: left, shown: count(left) })}
          </a>
        ) : null}
        <Link className="aj-button" to={paths.page(deskShell(), 'imports')} search={{ kind: one.kind }}>
          {t('result.next')}
        </Link>
      </div>
    </section>
  )
}

/** A run that stands still: said, and taken up again where it stood. */
function Again({ where }: { where: Where }): ReactNode {
  const { t } = useTranslation('transfer')
  const again = useMutate('POST /api/imports/:importId/again', { stale: ['GET /api/imports/:importId'] })
  return (
    <>
      <p role="alert">
        <Icon name="alert" /> {t('run.stuck')}
      </p>
      <Button kind="main" busy={again.isPending} onClick={() => again.mutate(where)}>
        {t('run.again')}
      </Button>
    </>
  )
}
