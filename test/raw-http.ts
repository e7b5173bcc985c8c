/** One HTTP exchange byte by byte, as a camera's small client makes it: what stands on the line, not what a library makes of it. */
import { connect } from 'node:net'

export interface RawAnswer {
  /** the status line as it came */
  status: string
  headers: Record<string, string>
  body: Buffer
}

/** @param head further header lines; Content-Length is written unless one of them says it */
export function exchange(
  port: number,
  path: string,
  head: readonly string[],
  body: Buffer | string,
  method = 'POST',
): Promise<RawAnswer> {
  const bytes = Buffer.from(body as string)
  const lines = [
    `${method} ${path} HTTP/1.1`,
    'Host: 192.168.1.2',
    'User-Agent: ipc/1.0',
    ...head,
    ...(head.some(h => /^content-length/i.test(h)) ? [] : [`Content-Length: ${bytes.length}`]),
    'Connection: close',
  ]
  return new Promise((done, failed) => {
    const parts: Buffer[] = []
    const socket = connect(port, '127.0.0.1', () => {
      socket.write(`${lines.join('\r\n')}\r\n\r\n`)
      socket.write(bytes)
    })
    socket.on('data', part => parts.push(part))
    socket.on('error', failed)
    socket.on('close', () => {
      const all = Buffer.concat(parts)
      const end = all.indexOf('\r\n\r\n')
      const [status = '', ...rest] = all.toString('latin1', 0, end).split('\r\n')
      const headers = Object.fromEntries(
        rest.map(line => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 2)]),
      )
      done({ status, headers, body: all.subarray(end + 4) })
    })
  })
}
