import { describe, expect, it } from 'vitest';
import { letterOf } from './letter-of.ts';

describe('a term', () => {
  it.each([
    ['token', 'T'],
    ['AdamW', 'A'],
    ['词元', 'C'],
    ['参数', 'C'],
    ['预训练', 'Y'],
    ['奈特', 'N'],
    ['困惑度', 'K'],
    ['注意力', 'Z'],
    ['损失', 'S'],
    ['奖励模型', 'J'],
    ['提示', 'T'],
    ['温度', 'W'],
    ['3D', '#'],
  ])('%s is looked up under %s', (term, letter) => {
    expect(letterOf(term)).toBe(letter);
  });
});
