/** A person the terminal does not know: the five items under a closure, name, home and reason without one. */
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSettings } from '../../settings.ts'
import { Button } from '../../ui/Button.tsx'
import { Choices } from '../../ui/Choices.tsx'
import type { Attempt } from './decide.ts'
import { Direction, type GateFace, Mend, PassActs, useRegister } from './parts.tsx'
import { Refuse } from './Refuse.tsx'

export type PersonDraft = Omit<Attempt['persons'][number], 'mask' | 'registrantId'>

const items = ['name', 'idNumber', 'phone', 'unit', 'destination', 'reason'] as const
type Item = (typeof items)[number]

/** The fields of one person; ID and phone exist only under a closure (K7). */
export function PersonFields(props: {
  closure: boolean
  value: PersonDraft
  onChange: (value: PersonDraft) => void
  without?: readonly Item[]
}): ReactNode {
  const { t } = useTranslation('gate')
  const shown = items.filter(
    item =>
      !props.without?.includes(item) &&
      (props.closure || (item !== 'idNumber' && item !== 'phone' && item !== 'destination')),
  )
  return (
    <div className="gp-two">
      {shown.map(item => (
        <label key={item} className="aj-field">
          {t(`field.${item}`)}
          <input
            className="aj-input"
            value={props.value[item] ?? ''}
            inputMode={item === 'phone' ? 'tel' : undefined}
            autoComplete="off"
            spellCheck={false}
            onChange={event => props.onChange({ ...props.value, [item]: event.target.value })}
          />
        </label>
      ))}
    </div>
  )
}

/** Only what was typed: an empty field is a field that was not asked. */
export function told(draft: PersonDraft): PersonDraft {
  return Object.fromEntries(Object.entries(draft).filter(([, value]) => value !== '')) as PersonDraft
}

export function NewPerson({
  face,
  unit,
  done,
}: {
  face: GateFace
  unit: string
  done: () => void
}): ReactNode {
  const { t } = useTranslation('gate')
  const { language } = useSettings()
  const [direction, setDirection] = useState<'in' | 'out'>('in')
  const [draft, setDraft] = useState<PersonDraft>({ kind: face.closure ? 'resident' : 'visitor', unit })
  const [refusing, setRefusing] = useState(false)
  const { send, busy, error } = useRegister(face)
  const closure = face.closure !== null
  const label = t('label.new', { unit: draft.unit ?? '' })
  const pass = async (mask: boolean | undefined) => {
    const person = { ...told(draft), ...(mask === undefined ? {} : { mask }) }
    if (await send({ direction, persons: [person] }, label)) done()
  }
  if (refusing)
    return (
      <Refuse
        busy={busy}
        send={async refuse => {
          if (await send({ direction, persons: [told(draft)], refuse }, label)) done()
        }}
      />
    )
  return (
    <div className="gp-stack">
      {face.closure ? (
        <p className="gp-notice">{language === 'en' ? face.closure.purpose.en : face.closure.purpose.zh}</p>
      ) : null}
      <div className="gp-row">
        <Direction value={direction} onChange={setDirection} />
        <Choices
          legend={t('field.kind')}
          hideLegend
          options={(['resident', 'visitor', 'worker'] as const).map(value => ({
            value,
            label: t(`kind.${value}`),
          }))}
          value={draft.kind}
          onChange={kind => setDraft({ ...draft, kind })}
        />
      </div>
      <PersonFields closure={closure} value={draft} onChange={setDraft} />
      <Mend error={error} />
      <PassActs closure={closure} busy={busy} direction={direction} pass={pass} />
      <Button kind="plain" onClick={() => setRefusing(true)}>
        {t('act.refuse')}
      </Button>
    </div>
  )
}
