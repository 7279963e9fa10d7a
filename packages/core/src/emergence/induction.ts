/**
 * What a model makes of its context: on repeated random patterns, how much better it knows the second round than the
 * first, and which heads do it.
 */
import { createBreather } from '../foundations/breathe.ts';
import type { Gpt } from '../model/gpt.ts';
import { inspect } from '../model/inspect.ts';
import { argmax } from './argmax.ts';
import { createHeadSums, type HeadScores } from './head-scores.ts';
import { mean } from './scores.ts';
import type { RepeatRow } from './tasks/repeat-rows.ts';
import type { Measures } from './tasks/task.ts';

/** Loss at the end less loss at the start: both are means over this share of the row. */
const EDGE_SHARE = 0.1;

/**
 * Returns what a model does on repeated patterns: `firstNats` and `repeatNats` (mean loss in the first round and after
 * it), `repeatAccuracy` (share of tokens after the first round that are the likeliest), `inContextScore` (mean loss near
 * the end of the rows less that near their start; Olsson et al.: token 500 less token 50; negative when a model uses its
 * context), and of the best heads: `inductionScore` (prefix matching), `inStepScore` (the same at the best shift), both also
 * per layer as `….L`, from 1, and `previousTokenScore`.
 *
 * @param rows at least one, none longer than the model's blockSize and one
 * @throws ShapeError if a row is too long or holds an unknown token; the signal's reason if it is aborted
 */
export async function measureInduction(
  model: Gpt,
  rows: readonly RepeatRow[],
  signal?: AbortSignal,
): Promise<Measures> {
  const nats = { first: [] as number[], repeat: [] as number[], start: [] as number[], end: [] as number[] };
  const right: number[] = [];
  const sums = createHeadSums(model);
  const breathe = createBreather();
  const { nLayer, vocabSize: V } = model.config;
  for (const { tokenIds, period } of rows) {
    signal?.throwIfAborted();
    const T = tokenIds.length - 1;
    const edge = Math.max(1, Math.round(EDGE_SHARE * T));
    const { attention, logitLens } = await inspect(model, tokenIds.slice(0, T));
    sums.add(attention.values, T, period);
    for (let place = 0; place < T; place++) {
      const start = (nLayer * T + place) * V; // the lens after the last layer is the model's own answer
      const logits = logitLens.values.subarray(start, start + V);
      const target = tokenIds[place + 1] ?? 0;
      const loss = lossNats(logits, target);
      if (place + 1 < period) nats.first.push(loss);
      if (place >= period) nats.repeat.push(loss);
      if (place >= period) right.push(argmax(logits) === target ? 1 : 0);
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
    ...headMeasures(sums.means()),
  };
}

function headMeasures({ prefixMatching, inStep, previousToken }: HeadScores): Measures {
  const bestByLayer = (name: string, table: readonly (readonly number[])[]) => {
    const best = table.map((heads) => Math.max(...heads));
    return { [name]: Math.max(...best), ...Object.fromEntries(best.map((b, layer) => [`${name}.${layer + 1}`, b])) };
  };
  return {
    ...bestByLayer('inductionScore', prefixMatching),
    ...bestByLayer('inStepScore', inStep),
    previousTokenScore: Math.max(...previousToken.flat()),
  };
}

function lossNats(logits: ArrayLike<number>, target: number): number {
  let highest = Number.NEGATIVE_INFINITY;
  for (let id = 0; id < logits.length; id++) highest = Math.max(highest, logits[id] ?? Number.NaN);
  let total = 0;
  for (let id = 0; id < logits.length; id++) total += Math.exp((logits[id] ?? Number.NaN) - highest);
  return highest + Math.log(total) - (logits[target] ?? Number.NaN);
}
