import { expect, test } from 'vitest';
import { twinAddress } from './twin-address.ts';

test.each([
  ['/', '/en'],
  ['/#course', '/en#course'],
  ['/lessons/start?backend=wasm#lab', '/en/lessons/start?backend=wasm#lab'],
  ['/search?q=%E6%B3%A8%E6%84%8F', '/en/search?q=%E6%B3%A8%E6%84%8F'],
  ['/teach/lesson?lesson=start&cohort=3', '/en/teach/lesson?lesson=start&cohort=3'],
  ['/ask?lesson=rlhf', '/en/ask?lesson=rlhf'],
  ['/certificates/0f8fad5b-d9cb-469f-a165-70867728950e', '/en/certificates/0f8fad5b-d9cb-469f-a165-70867728950e'],
  ['/join/K7QM-3XTP', '/en/join/K7QM-3XTP'],
  ['/join/a%2Fb', '/en/join/a%2Fb'],
  // Begins like the language and is none.
  ['/enough', '/en/enough'],
])('%s and %s are one page in two languages', (zh, en) => {
  const address = (text: string) => new URL(text, 'https://course.example');
  expect(twinAddress(address(zh))).toBe(en);
  expect(twinAddress(address(en))).toBe(zh);
});
