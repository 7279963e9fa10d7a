/** What the lab asks of its worker: samples on a map, and k-means on them round by round. */
import type { BackendInfo } from '@glassbox/core';
import type { BackendChoice } from '../worker/contract.ts';

/** Digits by their pixels; poems by the poet's state at the last character, or by its mean over all characters. */
export const DATA = ['digits', 'poem-ends', 'poem-means'] as const;
export type DataName = (typeof DATA)[number];

/** Pixels along one side of a digit as it is grouped and shown. */
export const SIDE = 14;

export interface Samples {
  count: number;
  /** shape [count, 2]: where each sample lies on the map, in shares of the map's width and height from 0 to 1. */
  places: Float32Array;
  /** Share of all differences that the map shows. */
  explained: number;
  /** shape [count]: the digit, or the characters in a line; hidden from k-means, for the judging afterwards. */
  labels: Uint8Array;
  /** shape [count, SIDE²], 0…255; empty for poems. */
  pixels: Uint8Array;
  /** One per sample; empty for digits. */
  texts: readonly string[];
  /** What computed the poems' states. */
  backend: BackendInfo | undefined;
}

export interface Frame {
  round: number;
  /** shape [count]: the group of each sample. */
  assignments: Int32Array;
  /** shape [k, 2]: where the centres lie on the map. */
  centres: Float32Array;
  /** shape [k, SIDE²], 0…255: the centre of each group as a picture; empty for poems. */
  faces: Uint8Array;
  /** Members of each group, the nearest to its centre first. */
  members: readonly (readonly number[])[];
  /** Sum of squared distances to the centres. */
  inertia: number;
  settled: boolean;
}

export interface ElbowPoint {
  k: number;
  inertia: number;
}

export interface GroupsMethods {
  /** The samples of a data set; poems are read by the model here, `event` says how many are done. */
  load: {
    params: { data: DataName; backend: BackendChoice };
    event: { done: number; total: number };
    result: Samples | null;
  };
  start: { params: { k: number; seed: number }; event: never; result: Frame };
  step: { params: null; event: never; result: Frame };
  /** Rounds until nothing changes; every round is an event. */
  settle: { params: { restMs: number }; event: Frame; result: Frame };
  /** The best of a few starts for each number of groups; fewer when cancelled. */
  elbow: { params: { maxK: number; seed: number }; event: ElbowPoint; result: readonly ElbowPoint[] };
}
