/** Plays the duel with the twins as they are shipped, and writes its tables and their cards. */
import { type Bert, complete, type Gpt, loadBert, loadModel, type Tokenizer, type TrainConfig } from '@glassbox/core';
import { nodeDirectory } from '@glassbox/core/node';
import { type ResultTable, writeResult } from './results.ts';
import { inPackage } from './texts.ts';
import { writeTwinCard } from './twins-card.ts';
import { END, SORTED_KINDS, TEST_KINDS } from './twins-corpus.ts';
import {
  bertPromptScore,
  bertScore,
  gptScore,
  LEVELS,
  type Level,
  makeTasks,
  type Task,
  TUNING,
  type TuningOptions,
} from './twins-duel.ts';
import { type Blank, blanksOf, fillBlank, guessBlank } from './twins-fill.ts';

/** What the training of one twin leaves behind. */
export interface TwinRun {
  readonly parameterCount: number;
  readonly steps: number;
  readonly tokensSeen: number;
  readonly validationLoss: number;
  readonly minutes: number;
}

export interface DuelOptions {
  readonly gptRun: TwinRun;
  readonly bertRun: TwinRun;
  readonly tokenizer: Tokenizer;
  readonly corpus: { readonly tokens: number; readonly heldOut: Int32Array };
  readonly settings: {
    readonly model: { nLayer: number; nHead: number; nEmbd: number; blockSize: number };
    readonly train: TrainConfig;
    readonly seed: number;
    readonly backend: string;
  };
  /** A BERT of the same shape that has read nothing. */
  makeUntrained(): Bert;
}

const MOST_IN_PROMPT = 30;
/** [CLS], [SEP] and [MASK] take the place of one example. */
const MOST_IN_BERTS_PROMPT = 29;
/** Games per language. */
const TEST_GAMES = 6;
const CHOOSING_GAMES = 3;
const BLANKS = 400;
const SAMPLES = 6;
/** Tried for fine-tuning BERT. */
const LEARNING_RATES = [3e-4, 1e-3, 3e-3] as const;

interface Score {
  readonly mean: number;
  /** Standard error over games. */
  readonly error: number;
}

/** Plays all games and writes docs/results/twins.json and both cards. */
export async function reportDuel(options: DuelOptions): Promise<void> {
  const start = performance.now();
  const { tokenizer, gptRun, bertRun, corpus, settings } = options;
  const { model: gpt } = await loadModel(nodeDirectory(inPackage('gpt-twin')));
  const bert = await loadShippedBert();
  const untrained = options.makeUntrained();
  try {
    const choice = await chooseTuning(bert, tokenizer, settings.seed);
    const duels: Duel[] = [];
    for (const level of LEVELS)
      duels.push(await play({ gpt, bert, untrained }, tokenizer, level, settings.seed, choice.tuning));
    const blanks = blanksOf(tokenizer.decode(corpus.heldOut), { count: BLANKS, seed: settings.seed });
    const fill = {
      bert: await shareOf(blanks, (blank) => fillBlank(bert, tokenizer, blank)),
      gpt: await shareOf(blanks, (blank) => guessBlank(gpt, tokenizer, blank)),
    };
    const minutes = gptRun.minutes + bertRun.minutes + (performance.now() - start) / 60_000;
    await writeTables(options, { duels, fill, choice: choice.table, minutes });
    const facts = { ...settings, tokens: corpus.tokens, duels, fill, tuning: choice.tuning };
    const continued = await continuations(gpt, tokenizer, settings.seed);
    await writeTwinCard('gpt-twin', { ...facts, run: gptRun, samples: continued });
    const filled = await filledBlanks(bert, tokenizer, blanks.slice(0, SAMPLES));
    await writeTwinCard('bert-twin', { ...facts, run: bertRun, samples: filled });
  } finally {
    for (const model of [gpt, bert, untrained]) model.dispose();
  }
}

