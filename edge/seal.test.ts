import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { openSealed, sealingPublicKey } from '../server/modules/gate/sealing.ts'
import { seal } from './seal.ts'

test('what the agent seals only the server’s key opens', () => {
  const key = randomBytes(32)
  const sealed = seal({ plate: '琼A12345' }, { kid: 'e:1', publicKey: sealingPublicKey(key) })
  expect(JSON.stringify(sealed)).not.toContain('12345')
  expect(openSealed(key, sealed)).toEqual({ plate: '琼A12345' })
  expect(() => openSealed(randomBytes(32), sealed)).toThrow()
})
