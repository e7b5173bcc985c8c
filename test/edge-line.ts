/** The line between an agent and the house of a test, which can be cut, or lose its answers. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { TestHouse } from './harness.ts'

export interface Line {
  url: string
  /** `cut`: no connection at all; `deaf`: what is sent arrives, the answer does not */
  state: 'whole' | 'cut' | 'deaf'
  /** paths that went through, newest last */
  heard: string[]
  close(): Promise<void>
}

export async function aLine(t: TestHouse): Promise<Line> {
  const server = createServer((request, response) => {
    if (line.state === 'cut') return void request.socket.destroy()
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', async () => {
      const answer = await t.app.inject({
        method: request.method as 'GET' | 'POST',
        url: request.url ?? '/',
        headers: { ...(request.headers as Record<string, string>) },
        ...(parts.length > 0 ? { payload: Buffer.concat(parts) } : {}),
      })
      line.heard.push(request.url ?? '')
      if (line.state !== 'whole') return void request.socket.destroy()
      response.writeHead(answer.statusCode, { 'content-type': 'application/json' })
      response.end(answer.body)
    })
  })
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done))
  const line: Line = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    state: 'whole',
    heard: [],
    close: async () => {
      server.closeAllConnections()
      await new Promise<void>(done => server.close(() => done()))
    },
  }
  return line
}
