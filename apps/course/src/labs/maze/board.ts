/** What is drawn of values and policy. Pure. */
import { ACTIONS } from '@glassbox/core/classic';

/** Thinner arrows say nothing. */
const LEAST_SHARE = 0.1;
/** The strongest colour still lets an arrow be seen. */
const STRONGEST = 0.72;

/** Returns the arrows of one cell, longest first; none where all are alike or nothing is known. */
export function arrowsAt(policy: ArrayLike<number>, cell: number): { action: number; share: number }[] {
  const shares = ACTIONS.map((_, action) => ({ action, share: policy[cell * ACTIONS.length + action] ?? 0 }));
  const most = Math.max(...shares.map(({ share }) => share));
  if (most < 1 / ACTIONS.length + 1e-9) return [];
  return shares.filter(({ share }) => share >= LEAST_SHARE).sort((a, b) => b.share - a.share);
}

/** Returns each value as a share of the largest one in size, −0.72…0.72: the opacity of its colour, with its sign. */
export function heatOf(values: ArrayLike<number>): number[] {
  const all = Array.from(values);
  const largest = Math.max(...all.map(Math.abs), 1e-9);
  return all.map((value) => (STRONGEST * value) / largest);
}

/** ↑→↓← for the moves of a cell, for a table. */
export function textOf(policy: ArrayLike<number>, cell: number): string {
  return arrowsAt(policy, cell)
    .map(({ action }) => '↑→↓←'[action])
    .join('');
}
