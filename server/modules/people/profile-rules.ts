/** The rules of the household's profile as pure functions: who must consent, what is still unknown, what is a hint. */
import type { z } from 'zod'
import type { Field as FieldShape, Member as MemberShape, purposes, ticketKinds } from './contract-profile.ts'

export type Field = z.output<typeof FieldShape>
export type Member = z.output<typeof MemberShape>
export type Purpose = (typeof purposes)[number]
export type TicketKind = (typeof ticketKinds)[number]

/** How long things may be kept and taken; the numbers are the rule set's (`profile.terms`). */
export interface Terms {
  defaultMonths: number
  maxMonths: number
  afterMoveOutDays: number
  requestWorkingDays: number
  ownConsentAge: number
  adultAge: number
}

/** One answer as the rules see it; `value` only where it was opened. */
export interface Answered {
  field: string
  memberId: string | null
  state: 'given' | 'declined'
  value: string | null
  purposes: readonly Purpose[]
  sensitive: boolean
}

/**
 * What age a birth year tells, on the safe side: the year alone does not say whether the birthday has been, so a child
 * counts as below the age of consent for the whole year in which it reaches it, and as no adult likewise. Where no year
 * is known only the relation is left: a child of the household is taken for one that cannot consent.
 */
export function ageOf(
  birthYear: number | null,
  relation: string,
  year: number,
  terms: Terms,
): { adult: boolean; minor: boolean } {
  if (birthYear === null) return { adult: relation !== 'child', minor: relation === 'child' }
  const least = year - birthYear - 1
  return { adult: least >= terms.adultAge, minor: least < terms.ownConsentAge }
}

/** Sensitive by its kind, or because it is about a child below the age of consent (PIPL 28). */
export function needsSeparate(field: Pick<Field, 'sensitive'>, member: Member | undefined): boolean {
  return field.sensitive || member?.minor === true
}

export type ConsentRefusal =
  | 'profile.separate_needed'
  | 'profile.own_consent'
  | 'profile.agree_needed'
  | 'profile.purposes'

/**
 * Whether this consent carries this answer (K6, PIPL 13-16, 28-31), or why not.
 * @param member whom it is about; undefined for the whole home, of which any member who may consent can speak
 * @param by the member who consents
 */
export function consentRefusal(
  field: Pick<Field, 'sensitive' | 'purposes'>,
  member: Member | undefined,
  by: Member,
  given: { separate: boolean; agreed: boolean; purposes: readonly Purpose[] },
): ConsentRefusal | null {
  if (by.minor) return 'profile.own_consent'
  if (!given.purposes.some(p => field.purposes.includes(p))) return 'profile.purposes'
  const own = member === undefined || member.id === by.id || (member.minor && by.adult)
  if (!own && field.sensitive) return 'profile.own_consent'
  if (!own && member?.minor) return 'profile.own_consent'
  if (!own && !given.agreed) return 'profile.agree_needed'
  if (needsSeparate(field, member) && !given.separate) return 'profile.separate_needed'
  return null
}

/** Whether a field is asked of a member, or of the home (`member` undefined). */
export function fits(field: Pick<Field, 'level'>, member: Member | undefined): boolean {
  if (field.level === 'household') return member === undefined
  return member !== undefined && (field.level === 'member' || member.adult)
}

export interface Slot {
  field: string
  memberId: string | null
}

/** Everything that is asked of this household, whether it counts or not. */
export function slotsOf(
  fields: readonly Field[],
  members: readonly Member[],
): (Slot & { counts: boolean })[] {
  return fields
    .filter(f => !f.off)
    .flatMap(f =>
      [undefined, ...members]
        .filter(m => fits(f, m))
        .map(m => ({ field: f.key, memberId: m?.id ?? null, counts: f.counts })),
    )
}

/**
 * S1-13: how much of what is asked is known. Declined counts as known: they were asked and need not be asked again. A
 * birth year that stands in the register is known. What nobody should be pressed for (health, flags) does not count.
 */
