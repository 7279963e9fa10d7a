/** What holds for every kind, over many answers. A new kind is covered once the fixture has a question of it. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { validate } from '../src/index.ts';
import { rightResponse, type SecretQuestion, score } from '../src/score/index.ts';
import { everyKind } from './compiled.ts';

const secrets = everyKind.secret.questions;

/** Answers that a form can produce for this question, right and wrong ones. */
function formAnswers(question: SecretQuestion['public']): fc.Arbitrary<unknown> {
  switch (question.kind) {
    case 'single-choice':
      return fc.record({ kind: fc.constant(question.kind), choice: fc.constantFrom(...ids(question.options)) });
    case 'multiple-choice':
      return fc.record({
        kind: fc.constant(question.kind),
        choices: fc.shuffledSubarray(ids(question.options), { minLength: 1 }),
      });
    case 'number':
      return fc.record({
        kind: fc.constant(question.kind),
        value: fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
      });
    case 'ordering':
      return fc.record({
        kind: fc.constant(question.kind),
        order: fc.shuffledSubarray(ids(question.items), { minLength: question.items.length }),
      });
    case 'short-text':
      return fc.record({
        kind: fc.constant(question.kind),
        text: fc.stringMatching(/^[a-z交叉熵 ]*[a-z熵]$/).filter((text) => text.length <= 300),
      });
  }
}

/** Anything JSON can hold, and objects that look nearly like an answer. */
function anyAnswer({ kind }: SecretQuestion): fc.Arbitrary<unknown> {
  const nearly = fc.record(
    {
      kind: fc.constant(kind),
      choice: fc.jsonValue(),
      choices: fc.jsonValue(),
      value: fc.jsonValue(),
      order: fc.jsonValue(),
      text: fc.jsonValue(),
    },
    { requiredKeys: ['kind'] },
  );
  return fc.oneof(fc.jsonValue(), nearly);
}

const ids = (options: { id: string }[]) => options.map(({ id }) => id);

describe.each(secrets.map((secret) => [`${secret.kind} ${secret.id}`, secret] as const))('%s', (_name, secret) => {
  test('what a form produces is accepted and scored between nothing and every point, the verdict agreeing', () => {
    fc.assert(
      fc.property(formAnswers(secret.public), (answer) => {
        expect(validate(secret.public, answer)).toMatchObject({ ok: true });
        const result = score(secret, answer);
        if (result.verdict === 'ungraded') throw new Error('a form answer was not graded');
        expect(result.score).toBeGreaterThanOrEqual(0);
        expect(result.score).toBeLessThanOrEqual(result.maxScore);
        expect(result.maxScore).toBe(secret.public.points);
        expect(result.verdict === 'right').toBe(result.score === result.maxScore);
        expect(result.verdict === 'wrong').toBe(result.score === 0);
        expect(result.feedback.length).toBeGreaterThan(0);
      }),
    );
  });

  test('the right answer earns every point', () => {
    expect(validate(secret.public, rightResponse(secret))).toMatchObject({ ok: true });
    expect(score(secret, rightResponse(secret))).toMatchObject({ verdict: 'right', score: secret.public.points });
  });

  test('any JSON is scored or refused with words in both languages, never an exception', () => {
    fc.assert(
      fc.property(anyAnswer(secret), (answer) => {
        const result = score(secret, answer);
        expect(result.verdict === 'ungraded').toBe(!validate(secret.public, answer).ok);
        if (result.verdict !== 'ungraded') return;
        expect(result.problem.text.zh.length * result.problem.text.en.length).toBeGreaterThan(0);
      }),
      { numRuns: 500 },
    );
  });

  test('permuting options, items and the stored key changes nothing', () => {
    fc.assert(
      fc.property(formAnswers(secret.public), fc.nat(), (answer, turn) => {
        expect(normalised(score(permuted(secret, turn), answer))).toEqual(normalised(score(secret, answer)));
      }),
    );
  });

  test('a stored copy scores like the original', () => {
    const stored = JSON.parse(JSON.stringify(secret)) as SecretQuestion; // what a database gives back
    expect(score(stored, rightResponse(stored))).toEqual(score(secret, rightResponse(secret)));
  });

  test('scoring changes neither question nor answer', () => {
    const frozen = deepFreeze(structuredClone(secret));
    const answer = deepFreeze(structuredClone(rightResponse(secret)));
    expect(score(frozen, answer)).toMatchObject({ verdict: 'right' });
  });
});

/** The same question with its lists turned: options as a learner saw them, options of the key. */
function permuted(secret: SecretQuestion, turn: number): SecretQuestion {
  const copy = structuredClone(secret);
  if ('options' in copy.public) copy.public.options = turned(copy.public.options, turn);
  if ('items' in copy.public) copy.public.items = turned(copy.public.items, turn);
  if ('options' in copy.key) copy.key.options = turned(copy.key.options, turn + 1);
  return copy;
}

function turned<Item>(list: Item[], turn: number): Item[] {
  const start = turn % list.length;
  return [...list.slice(start), ...list.slice(0, start)];
}

/** Remarks are listed in the order the options were shown; which ones there are must not depend on it. */
function normalised(result: ReturnType<typeof score>): unknown {
  if (result.verdict === 'ungraded') return result;
  return { ...result, feedback: new Set(result.feedback.map((remark) => JSON.stringify(remark))) };
}

function deepFreeze<Value>(value: Value): Value {
  if (typeof value === 'object' && value !== null) Object.values(Object.freeze(value)).forEach(deepFreeze);
  return value;
}
