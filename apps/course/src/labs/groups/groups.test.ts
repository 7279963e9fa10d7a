import { matrixOf } from '@glassbox/core/classic';
import { describe, expect, it } from 'vitest';
import { firstChoices, groupName, readChoices } from './choices.ts';
import { digitSamples } from './digits.ts';
import { createGrouping } from './grouping.ts';
import { choiceOfPurity, composition, purity, stillTogether, typicalCharacters } from './judge.ts';
import { choosePoems, lineLength } from './poems.ts';

const about = { labels: Uint8Array.of(1, 1, 2, 2), texts: [], backend: undefined };
const four = matrixOf([
  [0, 0, 0],
  [1, 0, 0],
  [9, 9, 1],
  [9, 8, 0],
]);

describe('a grouping', () => {
  it('settles on the two heaps, and its members begin with the nearest', () => {
    const grouping = createGrouping('poem-ends', four, about);
    let frame = grouping.start(2, 1);
    while (!frame.settled) frame = grouping.step();
    expect(frame.members.map((group) => [...group].sort()).sort()).toEqual([
      [0, 1],
      [2, 3],
    ]);
    expect(grouping.step()).toEqual(frame);
    expect(purity(frame.members, about.labels)).toBe(1);
  });

  it('lies on a map of 0 to 1, centres as well', () => {
    const grouping = createGrouping('poem-ends', four, about);
    const { places, explained } = grouping.samples;
    expect(explained).toBeGreaterThan(0.9);
    for (const place of [...places, ...grouping.start(2, 1).centres]) {
      expect(place).toBeGreaterThanOrEqual(0);
      expect(place).toBeLessThanOrEqual(1);
    }
  });

  it('into more groups leaves less distance', () => {
    const grouping = createGrouping('poem-ends', four, about);
    expect(grouping.inertia(3, 1)).toBeLessThan(grouping.inertia(2, 1));
  });

  it('another seed begins elsewhere', () => {
    const rows = Array.from({ length: 40 }, (_, index) => [Math.sin(index * 7), Math.cos(index * 3)]);
    const grouping = createGrouping('poem-ends', matrixOf(rows), { ...about, labels: new Uint8Array(40) });
    expect(grouping.start(4, 1).assignments).not.toEqual(grouping.start(4, 2).assignments);
  });
});

describe('judging', () => {
  it('names a group after its most frequent label', () => {
    expect(composition([0, 1, 2], [5, 7, 7])).toEqual([
      { label: 7, count: 2 },
      { label: 5, count: 1 },
    ]);
    expect(purity([[0, 1, 2], [3]], [5, 7, 7, 5])).toBe(0.75);
  });

  it('counts pairs that stay together, whatever the groups are called', () => {
    expect(stillTogether([0, 0, 1, 1], [1, 1, 0, 0])).toBe(1);
    expect(stillTogether([0, 0, 0], [0, 0, 1])).toBeCloseTo(1 / 3, 10);
    expect(stillTogether([0, 1], [0, 0])).toBe(1);
  });

  it('finds the characters that others use less', () => {
    expect(typicalCharacters([0, 1], ['花月，', '花云。', '山月。', '山云。'], 1)).toEqual(['花']);
  });

  it.each([
    [0.26, 0],
    [0.56, 1],
    [0.75, 2],
    [0.95, 3],
  ])('%d is choice %d', (share, choice) => {
    expect(choiceOfPurity(share)).toBe(choice);
  });
});

it('digits are 40 of each, four pixels made one', () => {
  const bytes = new Uint8Array(1_600 * 196);
  bytes[0] = 0b00_00_11_11; // the first two pixels of the first image are black
  bytes[7] = 0b00_00_00_11; // and the one below the first
  const { matrix, labels } = digitSamples(bytes);
  expect([matrix.rows, matrix.columns, labels[39], labels[40], labels[399]]).toEqual([400, 196, 0, 1, 9]);
  expect(matrix.values[0]).toBe(0.75);
});

it('poems are spread over the collection and know the length of their lines', () => {
  const poems = Array.from({ length: 10 }, (_, index) => `${index}一二三四，`);
  expect(choosePoems(poems.join('\n\n'), 5)).toEqual(poems.filter((_, index) => index % 2 === 0));
  expect(lineLength('床前看月光，疑是地上霜。\n举头望山月，低头思故乡。')).toBe(5);
});

describe('choices', () => {
  it('survive a round trip through JSON', () => {
    const choices = { ...firstChoices(), data: 'poem-means' as const, seed: 4, guess: 3, seen: true };
    expect(readChoices(JSON.parse(JSON.stringify(choices)))).toEqual(choices);
  });

  it.each([undefined, 7, { data: 'cats', k: { digits: 99 }, seed: 'x', guess: 'y' }])(
    'are the first for %j',
    (json) => {
      expect(readChoices(json)).toEqual(firstChoices());
    },
  );

  it('name groups by letters', () => {
    expect([0, 11].map(groupName)).toEqual(['A', 'L']);
  });
});
