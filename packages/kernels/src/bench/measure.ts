/** How the benchmarks measure: rivals in turns, so that a busy moment hits all of them, and medians of the ratios of a round. */

/** Something to time, on the CPU until it returns or elsewhere until it resolves. */
export type Run = () => unknown;

export interface TurnOptions {
  /** Rounds in which every run has one turn; default 5. */
  rounds?: number;
  /** Turns before the first that counts; default 1. */
  warmUps?: number;
  /** No new round starts after this long, once two are done; default 30 s. */
  limitMs?: number;
  /** Ends between two turns with the signal's reason. */
  signal?: AbortSignal | undefined;
}

const LEAST_ROUNDS = 2;

/** Milliseconds of every turn, by name; equal places in the lists are of one round. */
export async function measureInTurns<Name extends string>(
  runs: Record<Name, Run>,
  { rounds = 5, warmUps = 1, limitMs = 30_000, signal }: TurnOptions = {},
): Promise<Record<Name, number[]>> {
  const names = Object.keys(runs) as Name[];
  const times = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<Name, number[]>;
  const start = performance.now();
  for (let round = -warmUps; round < rounds; round++) {
    if (round >= LEAST_ROUNDS && performance.now() - start > limitMs) break;
    for (const name of names) {
      signal?.throwIfAborted();
      const turn = performance.now();
      await runs[name]();
      if (round >= 0) times[name].push(performance.now() - turn);
      await yieldToHost();
    }
  }
  return times;
}

/** Median of `of[i] / to[i]` over the rounds. */
export function medianRatio(of: readonly number[], to: readonly number[]): number {
  return median(of.map((value, i) => value / (to[i] ?? Number.NaN)));
}

/** The middle value, or the mean of the two middle ones; NaN for none. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

/** Lets messages and paints through. */
function yieldToHost(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}
