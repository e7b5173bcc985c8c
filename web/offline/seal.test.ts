import { expect, test } from 'vitest'
import { type Sealed, seal, sealInfo } from './seal.ts'

const curve = { name: 'ECDH', namedCurve: 'P-256' }
const bytes = (text: string) => Uint8Array.from(Buffer.from(text, 'base64'))

/** Opens as the server does, from the words of the format alone. */
async function unseal(sealed: Sealed, key: CryptoKey): Promise<unknown> {
  const epk = bytes(sealed.epk)
  const theirs = await crypto.subtle.importKey('raw', epk, curve, false, [])
  const shared = await crypto.subtle.deriveBits({ name: 'ECDH', public: theirs }, key, 256)
  const material = await crypto.subtle.importKey('raw', shared, 'HKDF', false, ['deriveKey'])
  const how = { name: 'HKDF', hash: 'SHA-256', salt: epk, info: new TextEncoder().encode(sealInfo) }
  const aes = await crypto.subtle.deriveKey(how, material, { name: 'AES-GCM', length: 256 }, false, [
    'decrypt',
  ])
  const text = await crypto.subtle.decrypt({ name: 'AES-GCM', iv: bytes(sealed.iv) }, aes, bytes(sealed.box))
  return JSON.parse(new TextDecoder().decode(text))
}

async function serverKey() {
  const pair = await crypto.subtle.generateKey(curve, false, ['deriveBits'])
  const raw = await crypto.subtle.exportKey('raw', pair.publicKey)
  return { pair, key: { kid: 'k1', publicKey: Buffer.from(raw).toString('base64') } }
}

const record = { name: '𠮷田', phone: '13800001234' }

test('only the server opens what a terminal sealed; nothing of it can be read meanwhile', async () => {
  const { pair, key } = await serverKey()
  const sealed = await seal(record, key)
  expect(await unseal(sealed, pair.privateKey)).toEqual(record)
  expect(JSON.stringify(sealed)).not.toContain('13800001234')
  const other = await serverKey()
  await expect(unseal(sealed, other.pair.privateKey)).rejects.toThrow()
})

test('a changed byte does not open', async () => {
  const { pair, key } = await serverKey()
  const sealed = await seal(record, key)
  const box = bytes(sealed.box)
  box[0] = (box[0] ?? 0) ^ 1
  await expect(
    unseal({ ...sealed, box: Buffer.from(box).toString('base64') }, pair.privateKey),
  ).rejects.toThrow()
})

test('the same record sealed twice looks different', async () => {
  const { key } = await serverKey()
  const [a, b] = await Promise.all([seal(record, key), seal(record, key)])
  expect(a.box).not.toBe(b.box)
})
