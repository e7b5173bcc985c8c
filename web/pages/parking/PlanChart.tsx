import { LineChart } from 'echarts/charts'
import { GridComponent, LegendComponent, TooltipComponent } from 'echarts/components'
import { type EChartsType, init, use } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'
import { type ReactNode, useEffect, useRef } from 'react'
import { useMode } from '../../settings.ts'
import { fontFamily, tokens } from '../../theme.ts'

use([LineChart, GridComponent, LegendComponent, TooltipComponent, SVGRenderer])

export interface DrawnCurve {
  name: string
  mean: readonly number[]
  lo?: readonly number[]
  hi?: readonly number[]
}

/** Told apart by colour and by dash: the first is the house's accent. */
const strokes = ['solid', 'dashed', 'dotted', 'solid', 'dashed', 'dotted'] as const

/** Curves over the 288 five minutes of a day, each with its 95 % band where it has one. */
export default function PlanChart({
  curves,
  height = 16,
}: {
  curves: DrawnCurve[]
  height?: number
}): ReactNode {
  const box = useRef<HTMLDivElement>(null)
  const mode = useMode()
  useEffect(() => {
    if (!box.current) return
    const chart: EChartsType = init(box.current, null, { renderer: 'svg' })
    const k = tokens[mode]
    const colours = [k.accent, k.ink, k.states.late.ink, k.states.soon.ink, k.states.running.ink, k.ink3]
    chart.setOption({
      animation: false,
      textStyle: { fontFamily },
      color: colours,
      grid: { left: 4, right: 16, top: 34, bottom: 4, containLabel: true },
      legend: { top: 0, textStyle: { color: k.ink }, data: curves.map(c => c.name) },
      tooltip: {
        trigger: 'axis',
        confine: true,
        valueFormatter: (v: unknown) => (typeof v === 'number' ? v.toFixed(1) : ''),
      },
      xAxis: {
        type: 'category',
        boundaryGap: false,
        data: Array.from(
          { length: 288 },
          (_, i) => `${String(Math.floor(i / 12)).padStart(2, '0')}:${String((i % 12) * 5).padStart(2, '0')}`,
        ),
        axisLine: { lineStyle: { color: k.line } },
        axisLabel: { color: k.ink3, interval: box.current.clientWidth < 640 ? 47 : 23 },
        axisTick: { show: false },
      },
      yAxis: {
        type: 'value',
        min: 0,
        axisLabel: { color: k.ink3 },
        splitLine: { lineStyle: { color: k.line } },
      },
      series: curves.flatMap((c, i) => {
        const colour = colours[i % colours.length]
        const bare = {
          type: 'line',
          symbol: 'none',
          lineStyle: { width: 0 },
          tooltip: { show: false },
          silent: true,
        }
        return [
          ...(c.lo && c.hi
            ? [
                { ...bare, name: `${c.name}·`, data: c.lo, stack: `band${i}` },
                {
                  ...bare,
                  name: `${c.name}:`,
                  data: c.hi.map((h, n) => h - (c.lo?.[n] ?? 0)),
                  stack: `band${i}`,
                  areaStyle: { color: colour, opacity: 0.18 },
                },
              ]
            : []),
          {
            type: 'line',
            name: c.name,
            data: c.mean,
            symbol: 'none',
            itemStyle: { color: colour },
            lineStyle: { color: colour, width: 2, type: strokes[i % strokes.length] },
          },
        ]
      }),
    })
    const watch = new ResizeObserver(() => chart.resize())
    watch.observe(box.current)
    return () => {
      watch.disconnect()
      chart.dispose()
    }
  }, [curves, mode])
  return <div ref={box} style={{ height: `${height}rem` }} aria-hidden="true" />
}
