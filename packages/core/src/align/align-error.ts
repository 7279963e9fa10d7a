/** What goes wrong while a model is aligned: data that teach nothing, rewards that are no numbers, a run that diverged. */
import { GlassboxError } from '@glassbox/kernels';
import { ConfigError } from '../foundations/errors.ts';

/** Preferences, prompts, rewards or a run that nothing can be learnt from. */
export class AlignError extends GlassboxError {
  readonly code = 'align';
}

export type Rule = readonly [needed: string, holds: (value: number) => boolean];

export const WHOLE_FROM_1: Rule = ['a whole number from 1 up', (value) => Number.isInteger(value) && value >= 1];
export const WHOLE_FROM_2: Rule = ['a whole number from 2 up', (value) => Number.isInteger(value) && value >= 2];
export const WHOLE: Rule = ['a whole number', (value) => Number.isSafeInteger(value)];
export const FROM_0: Rule = ['a number from 0 up', (value) => Number.isFinite(value) && value >= 0];
export const ABOVE_0: Rule = ['a number above 0', (value) => Number.isFinite(value) && value > 0];
export const FROM_0_TO_1: Rule = ['a number from 0 to 1', (value) => value >= 0 && value <= 1];
export const BELOW_1: Rule = ['a number from 0 up to, but not, 1', (value) => value >= 0 && value < 1];

/** Throws a ConfigError that names the first setting of `where` that breaks its rule. */
export function checkSettings(where: string, settings: object, rules: Readonly<Record<string, Rule>>): void {
  const values = new Map<string, unknown>(Object.entries(settings));
  for (const [field, [needed, holds]] of Object.entries(rules)) {
    const value = values.get(field);
    if (typeof value === 'number' && holds(value)) continue;
    throw new ConfigError(`${where}: ${field} is ${String(value)}; ${needed} was needed; change the settings.`, field);
  }
}
