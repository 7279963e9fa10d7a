import { expect, test } from 'vitest';
import { agoText, keptRun } from './kept-run.ts';

function store(text?: string) {
  let value = text ?? null;
  const setItem = (_: string, next: string) => {
    value = next;
  };
  return { getItem: () => value, setItem } as unknown as Storage;
}

test('a kept run is remembered and forgotten', () => {
  const note = keptRun('x', store());
  expect(note.read()).toBeNull();
  note.write({ step: 3, maxSteps: 9, savedAt: 1 });
  expect(note.read()).toEqual({ step: 3, maxSteps: 9, savedAt: 1 });
  note.write(null);
  expect(note.read()).toBeNull();
});

test('a damaged note offers nothing', () => {
  expect(keptRun('x', store('{"step":0,"maxSteps":9,"savedAt":1}')).read()).toBeNull();
  expect(keptRun('x', store('7')).read()).toBeNull();
});

test('the age of a save is said in words', () => {
  expect(agoText('zh', 0, 3 * 60_000)).toBe('3分钟前');
  expect(agoText('en', 0, 2 * 3_600_000)).toBe('2 hours ago');
  expect(agoText('en', 0, 0)).toBe('this minute');
  // The clock was set back after the save.
  expect(agoText('en', 3_600_000, 0)).toBe('this minute');
});
