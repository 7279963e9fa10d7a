import { createRandom } from '@glassbox/kernels/random';
import { describe, expect, it } from 'vitest';
import { type MaskingOptions, maskTokens } from './mask-tokens.ts';

const [CLS, SEP, MASK, V] = [0, 1, 2, 50];
const masking: MaskingOptions = { vocabSize: V, maskId: MASK, specialIds: [CLS, SEP] };
const ordinary = (length: number, first = 3) => Int32Array.from({ length }, (_, i) => first + (i % (V - 3)));

describe('maskTokens', () => {
  it.each([
    [1, 1],
    [3, 1],
    [10, 2],
    [20, 3],
    [100, 15],
  ])('asks for 15 %% of %i tokens, which is %i', (length, count) => {
    for (let seed = 0; seed < 20; seed++) {
      const { targets } = maskTokens(ordinary(length), masking, createRandom(seed));
      expect(targets.filter((target) => target !== -1)).toHaveLength(count);
    }
  });

  it('asks for the original token, and changes nothing else', () => {
    const tokenIds = ordinary(100);
    const { inputs, targets } = maskTokens(tokenIds, masking, createRandom(1));
    targets.forEach((target, place) => {
      if (target === -1) expect(inputs[place]).toBe(tokenIds[place]);
      else expect(target).toBe(tokenIds[place]);
    });
  });

  it('hides 80 % of the chosen tokens, replaces 10 % at random and keeps 10 %, within 4 standard errors', () => {
    const random = createRandom(5);
    const tokenIds = ordinary(100);
    const counts = { hidden: 0, replaced: 0, kept: 0 };
    let chosen = 0;
    for (let row = 0; row < 1000; row++) {
      const { inputs, targets } = maskTokens(tokenIds, masking, random);
      targets.forEach((target, place) => {
        if (target === -1) return;
        chosen++;
        if (inputs[place] === MASK) counts.hidden++;
        else if (inputs[place] === target) counts.kept++;
        else counts.replaced++;
      });
    }
    expect(chosen).toBe(15_000);
    // a random token is the original itself once in V − 3 = 47 times
    const expected = { hidden: 0.8, replaced: 0.1 * (46 / 47), kept: 0.1 + 0.1 / 47 };
    for (const kind of ['hidden', 'replaced', 'kept'] as const) {
      const standardError = Math.sqrt((expected[kind] * (1 - expected[kind])) / chosen);
      expect(Math.abs(counts[kind] / chosen - expected[kind])).toBeLessThan(4 * standardError);
    }
  });

  it('chooses every ordinary place equally often', () => {
    const random = createRandom(6);
    const [length, rows] = [20, 10_000];
    const times = new Array<number>(length).fill(0);
    for (let row = 0; row < rows; row++) {
      maskTokens(ordinary(length), masking, random).targets.forEach((target, place) => {
        if (target !== -1) times[place] = (times[place] ?? 0) + 1;
      });
    }
    const standardDeviation = Math.sqrt(rows * 0.15 * 0.85);
    for (const count of times) expect(Math.abs(count - 0.15 * rows)).toBeLessThan(4.5 * standardDeviation);
  });

  it('never chooses a special token and never puts one in place of another', () => {
    const random = createRandom(7);
    const row = Int32Array.from([CLS, ...ordinary(8), SEP, ...ordinary(8), SEP, MASK]);
    const special = [...row.keys()].filter((place) => (row[place] ?? 0) < 3);
    const given = new Set<number>();
    for (let draw = 0; draw < 3000; draw++) {
      const { inputs, targets } = maskTokens(row, masking, random);
      for (const place of special) expect([inputs[place], targets[place]]).toEqual([row[place], -1]);
      targets.forEach((target, place) => {
        if (target !== -1) given.add(inputs[place] ?? -1);
      });
    }
    expect([...given].sort((a, b) => a - b)).toEqual([...Array(V).keys()].slice(MASK)); // [MASK] and every ordinary token
  });

  it('asks for nothing in a row of special tokens', () => {
    const row = Int32Array.of(CLS, SEP);
    expect(maskTokens(row, masking, createRandom(1))).toEqual({ inputs: row, targets: Int32Array.of(-1, -1) });
  });
});
