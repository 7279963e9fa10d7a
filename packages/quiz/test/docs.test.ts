import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readNumber } from '../src/typed/read-number.ts';
import { compile, everyKind } from './compiled.ts';

const root = join(import.meta.dirname, '..');
const reference = readFileSync(join(root, 'docs/quiz-yaml.md'), 'utf8');
const examples = examplesIn('docs/quiz-yaml.md');

function examplesIn(file: string): string[] {
  return [...readFileSync(join(root, file), 'utf8').matchAll(/```yaml\n(.*?)```/gs)].map(([, yaml = '']) => yaml);
}

test('every example of the reference compiles, and every kind has one there or in a README.md of its folder', () => {
  const own = globSync('src/kinds/*/README.md', { cwd: root }).flatMap((file) => examplesIn(file));
  const kinds = [...examples, ...own].flatMap((yaml) => compile(yaml).public.questions.map(({ kind }) => kind));
  expect(new Set(kinds)).toEqual(new Set(everyKind.public.questions.map(({ kind }) => kind)));
});

test('every example of the page on mechanics compiles, with variants and a pool', () => {
  const page = readFileSync(new URL('../docs/mechanics.md', import.meta.url), 'utf8');
  const quizzes = [...page.matchAll(/```yaml\n(.*?)```/gs)].map(([, yaml = '']) => compile(yaml).secret);
  expect(quizzes.map(({ variants }) => variants?.['model-size']?.length)).toEqual([12, undefined]);
  expect(quizzes.map(({ pools }) => pools?.length)).toEqual([undefined, 1]);
});

test('the typed numbers that the reference lists are read, or refused, as it says', () => {
  const [, read = '', refused = ''] = /Read as typed: (.*?)\. Unless.*Not guessed at: (.*?)\.\n/s.exec(reference) ?? [];
  const typed = (list: string) => [...list.matchAll(/`([^`]+)`/g)].map(([, text = '']) => text);
  expect(typed(read).length).toBeGreaterThan(10);
  expect(typed(read).filter((text) => readNumber(text, []) === undefined)).toEqual([]);
  expect(typed(refused).filter((text) => readNumber(text, []) !== undefined)).toEqual([]);
});
