/**
 * The server's half of web/offline/seal.ts: what a terminal sealed to our public key is opened only here. The key
 * follows from the closure's own key, so that a record sealed under a closure is lost with that key (S6-50).
 */
import { createDecipheriv, createECDH, hkdfSync } from 'node:crypto'
import { derive } from '../../core/crypto.ts'

const INFO = 'anju sealed record v1'

export interface SealedBox {
  kid: string
  epk: string
  iv: string
  box: string
}

/** The P-256 key that belongs to a data key; a scalar outside the curve's order (1 in 2^32) moves on to the next. */
function curveKey(dataKey: Buffer) {
  for (let i = 0; ; i++) {
    const curve = createECDH('prime256v1')
    try {
      curve.setPrivateKey(derive(dataKey, `sealing:${i}`))
      return curve
    } catch (error) {
      if (i > 3) throw error
    }
  }
}

/** The public point, raw, base64. */
export function sealingPublicKey(dataKey: Buffer): string {
  return curveKey(dataKey).getPublicKey('base64', 'uncompressed')
}

/** @throws Error when the box was not sealed to this key or was changed. */
export function openSealed(dataKey: Buffer, sealed: SealedBox): unknown {
  const epk = Buffer.from(sealed.epk, 'base64')
  const shared = curveKey(dataKey).computeSecret(epk)
  const key = Buffer.from(hkdfSync('sha256', shared, epk, INFO, 32))
  const box = Buffer.from(sealed.box, 'base64')
  const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(sealed.iv, 'base64'), {
    authTagLength: 16,
  })
  decipher.setAuthTag(box.subarray(box.length - 16))
  const plain = Buffer.concat([decipher.update(box.subarray(0, box.length - 16)), decipher.final()])
  return JSON.parse(plain.toString('utf8'))
}
