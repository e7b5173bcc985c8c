/** Organising a closure: the table of all endpoints of the room. */
import { brigadeEndpoints } from './contract-brigade.ts'
import { careEndpoints } from './contract-care.ts'
import { dutyEndpoints } from './contract-duty.ts'
import { paperEndpoints } from './contract-paper.ts'
import { surveyEndpoints } from './contract-survey.ts'
import { taskEndpoints } from './contract-task.ts'
import { watchEndpoints } from './contract-watch.ts'

export const responseApi = {
  ...surveyEndpoints,
  ...dutyEndpoints,
  ...brigadeEndpoints,
  ...taskEndpoints,
  ...paperEndpoints,
  ...careEndpoints,
  ...watchEndpoints,
}
