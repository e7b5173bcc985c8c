/** Contract → use case. */
import type { Module } from '../../core/module.ts'
import { noticeJobs, noticeSchedules } from './jobs.ts'

export const noticeModule: Module = {
  name: 'notice',
  routes: [],
  jobs: noticeJobs,
  schedules: noticeSchedules,
}
