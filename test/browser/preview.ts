/**
 * Serves a build made with VITE_KIT=1 and answers just enough to draw the shells around the gallery of UI
 * parts: who is signed in, and a list of estates. For looking at the parts; journeys run on the real program.
 */
import { createReadStream, existsSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { extname, join } from 'node:path'
import type { Me } from '../../web/contracts.ts'

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
  '.webmanifest': 'application/manifest+json',
}

const estates = Array.from({ length: 120 }, (_, i) => ({
  id: `01920000-0000-7000-8000-0000000000${(i + 16).toString(16).padStart(2, '0')}`,
  name: `翠湖花园 ${i + 1} 期`,
  kind: 'compound',
  care: 'company',
  regionId: '01920000-0000-7000-8000-000000000001',
  regionNames: ['示例市', '湖滨区', '翠湖街道', '第一社区'],
  address: `翠湖路 ${i * 2 + 1} 号`,
  companyId: null,
  subjectUnitId: null,
  fictional: true,
  version: (i % 7) + 1,
}))

const me: Me = {
  account: {
    id: '01920000-0000-7000-8000-00000000000a',
    name: '张敏',
    username: 'zhangmin',
    mustChangePassword: false,
    twoFactor: false,
  },
  roles: [],
  shells: ['console', 'resident', 'field', 'gate', 'board'],
  estates: estates.slice(0, 12).map(({ id, name }) => ({ id, name, set: 0 })),
  estatesTotal: 12,
  sets: [['ticket.handle']],
  permissions: [],
}

function answer(path: string, query: URLSearchParams): unknown {
  if (path === '/api/me') return me
  if (path === '/api/setup') return { needed: true }
  if (path === '/install/info') return { fingerprint: 'AB:CD:EF', httpsPort: 8443, hosts: ['192.168.1.20'] }
  if (path !== '/api/estates') return undefined
  const offset = Number(query.get('offset') ?? 0)
  const found = estates.filter(each => each.name.includes(query.get('q') ?? ''))
  return { items: found.slice(offset, offset + Number(query.get('limit') ?? 50)), total: found.length }
}

/** Starts on a free port; `url` is its address. */
export async function startPreview(
  root = join(import.meta.dirname, '../../dist/kit'),
): Promise<{ url: string; server: Server }> {
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://preview')
    const body = answer(pathname, searchParams)
    if (body !== undefined)
      return response.setHeader('content-type', 'application/json').end(JSON.stringify(body))
    // 204 tells the browser not to come back for news
    if (pathname === '/api/events') return response.writeHead(204).end()
    if (pathname.startsWith('/api/')) return response.writeHead(404).end('{}')
    const file = join(root, pathname)
    const found =
      file.startsWith(root) && extname(file) !== '' && existsSync(file) ? file : join(root, 'index.html')
    response.setHeader('content-type', types[extname(found)] ?? 'application/octet-stream')
    return createReadStream(found).pipe(response)
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return { url: `http://127.0.0.1:${address.port}`, server }
}
