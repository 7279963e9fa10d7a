/** What the learner may choose, what survives a reload, and what is read off the counts. Pure. */
import { numberIn, oneOf, record } from '../parts/persisted.ts';
import type { LabLink } from '../parts/shared-settings.ts';
import type { BackendChoice } from '../worker/contract.ts';
import {
  GROUPS,
  type Group,
  type GroupCounts,
  MINI_STAGES,
  type MiniStage,
  SPEAKERS,
  type Speaker,
} from './contract.ts';

export const OWN_MOST = 20;
export const SURVEY_PER_GROUP = 24;
/** Of the miniature's own questions, after each stage. */
export const EXAM_PER_GROUP = 24;
export const SCALES = ['short', 'full'] as const;
export type Scale = (typeof SCALES)[number];

/** Chosen so that the full one ends within three minutes on one thread of WebAssembly. */
export const MINI_STEPS: Readonly<Record<Scale, Readonly<Record<MiniStage, number>>>> = {
  short: { pretrained: 100, sft: 80, reward: 60, ppo: 10 },
  full: { pretrained: 400, sft: 250, reward: 250, ppo: 24 },
};
/** Shares that differ by less are called the same. */
const SAME_WITHIN = 0.05;

export interface PipelineChoices {
  readonly guess: number | undefined;
  readonly seed: number;
  readonly backend: BackendChoice;
  readonly group: Group;
  readonly place: number;
  readonly own: string;
  readonly scale: Scale;
}

export type Survey = Readonly<Partial<Record<Speaker, readonly GroupCounts[]>>>;

export const LINK: LabLink<PipelineChoices> = {
  lab: 'pipeline',
  fields: {
    guess: 'own',
    seed: 'setting',
    backend: 'own',
    group: 'setting',
    place: 'setting',
    own: 'own',
    scale: 'setting',
  },
};

export function firstChoices(): PipelineChoices {
  return { guess: undefined, seed: 1, backend: 'auto', group: 'withheld', place: 0, own: '', scale: 'full' };
}

export function readChoices(json: unknown): PipelineChoices {
  const first = firstChoices();
  const from = record(json);
  return {
    guess: typeof from?.guess === 'number' && [0, 1, 2].includes(from.guess) ? from.guess : undefined,
    seed: Math.round(numberIn(from?.seed, 0, 999_999, first.seed)),
    backend: oneOf(from?.backend, ['auto', 'wasm', 'webgpu', 'cpu'], first.backend),
    group: oneOf(from?.group, GROUPS, first.group),
    place: Math.round(numberIn(from?.place, 0, 9_999, first.place)),
    own: typeof from?.own === 'string' ? [...from.own].slice(0, OWN_MOST).join('') : first.own,
    scale: oneOf(from?.scale, SCALES, first.scale),
  };
}

/** Counts of one group as shares that add up to 1; undefined where nothing was asked. */
export function sharesOf(
  counts: readonly GroupCounts[] | undefined,
  group: Group,
): { right: number; wrong: number; refused: number; total: number } | undefined {
  const found = counts?.find((one) => one.group === group);
  if (!found) return undefined;
  const total = found.right + found.wrong + found.refused;
  return { right: found.right / total, wrong: found.wrong / total, refused: found.refused / total, total };
}

/** Whether every stage has been asked. */
export function isComplete(survey: Survey): boolean {
  return SPEAKERS.every((speaker) => survey[speaker] !== undefined);
}

/** Which answer of the prediction came true: of what was taught PPO gets 0 more right than SFT, 1 as much, 2 less. */
export function choiceOfChange(survey: Survey): number | undefined {
  const [sft, ppo] = [sharesOf(survey.sft, 'known'), sharesOf(survey.ppo, 'known')];
  if (!sft || !ppo) return undefined;
  const change = ppo.right - sft.right;
  if (Math.abs(change) <= SAME_WITHIN) return 1;
  return change > 0 ? 0 : 2;
}

/** How much of a miniature is done, in [0, 1]: stages weigh by their steps. */
export function partDone(scale: Scale, stage: MiniStage | undefined, step: number): number {
  if (!stage) return 0;
  const steps = MINI_STEPS[scale];
  const cost = (one: MiniStage) => steps[one] * WEIGHTS[one];
  const total = MINI_STAGES.reduce((sum, one) => sum + cost(one), 0);
  const before = MINI_STAGES.slice(0, MINI_STAGES.indexOf(stage)).reduce((sum, one) => sum + cost(one), 0);
  return (before + step * WEIGHTS[stage]) / total;
}

/** What a step of each stage takes, against a step of reading. */
const WEIGHTS: Readonly<Record<MiniStage, number>> = { pretrained: 1, sft: 1, reward: 1.2, ppo: 4 };
