/** Trains one point of a shipped sweep again, with another seed: same task, same batches per step, same test questions. */
import type { Gpt } from '@glassbox/core';
import {
  type AdditionSpec,
  additionQuestions,
  drawQuestions,
  type QuestionSource,
  questionTokenizer,
  type SweepResults,
  type SweepSettings,
  sweep,
  writeAnswers,
} from '@glassbox/core/emergence';
import { exportedFiles } from '../worker/export-model.ts';
import type { TrainEvent, Trained, Written } from './contract.ts';

/** How many of the test questions are shown with what was written. */
const SHOWN = 6;
/** Steps between two messages to the page. */
const TOLD_EVERY = 10;

interface OnePoint {
  settings: SweepResults['settings'];
  size: string;
  seed: number;
}

/** Returns the settings of a sweep with one size and one seed. */
function settingsOfPoint({ settings, size, seed }: OnePoint): SweepSettings {
  return { ...settings, sizes: settings.sizes.filter(({ name }) => name === size), seeds: [seed] };
}

/** Returns the point at the last step, and a few answers; undefined when `signal` came first. */
export async function trainPoint(
  wanted: OnePoint,
  { signal, emit, check }: { signal: AbortSignal; emit: (event: TrainEvent) => void; check: () => void },
): Promise<Trained | undefined> {
  const settings = settingsOfPoint(wanted);
  const steps = settings.steps.at(-1) ?? 0;
  let trained: Trained | undefined;
  for await (const report of sweep(settings, { signal })) {
    check();
    if (report.kind === 'step') {
      const { step, loss } = report;
      if (step % TOLD_EVERY === 0) emit({ kind: 'step', step, steps, loss });
      continue;
    }
    const { point, model } = report;
    emit({ kind: 'look', point });
    if (point.step !== steps) continue;
    const source = additionQuestions(settings.task as AdditionSpec);
    const files = await exportedFiles(model, questionTokenizer(source));
    trained = { point, written: await writtenBy(model, source), files };
  }
  return signal.aborted ? undefined : trained;
}

async function writtenBy(model: Gpt, source: QuestionSource): Promise<Written[]> {
  const questions = drawQuestions(source, { seed: 0, count: SHOWN, part: 'test' });
  const outputs = await writeAnswers(model, source, questions);
  return questions.map(({ prompt, answer }, index) => ({ prompt, answer, output: outputs[index] ?? '' }));
}
