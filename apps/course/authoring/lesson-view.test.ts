/** What the author's panel gets of a lesson, from a small quiz compiled as the build does. */
import type { CheckedCourse } from '@glassbox/curriculum';
import { compileQuiz } from '@glassbox/quiz/compile';
import { expect, test } from 'vitest';
import { errorPage } from './error-page.ts';
import { lessonView, problemsOf } from './lesson-view.ts';

const QUIZ = `questions:
  - id: why
    kind: single-choice
    objective: explain
    prompt: { zh: 为什么, en: Why }
    options:
      - { id: useful, correct: true, text: { zh: 有用, en: Useful }, feedback: { zh: 对, en: "Yes" } }
      - { id: magic, text: { zh: 魔法, en: Magic }, feedback: { zh: 不是, en: "No" } }
  - id: steps
    kind: ordering
    prompt: { zh: 排序, en: Order }
    items:
      - { id: one, text: { zh: 一, en: First } }
      - { id: two, text: { zh: 二, en: Second } }
      - { id: three, text: { zh: 三, en: Third } }
    feedback: { right: { zh: 对, en: Right }, wrong: { zh: 不对, en: Wrong } }
  - id: twice
    kind: number
    parameters: { n: { from: 2, to: 4 } }
    prompt: { zh: "{{n}}的两倍", en: "Twice {{n}}" }
    answer: "= 2 * n"
    feedback: { right: { zh: 对, en: Right }, wrong: { zh: 不对, en: Wrong } }
`;
const TEXT = { zh: '能解释', en: 'Explain' };
const { public: publicQuiz, secret } = compileQuiz(QUIZ, { file: 'quiz.yaml', lesson: 'small' });
const course: CheckedCourse = {
  course: {
    modules: [],
    lessons: [
      {
        slug: 'small',
        module: 'start',
        order: 0,
        folder: '01-small',
        status: 'ready',
        draft: true,
        minutes: 5,
        title: TEXT,
        summary: TEXT,
        labs: [],
        objectives: [
          { id: 'explain', text: TEXT },
          { id: 'untested', text: TEXT },
        ],
      },
    ],
    glossary: [],
    sources: {},
    publicQuizzes: { small: publicQuiz },
    secretQuizzes: { small: secret },
  },
  problems: [],
  unreadable: new Set(),
};
const view = lessonView(course, 'small');
const keyOf = (id: string) => view?.questions.find((each) => each.id === id)?.variants[0]?.key ?? [];

test('every question comes with its key in words, right options marked, under the names its author gave', () => {
  expect(keyOf('why')).toEqual([
    { label: 'options › useful › feedback', correct: true, text: { zh: '对', en: 'Yes' } },
    { label: 'options › magic › feedback', correct: false, text: { zh: '不是', en: 'No' } },
  ]);
  expect(keyOf('steps').filter(({ label }) => label.startsWith('feedback'))).toEqual([
    { label: 'feedback › right', text: { zh: '对', en: 'Right' } },
    { label: 'feedback › wrong', text: { zh: '不对', en: 'Wrong' } },
  ]);
});

test('a question with parameters comes in all its variants, each with its values and its own answer', () => {
  const variants = view?.questions.find(({ id }) => id === 'twice')?.variants ?? [];
  expect(variants).toHaveLength(3);
  for (const { parameters, key } of variants)
    expect(key.find(({ label }) => label === 'answer')?.text.en).toBe(String(2 * Number(parameters?.n)));
});

test('every objective names the questions that test it', () => {
  expect(view?.draft).toBe(true);
  expect(view?.objectives.map(({ id, questions }) => [id, questions])).toEqual([
    ['explain', ['why']],
    ['untested', []],
  ]);
});

test('a lesson gets its own problems and those of the files that all share', () => {
  const at = (file: string) => ({ file, line: 1, column: 1, found: 'x', needed: 'y' });
  const files = ['lessons/31-next-token/zh.mdx', 'lessons/00-start/zh.mdx', 'glossary.yaml'].map(at);
  expect(problemsOf(files, '31-next-token').map(({ file }) => file)).toEqual([
    'packages/curriculum/lessons/31-next-token/zh.mdx',
    'packages/curriculum/glossary.yaml',
  ]);
  expect(lessonView(course, 'nowhere')).toBeUndefined();
});

test('the page in place of a broken lesson shows what was written as text, never as markup', () => {
  const problem = { level: 'error', file: 'a.mdx', line: 3, column: 7, found: '<script>"', needed: '</b>' } as const;
  const page = errorPage([problem], 'en');
  expect(page).toContain('a.mdx:3:7');
  expect(page).toContain('&lt;script>&quot;');
  expect(page).not.toContain('<script>"');
});
