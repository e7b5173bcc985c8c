/** Words of this room on paper and in files, in both languages. */
export const careWords = {
  company: { zh: '物业管理', en: 'Company' },
  abandoned: { zh: '弃管', en: 'Abandoned' },
  self_managed: { zh: '自管', en: 'Self-managed' },
} as const
export const partyWords = {
  subject_unit: { zh: '建设主体单位', en: 'Subject unit' },
  company: { zh: '物业公司', en: 'Company' },
  self: { zh: '自管组织', en: 'Own management' },
  brigade: { zh: '扑火队员', en: 'Brigade' },
  neighbourhood: { zh: '社区', en: 'Neighbourhood' },
} as const
export const dutyWords = {
  county_leader: { zh: '包保县领导', en: 'County leader' },
  section_cadre: { zh: '包抓科级干部', en: 'Section-level cadre' },
  main: { zh: '主体责任人', en: 'Main responsibility' },
} as const
export const stateWords = {
  nobody: { zh: '无人负责', en: 'Nobody' },
  part: { zh: '缺一方', en: 'Part missing' },
  full: { zh: '已落实', en: 'Complete' },
} as const
export const taskKindWords = {
  fence: { zh: '围挡', en: 'Fencing' },
  repair: { zh: '围挡和门的维修', en: 'Repair of fence or gate' },
  disinfect: { zh: '消毒', en: 'Disinfection' },
  grid: { zh: '网格任务', en: 'Grid task' },
} as const
export const taskStateWords = {
  planned: { zh: '待开始', en: 'planned' },
  started: { zh: '进行中', en: 'started' },
  done: { zh: '已完成待验看', en: 'done, to be seen' },
  seen: { zh: '已验看', en: 'seen' },
  cancelled: { zh: '已取消', en: 'cancelled' },
} as const
