/**
 * The mitigation bench: the same questions to a model before and after some remedies, and one table of what they
 * bought and what they cost. Each remedy is a switch; several may be on at once and take effect in a fixed order.
 */
import { cloneGpt, type Gpt } from '../model/gpt.ts';
import type { AnswerRecord } from './ask.ts';
import { benchOf } from './bench.ts';
import { calibrate } from './calibration.ts';
import type { Cost, ExperimentOptions, ExperimentReport, ExperimentRow } from './experiment-types.ts';
import { compareOldTask, type OldTaskScore, scoreOldTask } from './forgetting.ts';
import { calibrateThreshold, type Measured, measure } from './measure.ts';
import { ratesByGroup } from './rates.ts';
import { REMEDY_NAMES, type Remedies, type RemedyName } from './remedies.ts';
import { learnFromReward, learnMoreData, learnRefusals, type School, type TrainingProgress } from './train-remedies.ts';

/**
 * Yields progress, and at the end one report of kind `result` with the table: right, wrong and refused per group, cost,
 * calibration and forgetting, before and after.
 *
 * @throws ConfigError if an option is out of range; TokenizerError if the tokenizer lacks a character of the world
 * @example
 * for await (const report of runHallucinationExperiment({ model, tokenizer, world, remedies: { refusalSft: {} }, seed: 1 }))
 *   if (report.kind === 'result') show(report.remedied.groups);
 */
export async function* runHallucinationExperiment(options: ExperimentOptions): AsyncGenerator<ExperimentReport, void> {
  const bench = benchOf(options);
  const { remedies, signal } = bench;
  const oldTask = (model: Gpt) => scoreOldTask(model, bench.tokenizer, bench.oldSentences, model.config.blockSize);
  const before = await oldTask(bench.model);
  const baseline = yield* measure(bench, { model: bench.model, of: 'baseline', remedies: {} });
  if (!baseline) return;
  const student = cloneGpt(bench.model);
  try {
    const training = yield* applyTraining({ ...bench, model: student }, remedies);
    const threshold = remedies.confidenceThreshold ? yield* calibrateThreshold(bench, student) : undefined;
    if (signal?.aborted) return;
    const after = training.trainingTokens > 0 ? await oldTask(student) : before;
    const remedied = yield* measure(bench, { model: student, of: 'remedied', remedies, threshold });
    if (!remedied) return;
    const untrained = { trainingTokens: 0, trainingMs: 0 };
    yield {
      kind: 'result',
      baseline: rowOf({ measured: baseline, remedies: {}, training: untrained, before, after: before }),
      remedied: rowOf({ measured: remedied, remedies, training, before, after, threshold }),
    };
  } finally {
    student.dispose();
  }
}

/** Runs the remedies that change the weights, in their order; returns what they cost. */
async function* applyTraining(
  school: School,
  { moreData, refusalSft, ppo }: Remedies,
): AsyncGenerator<ExperimentReport, Pick<Cost, 'trainingTokens' | 'trainingMs'>> {
  const start = performance.now();
  let trainingTokens = 0;
  const trainings: [RemedyName, AsyncGenerator<TrainingProgress, void> | undefined][] = [
    ['moreData', moreData && learnMoreData(school, moreData)],
    ['refusalSft', refusalSft && learnRefusals(school, refusalSft)],
    ['ppo', ppo && learnFromReward(school, ppo)],
  ];
  for (const [remedy, training] of trainings) {
    for await (const progress of training ?? []) {
      trainingTokens += progress.tokens;
      yield { kind: 'training', remedy, ...progress };
    }
  }
  return { trainingTokens, trainingMs: trainingTokens > 0 ? performance.now() - start : 0 };
}

interface RowParts {
  readonly measured: Measured;
  readonly remedies: Remedies;
  readonly training: Pick<Cost, 'trainingTokens' | 'trainingMs'>;
  readonly before: OldTaskScore;
  readonly after: OldTaskScore;
  readonly threshold?: number | undefined;
}

function rowOf({ measured, remedies, training, before, after, threshold }: RowParts): ExperimentRow {
  const { answers, answerMs } = measured;
  const mean = (pick: (answer: AnswerRecord) => number) =>
    answers.reduce((sum, answer) => sum + pick(answer), 0) / answers.length;
  const answered = answers.filter(({ question, verdict }) => question.answerable && verdict !== 'refused');
  return {
    remedies: REMEDY_NAMES.filter((name) => remedies[name] !== undefined),
    groups: ratesByGroup(answers),
    calibration: calibrate(answered.map(({ confidence, verdict }) => ({ confidence, right: verdict === 'right' }))),
    cost: {
      promptTokens: mean(({ promptTokens }) => promptTokens),
      writtenTokens: mean(({ writtenTokens }) => writtenTokens),
      answerMs: answerMs / answers.length,
      ...training,
    },
    forgetting: compareOldTask(before, after),
    ...(threshold !== undefined && { threshold }),
    answers,
  };
}
