/** The reference of classic learning, computed by scikit-learn; see fixtures/make-classic-fixture.py. */
import { readFileSync } from 'node:fs';

interface StoredLayer {
  readonly weights: number[][];
  readonly bias: number[];
}

interface ClassicFixture {
  readonly samples: number[][];
  readonly labels: number[];
  readonly binaryLabels: number[];
  readonly l2: number;
  readonly logistic: { readonly weights: number[]; readonly bias: number; readonly probabilities: number[] };
  readonly softmax: StoredLayer & { readonly probabilities: number[][] };
  readonly confusion: number[][];
  readonly mlp: readonly {
    readonly activation: 'relu' | 'tanh';
    readonly hidden: number[];
    readonly l2: number;
    readonly learningRate: number;
    readonly momentum: number;
    readonly start: StoredLayer[];
    readonly losses: number[];
    readonly end: StoredLayer[];
  }[];
  readonly kMeans: {
    readonly start: number[][];
    readonly centres: number[][];
    readonly assignments: number[];
    readonly inertia: number;
  };
  readonly silhouettes: number[];
  readonly pca: {
    readonly samples: number[][];
    readonly mean: number[];
    readonly components: number[][];
    readonly variances: number[];
    readonly explainedShare: number[];
    readonly projected: number[][];
  };
}

export const classicFixture: ClassicFixture = JSON.parse(
  readFileSync(new URL('fixtures/classic.json', import.meta.url), 'utf8'),
);

/** The largest difference between two lists of numbers; NaN or another length gives NaN or infinity. */
export function worstError(actual: ArrayLike<number>, expected: readonly number[] | readonly number[][]): number {
  const flat = expected.flat();
  if (actual.length !== flat.length) return Number.POSITIVE_INFINITY;
  return flat.reduce((worst, value, i) => Math.max(worst, Math.abs((actual[i] ?? Number.NaN) - value)), 0);
}
