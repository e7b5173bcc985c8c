import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  creditCheckSign,
  halfWidth,
  idCheckSign,
  type Parsed,
  parseCreditCode,
  parseDate,
  parseIdNumber,
  parsePhone,
  parsePlate,
} from './formats.ts'
import { parseRoom, roomText } from './room.ts'

const value = <T>(read: Parsed<T>): T | string => (read.ok ? read.value : read.code)

describe('phone', () => {
  it.each([
    ['13812345678', '13812345678'],
    [' +86 138-1234-5678 ', '13812345678'],
    ['008613812345678', '13812345678'],
    ['１３８１２３４５６７８', '13812345678'],
    ['0898-66668888', '0898-66668888'],
    ['(0898)66668888', '0898-66668888'],
    ['089866668888转123', '0898-66668888-123'],
    ['010 12345678', '010-12345678'],
    ['0731一88886666', '0731-88886666'],
    ['66668888', '66668888'],
    ['400-800-1234', '4008001234'],
    ['1381234567', 'phone.invalid'],
    ['138123456789', 'phone.invalid'],
    ['12812345678', 'phone.invalid'],
    ['1.3812E+10', 'number.lostDigits'],
    ["'; DROP TABLE person;--", 'phone.invalid'],
    ['', 'phone.invalid'],
  ])('%s → %s', (text, wanted) => expect(value(parsePhone(text))).toBe(wanted))
})

describe('ID number', () => {
  const first17 = '46010019900307001'
  const sound = first17 + idCheckSign(first17)

  it('takes a number whose check sign fits, the X in both cases', () => {
    // The example that GB 11643 itself prints.
    expect(value(parseIdNumber('11010519491231002x'))).toBe('11010519491231002X')
    expect(value(parseIdNumber(sound))).toBe(sound)
  })
  it.each([
    ['110105194912310021', 'id.check'],
    ['110105194902301000', 'id.content'],
    ['990105194912310024', 'id.check'],
    ['000105194912310024', 'id.content'],
    ['130503670401001', 'id.old'],
    ['4.60100199003E+17', 'number.lostDigits'],
    ['46010019900307', 'id.shape'],
  ])('%s → %s', (text, wanted) => expect(value(parseIdNumber(text))).toBe(wanted))

  it('any one wrong digit is found', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 16 }), fc.integer({ min: 1, max: 9 }), (at, by) => {
        const digit = (Number(sound[at]) + by) % 10
        return !parseIdNumber(sound.slice(0, at) + digit + sound.slice(at + 1)).ok
      }),
    )
  })
})

describe('social credit code', () => {
  it('takes a code whose check sign fits', () => {
    expect(value(parseCreditCode('91350100M000100Y43'))).toBe('91350100M000100Y43')
    const first17 = '91460100MA5RC0000'
    expect(value(parseCreditCode(first17 + creditCheckSign(first17)))).toBe(
      first17 + creditCheckSign(first17),
    )
  })
  it.each([
    ['91350100M000100Y44', 'credit.check'],
    ['91350100I000100Y43', 'credit.shape'],
    ['9135', 'credit.shape'],
  ])('%s → %s', (text, wanted) => expect(value(parseCreditCode(text))).toBe(wanted))
})

describe('plate', () => {
  it.each([
    ['琼A12345', '琼A12345'],
    ['琼 A·12345', '琼A12345'],
    ['琼Ａ１２３４５', '琼A12345'],
    ['琼a47y52', '琼A47Y52'],
    ['琼AO123I', '琼A01231'],
    ['琼А12345', '琼A12345'],
    ['琼AD12345', '琼AD12345'],
    ['京A12345D', '京A12345D'],
    ['粤ZF023港', '粤ZF023港'],
    ['琼A1234学', '琼A1234学'],
    ['使123456', '使123456'],
    ['琼A0560', 'plate.invalid'],
    ['琼AX12345', 'plate.invalid'],
    ['A12345', 'plate.invalid'],
    ['电动车', 'plate.invalid'],
  ])('%s → %s', (text, wanted) => expect(value(parsePlate(text))).toBe(wanted))
})

describe('date', () => {
  it.each([
    ['2026-01-31', '2026-01-31'],
    ['2026/1/31', '2026-01-31'],
    ['2026.1.31', '2026-01-31'],
    ['2026年1月31日', '2026-01-31'],
    ['２０２６年１月３１日', '2026-01-31'],
    ['20260131', '2026-01-31'],
    ['2026-01-31 08:30:00', '2026-01-31'],
    ['46053', '2026-01-31'],
    ['46053.75', '2026-01-31'],
    ['2024-02-29', '2024-02-29'],
    ['2026-02-29', 'date.none'],
    ['2026-13-01', 'date.none'],
    ['1900-01-01', 'date.range'],
    ['0', 'date.range'],
    ['1', 'date.range'],
    ['366', 'date.range'],
    ['367', '1901-01-01'],
    ['31/01/2026', 'date.shape'],
    ['明天', 'date.shape'],
  ])('%s → %s', (text, wanted) => expect(value(parseDate(text))).toBe(wanted))
})

describe('room', () => {
  it.each([
    ['1-2-301', '1-2-301'],
    ['1栋2单元301', '1-2-301'],
    ['1幢2单元301室', '1-2-301'],
    ['1号楼2单元301号', '1-2-301'],
    ['一栋二单元301', '1-2-301'],
    ['十二栋一单元1203', '12-1-1203'],
    ['1#2-301', '1-2-301'],
    ['1#301', '1-301'],
    ['１－２－３０１', '1-2-301'],
    ['01-02-0301', '1-2-301'],
    ['1栋2单元3层01室', '1-2-301'],
    ['1栋-2单元-301', '1-2-301'],
    ['12号301室', '12-301'],
    ['A座1203', 'A-1203'],
    ['a-1203', 'A-1203'],
    ['1-B101', '1-B101'],
    ['301', '301'],
    ['301室', '301'],
    ['1 - 2 - 301', '1-2-301'],
    ['三江苑1栋301', '三江苑1-301'],
    ['', 'room.shape'],
    ['<script>', 'room.shape'],
    ['1-2-3-4-5', 'room.shape'],
  ])('%s → %s', (text, wanted) => {
    const read = parseRoom(text)
    expect(read.ok ? roomText(read.value) : read.code).toBe(wanted)
  })

  it('reading its own written form gives the same room', () => {
    const part = fc.stringMatching(/^[1-9A-H][0-9]{0,2}$/)
    fc.assert(
      fc.property(part, fc.option(part, { nil: '' }), part, (building, section, unit) => {
        const room = { building, section, unit }
        expect(parseRoom(roomText(room))).toEqual({ ok: true, value: room })
      }),
    )
  })
})

describe('half width', () => {
  it('keeps rare Han characters and those of the compatibility block', () => {
    expect(halfWidth(' 𠮷野㛃\u{fa1f}\ufeff ')).toBe('𠮷野㛃\u{fa1f}')
  })
})
