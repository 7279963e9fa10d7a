import { expect, test } from 'vitest';
import { countPairs, successorTable } from './successors.ts';

test('followers are counted inside a line and not across two', () => {
  const { followers, pairs } = countPairs([
    ['春', '风', '春', '风', '来'],
    ['春', '水'],
  ]);
  expect(pairs).toBe(5);
  expect(followers.春?.top).toEqual([
    ['风', 2],
    ['水', 1],
  ]);
  expect(followers.水).toBeUndefined();
});

test('what is not kept is still counted, so that the shares add up to one', () => {
  const line = [...'地玄黄宇宙洪荒日'].flatMap((character) => ['天', character]);
  const { followers } = countPairs([line]);
  const row = followers.天;
  const shown = row?.top.reduce((all, [, count]) => all + count, 0) ?? 0;
  expect(row?.otherTokens).toBe(1);
  expect(shown + (row?.otherCount ?? 0)).toBe(8);
});

test('the poems know that 明 is often followed by 月', () => {
  expect(successorTable('zh').followers.明?.top[0]?.[0]).toBe('月');
});
