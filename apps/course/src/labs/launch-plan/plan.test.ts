import { describe, expect, test } from 'vitest';
import { firstChoices as firstDecisions } from '../decision-bench/choices.ts';
import { packResults } from '../decision-bench/decide.ts';
import { formatFor } from '../parts/format.ts';
import { keepMeasured, readMeasured } from '../parts/measured.ts';
import { budgetOf } from './budget.ts';
import { findEarlier } from './earlier.ts';
import { planMessages } from './messages.ts';
import { foundText, missingOf, sectionsOf } from './page.ts';
import { choiceOfDay, firstChoices, noTexts, readChoices, readTexts, textOf } from './plan.ts';

function memory(entries: Record<string, string> = {}): Pick<Storage, 'getItem' | 'setItem'> {
  const kept = new Map(Object.entries(entries));
  return { getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => void kept.set(key, value) };
}

describe('the budget', () => {
  const input = { answersPerDay: 5_000, checked: 200, wrong: 6, limit: 0.05, costPerWrong: 2 };

  test('multiplies the interval by the answers of a day', () => {
    const { rate, wrongPerDay, costPerMonth } = budgetOf(input);
    expect(rate.share).toBe(0.03);
    expect(wrongPerDay.middle).toBeCloseTo(150);
    expect(Math.round(wrongPerDay.low)).toBe(69);
    expect(Math.round(wrongPerDay.high)).toBe(319);
    expect(costPerMonth.middle).toBeCloseTo(9_000);
  });

  test.each([
    [0, 0, 'nothing'],
    [200, 6, 'unsettled'],
    [1_000, 30, 'within'],
    [200, 30, 'over'],
    [30, 0, 'unsettled'],
    [80, 0, 'within'],
  ] as const)('%i marked, %i wrong: %s', (checked, wrong, verdict) => {
    expect(budgetOf({ ...input, checked, wrong }).verdict).toBe(verdict);
  });

  test('says how many must be marked until the whole interval is below the limit', () => {
    const needed = budgetOf({ ...input, checked: 30, wrong: 0 }).checksNeeded ?? 0;
    expect(budgetOf({ ...input, checked: needed, wrong: 0 }).verdict).toBe('within');
    expect(budgetOf({ ...input, checked: needed - 1, wrong: 0 }).verdict).toBe('unsettled');
    expect(budgetOf({ ...input, checked: 100, wrong: 6 }).checksNeeded).toBeUndefined();
  });
});

test('what earlier labs left in this browser is found, and nothing is made up', () => {
  expect(findEarlier(memory())).toEqual({});
  const store = memory();
  keepMeasured('known-world', { withheldWrong: 90, knownRight: 80, name: 'x' }, store);
  keepMeasured('write-eval', { cases: 40, first: 0.75, second: 0.9 }, store);
  expect(readMeasured('known-world', store)).toEqual({ withheldWrong: 90, knownRight: 80 });
  expect(findEarlier(store)).toEqual({ knownWorld: { wrong: 0.9, right: 0.8 }, writeEval: { wrong: 4, total: 40 } });
});

describe('the route taken at the decision bench', () => {
  const none = { right: 0, stale: 0, plain: 0, wrong: 0, refused: 0 };
  const route = (right: number, tokens: number, trainingTokens = 0) => ({
    counts: { ...none, right, wrong: 34 - right },
    total: 34,
    answers: [],
    tokens,
    answerMs: 12.4,
    trainingTokens,
    trainingMs: 0,
    pasted: 0,
  });
  const { task, entries, passages, steps, seed } = firstDecisions();
  const facts = packResults({
    setting: { task, entries, passages, steps, seed },
    stages: { first: { asIs: route(1, 14), retrieval: route(30, 27), tuning: route(32, 14, 100_000) } },
  });
  const kept = { 'glassbox.decision-bench.results': JSON.stringify({ facts }) };
  const withTerms = (questions: number) => ({
    ...kept,
    'glassbox.decision-bench': JSON.stringify({ ...firstDecisions(), questions, budget: 1_000 }),
  });

  test('is the one advised on the learner’s terms, with what an answer costs and takes', () => {
    expect(findEarlier(memory(withTerms(100))).decision).toEqual({
      route: 'retrieval',
      right: 30,
      total: 34,
      tokens: 27,
      questions: 100,
      answerMs: 12.4,
    });
    // 3 × 100,000 characters of training over a million questions are next to nothing.
    expect(findEarlier(memory(withTerms(1_000_000))).decision).toMatchObject({ route: 'tuning', tokens: 14.3 });
  });

  test('is told in the page in both languages', () => {
    const earlier = findEarlier(memory(withTerms(100)));
    expect(foundText('decision-bench', earlier, planMessages('zh'), formatFor('zh'))).toBe(
      '检索，34 题答对 30 题；每答一共 27 字的计算（两次改版之间问 100 次），12 毫秒',
    );
    expect(foundText('decision-bench', earlier, planMessages('en'), formatFor('en'))).toBe(
      'Retrieval: 30 right of 34; 27 characters’ worth of computing per answer, all in (100 questions between changes), and 12 ms',
    );
  });

  test('is none where the bench was not used, or what it kept is damaged', () => {
    expect(
      findEarlier(memory({ 'glassbox.decision-bench.results': '{"facts":{"stages":7}}' })).decision,
    ).toBeUndefined();
    expect(foundText('decision-bench', {}, planMessages('en'), formatFor('en'))).toBeUndefined();
  });
});

test('damaged memories become sound ones', () => {
  expect(readChoices('?')).toEqual(firstChoices());
  expect(readChoices({ checked: 5, wrong: 9, canary: 0.3, alarmAt: 7 })).toMatchObject({
    wrong: 5,
    canary: 1,
    alarmAt: 0.1,
  });
  expect(readTexts({ feature: 7, harmed: 'x'.repeat(9_999) }).harmed).toHaveLength(600);
});

test.each([
  [3, 0],
  [4, 1],
  [14, 2],
  [21, 3],
  [undefined, 3],
])('day %s is choice %i', (day, choice) => {
  expect(choiceOfDay(day)).toBe(choice);
});

test.each(['zh', 'en'] as const)('the page in %s says what is written and names what is missing', (locale) => {
  const own = planMessages(locale);
  const choices = { ...firstChoices(), checked: 200, wrong: 6 };
  const page = {
    texts: { ...noTexts(), feature: 'returns desk' },
    choices,
    budget: budgetOf(choices),
    watch: undefined,
    earlier: {},
  };
  const text = textOf(own.pageTitle, sectionsOf(page, own, formatFor(locale)));
  expect(text).toContain('returns desk');
  expect(text).toContain('3.0%');
  expect(text).toContain('1.4%');
  expect(text).toContain(own.pageNoWatch);
  expect(missingOf(page, own)).toHaveLength(7);
});
