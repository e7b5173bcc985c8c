import { type ReactNode, useState } from 'react'
import { Figure } from '../../ui/Figure.tsx'
import { Trend } from '../../ui/Trend.tsx'
import { sampleDays, useBoth } from './sample.ts'

/** Seven figures at three metres. */
export default function KitBoard(): ReactNode {
  const b = useBoth()
  const [days] = useState(() => sampleDays(14))
  const names: [string, string, number][] = [
    ['未办结工单', 'Open tickets', 37],
    ['一小时内到期', 'Due within the hour', 4],
    ['今日进出', 'Passages today', 3182],
    ['空岗', 'Unattended posts', 1],
    ['在岗', 'On duty', 23],
    ['投诉', 'Complaints', 12],
    ['待上传', 'Waiting to be sent', 0],
  ]
  return (
    <>
      <h1 className="aj-sr">{b('今天怎么样？', 'How is today?')}</h1>
      <div className="aj-board-figures">
        {names.map(([zh, en, value], i) => (
          <Figure
            key={en}
            big
            title={b(zh, en)}
            value={value}
            period={b('今天 00:00 起', 'since midnight')}
            definition={b('定义写在这里，一句话', 'the definition stands here')}
            href="#list"
            alarm={
              i === 3
                ? { state: 'late', who: b('东门 刘洋 10:20 起', 'East gate, Liu Yang, since 10:20') }
                : undefined
            }
          >
            <Trend label={b('14 天', '14 days')} points={days} height={7} />
          </Figure>
        ))}
      </div>
    </>
  )
}
