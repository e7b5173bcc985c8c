/*
 * The app without network: the page and its code, never the data. Records entered offline wait in the
 * page's own queue (web/offline/queue.ts); answers of /api are never kept here, so a signed-out phone holds
 * nobody's data.
 */
const shellCache = 'anju-shell-1'

self.addEventListener('install', event => event.waitUntil(fill().then(() => self.skipWaiting())))
// takes the open page over before it asks the network for anything: a line that breaks just now leaves no page alone
self.addEventListener('activate', event =>
  event.waitUntil(Promise.all([self.clients.claim(), prune().catch(() => undefined)])),
)

async function wanted() {
  const answer = await fetch('/precache.json', { cache: 'no-store' })
  if (!answer.ok) return []
  return ['/', '/mark.svg', '/manifest.webmanifest', ...(await answer.json())]
}

async function fill() {
  const cache = await caches.open(shellCache)
  for (const path of await wanted()) {
    // hashed files never change: what is there stays
    if (path.startsWith('/assets/') && (await cache.match(path))) continue
    const answer = await fetch(path, { cache: 'no-cache' })
    if (answer.ok) await cache.put(path, answer)
  }
}

/** Drops the files of the version before the last page load, and older caches of ours. */
async function prune() {
  for (const name of await caches.keys()) if (name.startsWith('anju-') && name !== shellCache) await caches.delete(name)
  const keep = new Set(await wanted())
  if (keep.size === 0) return
  const cache = await caches.open(shellCache)
  for (const request of await cache.keys())
    if (!keep.has(new URL(request.url).pathname)) await cache.delete(request)
}

self.addEventListener('fetch', event => {
  const { request } = event
  const url = new URL(request.url)
  if (request.method !== 'GET' || url.origin !== self.location.origin || url.pathname.startsWith('/api/')) return
  if (request.mode === 'navigate') event.respondWith(page(request))
  else if (url.pathname.startsWith('/assets/')) event.respondWith(asset(request))
})

/** The network first, so a new version is seen at once; the kept page when there is none. */
async function page(request) {
  try {
    const answer = await fetch(request)
    if (answer.ok && answer.headers.get('content-type')?.startsWith('text/html')) {
      const kept = (await (await caches.open(shellCache)).match('/'))?.clone()
      const fresh = await answer.clone().text()
      if (!kept || (await kept.text()) !== fresh) {
        await (await caches.open(shellCache)).put('/', answer.clone())
        fill().catch(() => undefined)
      }
    }
    return answer
  } catch (error) {
    const kept = await caches.match('/')
    if (kept) return kept
    throw error
  }
}

async function asset(request) {
  const kept = await caches.match(request)
  if (kept) return kept
  const answer = await fetch(request)
  if (answer.ok) await (await caches.open(shellCache)).put(request, answer.clone())
  return answer
}
