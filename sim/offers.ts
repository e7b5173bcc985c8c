/** What the demo's estate offers and for how much, made up by us in the manner of real price boards. */
type Price =
  | { method: 'fixed' | 'from'; amount: number; unit: string; note?: string }
  | { method: 'on_site' | 'free' }

interface Offer {
  service: 'public' | 'special' | 'commercial'
  management?: 'building_equipment' | 'sanitation' | 'security_fire' | 'greening' | 'traffic' | 'other_public'
  life?: 'clothing' | 'food' | 'housing' | 'travel' | 'other'
  name: string
  content: string
  standard?: string
  clause?: string
  provider?: string
  hours?: string
  delivery?: string
  groups?: { minFloors: number }
  audience?: string
  orderClass?: 'special' | 'onsite'
  price?: Price
}

const clause = (n: string) => `物业服务合同第${n}条`

export const offers: readonly Offer[] = [
  {
    service: 'public',
    management: 'sanitation',
    name: '清洁卫生服务',
    content: '公共区域清扫、垃圾收集清运、消杀',
    standard: '楼道每日清扫一次，垃圾日产日清，每月消杀两次',
    clause: clause('六'),
  },
  {
    service: 'public',
    management: 'security_fire',
    name: '治安保卫服务',
    content: '出入口值守、巡逻、消防安全检查',
    standard: '出入口 24 小时值守，夜间每两小时巡逻一次',
    clause: clause('七'),
  },
  {
    service: 'public',
    management: 'building_equipment',
    name: '维修居住区环境服务',
    content: '共用部位、共用设施设备的日常维修养护',
    standard: '公共照明三日内修复，共用部位每月检查一次',
    clause: clause('五'),
  },
  {
    service: 'public',
    management: 'greening',
    name: '绿化养护服务',
    content: '浇灌、修剪、补种、防治病虫',
    standard: '草坪每月修剪一次，乔木每年整形两次',
    clause: clause('八'),
  },
  {
    service: 'public',
    management: 'traffic',
    name: '车辆停放引导',
    content: '引导停放、清理占道',
    standard: '高峰时段出入口有人引导',
    clause: clause('九'),
  },
  {
    service: 'special',
    management: 'building_equipment',
    life: 'housing',
    name: '高层电梯运行',
    content: '为高层住户每日开启电梯',
    groups: { minFloors: 10 },
    audience: '高层住户',
    price: { method: 'free' },
  },
  {
    service: 'special',
    management: 'building_equipment',
    life: 'housing',
    name: '户内管道疏通',
    content: '厨卫下水疏通，疏通后试水',
    standard: '疏通后七日内同一处再堵免费返工',
    price: { method: 'fixed', amount: 8000, unit: '处' },
  },
  {
    service: 'special',
    management: 'building_equipment',
    life: 'housing',
    name: '换灯换开关',
    content: '人工费，灯具开关由业户自备',
    price: { method: 'fixed', amount: 2000, unit: '个' },
  },
  {
    service: 'special',
    management: 'building_equipment',
    life: 'housing',
    name: '水龙头阀门更换',
    content: '含拆旧、试压，材料另计',
    price: { method: 'from', amount: 3000, unit: '个' },
  },
  {
    service: 'special',
    management: 'building_equipment',
    life: 'housing',
    name: '墙面补漏',
    content: '现场查看后报价',
    price: { method: 'on_site' },
  },
  {
    service: 'commercial',
    life: 'housing',
    name: '日常保洁',
    content: '客厅、厨房、卫生间清扫擦拭，工具自带',
    provider: '物业保洁班',
    hours: '08:00-18:00',
    delivery: '当日预约次日上门',
    price: { method: 'fixed', amount: 4500, unit: '小时' },
  },
  {
    service: 'commercial',
    life: 'housing',
    name: '空调清洗',
    content: '拆洗滤网、蒸发器消毒',
    provider: '合作商家',
    hours: '09:00-18:00',
    delivery: '48 小时内上门',
    price: { method: 'from', amount: 8000, unit: '台' },
  },
  {
    service: 'commercial',
    life: 'housing',
    name: '家电搬运',
    content: '小区内搬运，两人一组',
    provider: '物业维修班',
    hours: '08:00-20:00',
    delivery: '预约时间到场',
    price: { method: 'fixed', amount: 6000, unit: '次' },
  },
  {
    service: 'commercial',
    life: 'clothing',
    name: '洗衣取送',
    content: '上门取送，当日清点，两日送回',
    provider: '合作洗衣店',
    hours: '08:30-20:00',
    delivery: '两日内送回',
    price: { method: 'fixed', amount: 1500, unit: '袋' },
  },
  {
    service: 'commercial',
    life: 'food',
    name: '代购买菜',
    content: '按清单代购，送货上门，菜款凭小票另付',
    provider: '前台',
    hours: '07:30-18:00',
    delivery: '2 小时内送到',
    price: { method: 'fixed', amount: 500, unit: '次' },
  },
  {
    service: 'commercial',
    life: 'food',
    name: '代订餐',
    content: '社区食堂午晚餐，送到家',
    provider: '社区食堂',
    hours: '10:00-18:00',
    delivery: '45 分钟内送到',
    price: { method: 'fixed', amount: 1800, unit: '份' },
  },
  {
    service: 'commercial',
    life: 'travel',
    name: '代购票',
    content: '代购车票、机票，票款另付',
    provider: '前台',
    hours: '08:30-20:00',
    delivery: '当日出票',
    price: { method: 'fixed', amount: 1000, unit: '张' },
  },
  {
    service: 'commercial',
    life: 'travel',
    name: '代召出租车',
    content: '代为叫车并到楼下引导',
    provider: '前台',
    hours: '00:00-24:00',
    delivery: '即时',
    price: { method: 'free' },
  },
  {
    service: 'commercial',
    life: 'other',
    name: '打印复印',
    content: '黑白 A4，前台自取',
    provider: '前台',
    hours: '08:30-20:00',
    delivery: '即时',
    price: { method: 'fixed', amount: 50, unit: '张' },
  },
  {
    service: 'commercial',
    life: 'other',
    name: '商务会客室',
    content: '含茶水、投影',
    provider: '物业',
    hours: '09:00-21:00',
    delivery: '提前一日预约',
  },
]

