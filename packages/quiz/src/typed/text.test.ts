import fc from 'fast-check';
import { expect, test } from 'vitest';
import { normaliseText } from './text.ts';

test.each([
  ['Ｃｒｏｓｓ－Ｅｎｔｒｏｐｙ', 'cross entropy'],
  ['cross—entropy', 'cross entropy'],
  ['  Cross   entropy. ', 'cross entropy'],
  ['cross_entropy', 'cross entropy'],
  ['「交叉熵」。', '交叉熵'],
  ['交 叉　熵！', '交叉熵'],
  ['下一个 token', '下一个token'],
  ['下一个token', '下一个token'],
  ['“Attention”', 'attention'],
  ['don’t', 'dont'],
  ['C++', 'c++'],
  ['0.5', '0.5'],
  ['。', ''],
])('"%s" compares as "%s"', (typed, normalised) => {
  expect(normaliseText(typed)).toBe(normalised);
});

test('different answers stay different', () => {
  const answers = ['gpt-2', 'gpt-3', '上升', '上涨', '1.5', '15', 'self attention', 'attention', 'c', 'c++', 'c#'];
  expect(new Set(answers.map(normaliseText)).size).toBe(answers.length);
});

test('case, width and surrounding spaces never matter', () => {
  const letters = fc.stringMatching(/^[a-z0-9]{1,12}$/);
  fc.assert(
    fc.property(letters, (word) => {
      const fullWidth = [...word].map((letter) => String.fromCodePoint((letter.codePointAt(0) ?? 0) + 0xfee0)).join('');
      expect(normaliseText(` ${fullWidth.toUpperCase()}　`)).toBe(normaliseText(word));
    }),
  );
});
