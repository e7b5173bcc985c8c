/** This phone's key: the private half is made here, cannot be taken out, and lies in IndexedDB only. */
import { type DBSchema, type IDBPDatabase, openDB } from 'idb'
import { makeKeys } from './code.ts'

export interface PhoneKey {
  id: string
  privateKey: CryptoKey
}

interface Store extends DBSchema {
  key: { key: string; value: PhoneKey }
}

let opened: Promise<IDBPDatabase<Store>> | undefined
function store(): Promise<IDBPDatabase<Store>> {
  opened ??= openDB<Store>('anju-pass', 1, { upgrade: db => void db.createObjectStore('key') })
  return opened
}

const nameOf = (accountId: string, estateId: string, unitId: string) => `${accountId}:${estateId}:${unitId}`

/** The key of this account for this home on this phone, if it has one. */
export async function phoneKey(
  accountId: string,
  estateId: string,
  unitId: string,
): Promise<PhoneKey | undefined> {
  return (await store()).get('key', nameOf(accountId, estateId, unitId))
}

/** Makes a pair, has the public half registered, and keeps the private one under the id it got. */
export async function makePhoneKey(
  accountId: string,
  estateId: string,
  unitId: string,
  register: (publicKey: string) => Promise<string>,
): Promise<PhoneKey> {
  const { privateKey, publicKey } = await makeKeys()
  const key = { id: await register(publicKey), privateKey }
  await (await store()).put('key', key, nameOf(accountId, estateId, unitId))
  return key
}

export async function dropPhoneKey(accountId: string, estateId: string, unitId: string): Promise<void> {
  await (await store()).delete('key', nameOf(accountId, estateId, unitId))
}
