import { expect, test } from 'vitest';
import { numberIslands } from './number-islands.ts';

test('islands are numbered as they stand, and nothing else is touched', () => {
  const page = (one: string, other: string) =>
    `<p uid="kept">uid="kept"</p><astro-island uid="${one}" prefix="r1" props="{&quot;a&quot;:1}"><b></b></astro-island>
     <astro-island client="load" uid="${other}"></astro-island>`;
  expect(numberIslands(page('Z1SOz5P', '23Qxtr'))).toBe(page('1', '2'));
  expect(numberIslands(page('e6a6C', 'e6a6C'))).toBe(page('1', '2'));
});
