/**
 * From clues to a probability, and from probabilities to the line below which an answer is refused. Both are fitted to
 * questions whose truth is known; nothing here is set by taste.
 */
import { z } from 'zod';
import { chooseQuotes } from './quotable.ts';

/** What is known of one sentence as an answer to one question; each between −1 and 1. */
export interface Clues {
  /** Share of the question's terms, weighted by idf, that stand in the sentence. */
  readonly sentenceCoverage: number;
  /** The same in the sentence, its headings and its neighbours within the chunk. */
  readonly chunkCoverage: number;
  /**
   * The same in the sentence and its headings, where a word that is not there counts by the square of its cosine to the
   * word most like it, if the embedder embeds words at once.
   */
  readonly alikeCoverage: number;
  /** Cosine of question and sentence; 0 without an embedder. */
  readonly sentenceCosine: number;
  /** Cosine of question and chunk; 0 without an embedder. */
  readonly chunkCosine: number;
  /** A question for a quantity: 1 if the sentence holds a number, −1 if not. 0 for other questions. */
  readonly quantity: number;
  /** 1/rank of the chunk in the search. */
  readonly rank: number;
}

/** In the order in which the weights are fitted. */
const CLUE_NAMES = [
  'sentenceCoverage',
  'chunkCoverage',
  'alikeCoverage',
  'sentenceCosine',
  'chunkCosine',
  'quantity',
  'rank',
] as const satisfies readonly (keyof Clues)[];

/** What `config.json` and saved knowledge bases hold. */
export const calibrationSchema = z.object({
  bias: z.number(),
  weights: z.object({
    sentenceCoverage: z.number(),
    chunkCoverage: z.number(),
    alikeCoverage: z.number(),
    sentenceCosine: z.number(),
    chunkCosine: z.number(),
    quantity: z.number(),
    rank: z.number(),
  }),
  /** Answers whose best sentence is less probable are refused. */
  threshold: z.number().min(0).max(1),
});

/** Weights that turn clues into a probability, and the probability below which an answer is refused. */
export type Calibration = Readonly<z.infer<typeof calibrationSchema>>;

/**
 * For searching by words alone, where nothing else was measured: rounded from what `recipes/rag.ts` of @glassbox/models
 * fits for BM25 on its calibration questions. For your own documents `fitCalibration` with questions of your own is better.
 */
export const UNCALIBRATED: Calibration = {
  bias: -6,
  weights: {
    sentenceCoverage: 3.4,
    chunkCoverage: -0.3,
    alikeCoverage: 2,
    sentenceCosine: 0,
    chunkCosine: 0,
    quantity: 0.9,
    rank: 3,
  },
  threshold: 0.18,
};

/** Returns P(the sentence answers the question) = σ(bias + Σ weight·clue). */
export function probabilityOf(clues: Clues, { bias, weights }: Pick<Calibration, 'bias' | 'weights'>): number {
  let logit = bias;
  for (const name of CLUE_NAMES) logit += weights[name] * clues[name];
  return 1 / (1 + Math.exp(-logit));
}

/** The candidate sentences of one question. */
export interface CalibrationCase {
  readonly candidates: readonly { readonly clues: Clues; readonly isAnswer: boolean }[];
}

/** How strongly the fit is held back. */
export interface FitOptions {
  /** Ridge penalty on the weights, per case. Default 0.01. */
  readonly ridge?: number;
}

/**
 * Returns the calibration that fits some cases: a ridge-penalised logistic regression on the candidate sentences by
 * Newton's method, then the middle of the thresholds that make most cases end well. A case ends well if an answer is among the sentences
 * quoted, or if it is refused and no answer would have been.
 *
 * @param cases of a split that nothing is measured on later
 */
export function fitCalibration(cases: readonly CalibrationCase[], { ridge = 0.01 }: FitOptions = {}): Calibration {
  const rows = cases.flatMap(({ candidates }) => candidates);
  const inputs = rows.map(({ clues }) => [1, ...CLUE_NAMES.map((name) => clues[name])]);
  const targets = rows.map(({ isAnswer }) => (isAnswer ? 1 : 0));
  const [bias = 0, ...fitted] = fitLogistic(inputs, targets, ridge * cases.length);
  const weights = Object.fromEntries(CLUE_NAMES.map((name, i) => [name, fitted[i] ?? 0])) as Calibration['weights'];
  const judged = cases.map(({ candidates }) =>
    candidates
      .map(({ clues, isAnswer }) => ({ probability: probabilityOf(clues, { bias, weights }), isAnswer }))
      .sort((a, b) => b.probability - a.probability),
  );
  return { bias, weights, threshold: middleThreshold(judged) };
}

