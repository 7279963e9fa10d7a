import { describe, expect, it } from 'vitest';
import { createTask, type TaskSpec } from './create-task.ts';
import { drawRepeats } from './repeat-rows.ts';
import { nextTokenRows } from './repeats.ts';

const PLACE = { seed: 1, index: 0, batchSize: 64 };

describe('repeats', () => {
  const spec = { name: 'repeats', vocabSize: 32, length: 21, minPeriod: 3, maxPeriod: 10 } as const;

  it('repeats one pattern of different tokens per test row, with every period', () => {
    const rows = drawRepeats(spec, { seed: 1, count: 200 });
    for (const { tokenIds, period } of rows) {
      expect(tokenIds.length).toBe(21);
      expect(new Set(tokenIds).size).toBe(period);
      expect(tokenIds.every((id, place) => id < 32 && (place < period || id === tokenIds[place - period]))).toBe(true);
    }
    expect(new Set(rows.map(({ period }) => period)).size).toBe(8);
  });

  it('jumps along its cycle while training: a token has one successor, but for the share of jumps', () => {
    const rows = drawRepeats({ ...spec, length: 400 }, { seed: 1, count: 20, jump: 0.25 });
    for (const { tokenIds, period } of rows) {
      const followed = new Map<number, Map<number, number>>();
      for (let i = 0; i + 1 < tokenIds.length; i++) {
        const counts = followed.get(tokenIds[i] ?? 0) ?? new Map<number, number>();
        counts.set(tokenIds[i + 1] ?? 0, (counts.get(tokenIds[i + 1] ?? 0) ?? 0) + 1);
        followed.set(tokenIds[i] ?? 0, counts);
      }
      expect(followed.size).toBe(period);
      const usual = [...followed.values()].reduce((sum, counts) => sum + Math.max(...counts.values()), 0) / 399;
      expect(Math.abs(usual - (0.75 + 0.25 / period))).toBeLessThan(0.1);
    }
  });

  it('asks for the next token everywhere', () => {
    const rows = drawRepeats(spec, { seed: 1, count: 2 }).map(({ tokenIds }) => tokenIds);
    const { inputs, targets, shape } = nextTokenRows(rows);
    expect(shape).toEqual([2, 20]);
    expect([...inputs.slice(0, 20)]).toEqual([...(rows[0]?.slice(0, 20) ?? [])]);
    expect([...targets.slice(20)]).toEqual([...(rows[1]?.slice(1) ?? [])]);
  });

  it('follows one rule from token t − 1 to t + 1 in all rows of habit, but for a fifth of random tokens', () => {
    const { inputs } = createTask({ ...spec, habits: 1 }).batch(PLACE);
    const followed = new Map<number, number[]>();
    for (let place = 0; place + 2 < inputs.length; place++) {
      if (place % 20 > 17) continue; // the next row begins
      followed.set(inputs[place] ?? 0, [...(followed.get(inputs[place] ?? 0) ?? []), inputs[place + 2] ?? 0]);
    }
    const usual = [...followed.values()].map(
      (next) => Math.max(...next.map((a) => next.filter((b) => b === a).length)) / next.length,
    );
    const mean = usual.reduce((a, b) => a + b) / usual.length;
    expect(Math.abs(mean - (0.8 + 0.2 / 32))).toBeLessThan(0.05);
  });
});

describe('rules', () => {
  const spec = { name: 'rules', modulus: 11, shots: 4, family: 'affine' } as const;
  const rulesOf = (batch: { inputs: Int32Array; targets: Int32Array }) =>
    Array.from({ length: 64 }, (_, row) => {
      const pairs = Array.from({ length: 4 }, (_, shot) => [
        batch.inputs[row * 8 + shot * 2],
        batch.inputs[row * 8 + shot * 2 + 1],
      ]);
      return Array.from({ length: 110 }, (_, i) => [1 + Math.floor(i / 11), i % 11] as const).filter(([a, b]) =>
        pairs.every(([x = 0, y]) => (a * x + b) % 11 === y),
      );
    });

  it('hides exactly one rule in every row, and asks for y only', () => {
    const batch = createTask(spec).batch(PLACE);
    expect(rulesOf(batch).every((rules) => rules.length === 1)).toBe(true);
    expect(
      batch.targets.every((target, place) => (place % 2 === 0 ? target === batch.inputs[place + 1] : target === -1)),
    ).toBe(true);
  });

  it('keeps a fifth of the rules for tests', () => {
    const seen = new Set(
      Array.from({ length: 20 }, (_, index) => rulesOf(createTask(spec).batch({ ...PLACE, index })).map(String)).flat(),
    );
    expect(seen.size).toBe(88);
  });
});

describe('modular', () => {
  it('asks for a + b mod p, from a fixed share of the table', () => {
    const task = createTask({ name: 'modular', modulus: 7, trainFraction: 0.5, splitSeed: 1 });
    const seen = new Set<string>();
    for (let index = 0; index < 20; index++) {
      const { inputs, targets, shape } = task.batch({ ...PLACE, index });
      expect(shape).toEqual([64, 3]);
      for (let row = 0; row < 64; row++) {
        const [a = 0, b = 0, equals] = inputs.slice(row * 3, row * 3 + 3);
        expect(equals).toBe(7);
        expect([...targets.slice(row * 3, row * 3 + 3)]).toEqual([-1, -1, (a + b) % 7]);
        seen.add(`${a}+${b}`);
      }
    }
    expect(seen.size).toBe(25); // half of 49
  });
});

describe('createTask', () => {
  const specs: TaskSpec[] = [
    { name: 'addition', digits: 2 },
    { name: 'chain', maxSteps: 3 },
    { name: 'repeats', vocabSize: 8, length: 12, minPeriod: 2, maxPeriod: 5 },
    { name: 'rules', modulus: 7, shots: 3, family: 'shift' },
    { name: 'modular', modulus: 7, trainFraction: 0.5, splitSeed: 1 },
  ];

  it.each(specs)('makes batches of $name that fit its models and depend on seed and index alone', (spec) => {
    const [task, again] = [createTask(spec), createTask(spec)];
    const batch = task.batch(PLACE);
    expect(batch).toEqual(again.batch(PLACE));
    expect(batch).not.toEqual(task.batch({ ...PLACE, index: 1 }));
    expect(batch).not.toEqual(task.batch({ ...PLACE, seed: 2 }));
    expect(batch.shape[0]).toBe(64);
    expect(batch.shape[1]).toBeLessThanOrEqual(task.blockSize);
    expect(batch.inputs.every((id) => id >= 0 && id < task.vocabSize)).toBe(true);
    expect(batch.targets.every((id) => id >= -1 && id < task.vocabSize)).toBe(true);
  });

  it.each([
    [{ name: 'repeats', vocabSize: 8, length: 12, minPeriod: 2, maxPeriod: 7 }, 'maxPeriod'],
    [{ name: 'rules', modulus: 7, shots: 8, family: 'shift' }, 'shots'],
    [{ name: 'modular', modulus: 1, trainFraction: 0.5, splitSeed: 1 }, 'modulus'],
    [{ name: 'modular', modulus: 7, trainFraction: 2, splitSeed: 1 }, 'trainFraction'],
    [{ name: 'poetry' }, 'name'],
  ])('refuses %o', (spec, field) => {
    expect(() => createTask(spec as TaskSpec)).toThrow(expect.objectContaining({ code: 'config', field }));
  });
});
