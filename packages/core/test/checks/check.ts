/**
 * A check is a test that knows nothing of its runner, so that the same list runs in Node, in a page and in a Web
 * Worker, on every backend. It passes unless it throws.
 */
import type { BackendName } from '../../src/index.ts';

export interface Fixture {
  readonly config: unknown;
  readonly model: Uint8Array;
  readonly expected: Uint8Array;
  readonly training: TrainingFixture;
  readonly bert: BertFixture;
}

interface BertFixture {
  readonly config: object;
  /** Encoder and all heads in one file. */
  readonly weights: Uint8Array;
  readonly expected: Uint8Array;
  readonly batch: {
    readonly shape: [number, number];
    readonly labelNames: readonly string[];
    readonly ids: readonly number[];
    readonly tokenTypes: readonly number[];
    readonly mask: readonly number[];
    readonly targets: readonly number[];
    readonly labels: readonly number[];
  };
}

interface TrainingFixture {
  readonly shape: [number, number];
  readonly train: {
    readonly batchSize: number;
    readonly maxSteps: number;
    readonly learningRate: number;
    readonly minLearningRate: number;
    readonly warmupSteps: number;
    readonly beta1: number;
    readonly beta2: number;
    readonly weightDecay: number;
    readonly gradClip: number;
    readonly evalEvery: number;
  };
  /** Inputs and targets of every step. */
  readonly batches: readonly (readonly [number[], number[]])[];
  readonly losses: readonly number[];
  /** LoRA adapters, trained alone. */
  readonly adapters: {
    readonly rank: number;
    readonly alpha: number;
    readonly targets: readonly string[];
    /** First values by name. */
    readonly values: Readonly<Record<string, number[]>>;
    /** The two batches of every step. */
    readonly steps: readonly (readonly (readonly [number[], number[]])[])[];
    readonly losses: readonly number[];
  };
}

export interface CheckContext {
  readonly backend: BackendName;
  readonly fixture: Fixture;
}

export interface Check {
  readonly title: string;
  run(context: CheckContext): Promise<void>;
}

/** Throws unless the two are equal as JSON. */
export function assertEqual(actual: unknown, expected: unknown, what: string): void {
  const [found, needed] = [JSON.stringify(actual), JSON.stringify(expected)];
  if (found !== needed) throw new Error(`${what}: ${found} was found; ${needed} was expected`);
}

/** Throws unless every element is within the tolerance; NaN never is. */
export function assertClose(
  actual: ArrayLike<number>,
  expected: ArrayLike<number>,
  tolerance: number,
  what: string,
): void {
  if (actual.length !== expected.length)
    throw new Error(`${what}: ${actual.length} values; ${expected.length} expected`);
  let worst = 0;
  for (let i = 0; i < expected.length; i++) {
    const error = Math.abs((actual[i] ?? Number.NaN) - (expected[i] ?? Number.NaN));
    if (!(error <= worst)) worst = error;
  }
  if (!(worst <= tolerance)) throw new Error(`${what}: off by up to ${worst}; at most ${tolerance} was expected`);
}

/** Resolves to the error a task throws; throws itself if there is none or its message lacks the words. */
export async function assertThrows(task: () => unknown, words: RegExp, what: string): Promise<void> {
  let message: string | undefined;
  try {
    await task();
  } catch (error) {
    message = error instanceof Error ? error.message : String(error);
  }
  if (message === undefined) throw new Error(`${what}: nothing was thrown; ${words} was expected`);
  if (!words.test(message)) throw new Error(`${what}: "${message}" was thrown; ${words} was expected`);
}
