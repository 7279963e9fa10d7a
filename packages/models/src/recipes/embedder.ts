/**
 * The recipe of `embedder`: trains the small bilingual embedder of the knowledge base, then fits the threshold below
 * which answers are refused, on the calibration half of the test set. `node src/recipes/embedder.ts` makes `embedder/` again.
 */
import { readFile, stat, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { nodeDirectory } from '@glassbox/core/node';
import { hashedEmbedder, saveEmbedder } from '@glassbox/core/rag';
import { calibrateEmbedder } from './embedder-calibration.ts';
import { pairBatches, readSources } from './embedder-pairs.ts';
import { createEmbedderTraining } from './embedder-training.ts';
import { inPackage } from './texts.ts';

const NAME = 'glassbox-embedder-1';
const SEED = 11;
/** 15,000 rows of 128 numbers and one importance each are 3.9 MB in half precision. */
const SHAPE = { rows: 15_000, dimensions: 128 };
const TRAINING = { steps: 1000, batchSize: 128, learningRate: 0.1, temperature: 0.05 };
/** The learning rate falls in a line to this share of itself. */
const LAST_RATE = 0.05;
const REPORT_EVERY = 200;
/** Of the running mean of the loss. */
const SMOOTHING = 0.99;

const sources = await readSources();
const nextBatch = pairBatches(sources, TRAINING.batchSize, SEED);
const training = createEmbedderTraining({ ...SHAPE, ...TRAINING, seed: SEED });
const started = performance.now();
let smoothed = 0;
for (let step = 1; step <= TRAINING.steps; step++) {
  const rate = 1 - (1 - LAST_RATE) * (step / TRAINING.steps);
  smoothed = SMOOTHING * smoothed + (1 - SMOOTHING) * training.step(nextBatch(), rate);
  if (step % REPORT_EVERY === 0) {
    const loss = smoothed / (1 - SMOOTHING ** step);
    console.log(
      `embedder step ${step}/${TRAINING.steps} loss ${loss.toFixed(3)} ${Math.round((performance.now() - started) / 1000)} s`,
    );
  }
}
const minutes = (performance.now() - started) / 60_000;

// rounded to half precision first, so that what is calibrated is what is shipped
const directory = nodeDirectory(inPackage('embedder'));
await saveEmbedder(hashedEmbedder(NAME, training.weights), directory);
const calibration = await calibrateEmbedder(directory);

const { size } = await stat(inPackage('embedder/model.safetensors'));
const figures = {
  ...SHAPE,
  ...TRAINING,
  seed: SEED,
  loss: Number((smoothed / (1 - SMOOTHING ** TRAINING.steps)).toFixed(3)),
  minutes: Number(minutes.toFixed(1)),
  megabytes: Number((size / 1e6).toFixed(2)),
  machine: `${cpus().length} × ${cpus()[0]?.model.trim() ?? 'unknown CPU'}`,
  threshold: Number(calibration.threshold.toFixed(3)),
  senses: sources.senses.senses.length,
  synonymSets: sources.english.senses.length,
  frames: sources.frames.length,
};
await writeFile(inPackage('embedder/card.json'), `${JSON.stringify(figures, null, 2)}\n`);
const template = await readFile(inPackage('src/recipes/embedder.card.md'), 'utf8');
const card = template.replaceAll(/\{\{(\w+)\}\}/g, (mark, key: string) =>
  String(figures[key as keyof typeof figures] ?? mark),
);
await writeFile(inPackage('embedder/README.md'), card);
