import { expect, test } from 'vitest';
import { numberIn, oneOf, persisted, record } from './persisted.ts';

function store(initial: Record<string, string> = {}) {
  const values = new Map(Object.entries(initial));
  return {
    getItem: (key: string) => values.get(key) ?? null,
    setItem: (key: string, value: string) => void values.set(key, value),
  };
}

const parseSeed = (json: unknown) => {
  const seed = record(json)?.seed;
  return typeof seed === 'number' ? { seed } : undefined;
};

test('what was written is read back', () => {
  const place = store();
  persisted('lab', parseSeed, { seed: 1 }, place).write({ seed: 42 });
  expect(persisted('lab', parseSeed, { seed: 1 }, place).read()).toEqual({ seed: 42 });
});

test('damaged or foreign values give the fallback', () => {
  for (const text of ['{', '"seed"', '[1]', '{"seed":"x"}', 'null']) {
    expect(persisted('lab', parseSeed, { seed: 7 }, store({ lab: text })).read()).toEqual({ seed: 7 });
  }
});

test('a full or forbidden store loses nothing but the keeping', () => {
  const broken = {
    getItem: () => {
      throw new Error('denied');
    },
    setItem: () => {
      throw new Error('full');
    },
  };
  const place = persisted('lab', parseSeed, { seed: 7 }, broken);
  expect(() => place.write({ seed: 8 })).not.toThrow();
  expect(place.read()).toEqual({ seed: 7 });
});

test('numbers out of range and unknown words become the fallback', () => {
  expect(numberIn(12, 1, 10, 5)).toBe(5);
  expect(numberIn('3', 1, 10, 5)).toBe(5);
  expect(numberIn(3, 1, 10, 5)).toBe(3);
  expect(oneOf('b', ['a', 'b'], 'a')).toBe('b');
  expect(oneOf('z', ['a', 'b'], 'a')).toBe('a');
});
