import { expect, test } from 'vitest';
import { evaluate } from './expression.ts';

test.each([
  ['2 + 3 * 4', 14],
  ['(2 + 3) * 4', 20],
  ['2 ** 10', 1024],
  ['0.1 * 3', 0.3],
  ['round(2.345, 2)', 2.35],
  ['n > 3 && n < 10 ? n : -n', 7],
  ['log2(8) + ln(exp(1))', 4],
])('%s is %s', (source, value) => {
  expect(evaluate(source, { n: 7 })).toBe(value);
});

test.each(['a.b', 'n = 3', '[1]', 'this', '1 / 0', '"a" + 1', 'n; n', '(() => 1)()', '__proto__', 'n +'])(
  '%s is refused with a reason',
  (source) => {
    expect(() => evaluate(source, { n: 7 })).toThrow(/./);
  },
);
