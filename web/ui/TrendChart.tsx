import { LineChart } from 'echarts/charts'
import { GridComponent, TooltipComponent } from 'echarts/components'
import { type EChartsType, init, use } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'
import { type ReactNode, useEffect, useRef } from 'react'
import { useMode } from '../settings.ts'
import { fontFamily, tokens } from '../theme.ts'
import type { TrendProps } from './trend.ts'

use([LineChart, GridComponent, TooltipComponent, SVGRenderer])

export default function TrendChart({ points, height = 4, unit = '' }: TrendProps): ReactNode {
  const box = useRef<HTMLDivElement>(null)
  const mode = useMode()
  useEffect(() => {
    if (!box.current) return
    const chart: EChartsType = init(box.current, null, { renderer: 'svg' })
    const t = tokens[mode]
    const small = box.current.clientWidth < 420
    chart.setOption({
      animation: false,
      textStyle: { fontFamily },
      grid: { left: 4, right: 12, top: 8, bottom: 2, containLabel: true },
      tooltip: {
        trigger: 'axis',
        confine: true,
        valueFormatter: (value: unknown) => `${value ?? '–'}${unit}`,
      },
      xAxis: {
        type: 'category',
        boundaryGap: false,
        data: points.map(point => point.day.slice(5)),
        axisLine: { lineStyle: { color: t.line } },
        axisTick: { show: false },
        axisLabel: { color: t.ink3, interval: small ? points.length - 2 : 'auto', showMinLabel: true },
      },
      yAxis: {
        type: 'value',
        min: 0,
        splitNumber: 2,
        axisLabel: { color: t.ink3, hideOverlap: true },
        splitLine: { lineStyle: { color: t.line } },
      },
      series: [
        {
          type: 'line',
          data: points.map(point => point.value),
          connectNulls: false,
          symbol: 'circle',
          symbolSize: 4,
          lineStyle: { color: t.accent, width: 2 },
          itemStyle: { color: t.accent },
        },
      ],
    })
    const watch = new ResizeObserver(() => chart.resize())
    watch.observe(box.current)
    return () => {
      watch.disconnect()
      chart.dispose()
    }
  }, [points, mode, unit])
  return <div ref={box} style={{ height: `${height}rem` }} aria-hidden="true" />
}
