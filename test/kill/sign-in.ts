/** Makes the first administrator on an empty system and signs him in, as the set-up page does. */
import { randomBytes } from 'node:crypto'

async function post(url: string, body: object): Promise<Response> {
  const reply = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-anju': '1' },
    body: JSON.stringify(body),
  })
  if (!reply.ok) throw new Error(`${url}: ${reply.status} ${await reply.text()}`)
  return reply
}

/** @returns the headers of the signed-in administrator, and the estate that was made with him */
export async function signIn(url: string): Promise<{ headers: Record<string, string>; estateId: string }> {
  const username = 'kill.run'
  const password = randomBytes(12).toString('base64url')
  const made = await post(`${url}/api/setup`, {
    administrator: { username, name: '断电试验', password },
    region: { city: '试验市', district: '试验区', subdistrict: '试验街道', neighbourhood: '试验社区' },
    estate: { name: '断电试验小区', kind: 'compound' },
  })
  const reply = await post(`${url}/api/sign-in`, { username, password })
  const cookie = reply.headers
    .getSetCookie()
    .map(c => c.split(';')[0])
    .join('; ')
  const { estateId } = (await made.json()) as { estateId: string }
  return { headers: { 'x-anju': '1', cookie }, estateId }
}
