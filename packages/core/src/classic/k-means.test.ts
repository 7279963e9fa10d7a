import { createRandom } from '@glassbox/kernels/random';
import { describe, expect, it } from 'vitest';
import { classicFixture, worstError } from '../../test/classic-fixture.ts';
import { inertiaByK, kMeans, kMeansToEnd, plusPlusCentres } from './k-means.ts';
import { matrixOf, rowOf } from './matrix.ts';
import { meanSilhouette } from './metrics.ts';

const samples = matrixOf(classicFixture.samples);
const { kMeans: reference } = classicFixture;
/** Three tight groups far apart. */
const islands = matrixOf([0, 100, 200].flatMap((x) => [0, 1, 2, 3].map((d) => [x + d, -x + d * d])));

describe('kMeans', () => {
  it('ends at the centres, groups and inertia of scikit-learn from the same first centres', () => {
    const last = kMeansToEnd(samples, { k: 3, seed: 1, start: matrixOf(reference.start) });
    expect(worstError(last.centres.values, reference.centres)).toBeLessThan(1e-10);
    expect([...last.assignments]).toEqual(reference.assignments);
    expect(Math.abs(last.inertia - reference.inertia)).toBeLessThan(1e-9);
    expect(last.settled).toBe(true);
  });

  it('never lets the inertia rise, and shows the first centres before any move', () => {
    for (let seed = 0; seed < 10; seed++) {
      const rounds = [...kMeans(samples, { k: 5, seed })];
      expect(rounds[0]?.centres.values).toEqual(plusPlusCentres(samples, 5, createRandom(seed)).values);
      for (let i = 1; i < rounds.length; i++) {
        expect(rounds[i]?.inertia).toBeLessThanOrEqual((rounds[i - 1]?.inertia ?? 0) + 1e-9);
      }
    }
  });

  it('starts with one centre in each far group, where evenly drawn centres share one in seven cases of ten', () => {
    const apart = Array.from({ length: 2000 }, (_, seed) => {
      const centres = plusPlusCentres(islands, 3, createRandom(seed));
      return new Set(Array.from({ length: 3 }, (_, i) => Math.round((rowOf(centres, i)[0] ?? 0) / 100))).size === 3;
    }).filter(Boolean).length;
    expect(apart / 2000).toBeGreaterThan(0.99);
  });

  it('draws the second centre by squared distance', () => {
    const line = matrixOf([[0], [1], [3]]);
    let [far, from0] = [0, 0];
    for (let seed = 0; seed < 6000; seed++) {
      const { values } = plusPlusCentres(line, 2, createRandom(seed));
      if (values[0] !== 0) continue;
      from0++;
      if (values[1] === 3) far++;
    }
    expect(Math.abs(far / from0 - 0.9)).toBeLessThan(0.035); // 9/(1 + 9), five standard errors
  });

  it('gives an empty centre the farthest sample, so that k groups remain', () => {
    const start = matrixOf([
      [0, 0],
      [1, 1],
      [1e6, 1e6],
    ]); // nothing is nearest to the last
    const last = kMeansToEnd(islands, { k: 3, seed: 1, start });
    expect(new Set(last.assignments).size).toBe(3);
    expect(last.settled).toBe(true);
  });

  it('ends for samples that are all the same, and for one group per sample', () => {
    const same = kMeansToEnd(matrixOf([[1], [1], [1]]), { k: 2, seed: 1 });
    expect(same.inertia).toBe(0);
    expect(kMeansToEnd(samples, { k: samples.rows, seed: 1 }).inertia).toBe(0);
  });

  it('shows the true number of groups as the elbow and as the best silhouette', () => {
    const curve = inertiaByK(islands, { maxK: 5, seed: 1 });
    expect((curve[1] ?? 0) / (curve[2] ?? 1)).toBeGreaterThan(50);
    expect((curve[2] ?? 0) / (curve[3] ?? 1)).toBeLessThan(3);
    const scores = [2, 3, 4].map((k) => meanSilhouette(islands, kMeansToEnd(islands, { k, seed: 1 }).assignments));
    expect(scores.indexOf(Math.max(...scores))).toBe(1);
  });

  it.each([
    ['no group', { k: 0 }, 'k'],
    ['more groups than samples', { k: 91 }, 'k'],
    ['half a seed', { k: 2, seed: 0.5 }, 'seed'],
    ['centres of other features', { k: 1, start: matrixOf([[1]]) }, 'samples'],
    ['too few first centres', { k: 2, start: matrixOf([[1, 2, 3]]) }, 'centres'],
  ])('refuses %s', (_, wrong, field) => {
    expect(() => kMeansToEnd(samples, { seed: 1, ...wrong })).toThrow(
      expect.objectContaining({ code: 'config', field }),
    );
  });
});
