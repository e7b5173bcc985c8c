import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNow } from '../../clock.ts'
import { when } from '../../format.ts'
import { useEstateId, useMe } from '../../me.ts'
import { useApi, useMutate } from '../../query.ts'
import { exportHref, printHref } from '../../transfer.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Field, FormBox } from '../../ui/Form.tsx'
import { useForm } from '../../ui/form.ts'
import { Icon } from '../../ui/icons.tsx'
import { Menu } from '../../ui/Menu.tsx'
import { say } from '../../ui/toast.ts'
import { addDays, instantOf } from './days.ts'
import { dutiesKey } from './keys.ts'

const templatesKey = 'GET /api/estates/:estateId/roster/templates'
const gapsKey = 'GET /api/estates/:estateId/roster/gaps'

interface Left {
  name: string
  at: string
  why: 'busy' | 'gone' | 'past'
}

/** What is done with a whole week: copied, kept as a template, laid over, printed, taken along as a file. */
export function WeekTools({ monday, go }: { monday: string; go: (monday: string) => void }): ReactNode {
  const { t } = useTranslation('roster')
  const { can } = useMe()
  const estateId = useEstateId()
  const [keeping, keep] = useState(false)
  const [left, leave] = useState<Left[]>()
  const writes = can('roster.write')
  const { data } = useApi(templatesKey, { estateId }, { when: writes })
  const copy = useMutate('POST /api/estates/:estateId/duties/copy-week', {
    stale: [dutiesKey, gapsKey],
    done: made => {
      say(t('week.copied', { made: made.made, skipped: made.skipped }))
      go(addDays(monday, 7))
    },
  })
  const apply = useMutate('POST /api/estates/:estateId/roster/templates/:templateId/apply', {
    stale: [dutiesKey, gapsKey],
    done: made => {
      say(t('template.applied', { made: made.made, left: made.left.length }))
      if (made.left.length > 0) leave(made.left)
    },
  })
  const drop = useMutate('DELETE /api/estates/:estateId/roster/templates/:templateId', {
    stale: [templatesKey],
  })
  const span = { from: instantOf(monday, '00:00'), until: instantOf(addDays(monday, 7), '00:00') }
  return (
    <>
      <a
        className="aj-button"
        href={printHref('roster-week', { estateId, monday })}
        target="_blank"
        rel="noreferrer"
      >
        <Icon name="print" />
        {t('week.print')}
      </a>
      <a className="aj-button" href={exportHref('roster.duties', estateId)(span)}>
        <Icon name="download" />
        {t('paper.xlsx')}
      </a>
      {writes ? (
        <>
          <Button busy={copy.isPending} onClick={() => copy.mutate({ estateId, monday })}>
            {t('week.copy')}
          </Button>
          <Menu label={t('template.title')} stay>
            {data?.items.map(one => (
              <div key={one.id} className="aj-row">
                <Button
                  busy={apply.isPending}
                  onClick={() => apply.mutate({ estateId, templateId: one.id, monday })}
                >
                  {t('template.apply', { name: one.name, count: one.turns })}
                </Button>
                <Button
                  kind="plain"
                  icon="close"
                  aria-label={t('template.drop', { name: one.name })}
                  busy={drop.isPending}
                  onClick={() => drop.mutate({ estateId, templateId: one.id })}
                />
              </div>
            ))}
            {data?.items.length === 0 ? <p className="aj-weak">{t('template.none')}</p> : null}
            <Button icon="plus" onClick={() => keep(true)}>
              {t('template.keep')}
            </Button>
          </Menu>
        </>
      ) : null}
      {keeping ? (
        <Dialog title={t('template.keep')} close={() => keep(false)}>
          <Keep monday={monday} done={() => keep(false)} />
        </Dialog>
      ) : null}
      {left ? (
        <Dialog title={t('template.leftTitle', { count: left.length })} close={() => leave(undefined)}>
          <LeftOut left={left} />
        </Dialog>
      ) : null}
    </>
  )
}

function Keep({ monday, done }: { monday: string; done: () => void }): ReactNode {
  const { t } = useTranslation('roster')
  const estateId = useEstateId()
  const send = useMutate('POST /api/estates/:estateId/roster/templates', { stale: [templatesKey] })
  const form = useForm({
    key: 'roster.template',
    initial: { name: '' },
    check: v => (v.name.trim() ? {} : { name: t('template.nameNeeded') }),
    send: async v => {
      const made = await send.mutateAsync({ estateId, name: v.name, monday })
      say(t('template.kept', { name: made.name, count: made.turns }))
      done()
    },
  })
  return (
    <FormBox form={form} submit={t('template.save')}>
      <Field form={form} name="name" label={t('template.name')} hint={t('template.nameHint')}>
        <input {...form.bind('name')} className="aj-input" maxLength={40} />
      </Field>
    </FormBox>
  )
}

function LeftOut({ left }: { left: Left[] }): ReactNode {
  const { t } = useTranslation('roster')
  const now = useNow(60_000)
  return (
    <ul className="aj-stack">
      {left.map(one => (
        <li key={`${one.name}${one.at}`}>
          {one.name} <span className="aj-num">{when(one.at, now)}</span>{' '}
          <span className="aj-weak">{t(`template.why.${one.why}`)}</span>
        </li>
      ))}
    </ul>
  )
}
