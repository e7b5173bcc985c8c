/** The agent as one thing: memory, door for the cameras, line to the server, page for the guard. */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { Waiters } from '../server/modules/lane/waiters.ts'
import { Barriers } from './barrier.ts'
import { EdgeClock, type Steady } from './clock.ts'
import { Disk } from './disk.ts'
import type { EdgeCommand, EdgeSite } from './facts.ts'
import { type Identity, readIdentity } from './identity.ts'
import { Judge, type Verdict } from './judge.ts'
import { Link } from './link.ts'
import { listen } from './listen.ts'
import { guardPage, type Shown } from './page.ts'
import { Pictures } from './pictures.ts'

export interface AgentOptions {
  dataDir: string
  host: string
  port: number
  version: string
  steady?: Steady
  /** bytes of the disk that pictures may take until the server has them */
  pictureBytes?: number
  say: (text: string) => void
}

const SHOWN = 30
/** some ten thousand pictures */
const PICTURE_BYTES = 2 * 1024 ** 3
const MEASURED = 1000

/** Answer times of the last thousand decisions. */
class Times {
  #ms: number[] = []
  add(ms: number): void {
    this.#ms.push(ms)
    if (this.#ms.length > MEASURED) this.#ms.shift()
  }
  at(part: number): number | null {
    if (this.#ms.length === 0) return null
    const sorted = [...this.#ms].sort((a, b) => a - b)
    return Math.round((sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0) * 10) / 10
  }
}

export interface Agent {
  port: number
  link: Link
  disk: Disk
  judge: Judge
  pictures: Pictures
  stop(): Promise<void>
}

/** @throws Error when the folder holds no identity: enrol first */
export async function startAgent(o: AgentOptions): Promise<Agent> {
  mkdirSync(o.dataDir, { recursive: true, mode: 0o700 })
  const identity: Identity = readIdentity(o.dataDir)
  const disk = new Disk(join(o.dataDir, 'edge.db'))
  const clock = new EdgeClock(Number(disk.read('difference') ?? 0), o.steady)
  const judge = new Judge(disk, clock, Buffer.from(identity.tagKey, 'hex'))
  const barriers = new Barriers()
  const times = new Times()
  const shown: Shown[] = []
  const waiting = new Map<string, 'open' | 'close'>()
  const held = new Waiters()
  const pictures = new Pictures(o.dataDir, o.pictureBytes ?? PICTURE_BYTES)
  let site: EdgeSite | undefined = disk.site()
  let revoked = false

  const show = (verdict: Verdict) => {
    shown.unshift({ ...verdict, lane: site?.lanes.find(l => l.id === verdict.laneId)?.name ?? '' })
    shown.length = Math.min(shown.length, SHOWN)
  }
  const move = async (deviceId: string, act: 'open' | 'close', plate: string) => {
    const device = site?.devices.find(d => d.id === deviceId)
    if (!device) return { state: 'failed' as const, answer: 'no such device', position: null }
    if (device.host !== null && device.login !== null) return barriers.move(device, act, plate)
    // a camera that cannot be asked is told with its next heartbeat
    waiting.set(deviceId, act)
    held.wake(deviceId)
    return { state: 'accepted' as const, answer: 'with the next heartbeat', position: null }
  }
  const link = new Link({
    url: identity.server,
    key: identity.key,
    disk,
    pictures,
    clock,
    version: o.version,
    health: () => ({ unkept: judge.unkept, full: judge.full, p50Ms: times.at(0.5), p99Ms: times.at(0.99) }),
    carry: (command: EdgeCommand) => move(command.deviceId, command.act, ''),
    learnt: () => {
      site = disk.site()
    },
    revoked: () => {
      if (!revoked)
        o.say('服务器不认识本机（已停用），请重新登记 / the server knows this agent no more: enrol it again')
      revoked = true
    },
  })
  const { server, port } = await listen(
    {
      site: () => site,
      judge,
      barriers,
      decided: (verdict, ms) => {
        times.add(ms)
        if (!verdict.repeat) show(verdict)
      },
      takeCommand: deviceId => {
        const act = waiting.get(deviceId)
        waiting.delete(deviceId)
        return act
      },
      held,
      picture: (verdict, reading) => {
        if (site) pictures.keep(verdict.eventId, verdict.atMs, reading, site.sealTo)
      },
      page: (request, body) =>
        guardPage(request, body, {
          pin: identity.pin,
          state: () => ({
            name: identity.name,
            estate: site?.estateName ?? '',
            zone: site?.zone ?? 'Asia/Shanghai',
            cut: link.cut,
            revoked,
            full: judge.full,
            unkept: judge.unkept,
            backlog: disk.backlog(),
            lanes: (site?.lanes ?? []).map(l => ({ id: l.id, name: l.name, direction: l.direction })),
            shown,
          }),
          open: async hand => {
            const now = site
            const verdict = now && judge.byHand(now, hand.laneId, hand)
            if (!now || !verdict) return false
            show(verdict)
            const device = now.devices.find(d => d.laneId === hand.laneId && d.way !== 'none')
            if (!device) return false
            return (await move(device.id, 'open', verdict.plate)).state === 'accepted'
          },
        }),
    },
    o.host,
    o.port,
  )
  link.start()
  return {
    port,
    link,
    disk,
    judge,
    pictures,
    stop: async () => {
      await link.stop()
      held.release()
      await pictures.settled()
      server.closeAllConnections()
      await new Promise<void>(done => server.close(() => done()))
      disk.close()
    },
  }
}
