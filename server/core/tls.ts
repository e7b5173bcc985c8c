/** HTTPS on the LAN without a public certificate: an authority of this installation, trusted once on each phone. */
import { createPrivateKey, X509Certificate } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { isIP } from 'node:net'
import { hostname, networkInterfaces } from 'node:os'
import { join } from 'node:path'
import { type Instant, systemClock } from './clock.ts'

const DAY = 24 * 3600 * 1000
const AUTHORITY_DAYS = 3650
/** Apple's devices refuse server certificates that live longer than 398 days. */
const SERVER_DAYS = 397
const RENEW_DAYS = 30
/** Phones whose clock is behind must accept a certificate made just now. */
const BACKDATE_DAYS = 1
const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const

/** What the HTTPS server and the install page need. */
export interface Tls {
  /** private key of the server, PEM */
  key: string
  /** certificate of the server, PEM */
  cert: string
  /** certificate of the authority, PEM: what the install page hands out */
  caPem: string
  /** SHA-256 fingerprint of the authority, to compare by eye before trusting it */
  caFingerprint: string
  /** what was made in this call: a new authority has to be trusted again on every phone */
  made: { authority: boolean; server: boolean }
}

interface Pair {
  key: string
  cert: string
}

/** Addresses and names under which this machine is reached on its network, and from itself. */
export function lanHosts(): string[] {
  const own = Object.values(networkInterfaces())
    .flatMap(list => list ?? [])
    // Link-local addresses need a zone that a certificate cannot carry.
    .filter(a => !a.internal && !a.address.toLowerCase().startsWith('fe80'))
    .map(a => a.address)
  const name = hostname()
  const names = /^[a-z0-9.-]+$/i.test(name) ? [name, ...(name.includes('.') ? [] : [`${name}.local`])] : []
  return [...new Set(['localhost', '127.0.0.1', '::1', ...names, ...own])]
}

async function load(folder: string, name: string): Promise<Pair | undefined> {
  const [key, cert] = [join(folder, `${name}.key`), join(folder, `${name}.pem`)]
  if (!existsSync(key) || !existsSync(cert)) return undefined
  return { key: await readFile(key, 'utf8'), cert: await readFile(cert, 'utf8') }
}

async function save(folder: string, name: string, pair: Pair): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  for (const [end, text] of [
    ['key', pair.key],
    ['pem', pair.cert],
  ] as const) {
    const file = join(folder, `${name}.${end}`)
    await writeFile(`${file}.new`, text, { mode: 0o600, flush: true })
    await rename(`${file}.new`, file)
  }
}

/** Key and certificate that belong together and live until `until`; a half-written or foreign pair counts as none. */
function usable(pair: Pair | undefined, until: number): pair is Pair {
  if (!pair) return false
  try {
    const cert = new X509Certificate(pair.cert)
    return cert.checkPrivateKey(createPrivateKey(pair.key)) && cert.validToDate.getTime() >= until
  } catch {
    return false
  }
}

function covers(cert: X509Certificate, hosts: readonly string[]): boolean {
  return hosts.every(h => (isIP(h) ? cert.checkIP(h) : cert.checkHost(h)) !== undefined)
}

async function privateKeyPem(key: CryptoKey): Promise<string> {
  const der = Buffer.from(await crypto.subtle.exportKey('pkcs8', key))
  return createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })
    .export({ type: 'pkcs8', format: 'pem' })
    .toString()
}

async function importKey(pem: string): Promise<CryptoKey> {
  const der = createPrivateKey(pem).export({ type: 'pkcs8', format: 'der' })
  return crypto.subtle.importKey('pkcs8', new Uint8Array(der), ALGORITHM, false, ['sign'])
}

/** The X.509 library is large and needed once a year, so it is loaded only then. */
async function library() {
  await import('./reflect.ts')
  return import('@peculiar/x509')
}

function span(now: number, days: number) {
  return { notBefore: new Date(now - BACKDATE_DAYS * DAY), notAfter: new Date(now + days * DAY) }
}

async function makeAuthority(now: number): Promise<Pair> {
  const x509 = await library()
  const keys = await crypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify'])
  const serial = Buffer.from(crypto.getRandomValues(new Uint8Array(4))).toString('hex')
  const cert = await x509.X509CertificateGenerator.createSelfSigned({
    name: [{ CN: [`Anju ${serial}`] }, { O: ['Anju local authority'] }],
    keys,
    signingAlgorithm: ALGORITHM,
    ...span(now, AUTHORITY_DAYS),
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  })
  return { key: await privateKeyPem(keys.privateKey), cert: `${cert.toString('pem')}\n` }
}

async function makeServer(authority: Pair, hosts: readonly string[], now: number): Promise<Pair> {
  const x509 = await library()
  const keys = await crypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify'])
  const ca = new x509.X509Certificate(authority.cert)
  const cert = await x509.X509CertificateGenerator.create({
    subject: [{ CN: ['Anju'] }],
    issuer: ca.subjectName,
    publicKey: keys.publicKey,
    signingKey: await importKey(authority.key),
    signingAlgorithm: ALGORITHM,
    ...span(now, SERVER_DAYS - BACKDATE_DAYS),
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
      new x509.SubjectAlternativeNameExtension(
        hosts.map(h => ({ type: isIP(h) ? ('ip' as const) : ('dns' as const), value: h })),
      ),
      await x509.AuthorityKeyIdentifierExtension.create(ca.publicKey),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  })
  return { key: await privateKeyPem(keys.privateKey), cert: `${cert.toString('pem')}\n` }
}

/**
 * The authority and the server certificate in `<dataDir>/tls`, made when missing and renewed when near their end or
 * when an address or name is new. Call it at start and once a day.
 * @param hosts names and addresses to serve; {@link lanHosts} gives those of this machine
 */
export async function ensureTls(
  dataDir: string,
  hosts: readonly string[] = lanHosts(),
  now: Instant = systemClock.now(),
): Promise<Tls> {
  const folder = join(dataDir, 'tls')
  const ms = now.epochMilliseconds
  let authority = await load(folder, 'authority')
  // It must outlive every certificate that it may sign until its own renewal.
  const newAuthority = !usable(authority, ms + (SERVER_DAYS + RENEW_DAYS) * DAY)
  if (newAuthority) {
    authority = await makeAuthority(ms)
    await save(folder, 'authority', authority)
  }
  const ca = new X509Certificate(authority!.cert)
  let server = await load(folder, 'server')
  const keep =
    usable(server, ms + RENEW_DAYS * DAY) &&
    isSignedBy(server.cert, ca) &&
    covers(new X509Certificate(server.cert), hosts)
  if (!keep) {
    server = await makeServer(authority!, hosts, ms)
    await save(folder, 'server', server)
  }
  return {
    key: server!.key,
    cert: server!.cert,
    caPem: authority!.cert,
    caFingerprint: ca.fingerprint256,
    made: { authority: newAuthority, server: !keep },
  }
}

function isSignedBy(pem: string, ca: X509Certificate): boolean {
  return new X509Certificate(pem).verify(ca.publicKey)
}
