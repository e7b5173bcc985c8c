/** A device that is commanded by HTTP Digest, as Hikvision and Dahua are, and notes what it was asked. */
import { createHash } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

const servers: Server[] = []

export function closeDevices(): void {
  for (const server of servers.splice(0)) server.close()
}

/** Answers 401 with a fresh nonce until the digest fits; the first `stale` right ones hear stale=true. */
export function digestDevice(
  password: string,
  answer: (method: string, url: string) => string,
  stale = 0,
): Promise<{ host: string; asked: string[]; tries: () => number }> {
  const asked: string[] = []
  let tries = 0
  let stales = stale
  const md5 = (s: string) => createHash('md5').update(s).digest('hex')
  const server = createServer((request, reply) => {
    let body = ''
    request.on('data', part => {
      body += part
    })
    request.on('end', () => {
      const given = request.headers.authorization ?? ''
      const field = (name: string) => new RegExp(`${name}="?([^",]+)`).exec(given)?.[1] ?? ''
      const challenge = (mark: string) => {
        reply.writeHead(401, {
          'www-authenticate': `Digest realm="cam", nonce="n${tries}", qop="auth"${mark}`,
        })
        reply.end()
      }
      if (given === '') return challenge('')
      tries += 1
      if (stales > 0) {
        stales -= 1
        return challenge(', stale=true')
      }
      const ha1 = md5(`admin:cam:${password}`)
      const ha2 = md5(`${request.method}:${field('uri')}`)
      const want = md5(`${ha1}:${field('nonce')}:${field('nc')}:${field('cnonce')}:auth:${ha2}`)
      if (field('response') !== want) return challenge('')
      asked.push(`${request.method} ${request.url} ${body}`.trim())
      reply.end(answer(request.method ?? '', request.url ?? ''))
    })
  })
  servers.push(server)
  return new Promise(done => {
    server.listen(0, '127.0.0.1', () =>
      done({ host: `127.0.0.1:${(server.address() as AddressInfo).port}`, asked, tries: () => tries }),
    )
  })
}
