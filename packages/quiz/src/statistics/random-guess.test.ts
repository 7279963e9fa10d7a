import { expect, test } from 'vitest';
import { everyKind, getSecret } from '../../test/compiled.ts';
import { optionCounts } from './answer-counts.ts';
import { randomGuessScore } from './random-guess.ts';

const choice = getSecret('why-loss-starts-high', 'single-choice');

test('guessing at one of k options earns 1/k', () => {
  expect(randomGuessScore(choice)).toBeCloseTo(1 / choice.public.options.length, 12);
});

test('guessing earns less than knowing, whatever the kind', () => {
  for (const secret of everyKind.secret.questions) expect(randomGuessScore(secret) ?? 0).toBeLessThan(1);
});

test('typed answers cannot be guessed', () => {
  const typed = everyKind.secret.questions.filter(({ kind }) => kind === 'number' || kind === 'short-text');
  expect(typed.map(randomGuessScore)).toEqual(typed.map(() => 0));
});

test('every option is counted, the one nobody chose too', () => {
  const [first, second] = choice.public.options;
  const counts = optionCounts(choice.public, [
    { response: { kind: 'single-choice', choice: first?.id }, count: 3 },
    { response: { kind: 'single-choice', choice: second?.id }, count: 1 },
    { response: null, count: 0 },
  ]);
  expect(counts?.map(({ count }) => count)).toEqual([3, 1, ...choice.public.options.slice(2).map(() => 0)]);
  expect(counts?.[0]?.share).toBe(0.75);
});
