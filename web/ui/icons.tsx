import type { ReactNode } from 'react'

/** One hand for all icons: 24 box, 1.75 stroke, round ends, drawn for this app. */
const shapes = {
  home: 'M4 11.5 12 5l8 6.5M6.5 10v9h11v-9M10.5 19v-5h3v5',
  today: 'M5 6.5h14v13H5zM5 10.5h14M9 4v4M15 4v4M9 14.5l2 2 4-3.5',
  ticket: 'M5 5h14v10H10l-5 4zM9 9h6M9 12h4',
  bell: 'M7 16V11a5 5 0 0 1 10 0v5l1.5 1.5h-13zM10.5 19.5h3',
  people:
    'M9 11a3 3 0 1 0 0-6 3 3 0 0 0 0 6ZM3.5 19c.4-3.4 2.4-5 5.5-5s5.1 1.6 5.5 5M16 5.5a2.8 2.8 0 0 1 0 5.2M17 14.3c2 .5 3.2 2 3.5 4.7',
  person: 'M12 11.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7ZM5 20c.5-4 3-6 7-6s6.5 2 7 6',
  building: 'M6 20V4h9v16M15 9h4v11M4 20h16M9 8h3M9 12h3M9 16h3',
  gate: 'M5 20V8h3v12M8 12h12M4 20h6M12 12v3M16 12v3M5 8l1.5-3L8 8',
  pass: 'M4 6h16v12H4zM8 14.5c0-1.8 1-2.5 2.5-2.5s2.5.7 2.5 2.5M10.5 10.5a1.4 1.4 0 1 0 0-2.8 1.4 1.4 0 0 0 0 2.8ZM15.5 9.5H18M15.5 13H18',
  car: 'M4 16v-3.5l2-1L7.5 8h9l1.5 3.5 2 1V16zM4 16v2M20 16v2M7.5 16a1.5 1.5 0 1 0 0-.1M16.5 16a1.5 1.5 0 1 0 0-.1M6 11.5h12',
  shift: 'M12 20a8 8 0 1 0 0-16 8 8 0 0 0 0 16ZM12 8v4.5l3 2',
  tool: 'M14.5 5.5a4 4 0 0 0-4.8 5.3L4.5 16l3.5 3.5 5.2-5.2a4 4 0 0 0 5.3-4.8L16 12l-4-4z',
  leaf: 'M5 19c0-9 5-14 14-14 0 9-4 13-10 13-1.5 0-3-.5-4-1.5M5 19c2-4 5-7 9-9',
  money: 'M12 20a8 8 0 1 0 0-16 8 8 0 0 0 0 16ZM8.5 8l3.5 4.5L15.5 8M8.5 13h7M8.5 15.5h7M12 12.5V17.5',
  vote: 'M4 13h16v7H4zM8 13V5h8v8M10 16.5h4M10 9l1.5 1.5L14 8',
  chart: 'M4 20h16M6.5 17v-5M11 17V7M15.5 17v-7M20 17V5',
  board: 'M4 5h16v11H4zM9 20h6M12 16v4M8 12l2.5-2.5L13 11l3-3',
  setting: 'M5 7h8M17 7h2M5 12h2M11 12h8M5 17h8M17 17h2M15 5v4M9 10v4M15 15v4',
  search: 'M11 17a6 6 0 1 0 0-12 6 6 0 0 0 0 12ZM15.5 15.5 20 20',
  plus: 'M12 5v14M5 12h14',
  close: 'M6 6l12 12M18 6 6 18',
  check: 'M5 12.5l4.5 4.5L19 7.5',
  alert: 'M12 4.5 21 19.5H3zM12 10v4.5M12 17v.2',
  pause: 'M9 6v12M15 6v12',
  hourglass: 'M7 4h10M7 20h10M8 4c0 5 8 5 8 8s-8 3-8 8M16 4c0 5-8 5-8 8s8 3 8 8',
  clock: 'M12 20a8 8 0 1 0 0-16 8 8 0 0 0 0 16ZM12 7.5V12l3.5 2',
  right: 'M9 5l7 7-7 7',
  left: 'M15 5l-7 7 7 7',
  down: 'M5 9l7 7 7-7',
  up: 'M5 15l7-7 7 7',
  more: 'M6 12v.1M12 12v.1M18 12v.1',
  camera: 'M4 8h4l1.5-2.5h5L16 8h4v11H4zM12 16.5a3.2 3.2 0 1 0 0-6.4 3.2 3.2 0 0 0 0 6.4Z',
  scan: 'M5 9V5h4M15 5h4v4M19 15v4h-4M9 19H5v-4M4 12h16',
  sign: 'M4 19h16M5 15c3-9 6-11 7-9s-4 8-2 8.5 3-3.5 4.5-3.5.5 3 2 3 1.5-1 2.5-1.5',
  print: 'M7 9V4h10v5M7 17H4V9h16v8h-3M7 14h10v6H7z',
  download: 'M12 4v11M7.5 11l4.5 4.5 4.5-4.5M5 20h14',
  upload: 'M12 16V5M7.5 9.5 12 5l4.5 4.5M5 20h14',
  filter: 'M4 6h16l-6 7v6l-4-2v-4z',
  columns: 'M4 5h16v14H4zM9.5 5v14M14.5 5v14',
  eye: 'M3 12c3-5 6-7 9-7s6 2 9 7c-3 5-6 7-9 7s-6-2-9-7ZM12 15a3 3 0 1 0 0-6 3 3 0 0 0 0 6Z',
  phone: 'M6 4h3l1.5 4.5L8.5 10c1 2.5 3 4.5 5.5 5.5l1.5-2L20 15v3.5c-8 2-17.5-6-14-14.5Z',
  sun: 'M12 16a4 4 0 1 0 0-8 4 4 0 0 0 0 8ZM12 3v2M12 19v2M3 12h2M19 12h2M5.6 5.6 7 7M17 17l1.4 1.4M18.4 5.6 17 7M7 17l-1.4 1.4',
  moon: 'M19 14.5A7.5 7.5 0 0 1 9.5 5 7.5 7.5 0 1 0 19 14.5Z',
  text: 'M4 18 9 6l5 12M5.7 14h6.6M15 18l3-7 3 7M16 16h4',
  globe:
    'M12 20a8 8 0 1 0 0-16 8 8 0 0 0 0 16ZM4 12h16M12 4c2.5 2.5 3.5 5 3.5 8s-1 5.5-3.5 8c-2.5-2.5-3.5-5-3.5-8s1-5.5 3.5-8Z',
  out: 'M10 5H5v14h5M14 8l4 4-4 4M18 12H9',
  cloud: 'M7 18a4 4 0 0 1-.5-8A5.5 5.5 0 0 1 17 9.5a4.2 4.2 0 0 1 0 8.5z',
  offline: 'M4 4l16 16M7 18h9M6.5 10A4 4 0 0 0 7 18M10 6.5a5.5 5.5 0 0 1 7 3 4.2 4.2 0 0 1 3 7',
  book: 'M12 6c-2-1.5-5-1.5-7-1v13c2-.5 5-.5 7 1 2-1.5 5-1.5 7-1V5c-2-.5-5-.5-7 1ZM12 6v13',
  shield: 'M12 4l7 2.5V12c0 4-3 6.5-7 8-4-1.5-7-4-7-8V6.5zM9 12l2.2 2.2L15.5 10',
  flag: 'M6 20V5M6 5h11l-2 4 2 4H6',
  list: 'M9 7h11M9 12h11M9 17h11M5 7v.1M5 12v.1M5 17v.1',
  back: 'M19 12H5M11 6l-6 6 6 6',
  info: 'M12 20a8 8 0 1 0 0-16 8 8 0 0 0 0 16ZM12 11.5V16M12 8v.2',
  swap: 'M4 9h14M14.5 5.5 18 9l-3.5 3.5M20 15H6M9.5 11.5 6 15l3.5 3.5',
} as const

export type IconName = keyof typeof shapes

/** A line icon. Without `label` it is decoration (hidden from screen readers): the word stands beside it. */
export function Icon({ name, label, size }: { name: IconName; label?: string; size?: string }): ReactNode {
  return (
    <svg
      className="aj-icon"
      viewBox="0 0 24 24"
      width={size ?? '1.25em'}
      height={size ?? '1.25em'}
      fill="none"
      stroke="currentColor"
      strokeWidth={name === 'more' ? 3 : 1.75}
      strokeLinecap="round"
      strokeLinejoin="round"
      role={label ? 'img' : undefined}
      aria-label={label}
      aria-hidden={label ? undefined : true}
      focusable="false"
    >
      <path d={shapes[name]} />
    </svg>
  )
}

/** The mark: 安, drawn, so that it looks alike without any font. */
export function Mark({ size = '1.75rem' }: { size?: string }): ReactNode {
  return (
    <img
      className="aj-mark"
      src="/mark.svg"
      alt=""
      width={size}
      height={size}
      style={{ width: size, height: size }}
    />
  )
}
