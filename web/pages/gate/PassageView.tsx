/** One passage beside the list; a masked value opens for a purpose and the look is written down. */
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api.ts'
import { dateTime } from '../../format.ts'
import { useMe } from '../../me.ts'
import { useApi } from '../../query.ts'
import { Facts } from '../../ui/Facts.tsx'
import { PersonReveal } from '../../ui/PersonReveal.tsx'
import { State } from '../../ui/State.tsx'
import { Failing, Loading } from '../../ui/States.tsx'

const fields = ['name', 'phone', 'idNumber', 'plate'] as const

/** `of` is the moment and the id: passages are kept by month, and the moment says where. */
export function PassageView({ estateId, of }: { estateId: string; of: string }): ReactNode {
  const { t } = useTranslation('gate')
  const { can } = useMe()
  const [at = '', id = ''] = of.split('~')
  const { data, error, refetch } = useApi('GET /api/estates/:estateId/gate/passages/:id', {
    estateId,
    id,
    at,
  })
  if (error) return <Failing error={error} again={refetch} />
  if (!data) return <Loading />
  const shown = fields.filter(field => data[field] !== null)
  return (
    <Facts
      facts={[
        { label: t('list.at'), value: dateTime(data.at) },
        { label: t('list.gate'), value: `${data.gate} ${t(`way.${data.direction}`)}` },
        {
          label: t('list.outcome'),
          value:
            data.outcome === 'passed' ? (
              <State state="kept" word={t('list.passed')} />
            ) : (
              <State state="late" word={t(`refusal.${data.refusal ?? 'other'}`)} />
            ),
        },
        ...shown.map(field => ({
          label: t(`field.${field}`),
          value: can('person.reveal') ? (
            <PersonReveal
              masked={data[field] ?? ''}
              label={t(`field.${field}`)}
              purposes={[t('reveal.check'), t('reveal.trace'), t('reveal.urgent')]}
              reveal={async purpose =>
                (
                  await api('POST /api/estates/:estateId/gate/passages/:id/reveal', {
                    estateId,
                    id,
                    at,
                    field,
                    purpose,
                  })
                ).value
              }
            />
          ) : (
            data[field]
          ),
        })),
        { label: t('list.unit'), value: data.unit },
        { label: t('trip.legend'), value: [data.destination, data.reason].filter(Boolean).join(' · ') },
        { label: t('list.by'), value: data.by },
      ]}
    />
  )
}
