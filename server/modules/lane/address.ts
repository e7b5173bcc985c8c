/** A device's secret address: /d/<estate>/<key>. Short, because cameras' fields are; only the key's hash is kept. */
import { sha256 } from '../../core/crypto.ts'
import { newPassword } from '../../core/ids.ts'

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** An estate's id in 22 signs. */
export function shortEstate(estateId: string): string {
  return Buffer.from(estateId.replaceAll('-', ''), 'hex').toString('base64url')
}

/** @returns nothing for a text that is no id */
export function longEstate(short: string): string | undefined {
  if (!/^[A-Za-z0-9_-]{22}$/.test(short)) return undefined
  const hex = Buffer.from(short, 'base64url').toString('hex')
  const id = `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
  return UUID.test(id) ? id : undefined
}

/** A key of 114 bits that can be typed into a camera. */
export const newKey = (): string => newPassword(20)

export const hashOf = (key: string): Buffer => sha256(`lane device ${key}`)

export function pathOf(estateId: string, key: string): string {
  return `/d/${shortEstate(estateId)}/${key}`
}

/** Makers whose addresses are fixed carry both as their device number. */
export function deviceNumber(estateId: string, key: string): string {
  return `${shortEstate(estateId)}.${key}`
}
