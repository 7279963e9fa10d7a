import { expect, test } from 'vitest';
import { isMeant, tidyExcerpt } from './excerpts.ts';

test('a single character of a Chinese word does not answer it', () => {
  expect(isMeant('量子 纠缠', ['先猜，再<mark>量</mark>。'])).toBe(false);
  expect(isMeant('温度', ['把<mark>温度</mark>调低'])).toBe(true);
  expect(isMeant('注意力', ['<mark>注意</mark><mark>力</mark>头'])).toBe(true);
  expect(isMeant('键', ['<mark>键</mark>：我这里有什么'])).toBe(true);
  expect(isMeant('GPT 参数', ['<mark>GPT</mark>'])).toBe(true);
  expect(isMeant('zebra', ['a <mark>z</mark>'])).toBe(true);
});

test('an excerpt begins with a word, and says where it was cut', () => {
  expect(tidyExcerpt('、抽取、分类，<mark>温度</mark>低一些', '产品')).toBe('…抽取、分类，<mark>温度</mark>低一些…');
  expect(tidyExcerpt('<mark>温度</mark> temperature. 调低更稳。', '温度 temperature')).toBe(
    '<mark>温度</mark> temperature. 调低更稳。',
  );
  expect(tidyExcerpt('text waits. This is', 'Drawing')).toBe('…text waits. This is…');
});
