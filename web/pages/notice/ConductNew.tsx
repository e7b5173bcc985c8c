import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useEstateId } from '../../me.ts'
import { Button } from '../../ui/Button.tsx'
import { Empty } from '../../ui/States.tsx'
import { ConductForm } from './ConductForm.tsx'
import './covenant.css'

/** On the spot: what I saw and how I dissuaded it. */
export default function ConductNew(): ReactNode {
  const { t } = useTranslation('covenant')
  const estateId = useEstateId()
  const [done, finish] = useState(false)
  return (
    <div className="cv-page cv-narrow">
      <h1>{t('form.title')}</h1>
      {done ? (
        <Empty title={t('form.done')} hint={t('form.doneHint')}>
          <Button kind="main" icon="plus" onClick={() => finish(false)}>
            {t('form.another')}
          </Button>
        </Empty>
      ) : (
        <ConductForm estateId={estateId} done={() => finish(true)} />
      )}
    </div>
  )
}
