/**
 * How well heads do induction: on a repeated random pattern, the share of a token's attention that goes to the tokens
 * which followed its earlier occurrences in the earlier rounds (prefix matching), and what the model gains by it.
 */
import { createBreather } from '../foundations/breathe.ts';
import type { Gpt } from '../model/gpt.ts';
import { argmax } from './argmax.ts';
import { mean } from './scores.ts';
import type { RepeatRow } from './tasks/repeats.ts';
import type { Measures } from './tasks/task.ts';

/** Loss at the end less loss at the start: both are means over this share of the row. */
const EDGE_SHARE = 0.1;

/**
 * Returns one head's prefix-matching score on one row, 0…1: the mean, over tokens after the first round, of the
 * attention they pay to the tokens one past their occurrences in earlier rounds, i − p + 1, i − 2p + 1, ….
 *
 * @param attention [T, T] row-major: weight of token j for token i at i·T + j
 * @see Olsson et al. 2022, section "Argument 1" and appendix "Head activation evaluators" (prefix matching score)
 */
export function prefixMatchingScore(attention: ArrayLike<number>, length: number, period: number): number {
  const shares: number[] = [];
  for (let place = period; place < length; place++) {
    let share = 0;
    for (let match = place - period + 1; match >= 0; match -= period) {
      if (match > 0) share += attention[place * length + match] ?? Number.NaN; // 0 follows nothing
    }
    shares.push(share);
  }
  return mean(shares);
}

/**
 * Returns what a model does on repeated patterns: `firstNats` and `repeatNats` (mean loss in the first round and after
 * it), `repeatAccuracy` (share of tokens after the first round that are the likeliest), and `inContextScore`, the mean
 * loss near the end of the rows less that near their start (Olsson et al.: token 500 less token 50), negative when a
 * model uses its context.
 */
export async function measureInduction(
  model: Gpt,
  rows: readonly RepeatRow[],
  signal?: AbortSignal,
): Promise<Measures> {
  const T = (rows[0]?.tokenIds.length ?? 1) - 1;
  const edge = Math.max(1, Math.round(EDGE_SHARE * T));
  const nats = { first: [] as number[], repeat: [] as number[], start: [] as number[], end: [] as number[] };
  const right: number[] = [];
  const breathe = createBreather();
  for (const { tokenIds, period } of rows) {
    signal?.throwIfAborted();
    const logits = model.forward(tokenIds.slice(0, T), [1, T]);
    const values = await logits.data();
    logits.dispose();
    for (let place = 0; place < T; place++) {
      const V = model.config.vocabSize;
      const row = values.subarray(place * V, (place + 1) * V);
      const target = tokenIds[place + 1] ?? 0;
      const loss = lossNats(row, target);
      if (place + 1 < period) nats.first.push(loss);
      else if (place >= period) {
        nats.repeat.push(loss);
        right.push(argmax(row) === target ? 1 : 0);
      }
      if (place < edge) nats.start.push(loss);
      if (place >= T - edge) nats.end.push(loss);
    }
    await breathe();
  }
  return {
    firstNats: mean(nats.first),
    repeatNats: mean(nats.repeat),
    repeatAccuracy: mean(right),
    inContextScore: mean(nats.end) - mean(nats.start),
  };
}

function lossNats(logits: ArrayLike<number>, target: number): number {
  let highest = Number.NEGATIVE_INFINITY;
  for (let id = 0; id < logits.length; id++) highest = Math.max(highest, logits[id] ?? Number.NaN);
  let total = 0;
  for (let id = 0; id < logits.length; id++) total += Math.exp((logits[id] ?? Number.NaN) - highest);
  return highest + Math.log(total) - (logits[target] ?? Number.NaN);
}
