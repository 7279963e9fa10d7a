import { describe, expect, it } from 'vitest';
import { queriesOf } from './query-words.ts';

describe('what was typed', () => {
  it.each([
    ['注意力头怎么算', ['注意力 头 怎么 算', '注意力 怎么', '注意力']],
    ['  attention   head ', ['attention head', 'attention']],
    ['GPT-3有多少参数？', ['GPT 3 有 多少 参数', 'GPT 多少 参数', 'GPT']],
    ['参数', ['参数']],
    [' ', []],
  ])('%j is looked for as %j', (typed, queries) => {
    expect(queriesOf(typed)).toEqual(queries);
  });
});
