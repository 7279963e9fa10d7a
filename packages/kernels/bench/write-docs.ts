/** Renews what docs/performance.md shows of a run: everything between `<!-- bench:NAME -->` and `<!-- /bench:NAME -->`, and the plots. */
import { readFile, writeFile } from 'node:fs/promises';
import { drawPlot, type Series } from './plot.ts';
import { formatLimit, formatValue, type ReportRow } from './rows.ts';
import { TARGETS } from './targets.ts';

const DOCS = new URL('../../../docs/', import.meta.url);
const PAGE = new URL('performance.md', DOCS);

/** Rewrites the sections and plots from the rows of one whole run; a section without any row keeps what stands there. */
export async function writeDocs(rows: readonly ReportRow[]): Promise<void> {
  const sections: Record<string, string> = {
    machine: describeRun(rows),
    targets: tabulateTargets(rows),
    rows: tabulate(rows.filter(({ id, must }) => must === null && !/^(growth|profile)\./.test(id))),
    profile: tabulate(rows.filter(({ id }) => id.startsWith('profile.'))),
    growth: tabulateGrowth(rows),
  };
  let page = await readFile(PAGE, 'utf8');
  for (const [name, text] of Object.entries(sections)) {
    if (!text) continue;
    const place = new RegExp(`(<!-- bench:${name} -->\n)[^]*?(<!-- /bench:${name} -->)`);
    if (!place.test(page)) throw new Error(`bench: docs/performance.md has no markers “bench:${name}”; put them back`);
    page = page.replace(place, (_, open: string, close: string) => `${open}${text}\n${close}`);
  }
  await writeFile(PAGE, page);
  await drawGrowth(rows);
}

function describeRun(rows: readonly ReportRow[]): string {
  const machine = rows[0]?.machine;
  if (!machine) return '';
  const loads = rows.map((row) => row.machine.loadavg);
  const date = new Date().toISOString().slice(0, 10);
  return `${date}, ${machine.cpu}, ${machine.cores} cores, Node ${machine.node}, ${machine.simd} SIMD; load before the parts ${Math.min(...loads)} … ${Math.max(...loads)}.`;
}

function tabulateTargets(rows: readonly ReportRow[]): string {
  const lines = rows
    .filter(({ must }) => must !== null)
    .map(({ id, value, unit, must, aim, better, pass, note }) => {
      const verdict = pass === null ? (note ?? '–') : pass ? 'yes' : '**no**';
      const shown = value === null ? '–' : `**${formatValue(value)}**${unit === '×' ? ' ×' : ''}`;
      return `| ${TARGETS[id]?.what ?? ''} | \`${id}\` | ${shown} | ${formatLimit(must, better)} | ${formatLimit(aim, better)} | ${verdict} |`;
    });
  return lines.length
    ? ['| what | id | value | must | aim | reached |', '|---|---|--:|--:|--:|---|', ...lines].join('\n')
    : '';
}

function tabulate(rows: readonly ReportRow[]): string {
  const lines = rows.map(
    ({ id, value, unit, note }) => `| \`${id}\` | ${formatValue(value)} | ${unit} | ${note ?? ''} |`,
  );
  return lines.length ? ['| id | value | unit | |', '|---|--:|---|---|', ...lines].join('\n') : '';
}

/** One point of a growth curve: the rows that share the beginning of their ids. */
interface GrowthPoint {
  name: string;
  /** T, or the number of parameters. */
  x: number;
  note: string;
  usPerToken: number;
  gflops: number;
  memoryRatio: number;
}

function findGrowth(rows: readonly ReportRow[], kind: 'length' | 'parameters'): GrowthPoint[] {
  const find = (id: string) => rows.find((row) => row.id === id)?.value ?? Number.NaN;
  return rows
    .filter(({ id }) => id.startsWith(`growth.${kind}.`) && id.endsWith('.us-per-token'))
    .map(({ id, value, note = '' }) => {
      const start = id.slice(0, -'.us-per-token'.length);
      const parameters = Number.parseInt(note, 10);
      return {
        name: start.slice(`growth.${kind}.`.length),
        x: kind === 'length' ? Number(start.slice('growth.length.'.length)) : parameters,
        note,
        usPerToken: value ?? Number.NaN,
        gflops: find(`${start}.gflops`),
        memoryRatio: find(`${start}.memory-ratio`),
      };
    });
}

function tabulateGrowth(rows: readonly ReportRow[]): string {
  const points = [...findGrowth(rows, 'length'), ...findGrowth(rows, 'parameters')];
  if (points.length === 0) return '';
  const lines = points.map(
    ({ note, usPerToken, gflops, memoryRatio }) =>
      `| ${note} | ${formatValue(usPerToken)} | ${formatValue(gflops)} | ${formatValue(memoryRatio)} |`,
  );
  return ['| model and batch | µs per token | GFLOP/s | memory peak / least |', '|---|--:|--:|--:|', ...lines].join(
    '\n',
  );
}

async function drawGrowth(rows: readonly ReportRow[]): Promise<void> {
  const peak = rows.find(({ id }) => id === 'gemm.peak')?.value;
  for (const [kind, title, xLabel] of [
    ['length', 'Train step: time per token as T grows (2,048 tokens per step)', 'T, tokens per sequence'],
    ['parameters', 'Train step: time per token as the model grows (T = 128, B = 8)', 'parameters'],
  ] as const) {
    const points = findGrowth(rows, kind);
    if (points.length === 0) continue;
    const series: Series[] = [{ name: 'measured', points: points.map(({ x, usPerToken }) => ({ x, y: usPerToken })) }];
    if (peak) {
      const least = points.map(({ x, usPerToken, gflops }) => ({ x, y: (usPerToken * gflops) / peak }));
      series.push({ name: 'at register peak', points: least, isReference: true });
    }
    const xTicks = points.map(({ x }) => ({
      value: x,
      label: kind === 'length' ? String(x) : `${(x / 1e6).toPrecision(2)}M`,
    }));
    const plot = drawPlot({ title, xLabel, yLabel: 'µs per token, 1 thread', xTicks, series });
    await writeFile(new URL(`images/performance-${kind}.svg`, DOCS), plot);
  }
}
