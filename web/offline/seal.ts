/**
 * Seals a record to the server's public key, so that what waits on a gate terminal cannot be read from a
 * stolen one, not even by the terminal itself. A fresh ECDH P-256 key per record, HKDF-SHA256, AES-256-GCM.
 */
export interface SealingKey {
  /** which server key, so that it can be changed while records still wait */
  kid: string
  /** public P-256 key, raw point, base64 */
  publicKey: string
}

export interface Sealed {
  kid: string
  /** the record's own public key, raw point, base64 */
  epk: string
  iv: string
  box: string
}

/** Bound into the derivation; the server opens with the same words. */
export const sealInfo = 'anju sealed record v1'

export async function seal(value: unknown, key: SealingKey): Promise<Sealed> {
  const curve = { name: 'ECDH', namedCurve: 'P-256' }
  const server = await crypto.subtle.importKey('raw', bytes(key.publicKey), curve, false, [])
  const own = await crypto.subtle.generateKey(curve, false, ['deriveBits'])
  const shared = await crypto.subtle.deriveBits({ name: 'ECDH', public: server }, own.privateKey, 256)
  const epk = new Uint8Array(await crypto.subtle.exportKey('raw', own.publicKey))
  const material = await crypto.subtle.importKey('raw', shared, 'HKDF', false, ['deriveKey'])
  const aes = await crypto.subtle.deriveKey(
    { name: 'HKDF', hash: 'SHA-256', salt: epk, info: new TextEncoder().encode(sealInfo) },
    material,
    { name: 'AES-GCM', length: 256 },
    false,
    ['encrypt'],
  )
  const iv = crypto.getRandomValues(new Uint8Array(12))
  const text = new TextEncoder().encode(JSON.stringify(value))
  const box = new Uint8Array(await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, aes, text))
  return { kid: key.kid, epk: base64(epk), iv: base64(iv), box: base64(box) }
}

function bytes(text: string): Uint8Array<ArrayBuffer> {
  const raw = atob(text)
  const out = new Uint8Array(raw.length)
  for (let i = 0; i < raw.length; i++) out[i] = raw.charCodeAt(i)
  return out
}

function base64(data: Uint8Array): string {
  let text = ''
  for (const byte of data) text += String.fromCharCode(byte)
  return btoa(text)
}
