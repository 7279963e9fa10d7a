/** The two evaluators that ask a knowledge base: what the settings change, and what is refused. */
import { describe, expect, test } from 'vitest';
import type { Refusal } from './evaluator.ts';
import { hallucinationRate } from './hallucination-rate.ts';
import { testSet } from './test-set.ts';

const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'evaluated',
    ({ code }: Refusal) => code,
  );

describe('hallucination-rate', () => {
  const authored = { language: 'zh', seed: 5, questions: 60 };
  const evaluate = (settings: unknown) => hallucinationRate({ files: new Map(), settings, authored }, () => undefined);

  test('a higher threshold says less that is wrong; too high a one leaves what it knows unsaid', async () => {
    const [none, some, all] = [
      await evaluate({ search: 'both', passages: 5, threshold: 0 }),
      await evaluate({ search: 'both', passages: 5, threshold: 0.7 }),
      await evaluate({ search: 'both', passages: 5, threshold: 1 }),
    ];
    expect(none.wrong).toBeGreaterThan(0.3);
    expect(some.wrong).toBeLessThan(0.1);
    expect(some.right).toBeGreaterThan(Math.max(none.right ?? 1, all.right ?? 1));
    for (const { right = 0, wrong = 0, refused = 0 } of [none, some, all])
      expect(right + wrong + refused).toBeCloseTo(1);
  });

  test.each([
    [null],
    ['words'],
    [{ search: 'grep', passages: 5, threshold: 0 }],
    [{ search: 'words', passages: 1e9, threshold: 0 }],
    [{ search: 'words', passages: 5, threshold: 0, extra: 1 }],
  ])('%j is refused', async (settings) => {
    expect(await codeOf(evaluate(settings))).toBe('settings-invalid');
  });
});

describe('test-set', () => {
  const facts = [
    ['退货', '签收后七天内可以退货。', 'Returns', 'Goods may be returned within seven days.'],
    ['运费', '运费是十二元。', 'Postage', 'Postage is twelve yuan.'],
    ['营业时间', '客服早上九点上班。', 'Hours', 'Support opens at nine in the morning.'],
    ['会员', '会员费每年九十九元。', 'Members', 'Membership is ninety-nine yuan a year.'],
  ] as const;
  const documents = facts.map(([zh, zhText, en, enText]) => ({ title: { zh, en }, text: { zh: zhText, en: enText } }));
  const authored = {
    documents,
    settings: {
      first: { search: 'both', passages: 5, threshold: 0 },
      second: { search: 'both', passages: 5, threshold: 0.6 },
    },
  };
  const evaluate = (settings: unknown) => testSet({ files: new Map(), settings, authored }, () => undefined);
  const outside = (count: number) =>
    Array.from({ length: count }, (_, index) => ({ question: `第${index}号行星上住着多少只企鹅？`, answer: null }));

  test('questions the documents don’t answer tell a system that keeps silent from one that doesn’t', async () => {
    const metrics = await evaluate({ items: outside(30) });
    expect(metrics).toMatchObject({ items: 30, first: 0, second: 1, difference: 1 });
    expect(metrics.low).toBeGreaterThan(0.7);
  });

  test('a few of them are not enough to tell', async () => {
    const items = [
      ...outside(2),
      { question: '运费是多少？', answer: '十二元' },
      { question: '几天内可以退货？', answer: '七天' },
    ];
    expect((await evaluate({ items })).low).toBeLessThan(0);
  });

  test.each([
    ['test-set-invalid', { items: 'many' }],
    ['test-set-invalid', { items: outside(201) }],
    ['test-set-invalid', { items: outside(2), more: 1 }],
    ['question-twice', { items: [...outside(1), ...outside(1)] }],
    ['answer-not-in-documents', { items: [...outside(2), { question: '运费是多少？', answer: '一百元' }] }],
  ])('%s: %j', async (code, settings) => {
    expect(await codeOf(evaluate(settings))).toBe(code);
  });
});
