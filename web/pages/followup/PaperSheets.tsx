import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { url } from '../../api.ts'
import { inLanguage } from '../../i18n.ts'
import { useEstateId } from '../../me.ts'
import { useApi } from '../../query.ts'
import { useSettings } from '../../settings.ts'
import { Button } from '../../ui/Button.tsx'
import { Failing, Loading } from '../../ui/States.tsx'
import type { SurveyRow } from './SurveyResult.tsx'

const PAGE = 20

/** SX-12: what was entered from paper, each beside the photo of its sheet; whose it is stands nowhere. */
export function PaperSheets({ survey }: { survey: SurveyRow }): ReactNode {
  const { t } = useTranslation('followup')
  const { language } = useSettings()
  const estateId = useEstateId()
  const [offset, go] = useState(0)
  const asked = { estateId, surveyId: survey.id, offset, limit: PAGE }
  const { data, error, refetch } = useApi('GET /api/estates/:estateId/surveys/:surveyId/paper', asked, {
    keep: true,
  })
  if (error && !data) return <Failing error={error} again={refetch} />
  if (!data) return <Loading />
  return (
    <div className="aj-stack">
      <p className="aj-weak">{t('paper.sheetsHint')}</p>
      <ul className="fu-sheets">
        {data.items.map((item, i) => {
          const photo =
            item.sheetId &&
            url('GET /api/estates/:estateId/files/:fileId', { estateId, fileId: item.sheetId })
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: an answer on paper has no name and no number
            <li key={offset + i}>
              {photo ? (
                <a href={photo} target="_blank" rel="noreferrer">
                  <img src={photo} alt={t('paper.sheetOf', { n: offset + i + 1 })} loading="lazy" />
                </a>
              ) : (
                <span className="fu-nosheet aj-weak">{t('paper.noSheet')}</span>
              )}
              <div>
                <p>
                  {t(`paper.${item.kind}`)} · <span className="aj-num">{item.day}</span>
                </p>
                <p>
                  {survey.questions
                    .filter(q => item.scores[q.key] !== undefined)
                    .map(q => `${inLanguage(q, language)} ${item.scores[q.key]}`)
                    .join(t('paper.and'))}
                </p>
                <p className="aj-weak">{t('paper.enteredBy', { by: item.enteredBy })}</p>
              </div>
            </li>
          )
        })}
      </ul>
      {data.total > PAGE ? (
        <p className="aj-row">
          <Button refused={offset === 0 ? t('paper.first') : undefined} onClick={() => go(offset - PAGE)}>
            {t('paper.before')}
          </Button>
          <span className="aj-num">
            {offset + 1}–{Math.min(offset + PAGE, data.total)} / {data.total}
          </span>
          <Button
            refused={offset + PAGE >= data.total ? t('paper.last') : undefined}
            onClick={() => go(offset + PAGE)}
          >
            {t('paper.after')}
          </Button>
        </p>
      ) : null}
    </div>
  )
}
