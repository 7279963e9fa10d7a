/** Line plots with logarithmic axes as SVG, readable on light and on dark pages, where they follow the reader's setting. */

export interface Series {
  name: string;
  points: readonly { x: number; y: number }[];
  /** Drawn as a broken line without marks: what theory says, not what was measured. */
  isReference?: boolean;
}

export interface Plot {
  title: string;
  xLabel: string;
  yLabel: string;
  /** Marked on the x axis. */
  xTicks: readonly { value: number; label: string }[];
  series: readonly Series[];
}

const [WIDTH, HEIGHT] = [640, 360];
const FRAME = { left: 64, right: 150, top: 44, bottom: 52 };
const NAME_HEIGHT = 16;
const STYLE = `
  text { font: 13px system-ui, sans-serif; fill: #333 }
  .title { font-weight: 600; font-size: 15px }
  .grid { stroke: #ddd } .axis { stroke: #888 }
  .line { fill: none; stroke-width: 2.5 } .reference { stroke-dasharray: 5 5; stroke-width: 1.5 }
  .s0 { stroke: #1f6feb; color: #1f6feb } .s1 { stroke: #777; color: #777 } .s2 { stroke: #b35900; color: #b35900 }
  .mark { fill: currentColor; stroke: none } .name { fill: currentColor; stroke: none }
  @media (prefers-color-scheme: dark) {
    text { fill: #ddd } .grid { stroke: #3a3a3a }
    .s0 { stroke: #6cb0ff; color: #6cb0ff } .s1 { stroke: #aaa; color: #aaa } .s2 { stroke: #ffa657; color: #ffa657 }
  }`;

/** Returns the text of an SVG file. */
export function drawPlot({ title, xLabel, yLabel, xTicks, series }: Plot): string {
  const points = series.flatMap((one) => one.points);
  const yTicks = chooseTicks(points.map(({ y }) => y));
  const x = createScale([...xTicks.map(({ value }) => value)], FRAME.left, WIDTH - FRAME.right);
  const y = createScale(yTicks, HEIGHT - FRAME.bottom, FRAME.top);
  const bottom = HEIGHT - FRAME.bottom;
  const right = WIDTH - FRAME.right;
  const parts = [
    `<text class="title" x="${FRAME.left}" y="22">${escapeText(title)}</text>`,
    ...yTicks.map((value) => {
      const at = round(y(value));
      return `<path class="grid" d="M${FRAME.left} ${at}H${right}"/><text x="${FRAME.left - 8}" y="${at + 4}" text-anchor="end">${value}</text>`;
    }),
    ...xTicks.map(({ value, label }) => {
      const at = round(x(value));
      return `<path class="axis" d="M${at} ${bottom}v5"/><text x="${at}" y="${bottom + 20}" text-anchor="middle">${escapeText(label)}</text>`;
    }),
    `<path class="axis" d="M${FRAME.left} ${bottom}H${right}"/>`,
    `<text x="${(FRAME.left + right) / 2}" y="${HEIGHT - 10}" text-anchor="middle">${escapeText(xLabel)}</text>`,
    `<text x="16" y="${(FRAME.top + bottom) / 2}" text-anchor="middle" transform="rotate(-90 16 ${(FRAME.top + bottom) / 2})">${escapeText(yLabel)}</text>`,
    ...drawSeries(series, x, y),
  ];
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}" role="img" aria-label="${escapeText(title)}">
<style>${STYLE}
</style>
${parts.join('\n')}
</svg>
`;
}

type Scale = (value: number) => number;

/** Names stand at the ends of their lines, upper ones first, far enough apart to be read. */
function drawSeries(series: readonly Series[], x: Scale, y: Scale): string[] {
  const lines = series.map(({ name, points, isReference = false }, index) => {
    const places = points.map((point) => ({ left: round(x(point.x)), top: round(y(point.y)) }));
    return { name, isReference, index, places, end: places.at(-1) ?? { left: 0, top: 0 } };
  });
  let lowest = Number.NEGATIVE_INFINITY;
  return lines
    .sort((a, b) => a.end.top - b.end.top)
    .map(({ name, isReference, index, places, end }) => {
      lowest = Math.max(end.top + 4, lowest + NAME_HEIGHT);
      const path = places.map(({ left, top }, i) => `${i ? 'L' : 'M'}${left} ${top}`).join('');
      const marks = places.map(({ left, top }) => `<circle class="mark" cx="${left}" cy="${top}" r="3.5"/>`);
      const label = `<text class="name" x="${end.left + 10}" y="${round(lowest)}">${escapeText(name)}</text>`;
      const line = `<path class="line${isReference ? ' reference' : ''}" d="${path}"/>`;
      return `<g class="s${index}">${line}${isReference ? '' : marks.join('')}${label}</g>`;
    });
}

/** Maps the logarithms of `values` from the smallest to the largest onto from…to. */
function createScale(values: readonly number[], from: number, to: number): Scale {
  const [low, high] = [Math.log(Math.min(...values)), Math.log(Math.max(...values))];
  return (value) => from + ((Math.log(value) - low) / (high - low || 1)) * (to - from);
}

/** 1, 2, 5, 10, 20 … from below the smallest value to above the largest. */
function chooseTicks(values: readonly number[]): number[] {
  const steps: number[] = [];
  for (let power = -3; power <= 6; power++) for (const digit of [1, 2, 5]) steps.push(Number(`${digit}e${power}`));
  const low = steps.findLastIndex((step) => step <= Math.min(...values));
  const high = steps.findIndex((step) => step >= Math.max(...values));
  return steps.slice(Math.max(0, low), (high < 0 ? steps.length : high) + 1);
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
