/** An audit row in the reader's words. What has no word yet shows as it was written: a log hides nothing. */
import { acts } from './words-acts.ts'
import { things } from './words-things.ts'

export interface Both {
  zh: string
  en: string
}

const spelled = (key: string) => key.replace(/[._]/g, ' ')

/** `ticket.assign` → 派单, "ticket assign" */
export function actName(action: string): Both {
  return { zh: acts[action] ?? action, en: spelled(action) }
}

/** `parking_stay` → 停车记录, "parking stay" */
export function thingName(subject: string): Both {
  return { zh: things[subject] ?? subject, en: spelled(subject) }
}

/** The acts whose Chinese name holds the text, for the search box. */
export function actsNamed(text: string): string[] {
  return Object.keys(acts).filter(action => acts[action]?.includes(text))
}
