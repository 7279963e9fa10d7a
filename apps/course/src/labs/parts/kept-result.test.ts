import { expect, it } from 'vitest';
import { isListOf, isNumber, isText, keptResult } from './kept-result.ts';
import { memoryStore } from './memory-store.ts';

const list = (json: unknown) => (isListOf(json, isNumber) ? json : undefined);

it('is found for the setting it was made with, after a reload too, and for no other', () => {
  const shop = memoryStore();
  keptResult('lab', list, shop).keep({ seed: 1, size: 'full' }, [1, 2]);
  const again = keptResult<{ seed: number; size: string }, number[]>('lab', list, shop);
  expect(again.find({ seed: 1, size: 'full' })).toEqual([1, 2]);
  expect(again.find({ seed: 2, size: 'full' })).toBeUndefined();
  again.keep({ seed: 2, size: 'full' }, [3]);
  expect(again.find({ seed: 1, size: 'full' })).toBeUndefined();
});

it('is nothing when nothing was kept, or when it is damaged', () => {
  const shop = memoryStore();
  const kept = keptResult<number, number[]>('lab', list, shop);
  expect(kept.find(1)).toBeUndefined();
  for (const damaged of ['{"setting":1,"result":[1,null]}', '{"setting":1}', '7', 'x', '[]']) {
    shop.setItem('lab', damaged);
    expect(kept.find(1)).toBeUndefined();
  }
});

it('tells numbers and texts from what is none', () => {
  expect([1, Number.NaN, Number.POSITIVE_INFINITY, '1', null].map(isNumber)).toEqual([
    true,
    false,
    false,
    false,
    false,
  ]);
  expect([isListOf(['a'], isText), isListOf(['a', 1], isText), isListOf('a', isText)]).toEqual([true, false, false]);
});
