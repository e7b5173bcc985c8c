import { type ReactNode, useId } from 'react'
import './form.css'

export interface Choice<T extends string> {
  value: T
  label: string
}

/** One of a few, each its own large target; a radio group for the keyboard and the screen reader. */
export function Choices<T extends string>(props: {
  legend: string
  options: readonly Choice<T>[]
  value: T | undefined
  onChange: (value: T) => void
  hideLegend?: boolean
}): ReactNode {
  const name = useId()
  return (
    <fieldset className="aj-choices">
      <legend className={props.hideLegend ? 'aj-sr' : undefined}>{props.legend}</legend>
      {props.options.map(option => (
        <label key={option.value}>
          <input
            type="radio"
            name={name}
            value={option.value}
            checked={option.value === props.value}
            onChange={() => props.onChange(option.value)}
          />
          {option.label}
        </label>
      ))}
    </fieldset>
  )
}
