/**
 * The recipe of `code`: a GPT that writes TypeScript in the manner of this repository, with a byte-level BPE learnt from
 * it. `node src/recipes/code.ts` makes `code/` again.
 */
import { batches, complete, loadModel, trainBpe } from '@glassbox/core';
import { nodeDirectory } from '@glassbox/core/node';
import { CODE_SEED, CODE_VALIDATION_FRACTION, codeFiles } from './code-corpus.ts';
import { copiedLines, longLines, parses, topLevelStatements } from './code-form.ts';
import { writeCard } from './recipe.ts';
import { writeResult } from './results.ts';
import { inPackage } from './texts.ts';
import { type ModelRecipe, trainModel } from './train-model.ts';

const END_OF_FILE = '<|endoftext|>';
const BATCH_SIZE = 12;
const BLOCK_SIZE = 128;
const SAMPLES = 60;
const SAMPLE_TOKENS = 400;
const TEMPERATURES = [0.6, 0.8, 1];
const CARD_TEMPERATURE = 0.8;
const TOP_P = 0.9;

const files = await codeFiles();
const heldOutCount = Math.round(files.length * CODE_VALIDATION_FRACTION);
const trainFiles = files.slice(0, -heldOutCount);
// The tokens are learnt from the training part alone, as everything else.
const tokenizer = trainBpe(trainFiles.join('\n'), { vocabSize: 2048, specialTokens: [END_OF_FILE] });
const encodeFiles = (part: readonly string[]) =>
  part.flatMap((file) => [...tokenizer.encode(END_OF_FILE, { allowedSpecial: 'all' }), ...tokenizer.encode(file)]);
const trainIds = encodeFiles(trainFiles);
const heldOutIds = encodeFiles(files.slice(-heldOutCount));
const tokenIds = Int32Array.from([...trainIds, ...heldOutIds]);

const recipe: ModelRecipe = {
  name: 'code',
  tokenizer,
  data: batches(tokenIds, {
    batchSize: BATCH_SIZE,
    blockSize: BLOCK_SIZE,
    seed: CODE_SEED,
    validationFraction: heldOutIds.length / tokenIds.length,
  }),
  model: { nLayer: 4, nHead: 4, nEmbd: 128, blockSize: BLOCK_SIZE, dropout: 0 },
  train: {
    batchSize: BATCH_SIZE,
    maxSteps: 3600,
    learningRate: 3e-3,
    minLearningRate: 1e-4,
    warmupSteps: 100,
    beta2: 0.99,
    weightDecay: 0.1,
    gradClip: 1,
    evalEvery: 300,
  },
  seed: CODE_SEED,
};

const result = await trainModel(recipe);
const { model } = await loadModel(nodeDirectory(inPackage('code')));
const prompts = Array.from({ length: SAMPLES }, () => tokenizer.encode(END_OF_FILE, { allowedSpecial: 'all' }));
const end = tokenizer.specialTokens.get(END_OF_FILE) ?? -1;
const known = new Set(trainFiles.flatMap((file) => [...longLines(file)]));
const knownStatements = new Set(trainFiles.flatMap(topLevelStatements));

const rows: [string, number, number, number, number][] = [];
let shown: string[] = [];
for (const temperature of TEMPERATURES) {
  const options = { maxTokens: SAMPLE_TOKENS, temperature, topP: TOP_P, seed: CODE_SEED, stopTokens: [end] };
  const texts = (await complete(model, prompts, options)).map(({ tokenIds: ids }) =>
    tokenizer.decode(ids).replace(END_OF_FILE, ''),
  );
  rows.push(measure(`written at temperature ${temperature}`, texts));
  if (temperature === CARD_TEMPERATURE) shown = texts;
}
model.dispose();
rows.push(measure('held-out files', files.slice(-heldOutCount)));

const [, statements = 0, parsePercent = 0, copiedLinePercent = 0, copiedStatementPercent = 0] =
  rows.find(([name]) => name.endsWith(` ${CARD_TEMPERATURE}`)) ?? [];
const [, , , heldOutCopiedLinePercent = 0] = rows.at(-1) ?? [];
const heldOutCharacters = files.slice(-heldOutCount).join('').length;
/** Nats a token times tokens a character, as bits: comparable across tokenizers. */
const bitsPerCharacter = (result.validationLoss * heldOutIds.length) / heldOutCharacters / Math.LN2;

await writeCard(recipe, result, {
  files: trainFiles.length,
  heldOutFiles: heldOutCount,
  characters: trainFiles.join('').length.toLocaleString('en'),
  tokens: trainIds.length.toLocaleString('en'),
  charactersPerToken: (heldOutCharacters / heldOutIds.length).toFixed(2),
  bitsPerCharacter: bitsPerCharacter.toFixed(2),
  samples: SAMPLES,
  sampleTokens: SAMPLE_TOKENS,
  temperature: CARD_TEMPERATURE,
  topP: TOP_P,
  statements,
  parsePercent,
  copiedLinePercent,
  copiedStatementPercent,
  heldOutCopiedLinePercent,
  sample: shown[0]?.trim() ?? '',
});
await writeResult({
  name: 'code',
  title: 'TypeScript written by a GPT',
  summary:
    `A GPT of ${result.parameterCount.toLocaleString('en')} parameters with a byte-level BPE of ${tokenizer.vocabSize} tokens, trained on this ` +
    'repository. A statement parses if Node’s own TypeScript parser accepts it by itself; imports are left out.',
  command: 'pnpm --filter @glassbox/models recipe:code',
  seeds: [CODE_SEED],
  minutes: result.minutes,
  backend: result.backend,
  tables: [
    {
      title: 'Training',
      columns: ['steps', 'tokens seen', 'loss, nats a token', 'held-out loss', 'held-out bits a character'],
      rows: [
        [
          result.steps,
          result.tokensSeen,
          result.loss.toFixed(3),
          result.validationLoss.toFixed(3),
          bitsPerCharacter.toFixed(2),
        ],
      ],
    },
    {
      title: `${SAMPLES} samples of up to ${SAMPLE_TOKENS} tokens per temperature, top-p ${TOP_P}`,
      columns: [
        'text',
        'whole statements',
        'parse %',
        'long lines known from training %',
        'statements known from training %',
      ],
      rows,
    },
  ],
  notes: ['The time is that on a computer busy with much other work.'],
});

function measure(name: string, texts: readonly string[]): [string, number, number, number, number] {
  const written = texts.flatMap(topLevelStatements);
  const { copied, lines } = copiedLines(texts, known);
  return [
    name,
    written.length,
    percent(written.filter(parses).length / written.length),
    percent(copied / lines),
    percent(written.filter((statement) => knownStatements.has(statement)).length / written.length),
  ];
}

function percent(share: number): number {
  return Math.round(1000 * share) / 10;
}
