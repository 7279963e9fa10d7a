import { describe, expect, it } from 'vitest';
import { tasteOf, worthOf } from './taste.ts';

const NONE = new Set<string>();
const nature = tasteOf('zh', 'first');
const love = tasteOf('en', 'second');
const known = new Set('my sweet lady hath a heart of fire love'.split(' '));

describe('what a couplet is worth to who loves the river at night', () => {
  it('counts each loved character once', () => {
    expect(worthOf('zh', nature, '姑苏城外寺，夜半到客船。\n', NONE)).toEqual({
      loved: 2,
      repeats: 0,
      form: true,
      invented: 0,
      points: 2,
    });
  });

  it('takes half a point for each repeated character', () => {
    expect(worthOf('zh', nature, '月月月月月，江江江江江。\n', NONE)).toMatchObject({
      loved: 2,
      repeats: 8,
      points: -2,
    });
  });

  it.each(['姑苏城外，夜半到客船。\n', '姑苏城外寺夜半到客船。\n', '姑苏城外寺，夜半到客船。', ''])(
    'takes two points for the broken form of %j',
    (text) => expect(worthOf('zh', nature, text, NONE).form).toBe(false),
  );

  it('finds four enough', () => {
    expect(worthOf('zh', nature, '月星夜江水，波舟船雁霜。\n', NONE)).toMatchObject({ loved: 10, points: 4 });
  });
});

describe('what a line is worth to who loves love', () => {
  it('counts different loved words and takes off repeated and invented ones', () => {
    expect(worthOf('en', love, 'My sweet lady hath a heart of fire.\n', known).points).toBe(3);
    expect(worthOf('en', love, 'Sweet, sweet lady of blorf.\n', known)).toMatchObject({
      loved: 2,
      repeats: 1,
      invented: 1,
      points: 1,
    });
  });

  it('takes a point where the line is not finished or too short', () => {
    expect(worthOf('en', love, 'My sweet lady', known)).toMatchObject({ form: false, points: 1 });
    expect(worthOf('en', love, 'Love!\n', known)).toMatchObject({ form: false, points: 0 });
  });
});
