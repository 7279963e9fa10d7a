/**
 * Trains the small adder that the browser tests hand in: `node scripts/make-adder-model.ts`, a quarter of a minute. It is
 * the point 2 × 32 of the shipped sweep `addition-reversed`, seed 1, as a learner trains it in the lab of
 * `emergent-abilities`; it passes the experiment `small-adder` and is 60 KB as F16. `--size '2 × 48'` trains another point
 * and writes nothing: what it costs on one core is printed, in seconds of its own and of the clock.
 */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { saveModel } from '@glassbox/core';
import {
  type AdditionSpec,
  additionQuestions,
  parseSweepResults,
  questionTokenizer,
  sweep,
} from '@glassbox/core/emergence';
import { nodeDirectory } from '@glassbox/core/node';
import { startBackend } from '../src/experiments/evaluators/start-backend.ts';

const SEED = 1;
const HANDED_IN = '2 × 32';
const FIXTURE = fileURLToPath(new URL('../../e2e/fixtures/adder-model', import.meta.url));

const { size } = parseArgs({ options: { size: { type: 'string', default: HANDED_IN } } }).values;
const shipped = fileURLToPath(import.meta.resolve('@glassbox/models/sweep/addition-reversed.json'));
const { settings } = parseSweepResults(await readFile(shipped, 'utf8'));
const sizes = settings.sizes.filter(({ name }) => name === size);
if (sizes.length === 0)
  throw new Error(`make-adder-model: no size “${size}”; one of ${settings.sizes.map(({ name }) => name).join(', ')}.`);

await startBackend();
const before = process.cpuUsage();
for await (const report of sweep({ ...settings, sizes, seeds: [SEED] })) {
  if (report.kind !== 'point') continue;
  const { user, system } = process.cpuUsage(before);
  const { step, seconds, measures } = report.point;
  const cost = `${((user + system) / 1e6).toFixed(1)} s of one core, ${seconds.toFixed(1)} s of the clock`;
  console.log(`step ${step}: ${(100 * (measures.exactMatch ?? 0)).toFixed(1)} % of sums right; ${cost}`);
  if (step !== settings.steps.at(-1) || size !== HANDED_IN) continue;
  const tokenizer = questionTokenizer(additionQuestions(settings.task as AdditionSpec));
  await saveModel(report.model, tokenizer, nodeDirectory(FIXTURE), { dtype: 'F16' });
}
