/** What a text in the one box may be. */
import { compact, parseIdNumber, parsePhone } from '../../core/formats.ts'

export type Found = 'room' | 'name' | 'phone' | 'plate' | 'id'

const PROVINCE = /^[京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川贵云藏陕甘青宁新使][A-Z0-9]/

/** Signs of a plate as far as they were typed; nothing when it cannot be part of one. */
export function platePart(q: string): string | undefined {
  const plain = compact(q).replace(/[·•・.\-_\s]/g, '')
  if (!/^[\p{Script=Han}]?[A-Z0-9]{3,8}[\p{Script=Han}]?$/u.test(plain)) return undefined
  return plain
}

/** The kinds to look for, the likeliest first. Four digits may be the end of a phone, a room, or a plate. */
export function guessKinds(q: string): Found[] {
  const plain = compact(q)
  if (parseIdNumber(q).ok) return ['id']
  if (/^\d{17}[\dX]$/.test(plain)) return ['id']
  const phone = parsePhone(q)
  if (phone.ok && /^1\d{10}$/.test(phone.value)) return ['phone']
  if (PROVINCE.test(plain)) return ['plate']
  if (/^\d{4}$/.test(plain)) return ['room', 'phone', 'plate']
  if (/^\d{5,8}$/.test(plain)) return ['plate', 'phone', 'room']
  if (/\d/.test(plain)) return /^[A-Z0-9]{4,8}$/.test(plain) ? ['room', 'plate'] : ['room', 'plate', 'name']
  if (/^[A-Z]+$/.test(plain)) return ['name']
  return ['name', 'room']
}
