import { createRandom } from '@glassbox/kernels/random';
import { describe, expect, it } from 'vitest';
import { fuseRankings } from './fuse.ts';
import { TopList } from './top-list.ts';
import { cosine, VectorIndex } from './vector-index.ts';

const ranking = (...ids: string[]) => ids.map((id, i) => ({ id, score: 10 - i }));

describe('fuseRankings', () => {
  it('adds 1/(60 + rank) over the rankings', () => {
    const fused = fuseRankings([ranking('a', 'b', 'c'), ranking('b', 'd')]);
    expect(fused.map(({ id }) => id)).toEqual(['b', 'a', 'd', 'c']);
    expect(fused[0]?.score).toBeCloseTo(1 / 62 + 1 / 61, 12);
    expect(fused[3]?.score).toBeCloseTo(1 / 63, 12);
  });

  it('does not look at the scores, and breaks ties by id', () => {
    const scaled = ranking('b', 'a').map(({ id, score }) => ({ id, score: 1000 * score }));
    expect(fuseRankings([ranking('a', 'b'), scaled]).map(({ id }) => id)).toEqual(['a', 'b']);
  });
});

describe('TopList', () => {
  it('keeps what sorting everything would', () => {
    const random = createRandom(5);
    const all = Array.from({ length: 300 }, (_, i) => ({ id: `x${i}`, score: Math.floor(40 * random.next()) }));
    const list = new TopList(25);
    for (const { id, score } of all) list.offer(id, score);
    const expected = [...all].sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1)).slice(0, 25);
    expect(list.sorted()).toEqual(expected);
  });

  it('of no places holds nothing', () => {
    const list = new TopList(0);
    list.offer('a', 1);
    expect(list.sorted()).toEqual([]);
  });
});

describe('VectorIndex', () => {
  const unit = (degrees: number) =>
    Float32Array.from([Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)]);

  it('ranks by cosine, whatever the lengths', () => {
    const index = new VectorIndex(2);
    index.add(
      'near',
      unit(10).map((value) => 5 * value),
    );
    index.add('far', unit(170));
    index.add(
      'middle',
      unit(60).map((value) => 0.01 * value),
    );
    const found = index.search(unit(0), 2);
    expect(found.map(({ id }) => id)).toEqual(['near', 'middle']);
    expect(found[1]?.score).toBeCloseTo(0.5, 6);
  });

  it('forgets what was removed and replaces what is added again', () => {
    const index = new VectorIndex(2);
    for (const degrees of [0, 30, 60, 90]) index.add(`v${degrees}`, unit(degrees));
    expect([index.remove('v0'), index.remove('v0')]).toEqual([true, false]);
    index.add('v90', unit(5));
    expect(index.search(unit(0), 9).map(({ id }) => id)).toEqual(['v90', 'v30', 'v60']);
    expect(index.find('v0')).toBeUndefined();
    expect(cosine(index.find('v60') ?? unit(0), unit(60))).toBeCloseTo(1, 6);
  });

  it('refuses vectors of another length and numbers that are not finite', () => {
    const index = new VectorIndex(2);
    expect(() => index.add('a', new Float32Array(3))).toThrow(/a vector of 3 numbers was found; 2 finite ones/);
    expect(() => index.search(Float32Array.from([1, Number.NaN]), 1)).toThrow(/2 finite ones/);
    expect(index.size).toBe(0);
  });

  it('puts a text without a word near nothing', () => {
    const index = new VectorIndex(2);
    index.add('zero', new Float32Array(2));
    expect(index.search(unit(0), 1)).toEqual([{ id: 'zero', score: 0 }]);
    expect(cosine(new Float32Array(2), unit(0))).toBe(0);
  });
});
