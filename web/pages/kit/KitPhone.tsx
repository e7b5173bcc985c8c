import { Dialog, Picker } from 'antd-mobile'
import { type ReactNode, useState } from 'react'
import { Button } from '../../ui/Button.tsx'
import '../../ui/mobile.ts'
import { say } from '../../ui/toast.ts'
import { useBoth } from './sample.ts'
import './kit.css'

/** Single parts of antd-mobile where our own kit has none, in our tokens. */
export default function KitPhone(): ReactNode {
  const b = useBoth()
  const [open, setOpen] = useState(false)
  return (
    <div className="aj-kit">
      <h1>{b('手机控件合不合身？', 'Do the phone controls fit?')}</h1>
      <Button
        onClick={() =>
          say(b('已登记，王师傅 15 分钟内到', 'Registered. Mr Wang will be there within 15 minutes'))
        }
      >
        {b('说一句话', 'Say something')}
      </Button>
      <Button
        onClick={async () => {
          const yes = await Dialog.confirm({
            content: b('改约到明天上午？', 'Move it to tomorrow morning?'),
            confirmText: b('改约', 'Move it'),
            cancelText: b('不改', 'Leave it'),
          })
          say(yes ? b('已改约', 'Moved') : b('没有改', 'Left as it was'))
        }}
      >
        {b('改约', 'Move the visit')}
      </Button>
      <Button onClick={() => setOpen(true)}>{b('选择时间', 'Choose a time')}</Button>
      <Picker
        visible={open}
        onClose={() => setOpen(false)}
        columns={[['09:00', '10:00', '14:00', '16:00']]}
        confirmText={b('就这个时间', 'This one')}
        cancelText={b('取消', 'Cancel')}
      />
    </div>
  )
}
