/** Words of the garage on paper and in exports. */
export const kindWords = {
  lift_slide: { zh: '升降横移', en: 'lift and slide' },
  stack: { zh: '简易升降', en: 'stack' },
  vertical: { zh: '垂直升降', en: 'vertical lift' },
  rotary: { zh: '垂直循环', en: 'rotary' },
  planar: { zh: '平面移动', en: 'planar' },
  aisle: { zh: '巷道堆垛', en: 'aisle' },
} as const
export const stateWords = {
  running: { zh: '运行', en: 'running' },
  stopped: { zh: '停用', en: 'stopped' },
  fault: { zh: '故障', en: 'fault' },
} as const
export const fetchWords = {
  waiting: { zh: '排队', en: 'waiting' },
  moving: { zh: '取车中', en: 'moving' },
  ready: { zh: '已到出口', en: 'ready' },
  taken: { zh: '已开走', en: 'taken' },
  cancelled: { zh: '已取消', en: 'cancelled' },
} as const
export const faultWords = {
  rescue: { zh: '救援中', en: 'rescue' },
  open: { zh: '待修理', en: 'to repair' },
  repaired: { zh: '已修理', en: 'repaired' },
  closed: { zh: '已办结', en: 'closed' },
} as const
export const inspectionWords = {
  periodic: { zh: '定期检验', en: 'periodic' },
  after_fault: { zh: '故障后检验', en: 'after a fault' },
  first: { zh: '首次检验', en: 'first' },
} as const
export const noteWords: Record<string, { zh: string; en: string }> = {
  stop: { zh: '停用', en: 'stopped' },
  start: { zh: '启用', en: 'started' },
  fault: { zh: '故障', en: 'fault' },
  trapped: { zh: '困人报警', en: 'people trapped' },
  fault_call: { zh: '呼叫救援', en: 'rescue called' },
  fault_arrive: { zh: '救援到场', en: 'rescue there' },
  fault_free: { zh: '人员救出', en: 'people out' },
  fault_repair: { zh: '修理', en: 'repaired' },
  fault_inspect: { zh: '故障后检验', en: 'inspected' },
  fault_close: { zh: '故障办结', en: 'fault closed' },
  apply: { zh: '申请检验', en: 'inspection applied for' },
  inspection_passed: { zh: '检验合格', en: 'inspection passed' },
  inspection_failed: { zh: '检验不合格', en: 'inspection failed' },
  lot: { zh: '更改所在停车场', en: 'put into another lot' },
  slot_free: { zh: '车位收回', en: 'slot taken back' },
  slot_taken: { zh: '车位分配', en: 'slot given' },
  slot_blocked: { zh: '车位停用', en: 'slot out of use' },
}

/** 2026-03-02 09:30 of the estate's day; a dash for nothing. */
export function localTime(at: string | null): string {
  if (at === null) return '—'
  const local = new Intl.DateTimeFormat('sv-SE', {
    timeZone: 'Asia/Shanghai',
    dateStyle: 'short',
    timeStyle: 'short',
  })
  return local.format(new Date(at))
}
