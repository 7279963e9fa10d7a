import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readNumber } from '../src/typed/read-number.ts';
import { compile, everyKind } from './compiled.ts';

const reference = readFileSync(new URL('../docs/quiz-yaml.md', import.meta.url), 'utf8');
const examples = [...reference.matchAll(/```yaml\n(.*?)```/gs)].map(([, yaml = '']) => yaml);

test('every example of the reference compiles, and every kind has one', () => {
  const kinds = examples.flatMap((yaml) => compile(yaml).public.questions.map(({ kind }) => kind));
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
