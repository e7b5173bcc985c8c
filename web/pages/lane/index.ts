import { definePages } from '../../page.ts'

export default definePages('lane', [])
