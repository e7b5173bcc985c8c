/** A form with one file, as a browser sends it. */
import { randomUUID } from 'node:crypto'

/** @returns headers and payload for `app.inject`; the fields stand before the file */
export function multipart(filename: string, bytes: Buffer, fields: Record<string, string>) {
  const cut = `----anju${randomUUID()}`
  const field = ([name, value]: [string, string]) =>
    `--${cut}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`
  const head = `--${cut}\r\ncontent-disposition: form-data; name="upload"; filename="${filename}"\r\ncontent-type: application/octet-stream\r\n\r\n`
  return {
    headers: { 'content-type': `multipart/form-data; boundary=${cut}` },
    payload: Buffer.concat([
      Buffer.from(Object.entries(fields).map(field).join('') + head),
      bytes,
      Buffer.from(`\r\n--${cut}--\r\n`),
    ]),
  }
}
