/** The four worlds of core behind one small face: step, change a rule, and say what is to be seen. Runs in the worker. */
import {
  createFlock,
  createSnowflake,
  createTraffic,
  createVortex,
  type FlockState,
  type SnowflakeState,
  stepFlock,
  stepSnowflake,
  stepTraffic,
  stepVortex,
  type TrafficState,
  type VortexState,
  vorticity,
} from '@glassbox/core/nature';
import type { Frame, Picture, Reading, Rules, Setting } from './contract.ts';

export interface World {
  step(): void;
  adjust(rules: Rules): void;
  frame(): Frame;
  done(): boolean;
}

/** What differs from world to world. */
interface Kind<State> {
  step(state: State): State;
  value(state: State): number;
  facts(state: State): Record<string, number>;
  picture(state: State): Picture;
  done?(state: State): boolean;
}

/** Nobody watches longer; the page should not compute for ever in a forgotten tab. */
const LAST_STEP = 20_000;
/** Rows of the road's past that are kept. */
const PAST_ROWS = 120;
/** Water of one whole cell of ice, in core's units. */
const ICE = 2 ** 32;
const VAPOUR_LEVELS = 6;
const ICE_LEVEL = 7;
/** Turning of this share of the stream's speed per cell, and above, has the strongest colour. */
const FASTEST_TURN = 0.35;
const TURN_LEVELS = 7;

/** Returns the world of a setting at step 0. Throws core's ConfigError for a slider out of range. */
export function openWorld({ simulation, rules, seed }: Setting): World {
  const options = { ...rules, seed };
  switch (simulation) {
    case 'traffic':
      return worldOf(createTraffic(options), trafficKind());
    case 'snowflake':
      return worldOf(createSnowflake(options), SNOWFLAKE);
    case 'flock':
      return worldOf(createFlock(options), FLOCK);
    case 'vortex':
      return worldOf(createVortex(options), VORTEX);
  }
}

function worldOf<State extends { readonly step: number; readonly options: object }>(
  first: State,
  kind: Kind<State>,
): World {
  let state = first;
  let readings: Reading[] = [{ step: 0, value: kind.value(first) }];
  const done = () => state.step >= LAST_STEP || (kind.done?.(state) ?? false);
  return {
    done,
    step() {
      state = kind.step(state);
      readings.push({ step: state.step, value: kind.value(state) });
    },
    adjust(rules) {
      state = { ...state, options: { ...state.options, ...rules } };
    },
    frame() {
      const since = readings;
      readings = [];
      const { step } = state;
      return { step, readings: since, facts: kind.facts(state), picture: kind.picture(state), done: done() };
    },
  };
}

/** Keeps the road's last rows, for the drawing of place against time. */
function trafficKind(): Kind<TrafficState> {
  let past = new Uint8Array(0);
  const remember = (state: TrafficState) => {
    const { length } = state.options;
    const row = new Uint8Array(length);
    state.cells.forEach((cell, car) => {
      row[cell] = (state.speeds[car] ?? 0) + 1;
    });
    const kept = past.subarray(Math.max(0, past.length - (PAST_ROWS - 1) * length));
    const joined = new Uint8Array(kept.length + length);
    joined.set(kept);
    joined.set(row, kept.length);
    past = joined;
  };
  return {
    step(state) {
      if (past.length === 0) remember(state);
      const next = stepTraffic(state);
      remember(next);
      return next;
    },
    value: ({ stopped }) => stopped,
    facts: ({ flow, cells }) => ({ flow, cars: cells.length }),
    picture(state) {
      if (past.length === 0) remember(state);
      const { length, maxSpeed } = state.options;
      const { cells, speeds } = state;
      return { kind: 'traffic', length, maxSpeed, cells, speeds, past: past.slice(), rows: past.length / length };
    },
  };
}

const SNOWFLAKE: Kind<SnowflakeState> = {
  step: stepSnowflake,
  value: ({ fill }) => fill,
  facts: ({ size, symmetry }) => ({ size, symmetry }),
  picture: ({ options: { radius, vapour }, water, ice }) => ({
    kind: 'snowflake',
    radius,
    levels: Uint8Array.from(water, (amount, index) =>
      ice[index] === 1 ? ICE_LEVEL : amount === 0 ? 0 : vapourLevel(amount / ICE, vapour),
    ),
  }),
  done: ({ reach, options }) => reach >= options.radius - 2,
};

/** 1…6: how much of the far air's vapour is left here. */
function vapourLevel(amount: number, vapour: number): number {
  const share = vapour === 0 ? 0 : Math.min(1, amount / vapour);
  return 1 + Math.min(VAPOUR_LEVELS - 1, Math.floor(share * VAPOUR_LEVELS));
}

const FLOCK: Kind<FlockState> = {
  step: stepFlock,
  value: ({ order }) => order,
  facts: ({ options }) => ({ birds: options.count }),
  picture: ({ options: { size }, places, velocities }) => ({ kind: 'flock', size, places, velocities }),
};

const VORTEX: Kind<VortexState> = {
  step: stepVortex,
  value: ({ swing }) => swing,
  facts: ({ options: { speed, post, viscosity } }) => ({ reynolds: (speed * post) / viscosity }),
  picture(state) {
    const { width, height, speed } = state.options;
    const whirls = Int8Array.from(vorticity(state), (turn, index) => {
      const column = index % width;
      if (column === 0 || column === width - 1) return 0; // core's differences reach round to the other end there
      const level = Math.round((TURN_LEVELS * turn) / (FASTEST_TURN * speed));
      return Math.max(-TURN_LEVELS, Math.min(TURN_LEVELS, level));
    });
    return { kind: 'vortex', width, height, whirls, solid: state.solid };
  },
};
