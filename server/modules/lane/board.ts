/** A text as the LED or voice board behind a camera's RS485 wants it: our bytes inside the board's own frame. Pure. */
import iconv from 'iconv-lite'

export interface BoardFrame {
  charset: 'gbk' | 'utf8'
  /** hex before and after the text's bytes, from the board's manual */
  before: string
  after: string
}

/** Base64 of the framed text; nothing where the lane has no board. */
export function boardData(frame: BoardFrame | undefined, text: string): string[] {
  if (!frame) return []
  const said = frame.charset === 'gbk' ? iconv.encode(text, 'gb18030') : Buffer.from(text, 'utf8')
  return [
    Buffer.concat([Buffer.from(frame.before, 'hex'), said, Buffer.from(frame.after, 'hex')]).toString(
      'base64',
    ),
  ]
}
