/** What the author's panel gets of a lesson, from lessons as they are. */
import { fileURLToPath } from 'node:url';
import { checkCourse } from '@glassbox/curriculum';
import { secretQuizzes } from '@glassbox/curriculum/secret';
import { expect, test } from 'vitest';
import { errorPage } from './error-page.ts';
import { lessonView, problemsOf } from './lesson-view.ts';

const course = checkCourse(fileURLToPath(new URL('../../../packages/curriculum', import.meta.url)), { drafts: true });
const view = lessonView(course, 'next-token');

test('every question comes with its key in words, the right options marked, every remark in both languages', () => {
  const questions = secretQuizzes['next-token']?.questions ?? [];
  expect(view?.questions.map(({ id }) => id)).toEqual(questions.map(({ id }) => id));
  const why = view?.questions.find(({ id }) => id === 'why-meaning')?.variants[0]?.key ?? [];
  expect(why.map(({ label, correct }) => [label, correct]).toSorted()).toEqual([
    ['options › dictionary › feedback', false],
    ['options › labelled › feedback', false],
    ['options › programmed › feedback', false],
    ['options › useful › feedback', true],
  ]);
  const steps = view?.questions.find(({ id }) => id === 'one-token')?.variants[0]?.key ?? [];
  expect(
    steps
      .filter(({ label }) => label.startsWith('feedback'))
      .map(({ label }) => label)
      .toSorted(),
  ).toEqual(['feedback › partly', 'feedback › right', 'feedback › wrong']);
  for (const { variants } of view?.questions ?? [])
    for (const { key } of variants) for (const { text } of key) expect([text.zh, text.en].every(Boolean)).toBe(true);
});

test('every objective names the questions that test it', () => {
  expect(view?.objectives.find(({ id }) => id === 'read-curves')?.questions).toEqual(['which-version', 'two-curves']);
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