export function completeness(
  fields: readonly Field[],
  members: readonly Member[],
  answers: readonly Pick<Answered, 'field' | 'memberId'>[],
): { asked: number; known: number; percent: number | null; unknown: Slot[] } {
  const told = new Set(answers.map(a => `${a.field} ${a.memberId ?? ''}`))
  const born = new Set(members.filter(m => m.birthYear !== null).map(m => m.id))
  const slots = slotsOf(fields, members).filter(s => s.counts)
  const unknown = slots.filter(
    s =>
      !told.has(`${s.field} ${s.memberId ?? ''}`) &&
      !(s.field === 'birth_year' && s.memberId !== null && born.has(s.memberId)),
  )
  const known = slots.length - unknown.length
  return {
    asked: slots.length,
    known,
    percent: slots.length === 0 ? null : Math.floor((known * 100) / slots.length),
    unknown: unknown.map(({ field, memberId }) => ({ field, memberId })),
  }
}

export interface Hint {
  kind: 'hint' | 'measure'
  /** The field or flag; null for who serves and has no need to know which flag it is. */
  field: string | null
  memberId: string | null
  text: { zh: string; en: string }
}

/**
 * S1-22, S3-31: what of this household matters to a ticket of this kind. Only what was consented to for service, or for
 * emergencies where the matter is a major one. The steward sees all of it; who serves sees no sensitive content, and of
 * a flag the measure without its reason.
 */
export function hintsOf(
  fields: readonly Field[],
  answers: readonly Answered[],
  ticket: { kind: TicketKind; major: boolean },
  viewer: 'steward' | 'server',
): Hint[] {
  const open = (a: Answered) =>
    a.state === 'given' &&
    (a.purposes.includes('service') || (ticket.major && a.purposes.includes('emergency')))
  return fields
    .filter(f => !f.off)
    .flatMap(f =>
      answers
        .filter(a => a.field === f.key && open(a))
        .flatMap((a): Hint[] => {
          if (f.what === 'flag') {
            if (a.value !== 'yes') return []
            return f.measures
              .filter(m => m.kinds.includes(ticket.kind))
              .map(m => ({
                kind: 'measure',
                field: viewer === 'steward' || !f.sensitive ? f.key : null,
                memberId: null,
                text: { zh: m.zh, en: m.en || m.zh },
              }))
          }
          if (!f.shownOn.includes(ticket.kind) || (viewer === 'server' && (f.sensitive || a.sensitive)))
            return []
          const value = a.value ?? ''
          return [{ kind: 'hint', field: f.key, memberId: a.memberId, text: { zh: value, en: value } }]
        }),
    )
}

/** A value as it is kept, or nothing when it is not one of this kind. Years run from 1880 to the present one. */
export function cleanValue(kind: Field['kind'], text: string | undefined, year: number): string | undefined {
  const value = (text ?? '').normalize('NFC').trim()
  if (value === '') return undefined
  if (kind === 'yesno') return value === 'yes' || value === 'no' ? value : undefined
  if (kind === 'year')
    return /^\d{4}$/.test(value) && Number(value) >= 1880 && Number(value) <= year ? value : undefined
  return value
}

/** What an act of a person's request leads to; anything else is over. */
export const requestStates = { finish: 'done', refuse: 'refused' } as const

/** Of whom a deletion takes what: everything of the whole home, about him, and what he consented to for others. */
export function deletedBy(askedBy: string, e: { memberId: string | null; consentBy: string }): boolean {
  return e.memberId === null || e.memberId === askedBy || e.consentBy === askedBy
}

/** What a copy holds: all of the home, but of other adults nothing sensitive, which is theirs alone to take out. */
export function copiedFor(
  askedBy: string,
  e: { memberId: string | null; consentBy: string; sensitive: boolean },
): boolean {
  return !e.sensitive || deletedBy(askedBy, e)
}
