import type { ReactNode } from 'react'

/** A long text in a frame that scrolls, by keyboard too. */
export function LongText({ label, text }: { label: string; text: string }): ReactNode {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
    <section className="cv-text" tabIndex={0} aria-label={label}>
      {text}
    </section>
  )
}
