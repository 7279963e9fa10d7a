import { expect, test } from 'vitest';
import { en } from './en.ts';
import { fill } from './fill.ts';
import { zh } from './zh.ts';

test('a value takes the place of its name', () => {
  expect(fill('第{n}题，共{total}题', { n: 2, total: 6 })).toBe('第2题，共6题');
});

test('an English plural follows the number', () => {
  expect(fill('{n} {n|lab|labs}', { n: 1 })).toBe('1 lab');
  expect(fill('{n} {n|lab|labs}', { n: 4 })).toBe('4 labs');
});

test('a name without a value stays visible instead of vanishing', () => {
  expect(fill('{a} and {b}', { a: 1 })).toBe('1 and {b}');
});

test('both languages ask for the same values in every message', () => {
  const names = (text: string): string[] =>
    [...new Set([...text.matchAll(/\{(\w+)/g)].map((match) => match[1] ?? ''))].sort();
  const flat = (value: unknown, path: string): [string, string][] =>
    typeof value === 'string'
      ? [[path, value]]
      : Object.entries(value as object).flatMap(([key, inner]) => flat(inner, `${path}.${key}`));
  const english = new Map(flat(en, ''));
  for (const [path, text] of flat(zh, '')) expect(names(english.get(path) ?? ''), path).toEqual(names(text));
});
