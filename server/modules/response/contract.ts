import { endpoints } from '../../core/contract.ts'

export const responseApi = endpoints({})
