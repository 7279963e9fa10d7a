import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { pairedDifference } from '@glassbox/core/hallucination';
import { nodeDirectory } from '@glassbox/core/node';
import { loadEmbedder } from '@glassbox/core/rag';
import { expect, test } from 'vitest';
import { drawBlind } from './blind.ts';
import type { ScoredCase } from './contract.ts';
import { HELP_PAGES } from './documents.ts';
import { countPairs, flawOf, judge } from './judge.ts';
import { agreement } from './kappa.ts';
import { CASE_STOPS, casesNeeded, choiceOfNeeded, firstChoices, readChoices, unusedReady } from './plan.ts';
import { powerByRedraws } from './power.ts';
import { readyCases } from './ready-cases.ts';
import { scoreCases } from './score-cases.ts';

const COUNTS = { both: 8, onlyFirst: 1, onlySecond: 7, neither: 8 };
const QUIZ = new URL('../../../../../packages/curriculum/lessons/62-measure-an-ai-feature/quiz.yaml', import.meta.url);

test('an answer is right when it holds the expected words whatever their case and marks, or when silence was right', () => {
  expect(judge('Refunds take 3 working days.', '3 Working-Days')).toBe('right');
  expect(judge('Within 30 days.', '3 working days')).toBe('wrong');
  expect(judge(undefined, '30 days')).toBe('refused');
  expect(judge(undefined, null)).toBe('right');
  expect(judge('Ask us.', null)).toBe('wrong');
});

test('cases without a question, twice, or with an answer that no page holds are named', () => {
  const cases = [
    { question: '积分多久过期？', answer: '12个月' },
    { question: '积分多久过期？', answer: null },
    { question: ' ', answer: null },
    { question: '退款几天到账？', answer: '三天' },
  ];
  expect(cases.map((_, index) => flawOf(cases, index))).toEqual([undefined, 'twice', 'empty', 'baseless']);
  for (const locale of ['zh', 'en'] as const) {
    const ready = readyCases(locale);
    expect(ready.filter((_, index) => flawOf(ready, index) !== undefined)).toEqual([]);
  }
});

test('more cases of one kind show the difference more often, another seed draws others, and no difference needs no end', () => {
  const power = powerByRedraws(COUNTS, 1);
  expect(power.map(({ cases }) => cases)).toEqual(CASE_STOPS);
  expect(power.at(0)?.share).toBeLessThan(0.5);
  expect(power.at(-1)?.share).toBe(1);
  expect(casesNeeded(power)).toBeGreaterThan(20);
  expect(powerByRedraws(COUNTS, 1)).toEqual(power);
  expect(powerByRedraws(COUNTS, 2)).not.toEqual(power);
  expect(casesNeeded(powerByRedraws({ both: 5, onlyFirst: 2, onlySecond: 2, neither: 3 }, 1))).toBeUndefined();
  expect(choiceOfNeeded(undefined)).toBe(3);
});

test('kappa takes off what chance would agree on', () => {
  const pairs = [
    [true, true],
    [true, true],
    [false, true],
    [false, false],
    [true, false],
    [false, false],
  ].map(([human = false, rule = false]) => ({ human, rule }));
  // 4 of 6 agree; chance 0.5: (2/3 − 1/2) / (1/2)
  expect(agreement(pairs).kappa).toBeCloseTo(1 / 3, 12);
  expect(agreement([{ human: true, rule: true }])).toEqual({ agreed: 1, kappa: undefined });
});

test('six answers to different questions are drawn for the blind corner, half of them right, as the seed says', () => {
  const scored: ScoredCase[] = Array.from({ length: 12 }, (_, at) => {
    const one = { verdict: at % 2 === 0 ? ('right' as const) : ('wrong' as const), text: String(at) };
    return { first: one, second: one };
  });
  const places = drawBlind(scored, 3);
  expect(new Set(places.map(({ index }) => index)).size).toBe(6);
  expect(places.filter(({ index }) => index % 2 === 0)).toHaveLength(3);
  expect(drawBlind(scored, 4)).not.toEqual(places);
});

test('damaged settings fall back, and the ready cases that are left are those not in the set', () => {
  const first = firstChoices('zh');
  expect(readChoices({ cases: [{ question: 3 }], first: { search: 'x' }, seed: -1 }, 'zh')).toEqual(first);
  expect(unusedReady(first.cases, 'zh')).toHaveLength(readyCases('zh').length - first.cases.length);
});

test('looking by meaning too is better than by words alone on the ready cases, which 12 cannot show', async () => {
  const embedder = await loadEmbedder(
    nodeDirectory(fileURLToPath(new URL('.', import.meta.resolve('@glassbox/models/embedder/config.json')))),
  );
  for (const locale of ['zh', 'en'] as const) {
    const scored: ScoredCase[] = [];
    const { first, second } = firstChoices(locale);
    for await (const one of scoreCases(embedder, { first, second, cases: readyCases(locale) })) scored.push(one);
    const few = pairedDifference(countPairs(scored.slice(0, 12)));
    expect(few.difference).toBeGreaterThan(0.1);
    expect(few.low).toBeLessThan(0);
    expect(pairedDifference(countPairs(scored)).difference).toBeGreaterThan(0.1);
  }
});

test('the server asks about the same pages', async () => {
  const quiz = await readFile(QUIZ, 'utf8');
  for (const { title, text } of HELP_PAGES) {
    for (const part of [title.zh, title.en, text.zh, text.en]) expect(quiz).toContain(part);
  }
});
