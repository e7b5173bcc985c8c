/** Garage projects: alternatives side by side, the next step as one button; and plans of their own for a special matter. */
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Key, RowOf } from '../../contracts.ts'
import { squareMetres, yuan } from '../../format.ts'
import { useEstateId, useMe } from '../../me.ts'
import { useApi, useMutate } from '../../query.ts'
import { useRefusal } from '../../refusal.ts'
import { exportHref, printHref } from '../../transfer.ts'
import { Button } from '../../ui/Button.tsx'
import { State } from '../../ui/State.tsx'
import { Empty, Failing, Loading } from '../../ui/States.tsx'
import { Tabs } from '../../ui/Tabs.tsx'
import { Timeline } from '../../ui/Timeline.tsx'
import { AskDialog, type Asked, type AskField } from './GarageForm.tsx'
import { SpecialPlans } from './SpecialPlans.tsx'
import './garage.css'

const list = 'GET /api/estates/:estateId/garage-projects'
type Project = RowOf<typeof list>
type Act = keyof Project['allowed']
const stale: Key[] = [list]

export default function Projects(): ReactNode {
  const { t } = useTranslation('parking-garage')
  const [tab, setTab] = useState('projects')
  return (
    <>
      <header className="aj-page-head">
        <h1>{t('project.title')}</h1>
      </header>
      <Tabs
        label={t('project.title')}
        tabs={(['projects', 'plans'] as const).map(key => ({ key, label: t(`project.tab.${key}`) }))}
        value={tab}
        onChange={setTab}
      >
        {tab === 'projects' ? <ProjectList /> : <SpecialPlans />}
      </Tabs>
    </>
  )
}

function ProjectList(): ReactNode {
  const { t } = useTranslation('parking-garage')
  const estateId = useEstateId()
  const { can } = useMe()
  const [adding, add] = useState(false)
  const begin = useMutate('POST /api/estates/:estateId/garage-projects', { stale })
  const { data, error, refetch } = useApi(list, { estateId, limit: 50 })
  if (error && !data) return <Failing error={error} again={refetch} />
  if (!data) return <Loading />
  return (
    <div className="aj-stack">
      <div className="pg-acts">
        {can('parking.manage') ? (
          <Button kind="main" icon="plus" onClick={() => add(true)}>
            {t('project.begin')}
          </Button>
        ) : null}
        <a className="aj-button" href={exportHref('parking.garage_projects', estateId)({})}>
          {t('xlsx')}
        </a>
      </div>
      {data.items.length === 0 ? <Empty title={t('project.none')} hint={t('project.noneHint')} /> : null}
      {data.items.map(p => (
        <OneProject key={p.id} p={p} />
      ))}
      {adding ? (
        <AskDialog
          id="project.begin"
          title={t('project.begin')}
          submit={t('project.begin')}
          close={() => add(false)}
          fields={[
            { name: 'name', label: t('project.name') },
            { name: 'need', label: t('project.need'), kind: 'area' },
          ]}
          send={a => begin.mutateAsync({ estateId, name: a.must('name'), need: a.must('need') })}
        />
      ) : null}
    </div>
  )
}

const steps: readonly Act[] = [
  'option',
  'choose',
  'vote',
  'approve',
  'build',
  'accept',
  'inspect',
  'use',
  'drop',
]

function OneProject({ p }: { p: Project }): ReactNode {
  const { t } = useTranslation('parking-garage')
  const estateId = useEstateId()
  const { can } = useMe()
  const refusal = useRefusal()
  const [act, setAct] = useState<Act>()
  const open = steps.filter(a => p.allowed[a] === true && a !== 'drop')
  // the furthest step that is open is the one to take: with two options it is choosing, not a third
  const next = open.at(-1)
  const over = p.state === 'in_use' || p.state === 'dropped'
  return (
    <article className="pg-card">
      <h2>
        {p.name} <small className="aj-weak">{p.number}</small>
      </h2>
      <p>
        <State
          state={p.state === 'in_use' ? 'kept' : p.state === 'dropped' ? 'stopped' : 'running'}
          word={t(`project.state.${p.state}`)}
        />{' '}
        {p.need} · {t('project.waiting', { n: p.waiting })}
      </p>
      {p.options.length > 0 ? <Options p={p} /> : <p className="aj-weak">{t('project.noOptions')}</p>}
      {p.vote ? <p>{t('project.voted', p.vote)}</p> : null}
      {p.approvals.map(a => (
        <p key={a.number}>
          {a.on} {a.what} · {a.issuer} {a.number}
        </p>
      ))}
      <div className="pg-acts">
        {can('parking.manage') && !over
          ? steps
              .filter(a => a === 'drop' || p.allowed[a] === true || a === nextAfter(p))
              .map(a => (
                <Button
                  key={a}
                  kind={a === next ? 'main' : 'normal'}
                  refused={refusal(p.allowed[a])}
                  onClick={() => setAct(a)}
                >
                  {t(`project.act.${a}`)}
                </Button>
              ))
          : null}
        <a
          className="aj-button"
          href={printHref('garage-project', { estateId, projectId: p.id })}
          target="_blank"
          rel="noopener"
        >
          {t('print')}
        </a>
      </div>
      <details>
        <summary>{t('project.course')}</summary>
        <Timeline
          items={p.steps.map(s => ({
            id: s.id,
            at: s.at,
            title: t(`project.did.${s.act}`),
            who: s.by,
            detail: s.note,
          }))}
        />
      </details>
      {act ? <ProjectForm p={p} act={act} close={() => setAct(undefined)} /> : null}
    </article>
  )
}

