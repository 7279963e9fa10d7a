import { describe, expect, it } from 'vitest';
import { termsOf } from './terms.ts';

describe('termsOf', () => {
  it('folds and stems English, keeps decimals whole, leaves common words out', () => {
    expect(termsOf('The Returned ITEMS weren’t 3.5 kg, but heavier')).toEqual([
      'return',
      'item',
      'weren',
      '3.5',
      'kg',
      'heavier',
    ]);
  });

  it('cuts Chinese into words and pairs, so that any segmentation finds the other', () => {
    const [long, short] = [termsOf('退货期限'), termsOf('退货')];
    expect(short.some((term) => long.includes(term))).toBe(true);
    expect(long).toContain('期限');
    expect(termsOf('请问你们的退货期是几天？').filter((term) => /[你的是几吗]/.test(term))).toEqual([]);
  });

  it('parts Chinese from the Latin letters beside it', () => {
    expect(termsOf('BERT和GPT有什么区别')).toEqual(expect.arrayContaining(['bert', 'gpt', '区别']));
    expect(termsOf('BERT和GPT有什么区别')).toEqual(termsOf('BERT 和 GPT 有什么区别'));
  });

  it('sees through full-width forms', () => {
    expect(termsOf('ＱＹ－４０')).toEqual(termsOf('QY-40'));
  });

  it('finds nothing in punctuation and emoji', () => {
    expect(termsOf('？！… 😀')).toEqual([]);
  });
});
