/** The statistics against an independent computation: `scripts/statistics-fixture.py` works from Moodle's definitions with numpy. */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type AnswerPattern,
  type ItemStatistics,
  type QuizStatistics,
  quizStatistics,
} from '../src/statistics/index.ts';

interface FixtureSlot extends ItemStatistics {
  id: string;
  intendedWeight: number;
  effectiveWeight: number | null;
  questions: Record<string, ItemStatistics>;
  variants: Record<string, ItemStatistics>;
  versions: Record<string, ItemStatistics>;
}

interface Fixture {
  slots: { id: string; maxScore: number; levels: number }[];
  attempts: string[];
  statistics: Omit<QuizStatistics, 'slots' | 'questions'> & { slots: FixtureSlot[] };
}

/** Both sides compute in 64-bit floats, in another order. */
const DIGITS = 10;
const DIGITS_PER_ANSWER = 4;

const fixture: Fixture = JSON.parse(readFileSync(new URL('./fixtures/statistics.json', import.meta.url), 'utf8'));
const { slots } = fixture;
const attempts: AnswerPattern[] = fixture.attempts.map((text) => ({
  count: 1,
  answers: slots.slice(0, text.length / DIGITS_PER_ANSWER).map(({ id, maxScore, levels }, place) => {
    const [reached, question, variant, version] = text.slice(
      place * DIGITS_PER_ANSWER,
      (place + 1) * DIGITS_PER_ANSWER,
    );
    return {
      slot: id,
      question: id === 'pool' ? `p${question}` : id,
      version: `v${version}`,
      variant: id === 'variants' ? (variant ?? null) : null,
      score: (Number(reached) * maxScore) / levels,
    };
  }),
}));
const computed = quizStatistics(slots, attempts);

/** Numbers become `expect.closeTo`, so that whole objects can be compared. */
function close<Value>(value: Value): Value {
  return JSON.parse(JSON.stringify(value), (_key, part) =>
    typeof part === 'number' && !Number.isInteger(part) ? expect.closeTo(part, DIGITS) : part,
  );
}

test('the fixture holds 2,000 attempts', () => {
  expect(attempts).toHaveLength(2000);
  expect(computed.n).toBe(2000);
});

test('the statistics of the whole quiz equal the independent ones', () => {
  const { slots: _slots, questions: _questions, ...ours } = computed;
  const { slots: _theirs, ...theirs } = fixture.statistics;
  expect(ours).toEqual(close(theirs));
});

describe.each(fixture.statistics.slots)('slot $id', (expected) => {
  const found = computed.slots.find(({ id }) => id === expected.id);
  const named = (list: readonly (ItemStatistics & { id: string })[] = []) =>
    Object.fromEntries(
      list.map(({ id, n, nComplete, facility, sd, discrimination, efficiency }) => [
        id,
        { n, nComplete, facility, sd, discrimination, efficiency },
      ]),
    );

  test('facility, spread, discrimination, efficiency and both weights equal the independent ones', () => {
    const { questions: _questions, variants: _variants, versions: _versions, ...numbers } = expected;
    expect(found).toMatchObject(close(numbers));
  });

  test('so do those of each question met there', () => {
    expect(named(computed.questions.filter(({ id }) => id in expected.questions))).toEqual(close(expected.questions));
  });

  // In the pool versions belong to one of three questions; the script has them per slot.
  if (expected.id === 'pool') return;
  test('so do those of each variant and version', () => {
    const question = computed.questions.find(({ id }) => id === expected.id);
    expect(named(question?.variants)).toEqual(close(expected.variants));
    expect(named(question?.versions)).toEqual(close(expected.versions));
  });
});

test('counting learners with the same answers together, in any order, changes nothing', () => {
  const grouped = [...Map.groupBy(attempts, ({ answers }) => JSON.stringify(answers)).values()].flatMap(
    ([first, ...more]) => (first ? [{ answers: first.answers, count: 1 + more.length }] : []),
  );
  expect(grouped.length).toBeLessThan(attempts.length);
  expect(quizStatistics(slots, grouped.reverse())).toEqual(close(computed));
});

test('correlations stay within -1 and 1, efficiency is at most 1, weights add up to 1, whatever was answered', () => {
  const score = fc.constantFrom(0, 0.25, 0.5, 1);
  const learner = fc.record({
    count: fc.integer({ min: 1, max: 30 }),
    scores: fc.array(score, { minLength: 1, maxLength: 4 }),
  });
  const four = ['a', 'b', 'c', 'd'].map((id) => ({ id, maxScore: 1 }));
  fc.assert(
    fc.property(fc.array(learner, { maxLength: 40 }), (learners) => {
      const patterns = learners.map(({ count, scores }) => ({
        count,
        answers: scores.map((points, place) => {
          const slot = four[place]?.id ?? '';
          return { slot, question: slot, version: 'v1', variant: null, score: points };
        }),
      }));
      const result = quizStatistics(four, patterns);
      const weights = result.slots.flatMap(({ effectiveWeight }) => effectiveWeight ?? []);
      if (weights.length > 0) expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, DIGITS);
      for (const { discrimination, efficiency, facility } of result.slots) {
        expect(Math.abs(discrimination ?? 0)).toBeLessThanOrEqual(1 + 1e-9);
        expect(efficiency ?? 0).toBeLessThanOrEqual(1 + 1e-9);
        expect(facility ?? 0).toBeLessThanOrEqual(1);
      }
    }),
  );
});
