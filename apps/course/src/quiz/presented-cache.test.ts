import type { PresentedQuiz } from '@glassbox/api/client';
import { expect, test } from 'vitest';
import { keepPresented, readPresented } from './presented-cache.ts';

function storageWith(entries: Record<string, string> = {}): Storage {
  const map = new Map(Object.entries(entries));
  return {
    getItem: (key: string) => map.get(key) ?? null,
    setItem: (key: string, value: string) => void map.set(key, value),
  } as Storage;
}

const quiz: PresentedQuiz = {
  lesson: 'start',
  personal: true,
  questions: [
    {
      question: { id: 'a', kind: 'short-text', version: 'v1', points: 1, prompt: { zh: '问', en: 'Q' } },
      round: 0,
      hints: [],
    },
  ],
};

test('a kept quiz comes back for its own lesson only', () => {
  const storage = storageWith();
  keepPresented(quiz, storage);
  expect(readPresented('start', storage)).toEqual(quiz);
  expect(readPresented('next-token', storage)).toBeUndefined();
});

test('neither a text that was handed in nor the summary of certainty stays on the device', () => {
  const storage = storageWith();
  const solution = { submissionId: 'id', text: 'my own words', modelAnswer: { zh: '答', en: 'A' }, criteria: [] };
  const calibration = { answers: 1, accuracy: 1, average: 3, bonus: 0, levels: [] };
  keepPresented({ ...quiz, calibration, questions: quiz.questions.map((entry) => ({ ...entry, solution })) }, storage);
  expect(readPresented('start', storage)).toEqual(quiz);
});

test.each(['', 'null', '{', '[]', '{"lesson":"start","questions":[{}]}', '{"lesson":"other","questions":[]}'])(
  'what is not a quiz of this lesson (%j) is as good as nothing',
  (text) => {
    expect(readPresented('start', storageWith({ 'glassbox-quiz/start': text }))).toBeUndefined();
  },
);

test('a storage that is full or forbidden neither gives nor fails', () => {
  const broken = {
    getItem: () => {
      throw new Error('forbidden');
    },
    setItem: () => {
      throw new Error('full');
    },
  } as unknown as Storage;
  expect(() => keepPresented(quiz, broken)).not.toThrow();
  expect(readPresented('start', broken)).toBeUndefined();
});
