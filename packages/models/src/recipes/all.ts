/**
 * `pnpm recipes`: every recipe one after the other, in the order in which they build on each other; hours on two cores.
 * Each keeps what it has finished, so an interrupted run goes on. `grokking` is long and optional, and runs by name only.
 */
import { spawnSync } from 'node:child_process';
import { inPackage } from './texts.ts';

const RECIPES = [
  'shakespeare', 'poet', 'bard', 'digits', 'melody', 'code', 'journey', 'twins', 'embedder', 'rag', 'sweep', 'pipeline', 'rlhf', 'generation-speed',
] as const; // biome-ignore format: one list

for (const name of RECIPES) {
  console.log(`\nrecipe ${name}`);
  const start = performance.now();
  const { status } = spawnSync(process.execPath, [inPackage(`src/recipes/${name}.ts`)], { stdio: 'inherit' });
  console.log(
    `recipe ${name}: ${status === 0 ? 'done' : 'failed'} after ${Math.round((performance.now() - start) / 60_000)} min`,
  );
  if (status !== 0) {
    process.exitCode = 1;
    break;
  }
}
