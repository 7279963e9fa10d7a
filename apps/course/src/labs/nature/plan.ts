/** The sliders of the four worlds, what is kept of them, and how a sweep is read. Pure. */
import { numberIn, oneOf, record } from '../parts/persisted.ts';
import type { LabLink } from '../parts/shared-settings.ts';
import {
  type Pace,
  type Reading,
  type Rules,
  type Setting,
  SIMULATIONS,
  type Simulation,
  type SweepPoint,
} from './contract.ts';

export interface Slider {
  /** Core's name of the option. */
  rule: string;
  min: number;
  max: number;
  step: number;
  first: number;
  decimals: number;
  /** May change while the world runs; the others make a new world. */
  live: boolean;
}

export const SLIDERS: Readonly<Record<Simulation, readonly Slider[]>> = {
  traffic: [
    { rule: 'density', min: 0.02, max: 0.8, step: 0.01, first: 0.2, decimals: 2, live: false },
    { rule: 'dawdle', min: 0, max: 0.8, step: 0.05, first: 0.3, decimals: 2, live: true },
  ],
  snowflake: [
    { rule: 'vapour', min: 0.3, max: 0.9, step: 0.05, first: 0.4, decimals: 2, live: false },
    { rule: 'deposit', min: 0, max: 0.05, step: 0.001, first: 0.001, decimals: 3, live: true },
    { rule: 'turbulence', min: 0, max: 1, step: 0.1, first: 0, decimals: 1, live: false },
  ],
  flock: [
    { rule: 'separation', min: 0, max: 3, step: 0.1, first: 1.5, decimals: 1, live: true },
    { rule: 'alignment', min: 0, max: 3, step: 0.1, first: 1, decimals: 1, live: true },
    { rule: 'cohesion', min: 0, max: 3, step: 0.1, first: 0.6, decimals: 1, live: true },
    { rule: 'noise', min: 0, max: 3, step: 0.1, first: 0.1, decimals: 1, live: true },
  ],
  vortex: [
    { rule: 'viscosity', min: 0.01, max: 0.08, step: 0.002, first: 0.01, decimals: 3, live: true },
    { rule: 'post', min: 4, max: 20, step: 2, first: 12, decimals: 0, live: false },
  ],
};

export const PACES = ['slow', 'steady', 'fast'] as const;
export type PaceName = (typeof PACES)[number];

const STEPS_AND_REST: Readonly<Record<PaceName, Pace>> = {
  slow: { steps: 1, restMs: 200 },
  steady: { steps: 1, restMs: 50 },
  fast: { steps: 4, restMs: 33 },
};
/** A step of a flake or of water shows less than a step of a car. */
const STEPS_AT_ONCE: Readonly<Record<Simulation, number>> = { traffic: 1, snowflake: 2, flock: 1, vortex: 3 };
/** A jump for whoever wants to see no motion. */
export const JUMP: Readonly<Record<Simulation, number>> = { traffic: 50, snowflake: 100, flock: 50, vortex: 200 };

export interface NatureChoices {
  simulation: Simulation;
  rules: Readonly<Record<Simulation, Rules>>;
  seed: number;
  pace: PaceName;
  guess: number | undefined;
}

/** Above this share of standing cars the road counts as jammed. */
export const JAMMED = 0.05;
const GUESSES = 4;
/** Points that a chart of this size can show. */
const MOST_READINGS = 600;

export function firstRules(simulation: Simulation): Rules {
  return Object.fromEntries(SLIDERS[simulation].map(({ rule, first }) => [rule, first]));
}

export const LINK: LabLink<NatureChoices> = {
  lab: 'nature',
  fields: { simulation: 'setting', rules: 'setting', seed: 'setting', pace: 'setting', guess: 'own' },
};

export function firstChoices(): NatureChoices {
  return {
    simulation: 'traffic',
    rules: byName(firstRules),
    seed: 1,
    pace: 'steady',
    guess: undefined,
  };
}

export function settingOf({ simulation, rules, seed }: NatureChoices): Setting {
  return { simulation, rules: rules[simulation], seed };
}

export function paceOf({ simulation, pace }: Pick<NatureChoices, 'simulation' | 'pace'>): Pace {
  const { steps, restMs } = STEPS_AND_REST[pace];
  return { steps: steps * STEPS_AT_ONCE[simulation], restMs };
}

/** Returns the choices with one slider of the current world moved. */
export function withRule(choices: NatureChoices, rule: string, value: number): NatureChoices {
  const { simulation, rules } = choices;
  return { ...choices, rules: { ...rules, [simulation]: { ...rules[simulation], [rule]: value } } };
}

/**
 * Returns the density at which the standing share passes JAMMED, on the straight line between the two points around it;
 * undefined when it never does.
 */
export function jamDensity(points: readonly SweepPoint[]): number | undefined {
  const at = points.findIndex(({ standing }) => standing >= JAMMED);
  const after = points[at];
  if (!after) return undefined;
  const before = points[at - 1];
  if (!before) return after.density;
  const share = (JAMMED - before.standing) / (after.standing - before.standing);
  return before.density + share * (after.density - before.density);
}

/** Which of the choices of the prediction a density is: about 5 %, 10 %, 25 %, 50 %. */
export function choiceOfDensity(density: number): number {
  return density < 0.075 ? 0 : density < 0.17 ? 1 : density < 0.37 ? 2 : 3;
}

/** Returns the readings with new ones; every second of the old is dropped when they become too many to draw. */
export function joined(readings: readonly Reading[], more: readonly Reading[]): readonly Reading[] {
  let all = [...readings, ...more];
  while (all.length > MOST_READINGS) {
    const last = all.length - 1;
    all = all.filter((_, index) => index % 2 === 0 || index === last);
  }
  return all;
}

/** Returns sound choices from unknown JSON. */
export function readChoices(json: unknown): NatureChoices {
  const fields = record(json) ?? {};
  const rules = record(fields.rules) ?? {};
  const first = firstChoices();
  return {
    simulation: oneOf(fields.simulation, SIMULATIONS, first.simulation),
    rules: byName((simulation) => {
      const own = record(rules[simulation]) ?? {};
      return Object.fromEntries(
        SLIDERS[simulation].map(({ rule, min, max, first: value }) => [rule, numberIn(own[rule], min, max, value)]),
      );
    }),
    seed: Math.round(numberIn(fields.seed, 0, 999_999, first.seed)),
    pace: oneOf(fields.pace, PACES, first.pace),
    guess: typeof fields.guess === 'number' ? Math.round(numberIn(fields.guess, 0, GUESSES - 1, 0)) : undefined,
  };
}

function byName<T>(value: (simulation: Simulation) => T): Record<Simulation, T> {
  return { traffic: value('traffic'), snowflake: value('snowflake'), flock: value('flock'), vortex: value('vortex') };
}
