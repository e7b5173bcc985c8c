/**
 * The three metadata functions that the X.509 library's container looks for on Reflect when it is loaded. Our own
 * code uses no decorators, so nothing more of that proposal is needed.
 */
type Store = Map<PropertyKey, unknown>
const stores = new WeakMap<object, Store>()

function own(key: PropertyKey, target: object): unknown {
  return stores.get(target)?.get(key)
}

function inherited(key: PropertyKey, target: object): unknown {
  for (let at: object | null = target; at; at = Object.getPrototypeOf(at) as object | null) {
    const found = own(key, at)
    if (found !== undefined) return found
  }
  return undefined
}

function define(key: PropertyKey, value: unknown, target: object): void {
  const store: Store = stores.get(target) ?? new Map()
  store.set(key, value)
  stores.set(target, store)
}

if (!('getMetadata' in Reflect)) {
  Object.assign(Reflect, { getMetadata: inherited, getOwnMetadata: own, defineMetadata: define })
}
