import { describe, expect, it } from 'vitest';
import type { ExamKind, Verdict } from '../closed-world/contract.ts';
import { formatFor } from '../parts/format.ts';
import { choiceOfLoss, firstChoices, handInText, plainSetting, readChoices, settingOf } from './choices.ts';
import { benchMessages } from './messages.ts';
import { rowName } from './row-name.ts';
import {
  bestRow,
  curveOf,
  findRow,
  nextId,
  packRows,
  placeOf,
  type Row,
  readRows,
  tableOf,
  trainingMsOf,
  withRow,
  worthOf,
} from './rows.ts';

const marks = (kind: ExamKind, ...of: [Verdict, number][]) =>
  of.map(([verdict, confidence]) => ({ kind, verdict, confidence }));

function row(id: number, told: Verdict, withheld: Verdict, change: Partial<Row> = {}): Row {
  return {
    id,
    setting: plainSetting({ perKind: 10, seed: 1 }),
    threshold: 0,
    marks: [...marks('known', [told, 0.9], ['right', 0.6]), ...marks('withheld', [withheld, 0.7], ['wrong', 0.3])],
    tokens: 18,
    answerMs: 5,
    trainingTokens: 0,
    trainingMs: 0,
    oldBefore: 0.5,
    oldAfter: 0.5,
    ...change,
  };
}

describe('the switches', () => {
  it('keep what is sound and mend what is not', () => {
    const chosen = {
      ...firstChoices(),
      weights: 'refusal',
      passages: 2,
      inFull: true,
      limit: 4,
      seed: 9,
      perKind: 34,
      caution: false,
    };
    expect(readChoices(JSON.parse(JSON.stringify(chosen)))).toEqual(chosen);
    const broken = {
      weights: 'magic',
      passages: 99,
      inFull: 'yes',
      limit: 7,
      book: { threshold: 7, search: 1 },
      price: 4,
      perKind: 1e9,
    };
    expect(readChoices(broken)).toEqual(firstChoices());
  });

  it('a knowledge base answers without the model: the switches of the model are off', () => {
    const setting = settingOf({
      ...firstChoices(),
      useBook: true,
      weights: 'ppo',
      passages: 2,
      inFull: true,
      limit: 2,
    });
    const off = { weights: 'sft', caution: false, passages: 0, inFull: false, limit: 0 };
    expect(setting).toMatchObject({ ...off, book: firstChoices().book });
  });

  it('name in a row what is asked in full and where answers are cut', () => {
    const setting = settingOf({ ...firstChoices(), inFull: true, limit: 2 });
    const name = (locale: 'zh' | 'en') => rowName({ setting, threshold: 0 }, benchMessages(locale), formatFor(locale));
    expect(name('zh')).toBe('加一句话 + 问全 + 限 2 字');
    expect(name('en')).toBe('one line + asked in full + at most 2 characters');
  });

  it('say what is handed in as the evaluator reads it', () => {
    expect(JSON.parse(handInText(firstChoices().book))).toEqual({ search: 'both', passages: 5, threshold: 0.4 });
  });

  it('a loss belongs to one of three guesses', () => {
    expect([-3, 4.9, 5, 20, 20.1].map(choiceOfLoss)).toEqual([0, 0, 1, 1, 2]);
  });
});

describe('the rows', () => {
  it('have a place in the trade-off that a threshold moves', () => {
    const one = row(1, 'right', 'wrong');
    expect(placeOf(one)).toMatchObject({ wrong: { share: 1 }, right: { share: 1 } });
    expect(placeOf({ ...one, threshold: 0.65 })).toMatchObject({ wrong: { share: 0.5 }, right: { share: 0.5 } });
    expect(curveOf(one)[0]).toEqual({ threshold: 0, wrong: 1, right: 1 });
    expect(curveOf(one).at(-1)).toMatchObject({ wrong: 0, right: 0 });
  });

  it('stand in a table at every threshold that moves them, the first and the last always', () => {
    const table = tableOf(curveOf(row(1, 'right', 'wrong')));
    expect(table.map(({ threshold, wrong, right }) => [threshold.toFixed(1), wrong, right])).toEqual([
      ['0.0', 1, 1],
      ['0.3', 0.5, 1],
      ['0.6', 0.5, 0.5],
      ['0.7', 0, 0.5],
      ['0.9', 0, 0],
    ]);
    const many = Array.from({ length: 100 }, (_, at) => ({ threshold: at / 100, wrong: 1 - at / 100, right: 1 }));
    const thinned = tableOf(many);
    expect(thinned.length).toBeLessThan(26);
    expect([thinned[0], thinned.at(-1)]).toEqual([many[0], many[99]]);
    expect(tableOf(many.map((place) => ({ ...place, wrong: 0 })))).toHaveLength(1);
  });

  it('say how long a training takes on this device, once there was one', () => {
    const trained = { ...row(2, 'right', 'wrong').setting, weights: 'facts' as const, trainSteps: 50 };
    expect(trainingMsOf([row(1, 'right', 'wrong')], 60)).toBeUndefined();
    const rows = [row(2, 'right', 'wrong', { setting: trained, trainingMs: 5_000 }), row(3, 'right', 'wrong')];
    expect(trainingMsOf(rows, 60)).toBe(6_000);
  });

  it('the best depends on the price of a wrong answer', () => {
    const daring = row(1, 'right', 'wrong');
    const careful = row(2, 'refused', 'refused', { threshold: 0.5 });
    expect(worthOf(daring, 1)).toBeCloseTo(0);
    expect(bestRow([daring, careful], 0.1)?.id).toBe(1);
    expect(bestRow([daring, careful], 10)?.id).toBe(2);
    expect(bestRow([], 3)).toBeUndefined();
  });

  it('survive a reload, damaged ones left out', () => {
    const trained = settingOf({
      ...firstChoices(),
      weights: 'facts',
      passages: 1,
      inFull: true,
      limit: 2,
      complete: false,
    });
    const booked = settingOf({ ...firstChoices(), useBook: true });
    const rows = [
      row(1, 'right', 'wrong'),
      row(4, 'wrong', 'refused', { setting: trained }),
      row(5, 'right', 'right', { setting: booked }),
    ];
    expect(readRows(JSON.parse(JSON.stringify(packRows(rows))))).toEqual(rows);
    expect(readRows([{ id: 1 }, 'x', { id: 2, setting: {}, marks: [[9, 9, 9]] }])).toEqual([]);
    expect(findRow(rows, booked)?.id).toBe(5);
    expect(nextId(rows)).toBe(6);
  });

  it('are not more than a screen holds; the first stays', () => {
    let rows: Row[] = [];
    for (let id = 1; id <= 20; id++) rows = withRow(rows, row(id, 'right', 'wrong'));
    expect(rows.map(({ id }) => id)).toEqual([1, ...Array.from({ length: 11 }, (_, index) => index + 10)]);
  });
});
