/**
 * The recipe of the twins `gpt-twin` and `bert-twin`: one corpus, one size, one number of steps; one learns to continue,
 * the other to fill blanks. Then the duel: sorting new kinds of things from k examples in the prompt, or from N labels.
 */
import {
  type Bert,
  batches,
  complete,
  createBert,
  createGpt,
  cutRows,
  type Gpt,
  type LanguageModel,
  loadBert,
  loadModel,
  maskedBatches,
  pretrain,
  saveModel,
  selectBackend,
  type TrainConfig,
} from '@glassbox/core';
import { nodeDirectory } from '@glassbox/core/node';
import { writeResult } from './results.ts';
import { inPackage } from './texts.ts';
import { writeTwinCard } from './twins-card.ts';
import { END, SORTED_KINDS, TEST_KINDS, twinsCorpus, twinsTokenizer } from './twins-corpus.ts';
import {
  bertPromptScore,
  bertScore,
  gptScore,
  makeTasks,
  type Task,
  TUNING,
  type TuningOptions,
} from './twins-duel.ts';
import { type Blank, blanksOf, fillBlank, guessBlank } from './twins-fill.ts';

const SEED = 20;
const PARAGRAPHS = 24_000;
const HELD_OUT = 0.03;
const MODEL = { nLayer: 3, nHead: 4, nEmbd: 96, blockSize: 64 } as const;
const TRAIN: TrainConfig = {
  batchSize: 24,
  maxSteps: Number(process.env.TWINS_STEPS ?? 4000),
  learningRate: 2e-3,
  minLearningRate: 2e-4,
  warmupSteps: 100,
  beta2: 0.99,
  weightDecay: 0.1,
  gradClip: 1,
  evalEvery: 250,
  evalBatches: 10,
};
/** Examples in the prompt, and labels; GPT's context holds 31 at most. */
const COUNTS = [2, 4, 8, 16, 24, 30, 40] as const;
const MOST_IN_PROMPT = 30;
const TASKS = 12;
const BLANKS = 400;
const SAMPLES = 6;

/** What a run leaves behind for card and results. */
export interface TwinRun {
  readonly parameterCount: number;
  readonly steps: number;
  readonly tokensSeen: number;
  readonly validationLoss: number;
  readonly minutes: number;
}

const backend = await selectBackend();
const tokenizer = twinsTokenizer();
const tokenIds = tokenizer.encode(twinsCorpus(PARAGRAPHS, SEED));
const heldOutFrom = Math.floor(tokenIds.length * (1 - HELD_OUT));
const special = (name: string): number => {
  const id = tokenizer.specialTokens.get(name);
  if (id === undefined) throw new Error(`recipe twins: the tokenizer has no ${name}.`);
  return id;
};
const [PAD, CLS, SEP, MASK] = ['[PAD]', '[CLS]', '[SEP]', '[MASK]'].map(special) as [number, number, number, number];
const devTasks = makeTasks(SORTED_KINDS, TASKS / 2, SEED + 1);
const testTasks = makeTasks(TEST_KINDS, TASKS, SEED + 2);

/** `node twins.ts gpt-twin` trains one of them only, so that two cores can work side by side. */
const only = process.argv[2];
const gptRun = only === 'bert-twin' ? undefined : await train('gpt-twin', makeGpt, causalData(), lookAtGpt);
const bertRun = only === 'gpt-twin' ? undefined : await train('bert-twin', makeBert, blanksData());
if (gptRun && bertRun) await duel(gptRun, bertRun);

function makeGpt(): Gpt {
  return createGpt({ ...MODEL, vocabSize: tokenizer.vocabSize }, { seed: SEED });
}

/** With GPT's activation, so that the twins differ in how they look and what they learn, and in nothing else. */
function makeBert(): Bert {
  return createBert({ ...MODEL, vocabSize: tokenizer.vocabSize, activation: 'gelu_new' }, { seed: SEED });
}

function causalData() {
  const options = { batchSize: TRAIN.batchSize, blockSize: MODEL.blockSize, seed: SEED };
  return batches(tokenIds, { ...options, validationFraction: HELD_OUT });
}

function blanksData() {
  const cut = (part: Int32Array) => cutRows(part, { blockSize: MODEL.blockSize, first: [CLS], last: [SEP] });
  return maskedBatches(cut(tokenIds.slice(0, heldOutFrom)), cut(tokenIds.slice(heldOutFrom)), {
    batchSize: TRAIN.batchSize,
    blockSize: MODEL.blockSize,
    seed: SEED,
    vocabSize: tokenizer.vocabSize,
    maskId: MASK,
    specialIds: [PAD, CLS, SEP, MASK],
    paddingId: PAD,
  });
}

