/** The post's tablet: its secret as a key that cannot be taken out, and the code that it makes of post and time. */
import { type DBSchema, type IDBPDatabase, openDB } from 'idb'

export interface PostScreen {
  id: string
  postId: string
  post: string
  estateId: string
  codeSeconds: number
  key: CryptoKey
}

interface Store extends DBSchema {
  screen: { key: string; value: PostScreen }
}

let opened: Promise<IDBPDatabase<Store>> | undefined
function store(): Promise<IDBPDatabase<Store>> {
  opened ??= openDB<Store>('anju-post', 1, { upgrade: db => void db.createObjectStore('screen') })
  return opened
}

/** What this tablet shows in an estate, if it was paired. */
export async function postScreen(estateId: string): Promise<PostScreen | undefined> {
  return (await store()).get('screen', estateId)
}

/** Keeps the secret that the server gave once; from here on it only signs. */
export async function keepScreen(
  estateId: string,
  paired: { id: string; postId: string; post: string; secret: string; codeSeconds: number },
): Promise<PostScreen> {
  const { secret, ...rest } = paired
  const bytes = Uint8Array.from(atob(secret), c => c.charCodeAt(0))
  const key = await crypto.subtle.importKey('raw', bytes, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign'])
  const screen = { ...rest, estateId, key }
  await (await store()).put('screen', screen, estateId)
  return screen
}

export async function dropScreen(estateId: string): Promise<void> {
  await (await store()).delete('screen', estateId)
}

/** The code of an instant, as the server judges it later: QR, six digits, and the seconds it still stands. */
export async function codeAt(
  s: PostScreen,
  ms: number,
): Promise<{ qr: string; digits: string; left: number }> {
  const step = Math.floor(ms / (s.codeSeconds * 1000))
  const mac = new DataView(
    await crypto.subtle.sign('HMAC', s.key, new TextEncoder().encode(`${s.postId}.${step}`)),
  )
  const tag = Array.from({ length: 10 }, (_, i) => mac.getUint8(i).toString(16).padStart(2, '0')).join('')
  const cut = mac.getUint32(mac.getUint8(31) & 15) & 0x7fffffff
  return {
    qr: `ANJU-POST:${s.postId}:${s.id}:${step}:${tag}`,
    digits: String(cut % 1_000_000).padStart(6, '0'),
    left: Math.ceil((step + 1) * s.codeSeconds - ms / 1000),
  }
}

/** Six digits are the tablet's, anything else is a code that was read. */
export function proofFrom(text: string): { digits: string } | { qr: string } {
  const plain = text.replaceAll(/\s/g, '')
  return /^\d{6}$/.test(plain) ? { digits: plain } : { qr: plain }
}
