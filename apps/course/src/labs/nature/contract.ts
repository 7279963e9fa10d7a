/** What the lab asks of its worker: a small world that is opened, stepped, changed and watched, and a sweep over densities. */

export const SIMULATIONS = ['traffic', 'snowflake', 'flock', 'vortex'] as const;
export type Simulation = (typeof SIMULATIONS)[number];
/** Values of a world's sliders, by the names that core gives them. */
export type Rules = Readonly<Record<string, number>>;

export interface Setting {
  simulation: Simulation;
  rules: Rules;
  seed: number;
}

/** The one number of the whole, at one step: share standing, share filled, order, or swing. */
export interface Reading {
  step: number;
  value: number;
}

export type Picture =
  | {
      kind: 'traffic';
      length: number;
      maxSpeed: number;
      cells: Int32Array;
      speeds: Int32Array;
      /** shape [rows, length], newest row last: 0 for an empty cell, else the car's speed + 1. */
      past: Uint8Array;
      rows: number;
    }
  /** shape [(2·radius + 1)²] in axial rows: 0 outside, 1…6 vapour from thin to thick, 7 ice. */
  | { kind: 'snowflake'; radius: number; levels: Uint8Array }
  | { kind: 'flock'; size: number; places: Float64Array; velocities: Float64Array }
  /** shape [height, width] each: −7…7 by how fast the water turns and which way; 1 in the post. */
  | { kind: 'vortex'; width: number; height: number; whirls: Int8Array; solid: Uint8Array };

export interface Frame {
  step: number;
  /** What was measured since the frame before; the last is now. */
  readings: readonly Reading[];
  /** Other numbers of the whole, by name. */
  facts: Readonly<Record<string, number>>;
  picture: Picture;
  /** The flake has reached the rim, or the world has run for long enough. */
  done: boolean;
}

/** How much a run does between two pictures, and how long it rests. */
export interface Pace {
  steps: number;
  restMs: number;
}

export interface SweepPoint {
  /** Share of the road's cells with a car. */
  density: number;
  /** Share of cars that stand, averaged over time. */
  standing: number;
}

export interface NatureMethods {
  open: { params: Setting; event: never; result: Frame };
  /** Changes rules of the open world without starting again. */
  adjust: { params: Rules; event: never; result: null };
  advance: { params: { steps: number }; event: never; result: Frame };
  /** Runs until it is cancelled or done; every picture is an event. */
  run: { params: Pace; event: Frame; result: Frame };
  /** Measures the standing share at many densities; `result` holds fewer when cancelled. */
  sweep: { params: { dawdle: number; seed: number }; event: SweepPoint; result: readonly SweepPoint[] };
}
