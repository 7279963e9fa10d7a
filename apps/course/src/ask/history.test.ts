import type { AskAnswer } from '@glassbox/api/client';
import { expect, test } from 'vitest';
import { type HistoryEntry, remember } from './history.ts';

const answer: AskAnswer = { answered: false, sentences: [], citations: [], by: 'quotes', scope: 'course' };
const entry = (question: string, lesson = ''): HistoryEntry => ({ locale: 'zh', question, lesson, answer });

test('the latest question comes first, and asked again it is kept once, in the place it was asked from', () => {
  const entries = [entry('一'), entry('二'), entry('一', 'start')].reduce<HistoryEntry[]>(remember, []);
  expect(remember(entries, entry('一')).map(({ question, lesson }) => question + lesson)).toEqual([
    '一',
    '一start',
    '二',
  ]);
});

test('only twenty are kept', () => {
  const entries = Array.from({ length: 30 }, (_, i) => entry(`第${i}问`)).reduce<HistoryEntry[]>(remember, []);
  expect(entries).toHaveLength(20);
  expect(entries[0]?.question).toBe('第29问');
});
