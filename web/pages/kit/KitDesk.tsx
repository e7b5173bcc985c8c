import { DatePicker, InputNumber, Popover, Select, TreeSelect } from 'antd'
import { type ReactNode, useState } from 'react'
import { Facts } from '../../ui/Facts.tsx'
import { PrintSheet } from '../../ui/PrintSheet.tsx'
import { Tabs } from '../../ui/Tabs.tsx'
import { useBoth } from './sample.ts'
import './kit.css'

/** antd in our tokens, beside our own parts for records. */
export default function KitDesk(): ReactNode {
  const b = useBoth()
  const [tab, setTab] = useState('home')
  return (
    <div className="aj-kit">
      <h1>{b('桌面控件合不合身？', 'Do the desk controls fit?')}</h1>
      <section>
        <h2>{b('选择与日期', 'Choices and dates')}</h2>
        <p className="aj-row aj-wrap">
          <Select
            aria-label={b('楼栋', 'Building')}
            style={{ width: 180 }}
            mode="multiple"
            defaultValue={['1']}
            options={['1', '2', '3'].map(n => ({ value: n, label: b(`${n} 栋`, `Building ${n}`) }))}
          />
          <DatePicker aria-label={b('日期', 'Date')} />
          <DatePicker.RangePicker aria-label={b('期间', 'Period')} />
          <InputNumber aria-label={b('金额', 'Amount')} defaultValue={12.5} precision={2} />
          <TreeSelect
            aria-label={b('区域', 'Region')}
            style={{ width: 220 }}
            defaultValue="1"
            treeData={[
              {
                value: '1',
                title: b('示例市', 'Sample city'),
                children: [{ value: '2', title: b('湖滨区', 'Lakeside district') }],
              },
            ]}
          />
          <Popover content={b('说明写在这里', 'An explanation')} trigger="click">
            <button type="button" className="aj-button">
              {b('为什么', 'Why')}
            </button>
          </Popover>
        </p>
      </section>
      <section>
        <h2>{b('记录', 'A record')}</h2>
        <Tabs
          label={b('业主资料', 'Owner')}
          value={tab}
          onChange={setTab}
          tabs={[
            { key: 'home', label: b('房屋', 'Home') },
            { key: 'people', label: b('家庭成员', 'Household'), note: 3 },
            { key: 'cars', label: b('车辆', 'Vehicles'), note: 1 },
          ]}
        >
          <Facts
            facts={[
              { label: b('房号', 'Room'), value: '1-2-301' },
              { label: b('建筑面积', 'Floor area'), value: '89.45 m²' },
              { label: b('入住日期', 'Moved in'), value: '2019-06-01' },
              { label: b('备注', 'Note'), value: null },
            ]}
          />
        </Tabs>
      </section>
      <section>
        <h2>{b('打印', 'Print')}</h2>
        <PrintSheet
          title={b('整改通知书', 'Notice to mend')}
          unit={b('示例物业服务中心', 'Sample estate office')}
          date="2026-03-02"
          number={b('示改〔2026〕第 3 号', 'No. 3 of 2026')}
          redHeader
          signatures={[b('经办人', 'Clerk'), b('业主签字', 'Owner')]}
        >
          <p>{b('请于三日内整改以下事项。', 'Please mend the following within three days.')}</p>
        </PrintSheet>
      </section>
    </div>
  )
}
