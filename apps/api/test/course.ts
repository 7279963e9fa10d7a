/**
 * A small course with one question of each kind. Everything a learner must not see before answering holds the word
 * CANARY, so that a leak is found by looking for it.
 */
import type { LocalText, PublicOption } from '@glassbox/quiz';
import type { SecretQuestion, SecretQuiz } from '@glassbox/quiz/score';
import { type Catalogue, type CourseLesson, createCatalogue } from '../src/catalogue.ts';

export const CANARY = 'CANARY';

const both = (text: string): LocalText => ({ zh: `中文 ${text}`, en: text });
const option = (id: string): PublicOption => ({ id, text: both(`option ${id}`) });
const secretOption = (id: string, correct: boolean) => ({
  id,
  authoredId: `${CANARY}-authored-${id}`,
  correct,
  feedback: both(`${CANARY} feedback ${id}`),
});
const remarks = (id: string) => ({ right: both(`${CANARY} right ${id}`), wrong: both(`${CANARY} wrong ${id}`) });

/** `colour`: c2 is right. */
export function colourQuestion(
  change: { version?: string; fingerprint?: string; right?: string } = {},
): SecretQuestion {
  const { version = 'v1', fingerprint = 'f1', right = 'c2' } = change;
  const base = { id: 'colour', kind: 'single-choice', version } as const;
  const ids = ['c1', 'c2', 'c3'];
  return {
    ...base,
    fingerprint,
    public: { ...base, points: 1, prompt: both('Which colour?'), options: ids.map(option) },
    key: { options: ids.map((id) => secretOption(id, id === right)) },
  };
}

/** `several`: m1 and m3 are right, 2 points. */
const several: SecretQuestion = {
  id: 'several',
  kind: 'multiple-choice',
  version: 'v1',
  fingerprint: 'f1',
  public: {
    id: 'several',
    kind: 'multiple-choice',
    version: 'v1',
    points: 2,
    prompt: both('Which ones?'),
    options: ['m1', 'm2', 'm3', 'm4'].map(option),
  },
  key: { options: ['m1', 'm2', 'm3', 'm4'].map((id) => secretOption(id, id === 'm1' || id === 'm3')) },
};

/** `count`: 987654 ± 1 */
const count: SecretQuestion = {
  id: 'count',
  kind: 'number',
  version: 'v1',
  fingerprint: 'f1',
  public: { id: 'count', kind: 'number', version: 'v1', points: 1, prompt: both('How many?') },
  key: { answer: 987_654, tolerance: 1, nearTolerance: 0, unitSpellings: [], feedback: remarks('count') },
};

/** `sequence`: s2, s1, s3 */
const sequence: SecretQuestion = {
  id: 'sequence',
  kind: 'ordering',
  version: 'v1',
  fingerprint: 'f1',
  public: {
    id: 'sequence',
    kind: 'ordering',
    version: 'v1',
    points: 1,
    prompt: both('In which order?'),
    items: ['s1', 's2', 's3'].map(option),
  },
  key: {
    order: ['s2', 's1', 's3'].map((id) => ({ id, authoredId: `${CANARY}-authored-${id}` })),
    feedback: remarks('sequence'),
  },
};

/** `word`: canaryword */
const word: SecretQuestion = {
  id: 'word',
  kind: 'short-text',
  version: 'v1',
  fingerprint: 'f1',
  public: { id: 'word', kind: 'short-text', version: 'v1', points: 1, prompt: both('Which word?') },
  key: { accept: { zh: ['金丝雀'], en: ['canaryword'] }, feedback: remarks('word') },
};

export const LESSONS: readonly CourseLesson[] = [
  { slug: 'first-lesson', status: 'ready', labs: ['count-words', 'be-the-model'] },
  { slug: 'second-lesson', status: 'ready', labs: [] },
  { slug: 'someday', status: 'planned', labs: [] },
];

/** Returns the compiled quizzes; `colour` replaces the first lesson's question `colour`. */
export function quizzes(colour: SecretQuestion = colourQuestion()): Record<string, SecretQuiz> {
  return {
    'first-lesson': { lesson: 'first-lesson', questions: [colour, several, count, sequence] },
    'second-lesson': { lesson: 'second-lesson', questions: [word] },
  };
}

/** Returns the course of these quizzes. */
export function course(colour?: SecretQuestion): Catalogue {
  return createCatalogue(LESSONS, quizzes(colour));
}

/** A right answer to each question. */
export const RIGHT = {
  colour: { kind: 'single-choice', choice: 'c2' },
  several: { kind: 'multiple-choice', choices: ['m1', 'm3'] },
  count: { kind: 'number', value: '987,654' },
  sequence: { kind: 'ordering', order: ['s2', 's1', 's3'] },
  word: { kind: 'short-text', text: 'CanaryWord' },
} as const;
