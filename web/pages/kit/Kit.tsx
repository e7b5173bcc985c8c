import { type ReactNode, useState } from 'react'
import { ApiError } from '../../api.ts'
import { Button } from '../../ui/Button.tsx'
import { Choices } from '../../ui/Choices.tsx'
import { ConfirmByName } from '../../ui/ConfirmByName.tsx'
import { Figure } from '../../ui/Figure.tsx'
import { Field, FormBox } from '../../ui/Form.tsx'
import { useForm } from '../../ui/form.ts'
import { PersonReveal } from '../../ui/PersonReveal.tsx'
import { PhotoPick } from '../../ui/PhotoPick.tsx'
import { PromiseBar } from '../../ui/PromiseBar.tsx'
import { SignaturePad } from '../../ui/SignaturePad.tsx'
import { State } from '../../ui/State.tsx'
import { Empty, Failing, Loading } from '../../ui/States.tsx'
import { Timeline } from '../../ui/Timeline.tsx'
import { Trend } from '../../ui/Trend.tsx'
import { sampleDays, samplePromises, useBoth } from './sample.ts'
import './kit.css'

/** Every part in the shell it stands in. */
export default function Kit(): ReactNode {
  const b = useBoth()
  return (
    <div className="aj-kit">
      <header className="aj-page-head">
        <h1>{b('这些部件长什么样？', 'What do the parts look like?')}</h1>
        <Button kind="main" icon="plus">
          {b('登记投诉', 'Take a complaint')}
        </Button>
      </header>
      <Promises />
      <Buttons />
      <FormSample />
      <Capture />
      <Numbers />
      <Records />
      <section>
        <h2>{b('没有、正在打开、没打开', 'Empty, loading, failing')}</h2>
        <Empty
          title={b('今天还没有投诉', 'No complaint today')}
          hint={b(
            '住户在手机上提交，或前台登记后，会出现在这里。',
            'They appear here when a resident sends one or the desk takes one.',
          )}
        />
        <Loading lines={3} />
        <Failing error={new ApiError(0, { code: 'network' })} again={() => undefined} />
      </section>
    </div>
  )
}

function Promises(): ReactNode {
  const b = useBoth()
  const [samples] = useState(samplePromises)
  return (
    <section>
      <h2>{b('时限', 'Promises')}</h2>
      <div className="aj-kit-two">
        {samples.map(({ key, zh, en, promise }) => (
          <PromiseBar
            key={key}
            {...promise}
            label={b(zh, en)}
            rule={b('扰民投诉，管家 15 分钟内到场。', 'Nuisance: a steward on site within 15 minutes.')}
          />
        ))}
      </div>
    </section>
  )
}

function Buttons(): ReactNode {
  const b = useBoth()
  const [way, setWay] = useState<'in' | 'out'>('in')
  return (
    <section>
      <h2>{b('按钮与状态', 'Buttons and states')}</h2>
      <p className="aj-row aj-wrap">
        <Button kind="main">{b('已到场', 'I am here')}</Button>
        <Button>{b('转交', 'Hand over')}</Button>
        <Button kind="danger">{b('终止', 'End')}</Button>
        <Button kind="plain">{b('更多', 'More')}</Button>
        <Button refused={b('已延期一次，不能再延', 'Postponed once already')} showWhy>
          {b('延期', 'Postpone')}
        </Button>
      </p>
      <p className="aj-row aj-wrap">
        {(['running', 'soon', 'late', 'kept', 'stopped'] as const).map(state => (
          <State key={state} state={state} />
        ))}
      </p>
      <Choices
        legend={b('方向', 'Direction')}
        value={way}
        onChange={setWay}
        options={[
          { value: 'in', label: b('进', 'In') },
          { value: 'out', label: b('出', 'Out') },
        ]}
      />
    </section>
  )
}

