/**
 * The recipe of `digits`: a GPT that draws handwritten digits, one square of 2 × 2 pixels after the other.
 * `node src/recipes/digits.ts` makes `digits/` again.
 */
import { imageTokenizer, loadModel } from '@glassbox/core';
import { nodeDirectory } from '@glassbox/core/node';
import { trainDigitJudge } from './digit-classifier.ts';
import { DIGITS_SEED, digitImages, SIDE } from './digit-images.ts';
import { type DrawnDigit, drawDigits, nearestDistances, toLetters } from './digit-samples.ts';
import { writeCard } from './recipe.ts';
import { writeResult } from './results.ts';
import { rowBatches } from './rows.ts';
import { inPackage } from './texts.ts';
import { type ModelRecipe, trainModel } from './train-model.ts';

const BATCH_SIZE = 8;
const PER_DIGIT = 15;
const TEMPERATURES = [0.7, 0.85, 1];
const CARD_TEMPERATURE = 0.85;

const tokenizer = imageTokenizer();
const { train, heldOut } = digitImages();
const toRow = ({ digit, pixels }: (typeof train)[number]): Int32Array =>
  Int32Array.from([tokenizer.labelToken(String(digit)), ...tokenizer.encodeImage(pixels)]);

const recipe: ModelRecipe = {
  name: 'digits',
  tokenizer,
  data: rowBatches(train.map(toRow), heldOut.map(toRow), { batchSize: BATCH_SIZE, seed: DIGITS_SEED }),
  model: { nLayer: 4, nHead: 4, nEmbd: 112, blockSize: tokenizer.tokensPerImage, dropout: 0 },
  train: {
    batchSize: BATCH_SIZE,
    maxSteps: 3500,
    learningRate: 1.5e-3,
    minLearningRate: 1e-4,
    warmupSteps: 100,
    beta2: 0.99,
    weightDecay: 0.1,
    gradClip: 1,
    evalEvery: 250,
  },
  seed: DIGITS_SEED,
};

const result = await trainModel(recipe);
const { model } = await loadModel(nodeDirectory(inPackage('digits')));
const judge = trainDigitJudge(tokenizer, { train, heldOut });
const trainImages = train.map(({ pixels }) => tokenizer.quantize(pixels));

const rows: [number, number, number, number][] = [];
let chosen: DrawnDigit[] = [];
for (const temperature of TEMPERATURES) {
  const drawn = await drawDigits(model, tokenizer, { perDigit: PER_DIGIT, temperature, seed: DIGITS_SEED });
  const read = judge.read(drawn.map(({ pixels }) => pixels));
  const recognised = drawn.filter(({ asked }, i) => asked === read[i]).length / drawn.length;
  const distances = nearestDistances(
    drawn.map(({ pixels }) => pixels),
    trainImages,
  );
  const copies = distances.filter((distance) => distance === 0).length / drawn.length;
  rows.push([temperature, percent(recognised), percent(copies), round(mean(distances))]);
  console.log('temperature', temperature, 'recognised', recognised, 'distance', mean(distances));
  if (temperature === CARD_TEMPERATURE) chosen = drawn;
}
model.dispose();
const heldOutImages = heldOut.slice(0, chosen.length).map(({ pixels }) => tokenizer.quantize(pixels));
const heldOutDistance = round(mean(nearestDistances(heldOutImages, trainImages)));
const [, recognisedPercent = 0, copiedPercent = 0, distance = 0] = rows.find(([at]) => at === CARD_TEMPERATURE) ?? [];

await writeCard(recipe, result, {
  images: train.length.toLocaleString('en'),
  heldOutImages: heldOut.length.toLocaleString('en'),
  lossPerImage: (result.validationLoss * tokenizer.tokensPerImage).toFixed(1),
  samples: chosen.length,
  temperature: CARD_TEMPERATURE,
  recognisedPercent,
  judgePercent: percent(judge.heldOutAccuracy),
  copiedPercent,
  distance,
  heldOutDistance,
  pictures: [0, 5]
    .map((from) =>
      toLetters(
        chosen.slice(from, from + 5).map(({ pixels }) => pixels),
        SIDE,
      ),
    )
    .join('\n'),
});
await writeResult({
  name: 'digits',
  title: 'Digits drawn by a GPT',
  summary:
    `A GPT of ${result.parameterCount.toLocaleString('en')} parameters draws handwritten digits square by square. A perceptron that reads ` +
    `${percent(judge.heldOutAccuracy)} % of held-out real digits right judges whether a drawing is the digit that was asked for.`,
  command: 'pnpm --filter @glassbox/models recipe:digits',
  seeds: [DIGITS_SEED],
  minutes: result.minutes,
  backend: result.backend,
  tables: [
    {
      title: 'Training',
      columns: ['steps', 'tokens seen', 'loss, nats a token', 'held-out loss', 'held-out loss, nats an image'],
      rows: [
        [
          result.steps,
          result.tokensSeen,
          result.loss.toFixed(3),
          result.validationLoss.toFixed(3),
          (result.validationLoss * tokenizer.tokensPerImage).toFixed(1),
        ],
      ],
    },
    {
      title: `${PER_DIGIT * 10} drawings per temperature, no cut`,
      columns: [
        'temperature',
        'recognised %',
        'copies of a training image %',
        'grey levels to the nearest training image',
      ],
      rows,
    },
  ],
  notes: [
    `Held-out real digits are ${heldOutDistance} grey levels per pixel from the nearest training image: a drawing much nearer would be a copy with touches.`,
    'The time is that on a computer busy with much other work.',
  ],
});

function percent(share: number): number {
  return round(100 * share);
}

function round(value: number): number {
  return Math.round(10 * value) / 10;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
