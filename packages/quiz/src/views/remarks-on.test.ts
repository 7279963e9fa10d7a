import { expect, test } from 'vitest';
import { remarksOn, toneOf } from './remarks-on.ts';

const text = { zh: '对', en: 'Yes' };
const feedback = [
  { target: 'b', tone: 'right', text },
  { tone: 'hint', text },
] as const;

test('a remark stands at its option only, one without target at the whole answer only', () => {
  expect(remarksOn(feedback, 'b')).toEqual([feedback[0]]);
  expect(remarksOn(feedback, 'a')).toEqual([]);
  expect(remarksOn(feedback)).toEqual([feedback[1]]);
  expect([toneOf(feedback, 'b'), toneOf(feedback, 'a')]).toEqual(['right', undefined]);
});
