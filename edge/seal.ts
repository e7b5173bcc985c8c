/**
 * Seals an event to the server's public key, as gate terminals do (the server opens both alike): what waits on the disk
 * of the gatehouse cannot be read there, not even by the agent.
 */
import { createCipheriv, createECDH, hkdfSync, randomBytes } from 'node:crypto'

export interface Sealed {
  kid: string
  epk: string
  iv: string
  box: string
}

const INFO = 'anju sealed record v1'

/** @param to the server's public P-256 key, raw point in base64 */
export function seal(value: unknown, to: { kid: string; publicKey: string }): Sealed {
  const own = createECDH('prime256v1')
  own.generateKeys()
  const epk = own.getPublicKey()
  const shared = own.computeSecret(Buffer.from(to.publicKey, 'base64'))
  const key = Buffer.from(hkdfSync('sha256', shared, epk, INFO, 32))
  const iv = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', key, iv)
  const box = Buffer.concat([
    cipher.update(JSON.stringify(value), 'utf8'),
    cipher.final(),
    cipher.getAuthTag(),
  ])
  return { kid: to.kid, epk: epk.toString('base64'), iv: iv.toString('base64'), box: box.toString('base64') }
}
