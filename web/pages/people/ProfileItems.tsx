import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../ui/Button.tsx'
import { Icon } from '../../ui/icons.tsx'
import { ProfileEntry, type StaffGiven } from './ProfileEntry.tsx'
import { Sure } from './ProfileSure.tsx'
import {
  type Entry,
  EntryTerms,
  type FieldDef,
  type File,
  type Member,
  useEntryText,
  useFieldWords,
} from './profile-parts.tsx'
import './profile.css'

/** What can be done to items; each answers when the server has it. */
export interface ItemActs {
  staff?: boolean
  give: (given: StaffGiven, clientId: string) => Promise<unknown>
  /** They would rather not say: not asked again. Absent where only what was given is listed. */
  decline: (field: string, memberId: string | null) => Promise<unknown>
  withdraw: (entry: Entry) => Promise<unknown>
  /** Takes a member only the profile knows out of it. */
  forget?: (member: Member) => Promise<unknown>
}

interface Slot {
  field: FieldDef
  member: Member | undefined
  entry: Entry | undefined
}

function fits(field: FieldDef, member: Member | undefined): boolean {
  if (field.off) return false
  if (field.level === 'household') return member === undefined
  return member !== undefined && (field.level === 'member' || member.adult)
}

function slotsOf(file: File, member: Member | undefined): Slot[] {
  return file.fields
    .filter(field => fits(field, member))
    .map(field => ({
      field,
      member,
      entry: file.entries.find(e => e.field === field.key && e.memberId === (member?.id ?? null)),
    }))
}

/** A household's items in plain groups: the home, what to heed, each member. */
export function ProfileItems({ file, acts }: { file: File; acts: ItemActs }): ReactNode {
  const { t } = useTranslation('profile')
  const home = slotsOf(file, undefined)
  const groups = [
    { key: 'home', title: t('group.home'), slots: home.filter(s => s.field.what === 'field') },
    { key: 'flags', title: t('group.flags'), slots: home.filter(s => s.field.what === 'flag') },
    ...file.members.map(member => ({
      key: member.id,
      title: t('group.member', { name: member.name, relation: t(`relation.${member.relation}`) }),
      slots: slotsOf(file, member),
      member,
    })),
  ]
  return (
    <>
      {groups.map((group, i) => (
        <details
          key={group.key}
          className="pf-group"
          open={i === 0 || group.key === file.me || group.slots.some(s => s.entry?.state === 'given')}
        >
          <summary>
            <span>{group.title}</span>
            <span className="aj-weak aj-num">
              {t('group.told', {
                told: group.slots.filter(s => s.entry).length,
                all: group.slots.length,
              })}
            </span>
          </summary>
          {group.slots.map(slot => (
            <Item key={slot.field.key} slot={slot} file={file} acts={acts} />
          ))}
          {'member' in group && group.member && !group.member.registered && acts.forget ? (
            <Forget member={group.member} forget={acts.forget} />
          ) : null}
        </details>
      ))}
    </>
  )
}

function Forget(props: { member: Member; forget: (member: Member) => Promise<unknown> }): ReactNode {
  const { t } = useTranslation('profile')
  const [asking, ask] = useState(false)
  return (
    <div className="pf-item">
      <div className="pf-acts">
        <Button kind="plain" onClick={() => ask(true)}>
          {t('member.forget', { name: props.member.name })}
        </Button>
      </div>
      {asking ? (
        <Sure
          title={t('member.forget', { name: props.member.name })}
          then={t('member.forgetThen')}
          act={t('member.forgetAct')}
          run={() => props.forget(props.member)}
          close={() => ask(false)}
        />
      ) : null}
    </div>
  )
}

function Item({ slot, file, acts }: { slot: Slot; file: File; acts: ItemActs }): ReactNode {
  const { t } = useTranslation('profile')
  const { field, member, entry } = slot
  const words = useFieldWords()(field)
  const text = useEntryText()
  const [doing, set] = useState<'give' | 'withdraw'>()
  const [busy, setBusy] = useState(false)
  const known = !entry && field.key === 'birth_year' && member?.birthYear
  const decline = async () => {
    setBusy(true)
    await acts.decline(field.key, member?.id ?? null).finally(() => setBusy(false))
  }
  // a year from the register needs no second consent, and a flag of “no” is still an answer
  return (
    <div className="pf-item">
      <h4>
        {field.sensitive ? <Icon name="shield" /> : null}
        {words.name}
      </h4>
      <span className="aj-weak">
        {entry
          ? t(`item.${entry.state}Tag`)
          : known
            ? t('item.registered')
            : field.sensitive
              ? t('item.sensitive')
              : t('item.unknown')}
      </span>
      {entry ? <p>{text(entry)}</p> : known ? <p className="aj-num">{member?.birthYear}</p> : null}
      {entry ? <EntryTerms entry={entry} /> : null}
      {known ? null : (
        <div className="pf-acts">
          <Button
            icon={entry ? undefined : 'plus'}
            onClick={() => set('give')}
            aria-label={`${t(entry?.state === 'given' ? 'item.change' : 'item.give')} ${words.name}`}
          >
            {t(entry?.state === 'given' ? 'item.change' : 'item.give')}
          </Button>
          {entry ? (
            <Button
              onClick={() => set('withdraw')}
              aria-label={`${t(`item.${entry.state}End`)} ${words.name}`}
            >
              {t(`item.${entry.state}End`)}
            </Button>
          ) : (
            <Button
              kind="plain"
              busy={busy}
              onClick={decline}
              aria-label={`${t('item.decline')} ${words.name}`}
            >
              {t('item.decline')}
            </Button>
          )}
        </div>
      )}
      {doing === 'give' ? (
        <ProfileEntry
          file={file}
          field={field}
          member={member}
          entry={entry?.state === 'given' ? entry : undefined}
          staff={acts.staff}
          send={acts.give}
          close={() => set(undefined)}
        />
      ) : null}
      {doing === 'withdraw' && entry ? (
        <Sure
          title={t('withdraw.title', { item: words.name })}
          then={t(entry.state === 'given' ? 'withdraw.then' : 'withdraw.thenAsked')}
          act={t(`item.${entry.state}End`)}
          run={() => acts.withdraw(entry)}
          close={() => set(undefined)}
        />
      ) : null}
    </div>
  )
}
