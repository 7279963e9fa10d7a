/** The three ways of shaping a distribution, and what ten draws show. Pure. */
import type { SamplingOptions } from '@glassbox/core';
import type { Locale } from '@glassbox/quiz';
import { BACKEND_CHOICES } from '../parts/backend.ts';
import { type KeptChoices, numberIn, oneOf, persisted, record } from '../parts/persisted.ts';
import type { LabLink } from '../parts/shared-settings.ts';
import type { BackendChoice } from '../worker/contract.ts';

export interface SamplingChoices {
  prompt: string;
  temperature: number;
  /** 0: off. */
  topK: number;
  /** 1: off. */
  topP: number;
  seed: number;
  backend: BackendChoice;
  guess: number | undefined;
}

export const TEMPERATURE = { least: 0.01, most: 2, step: 0.01 };
export const TOP_K_MOST = 100;
export const TOP_P_LEAST = 0.05;
export const PROMPT_MOST = 24;
/** How many texts one press writes. */
export const DRAWS = 10;

export const LINK: LabLink<SamplingChoices> = {
  lab: 'sampling',
  fields: {
    prompt: 'text',
    temperature: 'setting',
    topK: 'setting',
    topP: 'setting',
    seed: 'setting',
    backend: 'own',
    guess: 'own',
  },
};

export function firstSamplingChoices(locale: Locale): SamplingChoices {
  const prompt = locale === 'zh' ? '春' : 'ROMEO:\n';
  return { prompt, temperature: TEMPERATURE.least, topK: 0, topP: 1, seed: 1, backend: 'auto', guess: undefined };
}

/** The learner's settings of this lab, kept across reloads. */
export function samplingChoices(locale: Locale): KeptChoices<SamplingChoices> {
  const first = firstSamplingChoices(locale);
  const parse = (json: unknown): SamplingChoices => {
    const fields = record(json);
    const guess = numberIn(fields?.guess, 0, 2, -1);
    return {
      prompt: typeof fields?.prompt === 'string' ? fields.prompt.slice(0, PROMPT_MOST) : first.prompt,
      temperature: numberIn(fields?.temperature, TEMPERATURE.least, TEMPERATURE.most, first.temperature),
      topK: Math.trunc(numberIn(fields?.topK, 0, TOP_K_MOST, 0)),
      topP: numberIn(fields?.topP, TOP_P_LEAST, 1, 1),
      seed: numberIn(fields?.seed, 0, Number.MAX_SAFE_INTEGER, 1),
      backend: oneOf(fields?.backend, BACKEND_CHOICES, 'auto'),
      guess: guess === -1 ? undefined : guess,
    };
  };
  return { ...persisted(`glassbox.lab.sampling-${locale}`, parse, first), parse };
}

/** The settings as core takes them: what is off is left out. */
export function samplingOptions({ temperature, topK, topP }: SamplingChoices): SamplingOptions {
  return { temperature, ...(topK > 0 && { topK }), ...(topP < 1 && { topP }) };
}

/** How many different texts there are among several. */
export function distinctTexts(texts: readonly string[]): number {
  return new Set(texts.map((text) => text.trim())).size;
}

/** Below this temperature the prediction's question is answered. */
export const NEAR_ZERO = 0.1;

/** Which choice of the prediction ten draws belong to: nearly all the same, some, nearly all different. */
export function choiceOfDistinct(distinct: number): number {
  if (distinct <= 3) return 0;
  return distinct <= 7 ? 1 : 2;
}
