/** How the loss chart looks: axes, grid and lines in the page's own colours and type. Pure but for reading colours. */
import type uPlot from 'uplot';

export interface ChartColours {
  ink: string;
  line: string;
  training: string;
  validation: string;
}

const FONT_PX = 12;
const POINT_PX = 5;

/** Columns: step, training loss, validation loss (null between checks), blind guess (constant). */
export function chartOptions(
  size: { width: number; height: number },
  colours: ChartColours,
  font: string,
): uPlot.Options {
  const axis: uPlot.Axis = {
    stroke: colours.ink,
    font: `${FONT_PX}px ${font}`,
    grid: { stroke: colours.line, width: 1 },
    ticks: { stroke: colours.line, width: 1, size: 4 },
  };
  return {
    ...size,
    padding: [10, 14, 0, 0],
    legend: { show: false },
    cursor: { y: false, drag: { x: false, y: false }, points: { size: POINT_PX } },
    scales: { x: { time: false }, y: { range: (_, low, high) => lossRange(low, high) } },
    axes: [
      {
        ...axis,
        space: 60,
        size: 30,
        values: (_, steps) => steps.map((step) => (Number.isInteger(step) ? String(step) : '')),
      },
      { ...axis, space: 34, size: 42, values: (_, losses, __, ___, increment) => lossTicks(losses, increment) },
    ],
    series: [
      {},
      { stroke: colours.training, width: 2, points: { show: false } },
      {
        stroke: colours.validation,
        width: 2,
        dash: [6, 4],
        spanGaps: true,
        points: { show: true, size: POINT_PX, fill: colours.validation, stroke: colours.validation },
      },
      { stroke: colours.ink, width: 1, dash: [2, 4], points: { show: false } },
    ],
  };
}

const MOST_DECIMALS = 3;

/** Labels of ticks that lie `increment` apart, with as few decimals (one at least) as tell them apart exactly. */
export function lossTicks(losses: readonly number[], increment: number): string[] {
  let decimals = 1;
  while (decimals < MOST_DECIMALS && Number(increment.toFixed(decimals)) !== increment) decimals++;
  return losses.map((loss) => loss.toFixed(decimals));
}

/** From a little below the lowest to a little above the highest loss, never below zero. */
export function lossRange(low: number | null, high: number | null): [number, number] {
  if (low === null || high === null) return [0, 1];
  const margin = Math.max(0.2, (high - low) * 0.08);
  return [Math.max(0, low - margin), high + margin];
}
