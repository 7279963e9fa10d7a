/**
 * The recipe of `melody`: a GPT that writes tunes, note after note, in the manner of folk songs.
 * `node src/recipes/melody.ts` makes `melody/` again.
 */
import { type AbcTune, loadModel, type Melody, writeAbc } from '@glassbox/core';
import { nodeDirectory } from '@glassbox/core/node';
import { folkTokenizer, folkTunes, inAllKeys, MELODY_SEED, REGIONS, regionOf } from './folk-tunes.ts';
import { COPIED_RUN, countCopied, countInKey, countWholeBars, isWellFormed, knownRuns } from './melody-form.ts';
import { sampleMelodies } from './melody-samples.ts';
import { writeCard } from './recipe.ts';
import { writeResult } from './results.ts';
import { rowBatches } from './rows.ts';
import { inPackage } from './texts.ts';
import { type ModelRecipe, trainModel } from './train-model.ts';

const BATCH_SIZE = 8;
const BLOCK_SIZE = 319;
const SAMPLES = 50;
const TEMPERATURE = 0.8;
/** What the measured melodies begin with. */
const STARTS = {
  asian: { label: 'asian', meter: '4/4', key: 'C' },
  western: { label: 'western', meter: '3/4', key: 'G' },
} as const;

const tokenizer = folkTokenizer();
const { train, heldOut } = await folkTunes();
/** A tune longer than the model sees is cut short. */
const toRows = (tunes: readonly AbcTune[]) =>
  tunes.flatMap(inAllKeys).map((tune) => tokenizer.encodeMelody(tune, regionOf(tune)).subarray(0, BLOCK_SIZE + 1));

const recipe: ModelRecipe = {
  name: 'melody',
  tokenizer,
  data: rowBatches(toRows(train), toRows(heldOut), { batchSize: BATCH_SIZE, seed: MELODY_SEED }),
  model: { nLayer: 3, nHead: 4, nEmbd: 96, blockSize: BLOCK_SIZE, dropout: 0.1 },
  train: {
    batchSize: BATCH_SIZE,
    maxSteps: 2500,
    learningRate: 3e-3,
    minLearningRate: 1e-4,
    warmupSteps: 50,
    beta2: 0.99,
    weightDecay: 0.1,
    gradClip: 1,
    evalEvery: 250,
  },
  seed: MELODY_SEED,
};

const result = await trainModel(recipe);
const { model } = await loadModel(nodeDirectory(inPackage('melody')));
const known = knownRuns(train);
const rows: [string, number, number, number, number, number, number][] = [];
const shown: string[] = [];
const counts = { started: 0, wellFormed: 0 };
for (const region of REGIONS) {
  const melodies = await sampleMelodies(model, tokenizer, {
    start: STARTS[region],
    count: SAMPLES,
    temperature: TEMPERATURE,
    seed: MELODY_SEED,
  });
  counts.started += melodies.length;
  counts.wellFormed += melodies.filter(isFinished).length;
  rows.push(measure(`${region}, ${STARTS[region].meter} in ${STARTS[region].key}`, melodies));
  const first = melodies.find((melody) => melody !== undefined);
  if (first) shown.push(writeAbc({ ...first, title: `${region}, unchosen` }));
}
model.dispose();
rows.push(measure('held-out tunes', heldOut));

await writeCard(recipe, result, {
  tunes: train.length,
  heldOutTunes: heldOut.length,
  asianTunes: [...train, ...heldOut].filter((tune) => regionOf(tune) === 'asian').length,
  samples: counts.started,
  temperature: TEMPERATURE,
  wellFormedPercent: percent(counts.wellFormed, counts.started),
  wholeBarPercent: rows
    .map((row) => row[3])
    .slice(0, -1)
    .join(' and '),
  inKeyPercent: rows
    .map((row) => row[4])
    .slice(0, -1)
    .join(' and '),
  copiedPercent: rows
    .map((row) => row[5])
    .slice(0, -1)
    .join(' and '),
  heldOutCopiedPercent: rows.at(-1)?.[5] ?? 0,
  copiedRun: COPIED_RUN,
  pieces: shown.join('\n'),
});
await writeResult({
  name: 'melody',
  title: 'Melodies written by a GPT',
  summary:
    `A GPT of ${result.parameterCount.toLocaleString('en')} parameters learnt ${train.length} public-domain tunes in twelve keys and writes melodies, ` +
    'asked for by region, meter and key.',
  command: 'pnpm --filter @glassbox/models recipe:melody',
  seeds: [MELODY_SEED],
  minutes: result.minutes,
  backend: result.backend,
  tables: [
    {
      title: 'Training',
      columns: ['steps', 'tokens seen', 'loss, nats a token', 'loss on held-out tunes'],
      rows: [[result.steps, result.tokensSeen, result.loss.toFixed(3), result.validationLoss.toFixed(3)]],
    },
    {
      title: `${SAMPLES} melodies per region, temperature ${TEMPERATURE}, no cut`,
      columns: [
        'melodies',
        'number',
        'finished with every bar right %',
        'inner bars of the right length %',
        'notes of the key %',
        `notes in a run of ${COPIED_RUN} that a training tune has in any key %`,
        'distinct %',
      ],
      rows,
    },
  ],
  notes: [
    'There are few tunes, and the model knows many of them by heart: what it writes is theirs in part, as the run of notes shows.',
    'The time is that on a computer busy with much other work.',
  ],
});

function isFinished(melody: Melody | undefined): boolean {
  return melody !== undefined && isWellFormed(melody);
}

function measure(name: string, melodies: readonly (Melody | undefined)[]): (typeof rows)[number] {
  const read = melodies.filter((melody) => melody !== undefined);
  const sum = (count: (melody: Melody) => number) => read.reduce((total, melody) => total + count(melody), 0);
  return [
    name,
    melodies.length,
    percent(melodies.filter(isFinished).length, melodies.length),
    percent(
      sum((melody) => countWholeBars(melody).whole),
      sum((melody) => countWholeBars(melody).inner),
    ),
    percent(
      sum((melody) => countInKey(melody).inKey),
      sum((melody) => countInKey(melody).notes),
    ),
    percent(
      sum((melody) => countCopied(melody, known).copied),
      sum((melody) => countCopied(melody, known).notes),
    ),
    percent(new Set(read.map((melody) => JSON.stringify(melody.bars))).size, melodies.length),
  ];
}

function percent(part: number, whole: number): number {
  return Math.round((1000 * part) / whole) / 10;
}
