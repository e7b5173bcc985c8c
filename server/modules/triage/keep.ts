/** A model as bytes, to be kept in a row: its words and rarities in front, the weights behind. */
import { gunzipSync, gzipSync } from 'node:zlib'
import { indexOf } from './features.ts'
import type { Model } from './learner.ts'

/** The form of the bytes; a model of another form is learnt anew. */
export const FORM = 1

export function toBytes(model: Model): Buffer {
  const head = Buffer.from(JSON.stringify({ labels: model.labels, terms: model.vocab.terms }))
  const size = Buffer.alloc(4)
  size.writeUInt32LE(head.length)
  const floats = (a: Float32Array) => Buffer.from(a.buffer, a.byteOffset, a.byteLength)
  return gzipSync(Buffer.concat([size, head, floats(model.vocab.idf), floats(model.weights)]))
}

/** @throws Error when the bytes are not a model: the caller learns anew */
export function fromBytes(bytes: Buffer): Model {
  const plain = gunzipSync(bytes)
  const end = 4 + plain.readUInt32LE(0)
  const { labels, terms } = JSON.parse(plain.subarray(4, end).toString()) as {
    labels: string[]
    terms: string[]
  }
  const all = new Float32Array(new Uint8Array(plain.subarray(end)).buffer)
  if (all.length !== terms.length + (terms.length + 1) * labels.length) throw new Error('not a model')
  return {
    labels,
    vocab: { terms, idf: all.slice(0, terms.length), index: indexOf(terms) },
    weights: all.slice(terms.length),
  }
}
