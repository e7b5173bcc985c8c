/** A person the terminal does not know: the five items under a closure, name, home and reason without one. */
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSettings } from '../../settings.ts'
import { Button } from '../../ui/Button.tsx'
import { Choices } from '../../ui/Choices.tsx'
import type { GateFace } from './AtGate.tsx'
import type { Attempt } from './decide.ts'
import { Direction, Mend, PassActs, useRegister } from './parts.tsx'
import { Refuse } from './Refuse.tsx'
import { ShownLine, type ShownPass } from './Returning.tsx'
import { type CardRead, idHolds, readCard } from './read-text.ts'
import { dropWake, useWake } from './wake.ts'

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
            onChange={event => props.onChange(typed(props.value, item, event.target.value))}
          />
          {item === 'idNumber' && idWrong(props.value.idNumber) ? (
            <small className="aj-error">{t('need.id')}</small>
          ) : null}
        </label>
      ))}
    </div>
  )
}

/** A card reader types the whole card into whatever field has the focus: its number and name go where they belong. */
function typed(value: PersonDraft, item: Item, text: string): PersonDraft {
  const card = item === 'idNumber' || item === 'name' ? readCard(text) : undefined
  return card ? { ...value, ...card } : { ...value, [item]: text }
}

/** Eighteen signs whose checksum is wrong: said while the card is still in the hand. */
function idWrong(id: string | undefined): boolean {
  const bare = (id ?? '').replace(/\s/g, '').toUpperCase()
  return bare.length >= 18 && !idHolds(bare)
}

/** Only what was typed: an empty field is a field that was not asked. */
export function told(draft: PersonDraft): PersonDraft {
  return Object.fromEntries(Object.entries(draft).filter(([, value]) => value !== '')) as PersonDraft
}

export function NewPerson({
  face,
  unit,
  done,
  kind,
  shown,
  card,
}: {
  face: GateFace
  unit: string
  done: () => void
  kind?: PersonDraft['kind']
  shown?: ShownPass
  card?: CardRead | undefined
}): ReactNode {
  const { t } = useTranslation('gate')
  const { language } = useSettings()
  const closure = face.closure !== null
  const [direction, setDirection] = useWake<'in' | 'out'>('new.direction', 'in')
  const usual = kind ?? (closure ? 'resident' : 'visitor')
  const [draft, setDraft] = useWake<PersonDraft>('new.draft', {
    kind: usual,
    unit,
    ...(closure && card ? card : {}),
  })
  const [refusing, setRefusing] = useState(false)
  const { send, busy, error } = useRegister(face)
  const label = t('label.new', { unit: draft.unit ?? '' })
  const passed = shown ? { passText: shown.text, shownAt: shown.at } : {}
  const finish = () => {
    dropWake('new.direction', 'new.draft')
    done()
  }
  const pass = async (mask: boolean | undefined) => {
    const person = { ...told(draft), ...(mask === undefined ? {} : { mask }) }
    const attempt = { direction, persons: [person], ...passed }
    if (await send(attempt, label, shown?.verdict.refusal ?? null, shown?.verdict)) finish()
  }
  if (refusing)
    return (
      <Refuse
        busy={busy}
        send={async refuse => {
          if (await send({ direction, persons: [told(draft)], refuse }, label)) finish()
        }}
      />
    )
  return (
    <div className="gp-stack">
      {shown ? <ShownLine shown={shown} /> : null}
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
          onChange={chosen => setDraft({ ...draft, kind: chosen })}
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
