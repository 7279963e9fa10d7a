/** Drives a trainer from the command line: reports, samples, saves in between, and an orderly end on Ctrl-C. */
import { generate } from '../evaluate/generate.ts';
import type { Directory } from '../foundations/directory.ts';
import type { Trainer } from '../train/trainer.ts';
import type { TrainingView } from './training-view.ts';

export interface RunTrainingOptions {
  readonly trainer: Trainer;
  readonly directory: Directory;
  readonly view: TrainingView;
  readonly signal: AbortSignal;
  /** Stops once this much time has passed. */
  readonly limitMs?: number;
  readonly withSamples: boolean;
}

const SAVE_EVERY_MS = 60_000;
const SAMPLE_TOKENS = 120;

/** Trains until the last step, the time limit or an abort, and saves. Returns whether the run is complete. */
export async function runTraining(options: RunTrainingOptions): Promise<boolean> {
  const { trainer, directory, view, signal, limitMs = Number.POSITIVE_INFINITY, withSamples } = options;
  const start = performance.now();
  let lastSaveMs = start;
  for await (const report of trainer.run({ signal })) {
    view.report(report);
    if (withSamples && report.validationLoss !== undefined) view.sample(await writeSample(trainer, signal));
    const now = performance.now();
    if (now - start >= limitMs) break;
    if (now - lastSaveMs < SAVE_EVERY_MS) continue;
    await trainer.save(directory);
    lastSaveMs = performance.now();
  }
  await trainer.save(directory);
  return trainer.finished;
}

/** The same seed each time, so that successive samples differ by what was learnt alone. */
async function writeSample({ model, tokenizer }: Trainer, signal: AbortSignal): Promise<string> {
  let text = '';
  const start = tokenizer.decode([0]); // the lowest character: the line break, in most texts
  const pieces = generate(model, tokenizer, start, { maxTokens: SAMPLE_TOKENS, temperature: 0.8, seed: 1, signal });
  for await (const piece of pieces) text += piece;
  return text;
}
