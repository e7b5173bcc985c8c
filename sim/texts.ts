/** What residents say, written by us in the manner of real ones: nobody's words, no real place. */
import type { Random } from './random.ts'

type Topic =
  | 'common_repair'
  | 'conduct'
  | 'other'
  | 'general'
  | 'charge'
  | 'outside'
  | 'department'
  | 'home'
  | 'service'

export interface SaidThing {
  kind: 'complaint' | 'inquiry' | 'repair' | 'suggestion'
  /** the class as the promise table names it */
  topic: Topic
  text: string
}

const said: Record<SaidThing['topic'], { kind: SaidThing['kind']; texts: string[] }> = {
  common_repair: {
    kind: 'complaint',
    texts: [
      '{b}号楼{s}单元楼道声控灯坏了三天，晚上下楼看不见台阶',
      '{b}号楼楼顶漏水，顶层走廊天花板一直在滴',
      '{s}单元门禁的闭门器坏了，门关不上，风一吹就响',
      '{b}号楼地下车库入口路面坑洼，车轮陷进去一次了',
      '楼道窗户玻璃碎了一块，有小孩在旁边玩，请尽快处理',
      '{b}号楼{s}单元下水主管返味，一楼几户都闻得到',
      '电梯运行时有异响，到{f}楼停一下才开门',
      '小区北侧围栏倒了一段，外面的人能直接进来',
      '{b}号楼前的路灯忽明忽暗，老人不敢出门散步',
      '单元门口的坡道扶手松了，推轮椅不安全',
    ],
  },
  conduct: {
    kind: 'complaint',
    texts: [
      '楼上{f}楼装修，中午十二点还在用电锤，孩子没法睡觉',
      '隔壁在刷漆，味道很大，老人咳嗽',
      '楼上夜里十一点多还在拖桌子，已经一周了',
      '对门把鞋柜和纸箱放在公共走廊，堵了消防通道',
      '有人从高层往下扔烟头，落在我家阳台',
      '楼下养狗不拴绳，早上把孩子吓哭了',
      '邻居在楼道里给电动车充电，拉了飞线',
      '晚上十点四十还有人在楼下跳舞放音乐',
    ],
  },
  other: {
    kind: 'complaint',
    texts: [
      '快递放在门岗丢了，监控说要等领导同意才能看',
      '保洁今天没有来收垃圾，桶都满出来了',
      '绿化带的草比人还高，蚊子特别多',
      '门岗夜里没人，按了十分钟才有人来开',
      '前台说当天回电话，到现在没人联系我',
      '儿童滑梯下面的软垫没了，露着水泥地',
    ],
  },
  general: {
    kind: 'inquiry',
    texts: [
      '请问物业前台几点上班，周末有人吗',
      '小区停水通知说明天上午，几点恢复',
      '装修垃圾应该放在哪里，有没有指定时间',
      '访客车辆怎么登记，可以提前报车牌吗',
      '快递柜取件码收不到怎么办',
      '小区的活动室怎么预约',
      '电梯什么时候年检，贴的标志到期了',
    ],
  },
  charge: {
    kind: 'inquiry',
    texts: [
      '物业费一平方米多少钱，怎么算的',
      '地下车位一个月租金是多少',
      '装修押金交多少，什么时候退',
      '换一个门禁卡要多少钱',
      '通下水道上门收费标准是什么',
    ],
  },
  outside: {
    kind: 'inquiry',
    texts: [
      '附近有没有靠谱的搬家公司，大概什么价',
      '想给家里装纱窗，物业有认识的师傅吗',
      '小区门口的家政公司电话是多少',
      '有没有上门修电视的',
    ],
  },
  department: {
    kind: 'inquiry',
    texts: [
      '办居住证需要物业开什么证明',
      '燃气过户去哪里办，要带什么',
      '孩子上学要的房产证明怎么开',
      '宽带报装找哪个部门',
      '暖气不热应该打供热公司哪个电话',
    ],
  },
  home: {
    kind: 'repair',
    texts: [
      '厨房水龙头一直滴水，关不严',
      '卫生间地漏堵了，水下不去',
      '家里跳闸，推上去又跳',
      '阳台窗户关不上，漏风',
      '马桶水箱一直流水',
      '入户门锁转不动，钥匙拔不出来',
      '{f}楼暖气片接口渗水，拿盆接着呢',
      '客厅灯不亮了，换了灯泡也不行',
    ],
  },
  service: {
    kind: 'suggestion',
    texts: [
      '建议在{b}号楼旁边加一排自行车架',
      '希望快递柜旁边装个雨棚',
      '建议周末给老人组织一次量血压',
      '能不能把通知也用大字贴在电梯里',
      '建议儿童乐园加一盏灯，晚上太黑',
      '门口的减速带太高，能不能换一种',
    ],
  },
}

/** What comes in how often: one call in three is a question (seen in a city's hotline). */
const weights: Record<SaidThing['topic'], number> = {
  common_repair: 14,
  conduct: 12,
  other: 9,
  general: 14,
  charge: 8,
  outside: 4,
  department: 7,
  home: 27,
  service: 5,
}
const topics = Object.keys(weights) as SaidThing['topic'][]

export function somethingSaid(r: Random): SaidThing {
  const topic = topics[r.weighted(topics.map(t => weights[t]))]!
  const { kind, texts } = said[topic]
  const text = r
    .pick(texts)
    .replace('{b}', String(r.int(1, 12)))
    .replace('{s}', String(r.int(1, 2)))
    .replace('{f}', String(r.int(2, 7)))
  return { kind, topic, text }
}
