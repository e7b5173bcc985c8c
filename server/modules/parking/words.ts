/** The room's codes in the words of lists and papers. */
export const groundWords = {
  planned: { zh: '规划车位', en: 'Planned' },
  common: { zh: '业主共有', en: 'Owners’ common' },
  civil_defence: { zh: '人防车位', en: 'Civil defence' },
} as const
export const useWords = {
  car: { zh: '汽车', en: 'Car' },
  accessible: { zh: '无障碍', en: 'Accessible' },
  ev: { zh: '充电', en: 'EV' },
  motorcycle: { zh: '摩托车', en: 'Motorcycle' },
  ebike: { zh: '电动自行车', en: 'E-bike' },
  bicycle: { zh: '自行车', en: 'Bicycle' },
} as const
export const formerWords = {
  planned: { zh: '规划车位', en: 'Planned' },
  road: { zh: '道路', en: 'Road' },
  vacant: { zh: '空地', en: 'Vacant ground' },
  building: { zh: '建筑物内', en: 'Building' },
  green: { zh: '绿地', en: 'Green' },
  fire_lane: { zh: '消防车通道', en: 'Fire lane' },
} as const
export const permitWords = {
  sale: { zh: '已售', en: 'Sold' },
  gift: { zh: '附赠', en: 'Given' },
  lease: { zh: '租用', en: 'Leased' },
  monthly: { zh: '月租', en: 'Monthly' },
  outside: { zh: '外部月租', en: 'Outside, monthly' },
  visitor: { zh: '访客', en: 'Visitor' },
} as const
export const stayWords = {
  inside: { zh: '在场', en: 'Inside' },
  left: { zh: '已离场', en: 'Left' },
  lost: { zh: '无离场记录', en: 'No exit' },
} as const
export const chargerWords = {
  filed: { zh: '待答复', en: 'To be answered' },
  accepted: { zh: '已同意', en: 'Agreed' },
  refused: { zh: '未同意', en: 'Refused' },
  checked: { zh: '现场通过', en: 'Site in order' },
  installed: { zh: '已安装', en: 'Installed' },
  withdrawn: { zh: '已撤回', en: 'Taken back' },
} as const
export const flagWords: Record<string, { zh: string; en: string }> = {
  no_entry: { zh: '无入场记录', en: 'no entry' },
  no_exit: { zh: '无离场记录', en: 'no exit' },
  recheck: { zh: '收费待复核', en: 'fee to be checked' },
  clock: { zh: '设备时间异常', en: 'odd clock' },
  late: { zh: '补传', en: 'told late' },
  by_hand: { zh: '人工登记', en: 'by hand' },
  corrected: { zh: '车牌已更正', en: 'plate corrected' },
  joined: { zh: '两条合一', en: 'two made one' },
}
export const feeWords = {
  paid: { zh: '已收', en: 'Paid' },
  owed: { zh: '欠费', en: 'Owed' },
  waived: { zh: '免费放行', en: 'Let off' },
} as const
export const wayWords: Record<string, { zh: string; en: string }> = {
  cash: { zh: '现金', en: 'Cash' },
  wechat: { zh: '微信', en: 'WeChat' },
  alipay: { zh: '支付宝', en: 'Alipay' },
  pos: { zh: '刷卡', en: 'Card' },
  transfer: { zh: '转账', en: 'Transfer' },
  other: { zh: '其他', en: 'Other' },
}
export const disputeWords = {
  kind: {
    fee: { zh: '收费', en: 'Fee' },
    space: { zh: '车位', en: 'Space' },
    damage: { zh: '车损', en: 'Damage' },
    other: { zh: '其他', en: 'Other' },
  },
  state: {
    open: { zh: '已受理', en: 'Open' },
    mediating: { zh: '调解中', en: 'In mediation' },
    settled: { zh: '已有结果', en: 'Settled' },
    closed: { zh: '已结案', en: 'Closed' },
  },
  result: {
    upheld: { zh: '收费无误', en: 'The fee was right' },
    corrected: { zh: '更正退费', en: 'Corrected, money back' },
    agreed: { zh: '双方和解', en: 'Agreed' },
    referred: { zh: '转人民调解或诉讼', en: 'Referred on' },
    withdrawn: { zh: '撤回', en: 'Withdrawn' },
  },
  entry: {
    statement: { zh: '陈述', en: 'Statement' },
    evidence: { zh: '证据', en: 'Evidence' },
    mediation: { zh: '调解', en: 'Mediation' },
    result: { zh: '结果', en: 'Result' },
    closure: { zh: '结案', en: 'Closure' },
  },
} as const