/** Trains a twin unless `.runs` holds its figures already, and ships it in F16. */
async function train<Model extends (Gpt | Bert) & LanguageModel>(
  name: string,
  make: () => Model,
  data: Parameters<typeof pretrain<Model>>[0]['data'],
  look: (model: Model) => Promise<string> = async () => '',
): Promise<TwinRun> {
  const runs = nodeDirectory(inPackage(`.runs/${name}`));
  const finished = await runs.read('result.json');
  if (finished) return JSON.parse(new TextDecoder().decode(finished));
  const model = make();
  let run: TwinRun | undefined;
  for await (const report of pretrain<Model>({ model, tokenizer, data, config: TRAIN, seed: SEED })) {
    const { step, loss, validationLoss, tokensSeen, elapsedMs } = report;
    if (validationLoss === undefined) continue;
    const { parameterCount } = model;
    run = { parameterCount, steps: step, tokensSeen, validationLoss, minutes: elapsedMs / 60_000 };
    const seen = await look(model);
    console.log(`${name} ${step} loss ${loss.toFixed(3)} held out ${validationLoss.toFixed(3)} ${seen}`);
  }
  if (!run) throw new Error(`recipe twins: ${name} did no step.`);
  await saveModel(model, tokenizer, nodeDirectory(inPackage(name)), { dtype: 'F16' });
  model.dispose();
  await runs.write('result.json', new TextEncoder().encode(JSON.stringify(run)));
  return run;
}

async function duel(gptRun: TwinRun, bertRun: TwinRun): Promise<void> {
  const start = performance.now();
  const gpt = (await loadModel(nodeDirectory(inPackage('gpt-twin')))).model; // as shipped, in F16
  const loaded = await loadBert(nodeDirectory(inPackage('bert-twin')));
  if (loaded.kind !== 'maskedLanguage') throw new Error('recipe twins: bert-twin has no masked-LM head.');
  const bert = loaded.model;
  const untrained = makeBert();
  const choice = await chooseTuning(bert);
  const rows: (string | number)[][] = [];
  let crossing: number | undefined;
  let best = 0;
  for (const count of COUNTS) {
    const inPrompt =
      count <= MOST_IN_PROMPT ? await scores((task) => gptScore(gpt, tokenizer, task, count)) : undefined;
    const prompted =
      count <= MOST_IN_PROMPT - 1 ? await scores((task) => bertPromptScore(bert, tokenizer, task, count)) : undefined;
    const tuned = await scores((task) => bertScore(bert, tokenizer, task, { count, seed: SEED }));
    const blank = await scores((task) => bertScore(untrained, tokenizer, task, { count, seed: SEED }));
    best = Math.max(best, inPrompt?.mean ?? 0);
    if (tuned.mean > best) crossing ??= count;
    else crossing = undefined; // it must stay above
    rows.push([count, show(inPrompt), show(tuned), show(blank), show(prompted)]);
    console.log(rows.at(-1)?.join(' | '));
  }
  const blanks = blanksOf(tokenizer.decode(tokenIds.slice(heldOutFrom)), { count: BLANKS, seed: SEED });
  const isRight = ({ words, place }: Blank, [word]: readonly string[]) => word === words[place];
  const fill = {
    bert: await shareOf(blanks, async (blank) => isRight(blank, await fillBlank(bert, tokenizer, blank))),
    gpt: await shareOf(blanks, async (blank) => isRight(blank, await guessBlank(gpt, tokenizer, blank))),
  };
  const minutes = gptRun.minutes + bertRun.minutes + (performance.now() - start) / 60_000;
  const columns = [
    'examples',
    'GPT, examples in the prompt',
    'BERT, fine-tuned on them',
    'untrained BERT, fine-tuned on them',
    'BERT, examples in the prompt',
  ];
  const cross =
    crossing === undefined ? `BERT stays below GPT's best up to ${COUNTS.at(-1)} labels` : `from ${crossing} labels on`;
  await writeResult({
    name: 'twins',
    title: 'BERT and GPT twins: labels against examples in the prompt',
    summary:
      `Same corpus (${tokenIds.length.toLocaleString('en')} tokens, English and Chinese), ${gptRun.parameterCount.toLocaleString('en')} (GPT) and ` +
      `${bertRun.parameterCount.toLocaleString('en')} (BERT) parameters, ${TRAIN.maxSteps} steps each. Things of kinds that no list in training sorted go into two boxes of three kinds each. ` +
      `Fine-tuned BERT is above GPT's best so far: ${cross}.`,
    command: 'pnpm --filter @glassbox/models recipe:twins',
    seeds: [SEED],
    minutes,
    backend: backend.label,
    tables: [
      {
        title: `Share of right answers, ${testTasks.length} games of 20 questions (± standard error over games); chance is 50 %`,
        columns,
        rows,
      },
      {
        title: `One blank in each of ${BLANKS} held-out sentences`,
        columns: ['', 'right', 'sees'],
        rows: [
          ['BERT fills it', percent(fill.bert), 'both sides'],
          ['GPT guesses it', percent(fill.gpt), 'what stands before'],
        ],
      },
      {
        title: 'Training',
        columns: ['', 'parameters', 'steps', 'tokens', 'held-out loss (nats)', 'minutes'],
        rows: [
          ['GPT, next token', ...cells(gptRun)],
          ['BERT, 15 % blanks', ...cells(bertRun)],
        ],
      },
      choice,
    ],
    notes: [
      'The two losses are not comparable: one is of every next token, the other of blanks that are seen from both sides.',
      'How BERT is fine-tuned was chosen on games of kinds that training lists do sort, never on the test’s kinds.',
      `GPT’s context of ${MODEL.blockSize} tokens holds ${MOST_IN_PROMPT} examples and the question; labels have no such limit.`,
    ],
  });
  const facts = {
    model: MODEL,
    train: TRAIN,
    seed: SEED,
    tokens: tokenIds.length,
    backend: backend.label,
    rows,
    fill,
    crossing: cross,
  };
  await writeTwinCard('gpt-twin', { ...facts, run: gptRun, samples: await continued(gpt) });
  await writeTwinCard('bert-twin', { ...facts, run: bertRun, samples: await filled(bert, blanks.slice(0, SAMPLES)) });
  for (const model of [gpt, bert, untrained]) model.dispose();
}

