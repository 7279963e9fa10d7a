/**
 * The remedies' trade-off on the fine-tuned model: for each setting, wrong answers about withheld facts against right
 * answers about known ones. Every setting is one run of core's bench, kept in `${RUNS}/remedies`.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import type { Gpt } from '@glassbox/core';
import {
  type DocumentAnswers,
  type ExperimentRow,
  type QuestionGroup,
  type Remedies,
  type Retriever,
  runHallucinationExperiment,
  sharesAt,
} from '@glassbox/core/hallucination';
import { Bm25Index, termsOf } from '@glassbox/core/rag';
import { documents } from '@glassbox/core/world';
import { LANGUAGE, PIPELINE_SEED, RUNS, tokenizer, world } from './pipeline-world.ts';
import { inPackage } from './texts.ts';

/** Shares in [0, 1] with their counts: the figures of one row that tables are made of. */
export interface RemedyFigures {
  readonly name: string;
  readonly groups: Readonly<
    Record<string, Readonly<Record<'right' | 'wrong' | 'refused', readonly [count: number, total: number]>>>
  >;
  readonly ece: number;
  readonly tokensPerAnswer: number;
  readonly trainingTokens: number;
  readonly trainingMinutes: number;
  readonly lossIncrease: number;
  readonly threshold?: number;
  /** Only of the model as it is: known and withheld at every threshold, for the curve. */
  readonly curve?: readonly {
    readonly threshold: number;
    readonly knownRight: number;
    readonly withheldWrong: number;
  }[];
}

const QUESTIONS_PER_GROUP = 150;
const MAX_TOKENS = 16;
const CURVE_POINTS = [0, 0.3, 0.4, 0.5, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95, 0.98, 0.99, 0.995];

/** Passages that score less than this share of the best are left out: mostly they are about somebody else. */
const MIN_SHARE_OF_BEST = 0.6;

/** A search by words over every sentence in one phrasing, withheld facts included. */
function worldRetriever(): Retriever {
  const index = new Bm25Index();
  const all = documents(world, LANGUAGE);
  const textOf = new Map(all.map(({ id, text }) => [id, text]));
  for (const { id, text } of all) index.add(id, termsOf(text));
  return {
    async retrieve(question, limit) {
      const found = index.search(termsOf(question), limit);
      const least = MIN_SHARE_OF_BEST * (found[0]?.score ?? 0);
      return found.filter(({ score }) => score >= least).map(({ id }) => textOf.get(id) ?? '');
    },
  };
}

/** The settings that are compared, by name. Those that train start from the fine-tuned model each time. */
export function remedySettings(knowledgeBase: DocumentAnswers): [name: string, remedies: Remedies][] {
  const retriever = worldRetriever();
  return [
    ['confidence threshold, keeping 95 %', { confidenceThreshold: { keep: 0.95 } }],
    ['confidence threshold, keeping 90 %', { confidenceThreshold: { keep: 0.9 } }],
    ['confidence threshold, keeping 85 %', { confidenceThreshold: { keep: 0.85 } }],
    ['agreement of 5 samples, keeping 90 %', { confidenceThreshold: { measure: 'agreement', samples: 5, keep: 0.9 } }],
    ['note: say so if you do not know', { promptConstraint: true }],
    ['refusal SFT, all unknown questions', { refusalSft: { select: 'all', steps: 100 } }],
    ['refusal SFT, what it is unsure of', { refusalSft: { select: 'unsure', steps: 100 } }],
    ['PPO, wrong −1', { ppo: { wrongPenalty: 1 } }],
    ['PPO, wrong −3', { ppo: { wrongPenalty: 3 } }],
    [
      'more data: half of the withheld facts',
      { moreData: { share: 0.5, steps: 300, batchSize: 64, learningRate: 5e-4 } },
    ],
    ['retrieval, 2 passages in the prompt', { retrieval: { retriever, limit: 2 } }],
    ['knowledge base with fallback', { knowledgeBase }],
  ];
}

/** Resolves to the figures of one setting, and of the model as it is. */
export async function measureRemedy(name: string, sft: Gpt, remedies: Remedies): Promise<RemedyFigures[]> {
  const file = inPackage(`${RUNS}/remedies/${name.replaceAll(/[^a-z0-9]+/gi, '-')}.json`);
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch {
    // not measured yet
  }
  const options = { model: sft, tokenizer, world, language: LANGUAGE, remedies, seed: PIPELINE_SEED } as const;
  for await (const report of runHallucinationExperiment({
    ...options,
    questionsPerGroup: QUESTIONS_PER_GROUP,
    maxTokens: MAX_TOKENS,
  })) {
    if (report.kind === 'training' && report.step % 20 === 0)
      console.log(`${name}: step ${report.step}/${report.steps} ${report.score.toFixed(3)}`);
    if (report.kind !== 'result') continue;
    const figures = [figuresOf('as it is', report.baseline, true), figuresOf(name, report.remedied, false)];
    await mkdir(inPackage(`${RUNS}/remedies`), { recursive: true });
    await writeFile(file, JSON.stringify(figures));
    return figures;
  }
  throw new Error(`remedy ${name}: the bench gave no result.`);
}

/** Returns the share of a verdict in a group, in percent; NaN if the group was not asked. */
export function percent(
  { groups }: RemedyFigures,
  group: QuestionGroup,
  verdict: 'right' | 'wrong' | 'refused',
): number {
  const [count, total] = groups[group]?.[verdict] ?? [Number.NaN, 1];
  return (100 * count) / total;
}

function figuresOf(name: string, row: ExperimentRow, withCurve: boolean): RemedyFigures {
  const of = (group: QuestionGroup) =>
    row.answers.filter(({ question }) => question.kind === 'single' && question.known === (group === 'known'));
  const curve = CURVE_POINTS.map((threshold) => ({
    threshold,
    knownRight: sharesAt(of('known'), threshold).right,
    withheldWrong: sharesAt(of('withheld'), threshold).wrong,
  }));
  return {
    name,
    groups: Object.fromEntries(
      row.groups.map(({ group, right, wrong, refused }) => [
        group,
        {
          right: [right.count, right.total],
          wrong: [wrong.count, wrong.total],
          refused: [refused.count, refused.total],
        },
      ]),
    ),
    ece: row.calibration.ece,
    tokensPerAnswer: row.cost.promptTokens + row.cost.writtenTokens,
    trainingTokens: row.cost.trainingTokens,
    trainingMinutes: row.cost.trainingMs / 60_000,
    lossIncrease: row.forgetting.lossIncrease,
    ...(row.threshold !== undefined && { threshold: row.threshold }),
    ...(withCurve && { curve }),
  };
}