async function loadShippedBert(): Promise<Bert> {
  const loaded = await loadBert(nodeDirectory(inPackage('bert-twin')));
  if (loaded.kind === 'maskedLanguage') return loaded.model;
  loaded.model.dispose();
  throw new Error('recipe twins: bert-twin has no masked-LM head.');
}

/** Plays games of sorted kinds with every learning rate; returns the best, and all as a table. */
async function chooseTuning(bert: Bert, tokenizer: Tokenizer, seed: number) {
  const games = makeTasks(SORTED_KINDS, LEVELS[1], CHOOSING_GAMES, seed + 1);
  const rows: string[][] = [];
  let best: { readonly tuning: TuningOptions; readonly sum: number } | undefined;
  for (const learningRate of LEARNING_RATES) {
    const tuning: TuningOptions = { ...TUNING, learningRate };
    const at = (count: number) => score(games, (task) => bertScore(bert, tokenizer, task, { count, seed, tuning }));
    const [few, many] = [await at(8), await at(30)];
    if (!best || few.mean + many.mean > best.sum) best = { tuning, sum: few.mean + many.mean };
    rows.push([String(learningRate), show(few), show(many)]);
    console.log(rows.at(-1)?.join(' | '));
  }
  const tuning = best?.tuning ?? TUNING;
  const title =
    `Choosing BERT's learning rate (${TUNING.maxSteps} steps, batches of up to ${TUNING.batchSize}) on ${games.length} games of kinds ` +
    `that training lists do sort; the best, ${tuning.learningRate}, is used`;
  const table: ResultTable = { title, columns: ['learning rate', '8 labels', '30 labels'], rows };
  return { tuning, table };
}

interface Players {
  readonly gpt: Gpt;
  readonly bert: Bert;
  readonly untrained: Bert;
}

/** The games of one level. */
interface Duel {
  readonly level: Level;
  /** Examples, GPT in the prompt, BERT fine-tuned, untrained BERT fine-tuned, BERT in the prompt. */
  readonly rows: readonly (readonly (string | number)[])[];
  /** From how many labels on fine-tuned BERT stays above GPT's best so far, in words. */
  readonly crossing: string;
}

async function play(
  { gpt, bert, untrained }: Players,
  tokenizer: Tokenizer,
  level: Level,
  seed: number,
  tuning: TuningOptions,
): Promise<Duel> {
  const games = makeTasks(TEST_KINDS, level, TEST_GAMES, seed + 2);
  const rows: (string | number)[][] = [];
  let [first, best]: [number | undefined, number] = [undefined, 0];
  for (const count of level.counts) {
    const tune = (model: Bert) => score(games, (task) => bertScore(model, tokenizer, task, { count, seed, tuning }));
    const prompt = (most: number, ask: (task: Task) => Promise<number>) =>
      count > most ? undefined : score(games, ask);
    const prompted = await prompt(MOST_IN_PROMPT, (task) => gptScore(gpt, tokenizer, task, count));
    const maskedPrompt = await prompt(MOST_IN_BERTS_PROMPT, (task) => bertPromptScore(bert, tokenizer, task, count));
    const [tuned, scratch] = [await tune(bert), await tune(untrained)];
    best = Math.max(best, prompted?.mean ?? 0);
    first = tuned.mean > best ? (first ?? count) : undefined;
    rows.push([count, show(prompted), show(tuned), show(scratch), show(maskedPrompt)]);
    console.log(rows.at(-1)?.join(' | '));
  }
  const crossing = first === undefined ? `not with up to ${level.counts.at(-1)} labels` : `from ${first} labels on`;
  return { level, rows, crossing };
}

interface Figures {
  readonly duels: readonly Duel[];
  readonly fill: { readonly bert: number; readonly gpt: number };
  readonly choice: ResultTable;
  readonly minutes: number;
}

