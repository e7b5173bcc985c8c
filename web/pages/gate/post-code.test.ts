import { expect, test } from 'vitest'
import { digitsOf, qrOf, stepAt } from '../../../server/modules/roster/rules-proof.ts'
import { codeAt, proofFrom } from './post-code.ts'

test('[S6-45] the tablet makes the very code that the server judges', async () => {
  const secret = Buffer.alloc(32, 7)
  const [postId, id] = ['0195a000-0000-7000-8000-000000000001', '0195a000-0000-7000-8000-000000000002']
  const key = await crypto.subtle.importKey('raw', secret, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign'])
  const screen = { id, postId, post: '东门岗', estateId: id, codeSeconds: 30, key }
  for (const ms of [0, 29_999, 30_000, 1_772_413_200_000]) {
    const made = await codeAt(screen, ms)
    const step = stepAt(ms, screen)
    expect(made.digits).toBe(digitsOf(secret, postId, step))
    expect(made.qr).toBe(qrOf(secret, postId, id, step))
  }
  expect((await codeAt(screen, 29_999)).left).toBe(1)
})

test('six digits are typed, with or without a space; anything else was read', () => {
  expect(proofFrom('123 456')).toEqual({ digits: '123456' })
  expect(proofFrom('ANJU-POST:x')).toEqual({ qr: 'ANJU-POST:x' })
})
