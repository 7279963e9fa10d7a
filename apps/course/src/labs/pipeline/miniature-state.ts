/** What a miniature has told so far, what becomes of it with every event, and how it is read back after a reload. Pure. */
import { isListOf, isNumber, isText } from '../parts/kept-result.ts';
import { record } from '../parts/persisted.ts';
import {
  GROUPS,
  type GroupCounts,
  MINI_STAGES,
  type MiniatureEvent,
  type MiniStage,
  SPEAKERS,
  type Speaker,
} from './contract.ts';
import { MINI_STEPS, type PipelineChoices, SCALES, type Scale, type Survey } from './plan.ts';

type CurvePoint = readonly [step: number, value: number];

/** What a miniature is made with. */
export interface MiniatureSetting {
  readonly seed: number;
  readonly scale: Scale;
}

export interface Miniature {
  /** Of this miniature, whatever is chosen for the next. */
  scale: Scale;
  parameterCount: number | undefined;
  facts: number | undefined;
  stage: MiniStage | undefined;
  step: number;
  curves: Readonly<Record<MiniStage, readonly CurvePoint[]>>;
  kl: number | undefined;
  heldOut: { share: number; pairs: number } | undefined;
  survey: Survey;
  /** One line per group: what each stage said to the same questions. */
  answers: Readonly<Partial<Record<Speaker, readonly string[]>>>;
  done: boolean;
}

export function miniatureSetting({ seed, scale }: Pick<PipelineChoices, 'seed' | 'scale'>): MiniatureSetting {
  return { seed, scale };
}

export function freshMiniature(scale: Scale): Miniature {
  return {
    scale,
    parameterCount: undefined,
    facts: undefined,
    stage: undefined,
    step: 0,
    curves: { pretrained: [], sft: [], reward: [], ppo: [] },
    kl: undefined,
    heldOut: undefined,
    survey: {},
    answers: {},
    done: false,
  };
}

export function afterEvent(mini: Miniature, event: MiniatureEvent): Miniature {
  switch (event.kind) {
    case 'built':
      return { ...mini, parameterCount: event.parameterCount, facts: event.facts };
    case 'step': {
      const { stage, step, value, kl } = event;
      const curves = { ...mini.curves, [stage]: [...mini.curves[stage], [step, value] as const] };
      return { ...mini, stage, step, curves, kl: kl ?? mini.kl };
    }
    case 'heldOut':
      return { ...mini, heldOut: { share: event.share, pairs: event.pairs } };
    case 'asked':
      return {
        ...mini,
        survey: { ...mini.survey, [event.stage]: event.counts },
        answers: { ...mini.answers, [event.stage]: event.answers },
      };
  }
}

/** Returns a whole miniature from unknown JSON; undefined when a part of it is missing or damaged, or other steps were made. */
export function readMiniature(json: unknown): Miniature | undefined {
  const from = record(json);
  const scale = SCALES.find((one) => one === from?.scale);
  const [curves, survey, answers, heldOut] = [from?.curves, from?.survey, from?.answers, from?.heldOut].map(record);
  const { parameterCount, facts, step, kl } = from ?? {};
  const isWhole =
    from?.done === true &&
    scale !== undefined &&
    [parameterCount, facts, step, kl, heldOut?.share, heldOut?.pairs].every(isNumber) &&
    MINI_STAGES.every((stage) => isCurve(curves?.[stage], MINI_STEPS[scale][stage])) &&
    SPEAKERS.every((speaker) => isListOf(survey?.[speaker], isCounts) && isListOf(answers?.[speaker], isText));
  return isWhole ? (json as Miniature) : undefined;
}

/** A point per step, the last one at the end: a stage that has other steps by now makes another miniature. */
function isCurve(json: unknown, steps: number): json is CurvePoint[] {
  return isListOf(json, isPoint) && json.at(-1)?.[0] === steps;
}

function isPoint(json: unknown): json is CurvePoint {
  return isListOf(json, isNumber) && json.length === 2;
}

function isCounts(json: unknown): json is GroupCounts {
  const from = record(json);
  return GROUPS.some((group) => group === from?.group) && [from?.right, from?.wrong, from?.refused].every(isNumber);
}
