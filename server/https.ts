/** HTTPS beside HTTP on the LAN: phones give camera, offline store and WebCrypto only to a secure page. */
import { createServer, type Server } from 'node:https'
import type { AddressInfo } from 'node:net'
import type { FastifyInstance } from 'fastify'
import { ensureTls, lanHosts, type Tls } from './core/tls.ts'

export interface HttpsDoor {
  port: number
  tls: Tls
  close(): Promise<void>
}

/** What the install page hands out: the authority's certificate and its fingerprint to compare by eye. */
export function serveAuthority(app: FastifyInstance, tls: Tls, port: () => number): void {
  app.get('/install/anju-ca.crt', { schema: { hide: true } }, async (_request, reply) =>
    reply
      .type('application/x-x509-ca-cert')
      .header('content-disposition', 'attachment; filename="anju-ca.crt"')
      .send(tls.caPem),
  )
  app.get('/install/info', { schema: { hide: true } }, async () => ({
    fingerprint: tls.caFingerprint,
    httpsPort: port(),
    hosts: lanHosts().filter(h => h !== '::1' && h !== '127.0.0.1' && h !== 'localhost'),
  }))
}

export function certificates(dataDir: string): Promise<Tls> {
  return ensureTls(dataDir, lanHosts())
}

const DAY_MS = 24 * 3600 * 1000

/**
 * Listens with TLS and hands every request to the same app. Once a day `renew` is asked for the certificate, so that
 * a program that runs for years never shows one past its end, and one that moved shows its new address.
 */
export async function openHttps(
  app: FastifyInstance,
  tls: Tls,
  host: string,
  port: number,
  renew: () => Promise<Tls>,
): Promise<HttpsDoor> {
  const server: Server = createServer({ key: tls.key, cert: tls.cert }, (request, response) =>
    app.routing(request, response),
  )
  await new Promise<void>((done, fail) => {
    server.once('error', fail)
    server.listen(port, host, done)
  })
  const renewal = setInterval(() => {
    renew().then(
      next => server.setSecureContext({ key: next.key, cert: next.cert }),
      error => app.log.warn({ err: error }, 'certificate not renewed'),
    )
  }, DAY_MS)
  renewal.unref()
  return {
    port: (server.address() as AddressInfo).port,
    tls,
    close: () =>
      new Promise(done => {
        clearInterval(renewal)
        server.closeAllConnections()
        server.close(() => done())
      }),
  }
}
