import type { SecretQuestion } from '@glassbox/quiz/score';
import { describe, expect, test } from 'vitest';
import { colourQuestion } from '../../../test/course.ts';
import { type AskedBefore, chooseQuestion, presentForReview } from './choose-question.ts';

const question = (id: string): SecretQuestion => ({ ...colourQuestion(), id });
const QUESTIONS = ['a', 'b', 'c'].map(question);
const asked = (questionId: string, hour: number, everRight = false): AskedBefore => ({
  questionId,
  everRight,
  latestAnsweredAt: new Date(Date.UTC(2026, 10, 23, hour)),
});

test('another question than last time is asked, if it were the only one never right', () => {
  expect(chooseQuestion(QUESTIONS, [asked('a', 1), asked('b', 2, true), asked('c', 3, true)], 'a')?.id).toBe('b');
});

test('of the others, one that was never right comes first, then the one not asked for longest', () => {
  expect(chooseQuestion(QUESTIONS, [asked('a', 1), asked('b', 2, true), asked('c', 3)], 'a')?.id).toBe('c');
  expect(chooseQuestion(QUESTIONS, [asked('a', 3), asked('b', 2), asked('c', 1)], 'a')?.id).toBe('c');
});

test('a question that was never asked counts as not asked for longest; equals come in the order of the page', () => {
  expect(chooseQuestion(QUESTIONS, [asked('a', 3), asked('b', 1)], 'a')?.id).toBe('c');
  expect(chooseQuestion(QUESTIONS, [], 'a')?.id).toBe('b');
});

test('the only question is asked again; without questions there is nothing to ask', () => {
  expect(chooseQuestion([question('a')], [asked('a', 1)], 'a')?.id).toBe('a');
  expect(chooseQuestion([], [], 'a')).toBeUndefined();
});

test('a question that needs its lesson is not asked, even when it is the only one', () => {
  const prediction = { ...question('p'), kind: 'prediction' } as unknown as SecretQuestion;
  expect(chooseQuestion([prediction], [], 'x')).toBeUndefined();
  expect(chooseQuestion([prediction, question('b')], [asked('b', 1, true)], 'b')?.id).toBe('b');
});

describe('the variant that is asked', () => {
  const variant = (version: string): SecretQuestion => {
    const base = colourQuestion({ version });
    return { ...base, public: { ...base.public, version } } as SecretQuestion;
  };
  const VARIANTS = ['v1', 'v2', 'v3'].map(variant);
  const asked = (reps: number, answered?: string) =>
    presentForReview(VARIANTS, 'learner/lesson/colour', reps, answered)?.question;

  test('is never the one answered last while there is another', () => {
    for (const reps of [1, 2, 3, 4, 5]) {
      for (const answered of ['v1', 'v2', 'v3']) expect(asked(reps, answered)?.version).not.toBe(answered);
    }
    expect(presentForReview([variant('v1')], 'x', 1, 'v1')?.question.version).toBe('v1');
  });

  test('is the same for the same review, goes round all of them, and has all its options', () => {
    expect(asked(2)).toEqual(asked(2));
    expect(new Set([1, 2, 3].map((reps) => asked(reps)?.version)).size).toBe(3);
    const options = asked(1) as { options?: { id: string }[] } | undefined;
    expect(options?.options?.map(({ id }) => id).sort()).toEqual(['c1', 'c2', 'c3']);
  });

  test('of a question without any is nothing', () => {
    expect(presentForReview([], 'x', 1, undefined)).toBeUndefined();
  });
});
