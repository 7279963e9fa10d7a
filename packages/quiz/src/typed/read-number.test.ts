import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readNumber } from './read-number.ts';

test.each([
  ['1,024', 1024],
  ['1，024', 1024],
  ['1 024', 1024],
  ["1'000'000", 1e6],
  ['１２．５', 12.5],
  ['3。5', 3.5],
  ['+5', 5],
  ['−5', -5],
  ['–5', -5],
  ['负5', -5],
  ['.5', 0.5],
  ['5.', 5],
  ['5。', 5],
  ['0.5 %', 0.005],
  ['５％', 0.05],
  ['3‰', 0.003],
  ['3e2', 300],
  ['3E+2', 300],
  ['3e-1', 0.3],
  ['3×10²', 300],
  ['3 x 10^2', 300],
  ['6·10⁻³', 0.006],
  ['10^6', 1e6],
  ['2^10', 1024],
  ['1/4', 0.25],
  ['½', 0.5],
  ['1.5万', 15000],
  ['3 亿', 3e8],
  ['2万亿', 2e12],
  ['约 40', 40],
  ['≈40', 40],
  ['0', 0],
])('"%s" is %d', (typed, value) => {
  expect(readNumber(typed, [])).toEqual({ value, unit: 'none' });
});

describe('what is not plainly one number is unreadable rather than guessed', () => {
  test.each([
    '',
    'abc',
    'm5',
    '1,5',
    '1,0245',
    '12,34',
    '1.2.3',
    '3-5',
    '3~5',
    '3 – 5',
    '1½',
    '1/0',
    '0/0',
    '1e999',
    'NaN',
    'Infinity',
    '10:30',
    '--5',
    '0_,10',
  ])('"%s"', (typed) => {
    expect(readNumber(typed, [])).toBeUndefined();
  });
});

describe('units', () => {
  test.each([
    ['40 MB', 'known'],
    ['40mb', 'known'],
    ['４０ＭＢ', 'known'],
    ['40 兆字节。', 'known'],
    ['40', 'none'],
    ['40 KB', 'other'],
    ['40 MB/s', 'other'],
  ])('"%s" has a unit that is %s', (typed, unit) => {
    expect(readNumber(typed, ['MB', '兆字节'])).toEqual({ value: 40, unit });
  });

  test('a currency sign may stand before the number', () => {
    expect(readNumber('￥1,200', ['¥'])).toEqual({ value: 1200, unit: 'known' });
  });

  test('percent as the unit of the question does not scale the value', () => {
    expect(readNumber('0.5 %', ['%'])).toEqual({ value: 0.5, unit: 'known' });
    expect(readNumber('0.5', ['%'])).toEqual({ value: 0.5, unit: 'none' });
  });

  test('万 scales before a unit, and is a unit when the question says so', () => {
    expect(readNumber('3万字', ['字'])).toEqual({ value: 30000, unit: 'known' });
    expect(readNumber('3万', ['万'])).toEqual({ value: 3, unit: 'known' });
  });

  test('a unit with a superscript is read in both spellings', () => {
    expect(readNumber('5 m²', ['m^2'])).toEqual({ value: 5, unit: 'known' });
  });
});

test('every finite number reads back exactly as JavaScript writes it', () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
      expect(readNumber(String(value), [])?.value === value).toBe(true);
    }),
  );
});

test('thousands separators change nothing', () => {
  fc.assert(
    fc.property(fc.integer(), (value) => {
      expect(readNumber(value.toLocaleString('en-US'), [])?.value).toBe(value);
    }),
  );
});

test('any text is read or refused, never an exception or a value that is not finite', () => {
  const piece = fc.constantFrom('1', '12', ',', '.', 'e', '%', '万', '×10^', '/', '-', ' ', '²', '½', '$', 'MB', '。');
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: 'binary' }),
        fc.array(piece).map((all) => all.join('')),
      ),
      (typed) => {
        expect(Number.isFinite(readNumber(typed, ['MB'])?.value ?? 0)).toBe(true);
      },
    ),
    { numRuns: 2000 },
  );
});
