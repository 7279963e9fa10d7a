/**
 * The mitigation bench on a tiny model: its table is whole, repeatable, and leaves nothing behind. It has no tensors of
 * its own: what trains and writes is checked elsewhere on every device. So `benchChecks`, whose many shapes take a
 * minute of shader compiling on an emulated GPU, run in Node only (`test/bench.test.ts`).
 */
import { memory } from '@tensorflow/tfjs-core';
import {
  createOpenBook,
  type ExperimentReport,
  type Remedies,
  runHallucinationExperiment,
  scoreOldTask,
} from '../../src/hallucination/index.ts';
import { charTokenizer, createGpt, type Gpt } from '../../src/index.ts';
import { alphabetText, createWorld, trainingStatements } from '../../src/world/index.ts';
import { assertEqual, assertThrows, type Check } from './check.ts';

const world = createWorld({ seed: 1, people: 4, shops: 0, products: 1, places: 2, namesakePairs: 1, strangers: 1 });
const tokenizer = charTokenizer(alphabetText(world, 'zh'));
const CONFIG = { vocabSize: tokenizer.vocabSize, nLayer: 1, nHead: 2, nEmbd: 8, blockSize: 64 };
const SHORT = { steps: 1, batchSize: 2 };

type Result = Extract<ExperimentReport, { kind: 'result' }>;

async function run(model: Gpt, remedies: Remedies, signal?: AbortSignal): Promise<ExperimentReport[]> {
  const reports: ExperimentReport[] = [];
  const options = { model, tokenizer, world, remedies, questionsPerGroup: 1, maxTokens: 3, seed: 1 };
  for await (const report of runHallucinationExperiment({ ...options, ...(signal && { signal }) }))
    reports.push(report);
  return reports;
}

function resultOf(reports: readonly ExperimentReport[]): Result {
  const last = reports.at(-1);
  if (last?.kind !== 'result') throw new Error(`the experiment ended with ${last?.kind ?? 'nothing'}`);
  return last;
}

async function withModel(task: (model: Gpt) => Promise<void>): Promise<void> {
  const model = createGpt(CONFIG, { seed: 1 });
  try {
    await task(model);
  } finally {
    model.dispose();
  }
}

/** Everything but the clock. */
function figures({ baseline, remedied }: Result): unknown {
  return [baseline, remedied].map(({ groups, answers, forgetting, cost }) => [
    groups,
    answers.map(({ text, verdict }) => [text, verdict]),
    forgetting.after,
    cost.trainingTokens,
  ]);
}

export const hallucinationChecks: readonly Check[] = [
  {
    title: 'the bench lets documents answer instead of the model',
    run: () =>
      withModel(async (model) => {
        const knowledgeBase = { answer: async () => ({ refused: true, text: '没有找到答案。' }) };
        const { remedied } = resultOf(await run(model, { knowledgeBase }));
        for (const { group, refused } of remedied.groups) assertEqual(refused.share, 1, `refused of ${group}`);
        assertEqual(remedied.cost.writtenTokens, 0, 'tokens written');
      }),
  },
  {
    title: 'an open book says the fallback where the model finds nothing in the passages, and leaves no tensor behind',
    run: () =>
      withModel(async (model) => {
        const retriever = { retrieve: async () => trainingStatements(world, 'zh').slice(0, 2) };
        const parts = { model, tokenizer, language: 'zh', retriever, fallback: '没有。', maxTokens: 2 } as const;
        const book = createOpenBook({ ...parts, minProbability: 1 });
        const before = memory().numTensors;
        assertEqual(await book.answer('谁？'), { refused: true, text: '没有。' }, 'the answer of an untrained reader');
        assertEqual(memory().numTensors, before, 'tensors');
      }),
  },
];

/** Of a check only what these need: a title, and nothing to be given. */
export const benchChecks: readonly (Pick<Check, 'title'> & { run(): Promise<void> })[] = [
  {
    title: 'the bench leaves the model as it was, counts what training cost, and gives the same table twice',
    run: () =>
      withModel(async (model) => {
        const sentences = trainingStatements(world, 'zh');
        const before = await scoreOldTask(model, tokenizer, sentences, 64);
        const first = resultOf(await run(model, { refusalSft: { ...SHORT, select: 'all', learningRate: 0.01 } }));
        assertEqual(await scoreOldTask(model, tokenizer, sentences, 64), before, 'the old task after the bench');
        assertEqual(first.remedied.remedies, ['refusalSft'], 'remedies');
        assertEqual(first.baseline.cost.trainingTokens, 0, 'tokens trained for the baseline');
        assertEqual(first.remedied.cost.trainingTokens > 0, true, 'tokens trained');
        assertEqual(first.remedied.forgetting.lossIncrease !== 0, true, 'the weights moved');
        for (const { right, wrong, refused, group } of first.remedied.groups) {
          assertEqual(right.count + wrong.count + refused.count, right.total, `verdicts on ${group} questions`);
        }
        const again = resultOf(await run(model, { refusalSft: { ...SHORT, select: 'all', learningRate: 0.01 } }));
        assertEqual(figures(again), figures(first), 'the second table');
      }),
  },
  {
    title: 'no tensor is left behind by the bench, be it whole, aborted or refused',
    run: () =>
      withModel(async (model) => {
        const remedies: Remedies = {
          refusalSft: { ...SHORT, select: 'unsure' },
          ppo: { ...SHORT },
          promptConstraint: true,
          retrieval: { retriever: { retrieve: async () => [trainingStatements(world, 'zh')[0] ?? ''] } },
        };
        await run(model, { moreData: SHORT });
        const before = memory().numTensors;
        resultOf(await run(model, remedies));
        assertEqual(memory().numTensors, before, 'tensors after a whole run');
        const stop = new AbortController();
        for await (const report of runHallucinationExperiment({
          model,
          tokenizer,
          world,
          remedies,
          seed: 1,
          questionsPerGroup: 1,
          maxTokens: 3,
          signal: stop.signal,
        })) {
          if (report.kind === 'training') stop.abort();
          assertEqual(report.kind === 'result', false, 'a result of an aborted run');
        }
        assertEqual(memory().numTensors, before, 'tensors after an abort');
        const unknown = { wisdom: {} } as Remedies;
        await assertThrows(() => run(model, unknown), /remedy wisdom/, 'an unknown remedy');
        assertEqual(memory().numTensors, before, 'tensors after an error');
      }),
  },
];
