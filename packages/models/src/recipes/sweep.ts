/**
 * The recipe of `sweep`: models of growing size on small tasks, measured so that "emergence" can be seen and doubted.
 * `node src/recipes/sweep.ts` makes `sweep/*.json` and their tables again; with names (`… sweep.ts addition repeats`) only
 * those sweeps are run. A run that was interrupted goes on where it stopped, from `.runs/sweep-NAME`.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { selectBackend } from '@glassbox/core';
import { findSweepResults, type SweepResults, sweep } from '@glassbox/core/emergence';
import { nodeDirectory } from '@glassbox/core/node';
import { writeResult } from './results.ts';
import { SWEEP_PLANS, SWEEP_SEEDS, type SweepPlan } from './sweep-plans.ts';
import { sweepTables } from './sweep-tables.ts';
import { inPackage } from './texts.ts';

const directoryOf = ({ name }: SweepPlan) => nodeDirectory(inPackage(`.runs/sweep-${name}`));

const wanted = process.argv.slice(2);
const backend = await selectBackend();
for (const plan of SWEEP_PLANS.filter(({ name }) => wanted.length === 0 || wanted.includes(name))) await run(plan);

const results = new Map<string, SweepResults>();
for (const plan of SWEEP_PLANS) {
  const found = await findSweepResults(directoryOf(plan));
  if (found && isComplete(found)) results.set(plan.name, found);
}
const missing = SWEEP_PLANS.filter(({ name }) => !results.has(name)).map(({ name }) => name);
if (missing.length > 0) console.log(`sweep: ${missing.join(', ')} not run to the end yet; their tables are left out`);
if (results.size > 0) await publish();

async function run(plan: SweepPlan): Promise<void> {
  for await (const report of sweep(plan.settings, { directory: directoryOf(plan) })) {
    if (report.kind === 'step') continue;
    const { size, seed, step, measures, seconds } = report.point;
    const figures = Object.entries(measures).map(([name, value]) => `${name} ${value.toFixed(3)}`);
    console.log(`${plan.name} ${size} seed ${seed} step ${step}: ${figures.join(', ')} (${seconds.toFixed(0)} s)`);
  }
}

/** Writes the points for the labs, and the tables for readers. */
async function publish(): Promise<void> {
  await mkdir(inPackage('sweep'), { recursive: true });
  for (const [name, found] of results) await writeFile(inPackage(`sweep/${name}.json`), `${JSON.stringify(found)}\n`);
  const seconds = [...results.values()].flatMap(({ points, settings }) => {
    const last = settings.steps.at(-1);
    return points.filter(({ step }) => step === last).map((point) => point.seconds);
  });
  await writeResult({
    name: 'sweep',
    title: 'Sweep: does ability jump, or does the metric?',
    command: 'pnpm --filter @glassbox/models recipe:sweep',
    seeds: SWEEP_SEEDS,
    minutes: seconds.reduce((sum, value) => sum + value, 0) / 60,
    backend: backend.label,
    ...sweepTables(results),
  });
}

function isComplete({ settings, points }: SweepResults): boolean {
  return points.length === settings.sizes.length * settings.seeds.length * settings.steps.length;
}
