/** A run's history as columns for the chart and as rows for its table. */
import type { LossPoint } from '../worker/contract.ts';

/** More points than pixels slow a phone down and show nothing more. */
const MOST_POINTS = 1_200;
const MOST_ROWS = 24;

export type LossColumns = [number[], number[], (number | null)[], (number | null)[]];

/** Columns [step, training, validation, blind guess]; thinned so that every validation point stays. */
export function lossColumns(history: readonly LossPoint[], blindGuess: number | undefined): LossColumns {
  const points = thin(history, MOST_POINTS);
  return [
    points.map((point) => point.step),
    points.map((point) => point.loss),
    points.map((point) => point.validationLoss ?? null),
    points.map(() => blindGuess ?? null),
  ];
}

/** A readable number of rows: the steps that were validated, thinned; else evenly spread steps. The last is always there. */
export function lossRows(history: readonly LossPoint[]): LossPoint[] {
  const checked = history.filter((point) => point.validationLoss !== undefined);
  const rows = checked.length > 1 ? checked : history;
  const every = Math.max(1, Math.ceil(rows.length / MOST_ROWS));
  return rows.filter((_, index) => index % every === 0 || index === rows.length - 1);
}

function thin(history: readonly LossPoint[], most: number): readonly LossPoint[] {
  const every = Math.ceil(history.length / most);
  if (every <= 1) return history;
  return history.filter(
    (point, index) => index % every === 0 || index === history.length - 1 || point.validationLoss !== undefined,
  );
}
