/**
 * The recipe of one number: Tiny Shakespeare in nanoGPT's setting for a laptop (its README, "I only have a macbook":
 * 4 layers, 4 heads, nEmbd 128, blockSize 64, batch 12, 2,000 steps, no dropout), for which nanoGPT reports a validation
 * loss of 1.88. Nothing is shipped; each seed's run is kept in `.runs/shakespeare-SEED` and goes on where it stopped.
 * `node src/recipes/shakespeare.ts 1 2` runs these seeds only.
 */
import {
  batches,
  charTokenizer,
  createGpt,
  createTrainer,
  evaluateLoss,
  resumeTrainer,
  selectBackend,
  type TrainConfig,
  type Trainer,
} from '@glassbox/core';
import { nodeDirectory } from '@glassbox/core/node';
import { writeResult } from './results.ts';
import { BARD_VALIDATION_FRACTION, bardText, inPackage } from './texts.ts';

const NANO_GPT_LOSS = 1.88;
const ALL_SEEDS = [1, 2, 3];
const SAVE_EVERY_STEPS = 250;

const MODEL = { nLayer: 4, nHead: 4, nEmbd: 128, blockSize: 64, dropout: 0 };
/** nanoGPT's config/train_shakespeare_char.py with the README's changes; eval_iters is 20. */
const TRAIN: TrainConfig = {
  batchSize: 12,
  maxSteps: 2000,
  learningRate: 1e-3,
  minLearningRate: 1e-4,
  warmupSteps: 100,
  beta2: 0.99,
  weightDecay: 0.1,
  gradClip: 1,
  evalEvery: 250,
  evalBatches: 20,
};

interface Run {
  readonly seed: number;
  readonly curve: ReadonlyMap<number, number>;
  /** Nats per character over the whole held-out tenth. */
  readonly wholeLoss: number;
  readonly characters: number;
  readonly minutes: number;
}

const text = await bardText();
const tokenizer = charTokenizer(text);
const backend = await selectBackend();
const runs: Run[] = [];
const asked = process.argv.slice(2).map(Number);
for (const seed of asked.length > 0 ? asked : ALL_SEEDS) {
  runs.push(await runOf(seed));
  await report();
}

function start(seed: number): Trainer {
  const { batchSize } = TRAIN;
  const data = batches(tokenizer.encode(text), {
    batchSize,
    blockSize: MODEL.blockSize,
    seed,
    validationFraction: BARD_VALIDATION_FRACTION,
  });
  const model = createGpt({ ...MODEL, vocabSize: tokenizer.vocabSize }, { seed });
  return createTrainer({ model, tokenizer, data, config: TRAIN, seed });
}

async function runOf(seed: number): Promise<Run> {
  const directory = nodeDirectory(inPackage(`.runs/shakespeare-${seed}`));
  const log = (await directory.read('curve.json')) ?? new TextEncoder().encode('{"curve":[],"minutes":0}');
  const kept: { curve: [number, number][]; minutes: number } = JSON.parse(new TextDecoder().decode(log));
  const trainer = (await directory.read('trainer.safetensors')) ? await resumeTrainer(directory) : start(seed);
  const curve = new Map(kept.curve);
  let { minutes } = kept;
  for await (const { step, validationLoss, elapsedMs, tokensPerSecond } of trainer.run()) {
    minutes = elapsedMs / 60_000;
    if (validationLoss !== undefined) {
      curve.set(step, validationLoss);
      console.log(
        `seed ${seed} step ${step} validation ${validationLoss.toFixed(3)} ${Math.round(tokensPerSecond)} tokens/s`,
      );
    }
    if (step % SAVE_EVERY_STEPS !== 0) continue;
    await trainer.save(directory);
    await directory.write('curve.json', new TextEncoder().encode(JSON.stringify({ curve: [...curve], minutes })));
  }
  const data = batches(tokenizer.encode(text), {
    batchSize: TRAIN.batchSize,
    blockSize: MODEL.blockSize,
    seed,
    validationFraction: BARD_VALIDATION_FRACTION,
  });
  const { loss, targets } = await evaluateLoss(trainer.model, data.validation(Number.MAX_SAFE_INTEGER));
  trainer.dispose();
  return { seed, curve, wholeLoss: loss, characters: targets, minutes };
}

async function report(): Promise<void> {
  const steps = [...(runs[0]?.curve.keys() ?? [])];
  const last = ({ curve }: Run) => curve.get(TRAIN.maxSteps) ?? Number.NaN;
  const worst = Math.max(...runs.map(last));
  await writeResult({
    name: 'shakespeare',
    title: 'Tiny Shakespeare in nanoGPT’s setting',
    summary:
      `Characters, 4 layers, 4 heads, nEmbd 128, blockSize 64, batch 12, 2,000 steps, no dropout. ` +
      `nanoGPT reports a validation loss of ${NANO_GPT_LOSS} nats per character for this setting; ` +
      `the highest of our ${runs.length} seeds is ${worst.toFixed(3)}, ${worst <= NANO_GPT_LOSS ? 'at or below it' : 'above it'}.`,
    command: 'pnpm --filter @glassbox/models recipe:shakespeare',
    seeds: runs.map(({ seed }) => seed),
    minutes: runs.reduce((sum, { minutes }) => sum + minutes, 0),
    backend: backend.label,
    tables: [
      {
        title: 'After the last step',
        columns: ['seed', 'validation loss, 20 batches', 'whole held-out tenth', 'perplexity', 'minutes'],
        rows: runs.map((run) => [
          run.seed,
          last(run).toFixed(3),
          run.wholeLoss.toFixed(3),
          Math.exp(run.wholeLoss).toFixed(2),
          run.minutes.toFixed(1),
        ]),
      },
      {
        title: 'Validation loss, 20 batches',
        columns: ['step', ...runs.map(({ seed }) => `seed ${seed}`)],
        rows: steps.map((step) => [step, ...runs.map(({ curve }) => (curve.get(step) ?? Number.NaN).toFixed(3))]),
      },
    ],
    notes: [
      'nanoGPT draws its 20 validation batches at random; ours are spread evenly over the same held-out tenth.',
      'The first weights are larger than nanoGPT’s at this width (docs/decisions/0005-first-weights.md); all else is its setting.',
    ],
  });
}