/** What is written down when a public service was rendered; greening has none this month. */
export const publicWork: Readonly<Record<string, readonly string[]>> = {
  清洁卫生服务: ['各楼楼道清扫、扶手擦拭', '垃圾桶清洗消毒', '地下车库冲洗', '楼道消杀'],
  治安保卫服务: ['夜间巡逻六次，无异常', '消防通道清障', '灭火器月检', '出入口秩序维护'],
  维修居住区环境服务: ['更换楼道灯 4 盏', '单元门闭门器检修', '雨水井疏通', '健身器材紧固'],
  车辆停放引导: ['晚高峰出入口引导', '劝离消防通道停车 2 辆'],
}

export const entries = [
  {
    kind: 'outside',
    name: '开锁换锁',
    body: '公安备案锁匠，到场需核实住户身份',
    price: '开锁 80 元起，换锁芯 150 元起',
    contact: '0900-0000110',
    source: '商家公示牌',
  },
  {
    kind: 'outside',
    name: '搬家',
    body: '厢式货车，含两名工人，楼层费另计',
    price: '380 元/车起',
    contact: '0900-0000220',
    source: '电话询价',
  },
  {
    kind: 'outside',
    name: '家电维修',
    body: '上门检测，修好才收维修费',
    price: '上门费 30 元',
    contact: '0900-0000330',
    source: '电话询价',
  },
  {
    kind: 'outside',
    name: '送桶装水',
    body: '18.9 升，上楼送到门口',
    price: '18 元/桶',
    contact: '0900-0000440',
    source: '商家公示牌',
  },
  {
    kind: 'procedure',
    name: '自来水报停与复装',
    body: '带身份证、水卡到供水营业厅办理，两个工作日内上门',
    price: '复装 50 元',
    contact: '0900-0000550',
    source: '供水营业厅公告',
  },
  {
    kind: 'procedure',
    name: '电费户名变更',
    body: '带不动产权证、身份证，可线上办理',
    price: '免费',
    contact: '0900-0000660',
    source: '供电营业厅',
  },
  {
    kind: 'procedure',
    name: '不动产登记',
    body: '买卖双方到场，带合同、身份证、完税凭证',
    price: '住宅 80 元/件',
    contact: '0900-0000770',
    source: '不动产登记中心公告',
  },
  {
    kind: 'procedure',
    name: '住宅专项维修资金使用',
    body: '业主表决通过后由物业代为申请，公示七日',
    price: '免费',
    contact: '0900-0000880',
    source: '房产部门办事指南',
  },
] as const

export const deeds = [
  { staffName: '周师傅', text: '下班路上帮 3 栋老人把米扛上六楼。' },
  { staffName: '保洁李姐', text: '清扫时捡到钱包，守在楼道等到失主。' },
  { staffName: '夜班小陈', text: '大雨夜给忘带钥匙的孩子撑伞、陪等家长回来。' },
]
