/**
 * The one token file. antd, antd-mobile and the charts all read from here; nothing else names a colour.
 * One accent (deep teal). Every other colour means a state and always stands beside a word or a sign.
 */
export type Mode = 'light' | 'dark'
export type PromiseState = 'running' | 'soon' | 'late' | 'kept' | 'stopped'

export interface Tone {
  /** text and icons: at least 4.5:1 on ground and on its own soft tint */
  ink: string
  /** tint behind the text */
  soft: string
  /** solid fill of bars and dots: at least 3:1 on ground */
  fill: string
}

export interface Tokens {
  ground: string
  surface: string
  sunken: string
  line: string
  lineStrong: string
  ink: string
  ink2: string
  ink3: string
  accent: string
  accentHover: string
  onAccent: string
  accentSoft: string
  focus: string
  shadow: string
  states: Record<PromiseState, Tone>
}

const light: Tokens = {
  ground: '#ffffff',
  surface: '#ffffff',
  sunken: '#f4f6f5',
  line: '#e1e6e4',
  lineStrong: '#858f8c',
  ink: '#16201f',
  ink2: '#475350',
  ink3: '#64706d',
  accent: '#0b5c5b',
  accentHover: '#084948',
  onAccent: '#ffffff',
  accentSoft: '#e3f0ee',
  focus: '#0b7a78',
  shadow: '0 1px 2px rgb(16 32 30 / 8%), 0 6px 24px rgb(16 32 30 / 12%)',
  states: {
    running: { ink: '#23538f', soft: '#e8eff8', fill: '#4a7fc1' },
    soon: { ink: '#8a4b00', soft: '#fdf0dc', fill: '#c77700' },
    late: { ink: '#a8201a', soft: '#fce9e7', fill: '#c9362e' },
    kept: { ink: '#2a6339', soft: '#e6f2e8', fill: '#4c9160' },
    stopped: { ink: '#566260', soft: '#edf0ef', fill: '#87928f' },
  },
}

const dark: Tokens = {
  ground: '#0e1413',
  surface: '#161d1c',
  sunken: '#0a0f0e',
  line: '#2a3432',
  lineStrong: '#6d7a77',
  ink: '#e8eeec',
  ink2: '#b4c0bd',
  ink3: '#93a09d',
  accent: '#5cc2b8',
  accentHover: '#7fd3ca',
  onAccent: '#062120',
  accentSoft: '#15312f',
  focus: '#7fd3ca',
  shadow: '0 1px 2px rgb(0 0 0 / 50%), 0 8px 28px rgb(0 0 0 / 55%)',
  states: {
    running: { ink: '#93bdf2', soft: '#17263a', fill: '#5f97dd' },
    soon: { ink: '#f2b861', soft: '#33260f', fill: '#d99526' },
    late: { ink: '#ff9a90', soft: '#3b1917', fill: '#e2564b' },
    kept: { ink: '#8ccf9b', soft: '#15301d', fill: '#58a56b' },
    stopped: { ink: '#a7b3b0', soft: '#202827', fill: '#717d7a' },
  },
}

export const tokens: Record<Mode, Tokens> = { light, dark }

export const fontFamily =
  '-apple-system, "Segoe UI", "Helvetica Neue", Roboto, "PingFang SC", "Hiragino Sans GB", "Microsoft YaHei", ' +
  '"Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", sans-serif'

/** Root font size in px by shell: everything else is in rem, so a shell (and large text) scales as a whole. */
export const rootSize = { console: 14, resident: 16, field: 16, gate: 20, board: 20, entry: 16 } as const

/** Large text for residents (ui-conventions "Our own face"). */
export const largeText = 1.25

function variables(t: Tokens): string {
  const states = Object.entries(t.states).flatMap(([name, tone]) => [
    `--aj-${name}:${tone.ink}`,
    `--aj-${name}-soft:${tone.soft}`,
    `--aj-${name}-fill:${tone.fill}`,
  ])
  return [
    `--aj-ground:${t.ground}`,
    `--aj-surface:${t.surface}`,
    `--aj-sunken:${t.sunken}`,
    `--aj-line:${t.line}`,
    `--aj-line-strong:${t.lineStrong}`,
    `--aj-ink:${t.ink}`,
    `--aj-ink2:${t.ink2}`,
    `--aj-ink3:${t.ink3}`,
    `--aj-accent:${t.accent}`,
    `--aj-accent-hover:${t.accentHover}`,
    `--aj-on-accent:${t.onAccent}`,
    `--aj-accent-soft:${t.accentSoft}`,
    `--aj-focus:${t.focus}`,
    `--aj-shadow:${t.shadow}`,
    ...states,
    // antd-mobile reads these; rem sizes let it grow with the large-text switch
    `--adm-color-primary:${t.accent}`,
    `--adm-color-success:${t.states.kept.ink}`,
    `--adm-color-warning:${t.states.soon.ink}`,
    `--adm-color-danger:${t.states.late.ink}`,
    `--adm-color-text:${t.ink}`,
    `--adm-color-text-secondary:${t.ink2}`,
    `--adm-color-weak:${t.ink3}`,
    `--adm-color-light:${t.lineStrong}`,
    `--adm-color-border:${t.line}`,
    `--adm-color-box:${t.sunken}`,
    `--adm-color-background:${t.surface}`,
    `--adm-color-fill-content:${t.sunken}`,
    `--adm-color-text-light-solid:${t.onAccent}`,
    `--adm-border-color:${t.line}`,
  ].join(';')
}

const mobileSizes = [9, 10, 11, 12, 13, 14, 15, 16, 17, 18]
  .map((_, i) => `--adm-font-size-${i + 1}:${(0.75 + i * 0.0625).toFixed(4)}rem`)
  .join(';')

/**
 * The style sheet text of both modes and of paper, put into the page once by `startSettings`. `html:root` outweighs
 * the `:root` of antd-mobile, whose styles arrive later.
 */
export function themeCss(): string {
  const roots = Object.entries(rootSize).map(
    ([shell, px]) =>
      `html[data-shell=${shell}]{font-size:${px}px}html[data-shell=${shell}][data-large]{font-size:${px * largeText}px}`,
  )
  return [
    `html:root{${variables(light)};${mobileSizes};--adm-font-size-main:1rem;--adm-font-family:${fontFamily};--aj-font:${fontFamily};color-scheme:light}`,
    `html:root[data-mode=dark]{${variables(dark)};color-scheme:dark}`,
    `@media print{html:root,html:root[data-mode=dark]{${variables(light)};color-scheme:light;font-size:12pt}}`,
    ...roots,
  ].join('\n')
}
