import type { Locale } from '@glassbox/quiz';
import { expect, test } from 'vitest';
import { record } from './persisted.ts';
import { persistedText } from './persisted-text.ts';

function store(initial: Record<string, string> = {}) {
  const values = new Map(Object.entries(initial));
  return {
    getItem: (key: string) => values.get(key) ?? null,
    setItem: (key: string, value: string) => void values.set(key, value),
  };
}

const FIRST: Record<Locale, { text: string; seed: number }> = {
  zh: { text: '床前看月光', seed: 1 },
  en: { text: 'My lord', seed: 1 },
};

function open(locale: Locale, place: ReturnType<typeof store>) {
  const parse = (json: unknown) => ({
    text: String(record(json)?.text ?? ''),
    seed: Number(record(json)?.seed),
  });
  return persistedText({ key: 'lab', locale }, parse, FIRST[locale], place);
}

test('what is written on the page of one language leaves that of the other as it was', () => {
  const place = store();
  open('zh', place).write({ text: '明月几时有', seed: 7 });
  expect(open('en', place).read()).toEqual(FIRST.en);
  open('en', place).write({ text: 'To be', seed: 8 });
  expect(open('zh', place).read()).toEqual({ text: '明月几时有', seed: 7 });
});

test('what was kept for both languages is read in the one it was written in, until something newer is kept', () => {
  const chinese = store({ lab: '{"text":"明月几时有","seed":3}' });
  expect(open('zh', chinese).read()).toEqual({ text: '明月几时有', seed: 3 });
  expect(open('en', chinese).read()).toEqual(FIRST.en);
  open('zh', chinese).write({ text: '月', seed: 4 });
  expect(open('zh', chinese).read()).toEqual({ text: '月', seed: 4 });

  const english = store({ lab: '{"text":"To be","seed":3}' });
  expect(open('zh', english).read()).toEqual(FIRST.zh);
  expect(open('en', english).read()).toEqual({ text: 'To be', seed: 3 });
});
