/** What waits on this device, as a page of this shell. */
export { default } from '../../offline/Pending.tsx'