async function writeTables(
  { gptRun, bertRun, corpus, settings }: DuelOptions,
  { duels, fill, choice, minutes }: Figures,
): Promise<void> {
  const cells = ({ parameterCount, steps, tokensSeen, validationLoss, minutes: took }: TwinRun) => [
    parameterCount.toLocaleString('en'),
    steps,
    tokensSeen.toLocaleString('en'),
    validationLoss.toFixed(3),
    took.toFixed(1),
  ];
  await writeResult({
    name: 'twins',
    title: 'BERT and GPT twins: labels against examples in the prompt',
    summary:
      `One corpus (${corpus.tokens.toLocaleString('en')} tokens, English and Chinese), one shape, ${settings.train.maxSteps} steps each. ` +
      'Then things of kinds that no list in training sorted go into two boxes: GPT gets sorted examples in its prompt, BERT is fine-tuned on the same ones. ' +
      `Fine-tuned BERT is above GPT's best so far: ${duels.map(({ level, crossing }) => `${crossing} (${kindsOf(level)} in each box)`).join(', ')}.`,
    command: 'pnpm --filter @glassbox/models recipe:twins',
    seeds: [settings.seed],
    minutes,
    backend: settings.backend,
    tables: [
      ...duels.map(({ level, rows }) => ({
        title: `Boxes of ${kindsOf(level)}: share of right answers, ${2 * TEST_GAMES} games of ${level.questions} questions (± standard error over games); chance is 50 %`,
        columns: [
          'examples',
          'GPT, in the prompt',
          'BERT, fine-tuned',
          'untrained BERT, fine-tuned',
          'BERT, in the prompt',
        ],
        rows,
      })),
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
      `GPT’s context of ${settings.model.blockSize} tokens holds ${MOST_IN_PROMPT} examples and the question; labels have no such limit.`,
    ],
  });
}

/** `1 kind`, `3 kinds` */
function kindsOf({ kindsPerBox }: Level): string {
  return `${kindsPerBox} ${kindsPerBox === 1 ? 'kind' : 'kinds'}`;
}

/** What GPT writes by itself, unchosen. */
async function continuations(gpt: Gpt, tokenizer: Tokenizer, seed: number): Promise<string[]> {
  const stopTokens = [...tokenizer.encode(END)];
  const prompts = Array.from({ length: SAMPLES }, () => tokenizer.encode(END));
  const written = await complete(gpt, prompts, { maxTokens: 40, seed, temperature: 0.8, stopTokens });
  return written.map(({ tokenIds }) => tokenizer.decode(tokenIds));
}

/** What BERT puts into blanks, the three likeliest words each. */
async function filledBlanks(bert: Bert, tokenizer: Tokenizer, blanks: readonly Blank[]): Promise<string[]> {
  const lines: string[] = [];
  for (const blank of blanks) {
    const text = blank.words.map((word, place) => (place === blank.place ? '[MASK]' : word)).join(' ');
    const words = await fillBlank(bert, tokenizer, blank, 3);
    lines.push(`${text} → ${words.join(', ')} (was: ${blank.words[blank.place]})`);
  }
  return lines;
}

async function shareOf(blanks: readonly Blank[], answer: (blank: Blank) => Promise<string[]>): Promise<number> {
  let right = 0;
  for (const blank of blanks) if ((await answer(blank))[0] === blank.words[blank.place]) right++;
  return right / blanks.length;
}

async function score(games: readonly Task[], share: (task: Task) => Promise<number>): Promise<Score> {
  const shares: number[] = [];
  for (const task of games) shares.push(await share(task));
  const mean = shares.reduce((sum, one) => sum + one, 0) / shares.length;
  const variance = shares.reduce((sum, one) => sum + (one - mean) ** 2, 0) / (shares.length - 1);
  return { mean, error: Math.sqrt(variance / shares.length) };
}

function show(result: Score | undefined): string {
  return result ? `${percent(result.mean)} ± ${(100 * result.error).toFixed(1)}` : '–';
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