function FormSample(): ReactNode {
  const b = useBoth()
  const form = useForm({
    key: 'kit',
    initial: { room: '', text: '' },
    check: values => ({
      room: values.room ? undefined : b('请填写房号，例如 1-2-301', 'Enter the room, such as 1-2-301'),
    }),
    send: async () => {
      throw new ApiError(422, {
        code: 'kit.sample',
        title: b('还不能登记', 'Not yet'),
        fields: [{ path: 'text', code: 'short', message: b('请写明发生了什么', 'Say what happened') }],
      })
    },
  })
  return (
    <section>
      <h2>{b('表单', 'Form')}</h2>
      <FormBox form={form} submit={b('登记', 'Register')} columns={2}>
        <Field
          form={form}
          name="room"
          label={b('房号', 'Room')}
          hint={b('楼-单元-室', 'building-section-room')}
        >
          <input {...form.bind('room')} className="aj-input" />
        </Field>
        <Field form={form} name="text" label={b('什么事', 'What is it')} optional>
          <textarea {...form.bind('text')} className="aj-input" />
        </Field>
      </FormBox>
    </section>
  )
}

function Capture(): ReactNode {
  const b = useBoth()
  const [photos, setPhotos] = useState<Blob[]>([])
  return (
    <section>
      <h2>{b('照片与签字', 'Photo and signature')}</h2>
      <div className="aj-kit-two">
        <PhotoPick label={b('拍照', 'Photo')} photos={photos} onChange={setPhotos} />
        <SignaturePad label={b('请住户在这里签字', 'The resident signs here')} onChange={() => undefined} />
      </div>
    </section>
  )
}

function Numbers(): ReactNode {
  const b = useBoth()
  const [days] = useState(() => sampleDays(14))
  return (
    <section>
      <h2>{b('数字', 'Figures')}</h2>
      <div className="aj-figures">
        <Figure
          title={b('未办结', 'Open')}
          value={37}
          unit={b('件', '')}
          period={b('此刻', 'now')}
          definition={b('所有未办结的工单', 'all tickets not closed')}
          href="#open"
        >
          <Trend label={b('14 天', '14 days')} points={days} />
        </Figure>
        <Figure
          title={b('按时到场', 'Arrived in time')}
          share={{ numerator: 181, denominator: 193 }}
          period="2026-03"
          definition={b('15 分钟内到场的扰民投诉', 'nuisance complaints reached in 15 min')}
          href="#list"
          alarm={{ state: 'soon', who: b('王强 今天还差 2 件', 'Wang Qiang, 2 to go today') }}
        />
        <Figure
          title={b('回访满意', 'Satisfied')}
          share={null}
          period="2026-03"
          definition={b('回访中表示满意的比例，拒访不算满意', 'of those asked; a refusal is not a yes')}
        />
      </div>
    </section>
  )
}

function Records(): ReactNode {
  const b = useBoth()
  const [asking, setAsking] = useState(false)
  const [since] = useState(() => samplePromises()[0]?.promise.start ?? '')
  return (
    <section>
      <h2>{b('记录与个人信息', 'Records and personal data')}</h2>
      <Timeline
        items={[
          {
            id: '1',
            at: since,
            icon: 'ticket',
            title: b('李女士投诉：楼上深夜装修', 'Ms Li complains of renovation at night'),
            who: b('前台 张敏', 'desk, Zhang Min'),
          },
          {
            id: '2',
            at: since,
            icon: 'bell',
            title: b('已通知管家王强', 'Steward Wang Qiang was told'),
            detail: b('短信 1 次送达', 'one message delivered'),
          },
        ]}
      />
      <p className="aj-row">
        {b('手机', 'Mobile')}
        <PersonReveal
          label={b('手机号', 'mobile number')}
          masked="138****1234"
          purposes={[b('联系住户处理投诉', 'to settle a complaint')]}
          reveal={async () => '13800001234'}
        />
      </p>
      <Button kind="danger" onClick={() => setAsking(true)}>
        {b('结束封闭管理', 'End the closure')}
      </Button>
      {asking ? (
        <ConfirmByName
          title={b('结束“春季封闭”', 'End “Spring closure”')}
          consequence={b(
            '登记的人员和车辆信息将被销毁，不能恢复。',
            'The data taken of people and vehicles is destroyed for good.',
          )}
          name={b('春季封闭', 'Spring closure')}
          act={b('结束并销毁', 'End and destroy')}
          run={async () => undefined}
          close={() => setAsking(false)}
        />
      ) : null}
    </section>
  )
}
