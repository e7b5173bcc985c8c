/** Contract → use case. */
import type { Module } from '../../core/module.ts'
import { garageHalf } from './garage-half.ts'

export const parkingModule: Module = {
  name: 'parking',
  ...garageHalf,
}
