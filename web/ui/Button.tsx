import { type ButtonHTMLAttributes, type ReactNode, useId } from 'react'
import { Icon, type IconName } from './icons.tsx'

export interface ButtonProps extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'disabled'> {
  kind?: 'main' | 'normal' | 'plain' | 'danger'
  icon?: IconName
  wide?: boolean
  busy?: boolean
  /** Why the act is refused now, in words. The button stays focusable and says so; it never hides. */
  refused?: string
  /** Prints the reason under the button too (phones have no hover). */
  showWhy?: boolean
}

/** The button of every shell. A refused act is greyed and tells its reason instead of acting. */
export function Button({
  kind = 'normal',
  icon,
  wide,
  busy,
  refused,
  showWhy,
  children,
  onClick,
  ...rest
}: ButtonProps): ReactNode {
  const why = useId()
  const off = busy || refused !== undefined
  const button = (
    <button
      type="button"
      {...rest}
      className={`aj-button ${rest.className ?? ''}`}
      data-kind={kind}
      data-wide={wide ? '' : undefined}
      aria-disabled={off || undefined}
      aria-busy={busy || undefined}
      aria-describedby={refused ? why : rest['aria-describedby']}
      title={refused ?? rest.title}
      onClick={event => {
        if (off) event.preventDefault()
        else onClick?.(event)
      }}
    >
      {icon ? <Icon name={icon} /> : null}
      {children}
    </button>
  )
  if (!refused) return button
  return (
    <>
      {button}
      <span id={why} className={showWhy ? 'aj-why' : 'aj-sr'}>
        {refused}
      </span>
    </>
  )
}
