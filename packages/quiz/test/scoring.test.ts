/** What holds for every kind, over many answers. A new kind is covered by the `examples.yaml` and `answers.ts` of its folder. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  arrangeLists,
  emptyResponse,
  QUESTION_KINDS,
  type QuestionKind,
  type QuestionResponse,
  validate,
} from '../src/index.ts';
import { rightResponse, type SecretQuestion, score } from '../src/score/index.ts';
import { everyKind } from './compiled.ts';

type AnswersTo = (question: SecretQuestion['public']) => fc.Arbitrary<QuestionResponse>;

const secrets = everyKind.secret.questions;
const generators = new Map<QuestionKind, AnswersTo>();
for (const kind of QUESTION_KINDS) {
  const module: { answersTo: AnswersTo } = await import(`../src/kinds/${kind}/answers.ts`);
  generators.set(kind, module.answersTo);
}

/** Answers that a form can produce for this question, right and wrong ones. */
function formAnswers(question: SecretQuestion['public']): fc.Arbitrary<QuestionResponse> {
  const answersTo = generators.get(question.kind);
  if (!answersTo) throw new Error(`no answers.ts for ${question.kind}`);
  return answersTo(question);
}

/** Anything JSON can hold, and objects that look nearly like an answer: its fields, each with anything in it. */
function anyAnswer(secret: SecretQuestion): fc.Arbitrary<unknown> {
  const { kind, ...fields } = rightResponse(secret);
  const hostile = fc.oneof(fc.jsonValue(), fc.constantFrom('__proto__', 'constructor', 'x'.repeat(100_000)));
  const nearly = fc.record(
    { kind: fc.constant(kind), ...Object.fromEntries(Object.keys(fields).map((field) => [field, hostile])) },
    { requiredKeys: ['kind'] },
  );
  const spoilt = fc.tuple(formAnswers(secret.public), hostile).map(([answer, value]) => spoil(answer, value));
  return fc.oneof(fc.jsonValue(), nearly, spoilt);
}

/** The answer with the first thing inside each of its lists and mappings replaced. */
function spoil(answer: QuestionResponse, value: unknown): unknown {
  return Object.fromEntries(
    Object.entries(answer).map(([field, part]: [string, unknown]) => {
      if (Array.isArray(part)) return [field, [value, ...part.slice(1)]];
      if (typeof part !== 'object' || part === null) return [field, part];
      return [
        field,
        Object.fromEntries(Object.entries(part).map(([key, old], place) => [key, place === 0 ? value : old])),
      ];
    }),
  );
}

/** Lists of keys whose order means nothing; the order of `order` is the key itself. */
const FREE_LISTS_OF_KEYS = ['options', 'reasons', 'left', 'pairs', 'items', 'regions'];

test('every kind has at least one example question', () => {
  expect(new Set(secrets.map(({ kind }) => kind))).toEqual(new Set(QUESTION_KINDS));
});

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

  test('the untouched form is accepted, or refused without costing anything', () => {
    const untouched = score(secret, emptyResponse(secret.public));
    expect(untouched.verdict === 'ungraded').toBe(!validate(secret.public, emptyResponse(secret.public)).ok);
  });

  test('validating a validated answer changes nothing more', () => {
    fc.assert(
      fc.property(formAnswers(secret.public), (answer) => {
        const once = validate(secret.public, answer);
        expect(once.ok && validate(secret.public, once.response)).toEqual(once);
      }),
    );
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
  const shown = arrangeLists(copy.public, (list) => turned(list, turn));
  const key = Object.entries(copy.key).map(([field, part]: [string, unknown]) => {
    const free = FREE_LISTS_OF_KEYS.includes(field) && Array.isArray(part);
    return [field, free ? turned(part, turn + 1) : part];
  });
  return Object.assign(copy, { public: shown, key: Object.fromEntries(key) });
}

function turned<Item>(list: readonly Item[], turn: number): Item[] {
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
