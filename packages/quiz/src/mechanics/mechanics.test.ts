/** The rules around a question, over many cases: what a try can earn, certainty, draws and orders. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import '../../test/seed.ts';
import { everyKind } from '../../test/compiled.ts';
import { calibrate } from './calibration.ts';
import { CERTAINTIES, CERTAINTY_STAKES, type Certainty, certaintyPoints } from './certainty.ts';
import { drawFromPool, inOrderOf, variantFor } from './present.ts';
import { seededRandom, shuffle } from './random.ts';
import { pointsAtWorth, worthOf } from './worth.ts';

const share = fc.double({ min: 0, max: 1, noNaN: true });
const question = fc.record({
  attempts: fc.record(
    { max: fc.integer({ min: 1, max: 20 }), penalty: fc.double({ min: 0, max: 1, noNaN: true }) },
    { requiredKeys: [] },
  ),
  hints: fc.array(fc.double({ min: 0.01, max: 1, noNaN: true }), { maxLength: 4 }),
});
const spent = fc.record({ tries: fc.nat(30), hints: fc.nat(4) });

describe('what a try can earn', () => {
  test('is everything at first, whatever the rules', () => {
    fc.assert(
      fc.property(question, (rules) => {
        expect(worthOf(rules, { tries: 0, hints: 0 })).toBe(1);
      }),
    );
  });

  test('stays within 0 and 1 and never rises with another try or another hint', () => {
    fc.assert(
      fc.property(question, spent, (rules, { tries, hints }) => {
        const worth = worthOf(rules, { tries, hints });
        expect(worth).toBeGreaterThanOrEqual(0);
        expect(worth).toBeLessThanOrEqual(1);
        expect(worthOf(rules, { tries: tries + 1, hints })).toBeLessThanOrEqual(worth);
        expect(worthOf(rules, { tries, hints: hints + 1 })).toBeLessThanOrEqual(worth);
      }),
    );
  });

  test('worked out by hand: a third try after one hint is worth 1 − 2 · 0.2 − 0.25, and nothing after the last', () => {
    const rules = { attempts: { max: 3, penalty: 0.2 }, hints: [0.25, 0.5] };
    expect(worthOf(rules, { tries: 2, hints: 1 })).toBeCloseTo(0.35);
    expect(worthOf(rules, { tries: 3, hints: 0 })).toBe(0);
    expect(worthOf({}, { tries: 9, hints: 0 })).toBe(1);
  });

  test('what an answer earns stays within 0 and what it deserves, in whole hundredths, all of it at worth 1', () => {
    const deserved = fc.integer({ min: 0, max: 10_000 }).map((hundredths) => hundredths / 100);
    fc.assert(
      fc.property(deserved, share, (score, worth) => {
        const earned = pointsAtWorth(score, worth);
        expect(earned).toBeGreaterThanOrEqual(0);
        expect(earned).toBeLessThanOrEqual(score);
        expect(Math.abs(earned * 100 - Math.round(earned * 100))).toBeLessThan(1e-9);
        expect(pointsAtWorth(score, 1)).toBe(score);
      }),
    );
    expect(pointsAtWorth(2, 0.35)).toBe(0.7);
  });
});

describe('certainty', () => {
  test("is Moodle's scale: right 1, 2, 3; wrong 0, −2, −6; partly right its share of right", () => {
    expect(CERTAINTIES.map((level) => certaintyPoints(1, level))).toEqual([1, 2, 3]);
    expect(CERTAINTIES.map((level) => certaintyPoints(0, level))).toEqual([0, -2, -6]);
    expect(CERTAINTIES.map((level) => certaintyPoints(0.5, level))).toEqual([0.5, 1, 1.5]);
  });

  test('pays best at the level that fits: 1 below 2/3, 2 up to 0.8, 3 above', () => {
    const expected = (chance: number, level: Certainty) =>
      chance * CERTAINTY_STAKES[level].right + (1 - chance) * CERTAINTY_STAKES[level].wrong;
    const best = (chance: number) =>
      CERTAINTIES.reduce<Certainty>((top, level) => (expected(chance, level) > expected(chance, top) ? level : top), 1);
    expect([0.5, 0.6, 0.7, 0.79, 0.81, 1].map(best)).toEqual([1, 1, 2, 2, 3, 3]);
  });

  test('a summary of hand-made answers: accuracy, mean points, bonus and who was too sure', () => {
    const answers = [
      ...Array.from({ length: 8 }, () => ({ certainty: 1 as const, share: 0.5 })),
      ...Array.from({ length: 6 }, (_, index) => ({ certainty: 3 as const, share: index < 2 ? 1 : 0 })),
    ];
    const summary = calibrate(answers);
    expect(summary?.accuracy).toBeCloseTo(6 / 14);
    expect(summary?.average).toBeCloseTo((8 * 0.5 + 2 * 3 - 4 * 6) / 14);
    expect(summary?.bonus).toBeCloseTo(0.1 * (-1 - 6 / 14));
    expect(summary?.levels).toEqual([
      { certainty: 1, answers: 8, right: 0.5, judgement: 'fits' },
      { certainty: 3, answers: 6, right: 2 / 6, judgement: 'overconfident' },
    ]);
    expect(calibrate([])).toBeUndefined();
  });
});

describe('draws and orders', () => {
  const seed = fc.string({ maxLength: 20 });

  test('the same seed gives the same numbers within 0..1, another one others', () => {
    fc.assert(
      fc.property(seed, (text) => {
        const [one, other] = [seededRandom(text), seededRandom(text)];
        for (let turn = 0; turn < 20; turn += 1) {
          const number = one();
          expect(number).toBe(other());
          expect(number).toBeGreaterThanOrEqual(0);
          expect(number).toBeLessThan(1);
        }
      }),
    );
    expect(seededRandom('a')()).not.toBe(seededRandom('b')());
  });

  test('a shuffle loses nothing, and each of six orders comes about equally often', () => {
    const counts = new Map<string, number>();
    for (let turn = 0; turn < 3000; turn += 1) {
      const order = shuffle(['a', 'b', 'c'], seededRandom(`learner ${turn}`));
      expect([...order].sort()).toEqual(['a', 'b', 'c']);
      counts.set(order.join(''), (counts.get(order.join('')) ?? 0) + 1);
    }
    expect(counts.size).toBe(6);
    for (const count of counts.values()) expect(Math.abs(count - 500)).toBeLessThan(90);
  });

  test('a presented question has the same version, IDs and texts, in an order that no key decides', () => {
    for (const { public: shown } of everyKind.secret.questions) {
      const presented = inOrderOf(shown, 'a learner');
      expect(presented.version).toBe(shown.version);
      expect(sortedTexts(presented)).toEqual(sortedTexts(shown));
      expect(inOrderOf(shown, 'a learner')).toEqual(presented);
    }
    const orders = [...Array(40).keys()].map((index) => JSON.stringify(inOrderOf(firstWithOptions(), `${index}`)));
    expect(new Set(orders).size).toBeGreaterThan(3);
  });

  test('a learner sees every variant before one comes again', () => {
    fc.assert(
      fc.property(seed, fc.integer({ min: 2, max: 12 }), (text, count) => {
        const rounds = [...Array(count).keys()].map((round) => variantFor(text, count, round));
        expect(new Set(rounds).size).toBe(count);
        expect(variantFor(text, count, count)).toBe(rounds[0]);
      }),
    );
  });

  test('a pool gives n different questions of its own, and keeps those drawn before while they exist', () => {
    const ids = fc.uniqueArray(fc.stringMatching(/^[a-z]{1,4}$/), { minLength: 3, maxLength: 9 });
    fc.assert(
      fc.property(seed, ids, fc.nat(8), (text, pool, extra) => {
        const draw = 1 + (extra % pool.length);
        const drawn = drawFromPool(text, pool, draw);
        expect(new Set(drawn).size).toBe(draw);
        expect(drawn.every((id) => pool.includes(id))).toBe(true);
        const edited = [...pool.slice(1), 'added-later'];
        const again = drawFromPool(text, edited, draw, drawn);
        expect(drawn.filter((id) => edited.includes(id)).every((id) => again.includes(id))).toBe(true);
        expect(again).toHaveLength(draw);
      }),
    );
  });
});

function sortedTexts(value: unknown): string[] {
  return JSON.stringify(value)
    .split(/[{}[\],]+/)
    .sort();
}

function firstWithOptions() {
  const found = everyKind.public.questions.find((each) => 'options' in each);
  if (found === undefined) throw new Error('the fixture has no question with options');
  return found;
}
