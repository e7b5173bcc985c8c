/** Who this agent is: kept in one file that only its user may read, made once by a one-time code. */
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { newPin } from './pin.ts'

export interface Identity {
  server: string
  estateId: string
  agentId: string
  name: string
  key: string
  /** hex */
  tagKey: string
  /** opens the guard's page on this machine's LAN */
  pin: string
}

const fileOf = (dataDir: string) => join(dataDir, 'agent.json')

export function hasIdentity(dataDir: string): boolean {
  return existsSync(fileOf(dataDir))
}

export function readIdentity(dataDir: string): Identity {
  if (!hasIdentity(dataDir)) throw new Error('no identity')
  return JSON.parse(readFileSync(fileOf(dataDir), 'utf8')) as Identity
}

function write(dataDir: string, identity: Identity): void {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  const file = fileOf(dataDir)
  writeFileSync(`${file}.new`, `${JSON.stringify(identity, null, 2)}\n`, { mode: 0o600 })
  renameSync(`${file}.new`, file)
}

/**
 * Gives the code to the server and keeps what it answers.
 * @throws Error with the server's own sentence when the code is unknown, used or too old
 */
export async function enrol(dataDir: string, server: string, code: string): Promise<Identity> {
  const answer = await fetch(`${server.replace(/\/$/, '')}/api/edge/enrol`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-anju': 'edge' },
    body: JSON.stringify({ code }),
    signal: AbortSignal.timeout(15_000),
  })
  const body = (await answer.json().catch(() => ({}))) as Partial<Identity> & { title?: string }
  if (!answer.ok || !body.key || !body.tagKey) throw new Error(body.title ?? `HTTP ${answer.status}`)
  const identity: Identity = {
    server,
    estateId: body.estateId ?? '',
    agentId: body.agentId ?? '',
    name: body.name ?? '',
    key: body.key,
    tagKey: body.tagKey,
    pin: newPin(),
  }
  write(dataDir, identity)
  return identity
}

/** A new PIN for the guard's page; the old one stops. */
export function renewPin(dataDir: string): string {
  const identity = { ...readIdentity(dataDir), pin: newPin() }
  write(dataDir, identity)
  return identity.pin
}
