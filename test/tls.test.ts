import { createPrivateKey, X509Certificate } from 'node:crypto'
import { mkdtempSync, rmSync, statSync, truncateSync } from 'node:fs'
import { createServer, get } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Temporal } from 'temporal-polyfill'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { ensureTls, lanHosts } from '../server/core/tls.ts'

const now = Temporal.Instant.from('2026-11-22T04:00:00Z')
const later = (days: number) => now.add({ hours: days * 24 })
let dir = ''
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'anju-tls-'))
})
afterEach(() => rmSync(dir, { recursive: true, force: true }))

test('a client that trusts only the authority reaches the server by address and by name', async () => {
  // The client judges by the real clock, so this one is made for today.
  const tls = await ensureTls(dir, ['localhost', '127.0.0.1'])
  const server = createServer({ key: tls.key, cert: tls.cert }, (_q, r) => r.end('in'))
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  const ask = (host: string, ca: string | undefined) =>
    new Promise<string>((done, fail) => {
      get({ host, port, ca, servername: host === 'localhost' ? host : '' }, r => {
        r.on('data', d => done(String(d)))
      }).on('error', fail)
    })
  try {
    expect(await ask('localhost', tls.caPem)).toBe('in')
    expect(await ask('127.0.0.1', tls.caPem)).toBe('in')
    await expect(ask('localhost', undefined)).rejects.toThrow(/issuer|self-signed|verify/)
  } finally {
    server.close()
  }
})

test('certificates are kept while they are good, renewed 30 days before their end and when an address is new', async () => {
  const first = await ensureTls(dir, ['10.0.0.5'], now)
  expect(first.made).toEqual({ authority: true, server: true })
  const end = Temporal.Instant.fromEpochMilliseconds(new X509Certificate(first.cert).validToDate.getTime())
  const still = await ensureTls(dir, ['10.0.0.5'], end.subtract({ hours: 30 * 24 }))
  expect(still).toEqual({ ...first, made: { authority: false, server: false } })
  const renewed = await ensureTls(dir, ['10.0.0.5'], end.subtract({ hours: 30 * 24 }).add({ seconds: 1 }))
  expect(renewed.made).toEqual({ authority: false, server: true })
  expect(renewed.caPem).toBe(first.caPem)
  const moved = await ensureTls(dir, ['10.0.0.6'], later(1))
  expect(moved.made).toEqual({ authority: false, server: true })
  expect(new X509Certificate(moved.cert).checkIP('10.0.0.6')).toBe('10.0.0.6')
})

test('no phone refuses it: at most 398 days, for servers only, signed by an authority that may sign nothing below', async () => {
  const tls = await ensureTls(dir, ['gate.example', '10.0.0.5'], now)
  const cert = new X509Certificate(tls.cert)
  const ca = new X509Certificate(tls.caPem)
  expect((cert.validToDate.getTime() - cert.validFromDate.getTime()) / 86_400_000).toBeLessThanOrEqual(398)
  expect(cert.validFromDate.getTime()).toBeLessThanOrEqual(later(-1).epochMilliseconds)
  expect(cert.keyUsage).toEqual(['1.3.6.1.5.5.7.3.1'])
  expect(cert.subjectAltName).toBe('DNS:gate.example, IP Address:10.0.0.5')
  expect(cert.ca).toBe(false)
  expect(ca.ca).toBe(true)
  expect(cert.verify(ca.publicKey)).toBe(true)
  expect(cert.checkPrivateKey(createPrivateKey(tls.key))).toBe(true)
})

test('half-written files are replaced, keys are readable by the owner only', async () => {
  await ensureTls(dir, ['10.0.0.5'], now)
  truncateSync(join(dir, 'tls', 'server.key'), 40)
  expect((await ensureTls(dir, ['10.0.0.5'], now)).made).toEqual({ authority: false, server: true })
  truncateSync(join(dir, 'tls', 'authority.pem'), 40)
  expect((await ensureTls(dir, ['10.0.0.5'], now)).made).toEqual({ authority: true, server: true })
  for (const f of ['authority.key', 'server.key']) expect(statSync(join(dir, 'tls', f)).mode & 0o077).toBe(0)
})

test('an authority near its end is replaced while certificates of the old one still live', async () => {
  const old = await ensureTls(dir, ['10.0.0.5'], now)
  const next = await ensureTls(dir, ['10.0.0.5'], later(3650 - 397 - 29))
  expect(next.made).toEqual({ authority: true, server: true })
  expect(next.caFingerprint).not.toBe(old.caFingerprint)
})

test('lanHosts names this machine and no link-local address', () => {
  const hosts = lanHosts()
  expect(hosts).toContain('localhost')
  expect(hosts).toContain('127.0.0.1')
  expect(hosts.filter(h => h.startsWith('fe80'))).toEqual([])
})
