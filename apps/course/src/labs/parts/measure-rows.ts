/** The numbers of a chart with lines as rows of its table. Pure. */

export interface MeasuredLine {
  readonly points: readonly (readonly [x: number, y: number])[];
}

export interface MeasuredRow {
  x: number;
  /** One per line; undefined where that line has no point. */
  values: (number | undefined)[];
}

/** Returns one row for each x of any line, from small to large, thinned to about `most`; the last is always there. */
export function measuredRows(lines: readonly MeasuredLine[], most: number): MeasuredRow[] {
  const all = [...new Set(lines.flatMap(({ points }) => points.map(([x]) => x)))].sort((a, b) => a - b);
  const every = Math.max(1, Math.ceil(all.length / most));
  return all
    .filter((_, index) => index % every === 0 || index === all.length - 1)
    .map((x) => ({ x, values: lines.map(({ points }) => points.find(([other]) => other === x)?.[1]) }));
}
