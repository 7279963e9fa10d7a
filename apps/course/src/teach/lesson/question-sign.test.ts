import { expect, test } from 'vitest';
import { signOf } from './question-sign.ts';

const fine = { facility: 0.7, discrimination: 0.4, randomGuess: 0.25 };

test.each([
  [fine, 'good'],
  [{ ...fine, discrimination: 0.1 }, 'flat'],
  [{ ...fine, discrimination: -0.1, facility: 0.1 }, 'negative'],
  [{ ...fine, facility: 0.27 }, 'guessing'],
  [{ ...fine, facility: 0.02, randomGuess: 0 }, 'good'],
  [{ ...fine, discrimination: null }, undefined],
  [{ facility: null, discrimination: null, randomGuess: 0.25 }, undefined],
])('%o is called %s', (question, sign) => {
  expect(signOf(question)).toBe(sign);
});
