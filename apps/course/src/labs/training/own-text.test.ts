import { expect, test } from 'vitest';
import { checkFile, checkText, SHORTEST_TEXT } from './own-text.ts';

const long = '春眠不觉晓，处处闻啼鸟。\n'.repeat(100);

test('a text of enough characters is accepted with its size', () => {
  const check = checkText(`\uFEFF${long.replaceAll('\n', '\r\n')}`);
  expect(check).toMatchObject({ ok: true, distinct: 12 });
  expect(check.ok && check.text.includes('\r')).toBe(false);
});

test.each([
  ['nothing', '', 'empty'],
  ['only spaces', '  \n ', 'empty'],
  ['one character less than needed', '春'.repeat(SHORTEST_TEXT - 1), 'too-short'],
  ['one character again and again', '春'.repeat(SHORTEST_TEXT), 'one-character'],
  ['control characters', `PK\u0003\u0004${long}`, 'binary'],
  ['replacement characters', `${long}\uFFFD`, 'not-utf8'],
])('%s is refused with its reason', (_, text, problem) => {
  expect(checkText(text)).toMatchObject({ ok: false, problem });
});

test('UTF-8 and GB18030 files are read, others are refused', () => {
  expect(checkFile(new TextEncoder().encode(long)).ok).toBe(true);
  // "春眠" in GB18030 is B4 BA C3 DF.
  const line = Uint8Array.from([0xb4, 0xba, 0xc3, 0xdf, 0x0a]);
  const gb = new Uint8Array(line.length * 400);
  for (let i = 0; i < 400; i++) gb.set(line, i * line.length);
  const check = checkFile(gb);
  expect(check.ok && check.text.slice(0, 2)).toBe('春眠');
  expect(checkFile(Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0, 1]))).toMatchObject({ ok: false, problem: 'binary' });
  expect(checkFile(Uint8Array.from([0xff, 0xff, 0xfe]))).toMatchObject({ ok: false, problem: 'not-utf8' });
});
