import { expect, test } from 'vitest';
import { partsAround } from './parts-around.ts';

const text = 'One. Two. Three. Four.';

test('the pieces put together are the text', () => {
  const { before, chunkBefore, sentence, chunkAfter, after } = partsAround(
    text,
    { start: 5, end: 9 },
    { start: 0, end: 16 },
  );
  expect([before, chunkBefore, sentence, chunkAfter, after]).toEqual(['', 'One. ', 'Two.', ' Three.', ' Four.']);
});

test('a chunk alone has no sentence marked, and long documents are cut', () => {
  const place = { start: 10_000, end: 10_010 };
  const parts = partsAround('x'.repeat(20_000), place, place);
  expect(parts.sentence).toBe('');
  expect(parts.chunkBefore).toHaveLength(10);
  expect([parts.before.length, parts.cutBefore, parts.cutAfter]).toEqual([4_000, true, true]);
});
