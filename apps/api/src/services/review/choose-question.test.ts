import type { SecretQuestion } from '@glassbox/quiz/score';
import { expect, test } from 'vitest';
import { colourQuestion } from '../../../test/course.ts';
import { type AskedBefore, chooseQuestion } from './choose-question.ts';

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