/** How well GPT sorts by examples so far, on kinds that are sorted in training. */
async function lookAtGpt(model: Gpt): Promise<string> {
  const at = async (count: number) => percent(await mean(devTasks, (task) => gptScore(model, tokenizer, task, count)));
  return `right after 8 examples ${await at(8)}, after 24 ${await at(24)}`;
}

/** What GPT writes by itself, one seed after the other, unchosen. */
async function continued(gpt: Gpt): Promise<string[]> {
  const stopTokens = [...tokenizer.encode(END)];
  const prompts = Array.from({ length: SAMPLES }, () => tokenizer.encode(END));
  const written = await complete(gpt, prompts, { maxTokens: 40, seed: SEED, temperature: 0.8, stopTokens });
  return written.map(({ tokenIds }) => tokenizer.decode(tokenIds));
}

/** What BERT puts into blanks, the three likeliest each. */
async function filled(bert: Bert, blanks: readonly Blank[]): Promise<string[]> {
  const lines: string[] = [];
  for (const blank of blanks) {
    const text = blank.words.map((word, place) => (place === blank.place ? '[MASK]' : word)).join(' ');
    lines.push(
      `${text} → ${(await fillBlank(bert, tokenizer, blank, 3)).join(', ')} (was: ${blank.words[blank.place]})`,
    );
  }
  return lines;
}

/** Every setting on games of sorted kinds, as a table; stops if the best is not the one that is used. */
async function chooseTuning(bert: Bert) {
  const settings: TuningOptions[] = [3e-4, 1e-3, 3e-3].flatMap((learningRate) =>
    [60].map((maxSteps) => ({ learningRate, maxSteps, batchSize: TUNING.batchSize })),
  );
  const rows: [string, string, string][] = [];
  for (const tuning of settings) {
    const at = async (count: number) =>
      percent(await mean(devTasks, (task) => bertScore(bert, tokenizer, task, { count, seed: SEED, tuning })));
    rows.push([`${tuning.learningRate}, ${tuning.maxSteps} steps`, await at(8), await at(30)]);
    console.log(rows.at(-1)?.join(' | '));
  }
  return {
    title: `Choosing how BERT is fine-tuned, on ${devTasks.length} games of kinds that are sorted in training; used: ${TUNING.learningRate}, ${TUNING.maxSteps} steps`,
    columns: ['learning rate', '8 labels', '30 labels'],
    rows,
  };
}

interface Score {
  readonly mean: number;
  readonly error: number;
}

async function scores(play: (task: Task) => Promise<number>): Promise<Score> {
  const shares: number[] = [];
  for (const task of testTasks) shares.push(await play(task));
  const average = shares.reduce((sum, share) => sum + share, 0) / shares.length;
  const variance = shares.reduce((sum, share) => sum + (share - average) ** 2, 0) / (shares.length - 1);
  return { mean: average, error: Math.sqrt(variance / shares.length) };
}

async function shareOf(blanks: readonly Blank[], isRight: (blank: Blank) => Promise<boolean>): Promise<number> {
  let right = 0;
  for (const blank of blanks) if (await isRight(blank)) right++;
  return right / blanks.length;
}

async function mean(tasks: readonly Task[], play: (task: Task) => Promise<number>): Promise<number> {
  let sum = 0;
  for (const task of tasks) sum += await play(task);
  return sum / tasks.length;
}

function show(score: Score | undefined): string {
  return score ? `${percent(score.mean)} ± ${(100 * score.error).toFixed(1)}` : '–';
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}

function cells({ parameterCount, steps, tokensSeen, validationLoss, minutes }: TwinRun): (string | number)[] {
  return [
    parameterCount.toLocaleString('en'),
    steps,
    tokensSeen.toLocaleString('en'),
    validationLoss.toFixed(3),
    minutes.toFixed(1),
  ];
}