/** Thresholds are as good as the best if at most this share of the cases ends less well. */
const TOLERANCE = 1 / 50;

/** The middle of the good thresholds: the very best count is often a narrow accident, and what lies around it is worth as much. */
function middleThreshold(judged: readonly (readonly { probability: number; isAnswer: boolean }[])[]): number {
  const best = judged.map(([first]) => first?.probability ?? 0).sort((a, b) => a - b);
  const gaps = best.map((probability, index) => (probability + (best[index + 1] ?? 1)) / 2);
  const isRight = (candidates: (typeof judged)[number], threshold: number) =>
    chooseQuotes(candidates, threshold).some(({ isAnswer }) => isAnswer);
  const wellEnded = (threshold: number) =>
    judged.filter((candidates) => {
      const refused = (candidates[0]?.probability ?? 0) < threshold;
      return refused ? !isRight(candidates, 0) : isRight(candidates, threshold);
    }).length;
  const counted = [0, ...gaps].map((threshold) => ({ threshold, count: wellEnded(threshold) }));
  const most = Math.max(...counted.map(({ count }) => count));
  const good = counted
    .filter(({ count }) => count >= most - Math.floor(TOLERANCE * judged.length))
    .map(({ threshold }) => threshold);
  return good[Math.floor(good.length / 2)] ?? 0;
}

const NEWTON_STEPS = 50;
const CONVERGED = 1e-10;

/** Minimises Σ log-loss + ridge/2·|w without bias|². The problem is convex, and the ridge keeps the matrix invertible. */
function fitLogistic(inputs: readonly (readonly number[])[], targets: readonly number[], ridge: number): number[] {
  const size = inputs[0]?.length ?? 1;
  let weights = Array<number>(size).fill(0);
  for (let step = 0; step < NEWTON_STEPS; step++) {
    const gradient = weights.map((weight, i) => (i === 0 ? 1e-6 : ridge) * weight);
    const hessian = weights.map((_, i) => weights.map((_, j) => (i === j ? (i === 0 ? 1e-6 : ridge) : 0)));
    for (const [n, input] of inputs.entries()) {
      const logit = input.reduce((sum, value, i) => sum + value * (weights[i] ?? 0), 0);
      const probability = 1 / (1 + Math.exp(-logit));
      const curvature = probability * (1 - probability);
      for (let i = 0; i < size; i++) {
        gradient[i] = (gradient[i] ?? 0) + (probability - (targets[n] ?? 0)) * (input[i] ?? 0);
        const row = hessian[i] ?? [];
        for (let j = 0; j < size; j++) row[j] = (row[j] ?? 0) + curvature * (input[i] ?? 0) * (input[j] ?? 0);
      }
    }
    const move = solve(hessian, gradient);
    weights = weights.map((weight, i) => weight - (move[i] ?? 0));
    if (Math.max(...move.map(Math.abs)) < CONVERGED) break;
  }
  return weights;
}

/** Gauss elimination with pivoting; the matrix is small, symmetric and positive. */
function solve(matrix: readonly (readonly number[])[], right: readonly number[]): number[] {
  const rows = matrix.map((row, i) => [...row, right[i] ?? 0]);
  const size = rows.length;
  for (let column = 0; column < size; column++) {
    let pivot = column;
    for (let i = column + 1; i < size; i++) {
      if (Math.abs(rows[i]?.[column] ?? 0) > Math.abs(rows[pivot]?.[column] ?? 0)) pivot = i;
    }
    const pivotRow = rows[pivot] ?? [];
    rows[pivot] = rows[column] ?? [];
    rows[column] = pivotRow;
    for (let i = 0; i < size; i++) {
      const row = rows[i] ?? [];
      if (i === column) continue;
      const factor = (row[column] ?? 0) / (pivotRow[column] ?? 1);
      for (let j = column; j <= size; j++) row[j] = (row[j] ?? 0) - factor * (pivotRow[j] ?? 0);
    }
  }
  return rows.map((row, i) => (row[size] ?? 0) / (row[i] ?? 1));
}
