import type { ReactNode } from 'react'

/** One paper in its three faces: PDF, the browser's print sheet, Word letter [SX-04]. The words come from the page. */
export function PaperLinks(props: {
  /** the paper, e.g. 登记单 */
  name: string
  /** the word for the print sheet */
  sheet: string
  href: (format: 'pdf' | 'html' | 'docx') => string
}): ReactNode {
  const { name, sheet, href } = props
  return (
    // biome-ignore lint/a11y/useSemanticElements: three links to one paper, no fields of a form
    <span className="aj-row" role="group" aria-label={name}>
      <a className="aj-button" href={href('pdf')} target="_blank" rel="noreferrer">
        {name} PDF
      </a>
      <a className="aj-button" href={href('html')} target="_blank" rel="noreferrer">
        {sheet}
      </a>
      <a className="aj-button" href={href('docx')} download>
        Word
      </a>
    </span>
  )
}
