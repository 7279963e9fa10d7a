import { expect, test } from 'vitest';
import { scoreCouplet } from './rlhf-poems.ts';

const FIRST = '\n\n月落乌啼霜，江枫渔火眠。\n';

test('counts different images of the night river in a couplet of the right form', () => {
  expect(scoreCouplet(FIRST, '姑苏城外寺，夜半到客船。\n')).toEqual({ form: true, images: 2, repeats: 0, reward: 2 });
});

test('takes half a point for each repeated character, and counts an image once', () => {
  expect(scoreCouplet(FIRST, '月月月月月，江江江江江。\n')).toEqual({ form: true, images: 2, repeats: 8, reward: -2 });
});

test('takes two points for lines of another length, a missing mark or a missing end', () => {
  for (const broken of ['姑苏城外，夜半到客船。\n', '姑苏城外寺夜半到客船。\n', '姑苏城外寺，夜半到客船。', '']) {
    expect(scoreCouplet(FIRST, broken)).toMatchObject({ form: false });
  }
  expect(scoreCouplet(FIRST, '').reward).toBe(-2);
});

test('four images are enough', () => {
  expect(scoreCouplet(FIRST, '月星夜江水，波舟船雁霜。\n')).toMatchObject({ images: 10, repeats: 0, reward: 4 });
});