/** The step that comes next by the course; shown greyed with its reason while it is refused. */
function nextAfter(p: Project): Act | undefined {
  const after: Partial<Record<Project['state'], Act>> = {
    draft: 'choose',
    voting: 'vote',
    approval: 'build',
    building: 'accept',
    acceptance: 'inspect',
    inspection: 'use',
  }
  return after[p.state]
}

function Options({ p }: { p: Project }): ReactNode {
  const { t } = useTranslation('parking-garage')
  const rows: [string, (o: Project['options'][number]) => ReactNode][] = [
    [t('option.site'), o => `${o.site}（${t(`site.${o.siteKind}`)}）`],
    [t('add.kind'), o => t(`kind.${o.kind}`)],
    [t('option.land'), o => squareMetres(o.landArea)],
    [t('option.greenLost'), o => squareMetres(o.greenLost)],
    [t('option.greenReplaced'), o => `${squareMetres(o.greenReplaced)} ${o.greenHow ?? ''}`],
    [t('option.greenNet'), o => <strong>{squareMetres(o.greenNet)}</strong>],
    [t('option.added'), o => `${o.spaces} − ${o.spacesLost} = ${o.added}`],
    [t('option.perSpace'), o => (o.landPerSpace === null ? '—' : squareMetres(o.landPerSpace))],
    [t('option.met'), o => (o.demandMet === null ? '—' : `${o.demandMet}%`)],
    [t('option.cost'), o => yuan(o.cost)],
    [t('option.costEach'), o => (o.costPerSpace === null ? '—' : yuan(o.costPerSpace))],
  ]
  return (
    <div className="pg-scroll">
      <table className="pg-plain">
        <thead>
          <tr>
            <th>{t('option.title')}</th>
            {p.options.map(o => (
              <th key={o.id}>
                {o.name} {o.chosen ? <State state="kept" word={t('option.chosen')} /> : null}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(([label, of]) => (
            <tr key={label}>
              <th scope="row">{label}</th>
              {p.options.map(o => (
                <td key={o.id}>{of(o)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

const kinds = ['lift_slide', 'stack', 'vertical', 'rotary', 'planar', 'aisle'] as const
const sites = ['vacant', 'surface', 'road', 'green', 'other'] as const

function ProjectForm({ p, act, close }: { p: Project; act: Act; close: () => void }): ReactNode {
  const { t } = useTranslation('parking-garage')
  const estateId = useEstateId()
  const ids = { estateId, projectId: p.id }
  const garages = useApi('GET /api/estates/:estateId/garages', { estateId })
  const option = useMutate('POST /api/estates/:estateId/garage-projects/:projectId/options', { stale })
  const choose = useMutate('POST /api/estates/:estateId/garage-projects/:projectId/choose', { stale })
  const vote = useMutate('POST /api/estates/:estateId/garage-projects/:projectId/vote', { stale })
  const approve = useMutate('POST /api/estates/:estateId/garage-projects/:projectId/approve', { stale })
  const build = useMutate('POST /api/estates/:estateId/garage-projects/:projectId/build', { stale })
  const accept = useMutate('POST /api/estates/:estateId/garage-projects/:projectId/accept', { stale })
  const inspect = useMutate('POST /api/estates/:estateId/garage-projects/:projectId/inspect', { stale })
  const use = useMutate('POST /api/estates/:estateId/garage-projects/:projectId/use', { stale })
  const drop = useMutate('POST /api/estates/:estateId/garage-projects/:projectId/drop', { stale })
  const text = (name: string, label: string, more: Partial<AskField> = {}): AskField => ({
    name,
    label: t(label),
    ...more,
  })
  const day = (name: string): AskField => ({ name, label: t('project.day'), kind: 'date' })
  const n = (name: string, kind: 'number' | 'metres2' | 'yuan' = 'number', initial = ''): AskField => ({
    name,
    label: t(`project.f.${name}`),
    kind,
    initial,
  })
  const fields: Record<Act, AskField[]> = {
    option: [
      text('name', 'project.f.name'),
      text('kind', 'add.kind', {
        kind: 'select',
        options: kinds.map(value => ({ value, label: t(`kind.${value}`) })),
      }),
      text('site', 'option.site'),
      text('siteKind', 'option.siteKind', {
        kind: 'select',
        options: sites.map(value => ({ value, label: t(`site.${value}`) })),
      }),
      n('landArea', 'metres2'),
      n('greenLost', 'metres2'),
      n('greenReplaced', 'metres2'),
      text('greenHow', 'project.f.greenHow', { optional: true }),
      n('spaces'),
      n('spacesLost', 'number', '0'),
      n('cost', 'yuan'),
    ],
    choose: [
      text('optionId', 'option.title', {
        kind: 'select',
        options: p.options.map(o => ({ value: o.id, label: o.name })),
      }),
      text('reason', 'reason'),
    ],
    vote: [
      day('on'),
      text('document', 'project.f.document'),
      ...(['allArea', 'area', 'areaFor'] as const).map(k => n(k, 'metres2')),
      ...(['allHeads', 'heads', 'headsFor'] as const).map(k => n(k)),
    ],
    approve: [
      text('what', 'project.f.what'),
      text('issuer', 'project.f.issuer'),
      text('number', 'project.f.number'),
      day('on'),
    ],
    build: [text('note', 'note.note')],
    accept: [day('on'), text('by', 'project.f.by'), text('note', 'note.note', { optional: true })],
    inspect: [
      day('on'),
      text('report', 'inspect.report'),
      { name: 'until', label: t('inspect.validUntil'), kind: 'date' },
    ],
    use: [
      text('garageId', 'col.garage', {
        kind: 'select',
        options: (garages.data?.items ?? []).map(g => ({ value: g.id, label: g.name })),
      }),
    ],
    drop: [text('reason', 'reason')],
  }
  const send: Record<Act, (a: Asked) => Promise<unknown>> = {
    option: a =>
      option.mutateAsync({
        ...ids,
        name: a.must('name'),
        kind: kinds.find(k => k === a.text('kind')) ?? 'lift_slide',
        site: a.must('site'),
        siteKind: sites.find(k => k === a.text('siteKind')) ?? 'other',
        landArea: a.number('landArea'),
        greenLost: a.number('greenLost'),
        greenReplaced: a.number('greenReplaced'),
        greenHow: a.text('greenHow'),
        spaces: a.number('spaces'),
        spacesLost: a.number('spacesLost'),
        cost: a.number('cost'),
      }),
    choose: a => choose.mutateAsync({ ...ids, optionId: a.must('optionId'), reason: a.must('reason') }),
    vote: a =>
      vote.mutateAsync({
        ...ids,
        on: a.must('on'),
        document: a.must('document'),
        allArea: a.number('allArea'),
        area: a.number('area'),
        areaFor: a.number('areaFor'),
        allHeads: a.number('allHeads'),
        heads: a.number('heads'),
        headsFor: a.number('headsFor'),
      }),
    approve: a =>
      approve.mutateAsync({
        ...ids,
        what: a.must('what'),
        issuer: a.must('issuer'),
        number: a.must('number'),
        on: a.must('on'),
      }),
    build: a => build.mutateAsync({ ...ids, note: a.must('note') }),
    accept: a => accept.mutateAsync({ ...ids, on: a.must('on'), by: a.must('by'), note: a.text('note') }),
    inspect: a =>
      inspect.mutateAsync({ ...ids, on: a.must('on'), report: a.must('report'), until: a.must('until') }),
    use: a => use.mutateAsync({ ...ids, garageId: a.must('garageId') }),
    drop: a => drop.mutateAsync({ ...ids, reason: a.must('reason') }),
  }
  return (
    <AskDialog
      id={`project.${act}.${p.id}`}
      title={`${t(`project.act.${act}`)} · ${p.name}`}
      submit={t(`project.act.${act}`)}
      close={close}
      wide={act === 'option'}
      fields={fields[act]}
      send={send[act]}
    />
  )
}
