/** `glassbox logits DIR --ids 1,2,3`: raw scores, for comparing with other frameworks; no tokenizer is needed. */

import type { BackendName } from '../backend/backend.ts';
import { type LoadedBert, loadBert, modelTypeOf } from '../checkpoint/load-bert.ts';
import { loadModel } from '../checkpoint/load-model.ts';
import type { Directory } from '../foundations/directory.ts';
import { nodeDirectory } from '../node/node-directory.ts';
import { atPath } from './at-path.ts';
import { CliError } from './cli-error.ts';
import { startBackend } from './start-backend.ts';
import type { Terminal } from './training-view.ts';

export interface LogitsOptions {
  readonly backend: BackendName | 'auto';
  readonly ids: readonly number[];
  readonly all?: boolean;
  /** Place in `ids`, from 0, that is hidden behind [MASK] and asked for; BERT only. */
  readonly maskAt?: number;
  readonly json?: boolean;
}

/** Scores with what they are for. */
interface Scores {
  /** As the model saw them. */
  readonly ids: readonly number[];
  readonly rows: readonly (readonly number[])[];
  /** Before each row of the table: `after 1,2`, `at place 3`. */
  readonly titles: readonly string[];
  /** One row is asked for, so that JSON holds numbers, not a list of rows. */
  readonly single: boolean;
  /** A classifier's columns. */
  readonly columns?: readonly string[];
}

const SHOWN = 10;
const MASK = '[MASK]';

/**
 * Writes `{"ids":[…],"logits":…}`, without `json` a short table of the highest.
 *
 * GPT-2: V numbers for the token after the last id, or with `all` a row after each id. BERT's masked language model: a
 * row at each place, or with `maskAt` the V numbers at that place, whose id becomes that of [MASK] where the folder's
 * tokenizer has one. A BERT classifier: a number per label.
 */
export async function logitsCommand(path: string, options: LogitsOptions, terminal: Terminal): Promise<void> {
  await startBackend(options.backend, terminal);
  const directory = nodeDirectory(path);
  const scores = await atPath(path, async () =>
    (await modelTypeOf(directory)) === 'bert' ? bertScores(directory, options) : gptScores(directory, options),
  );
  terminal.out.write(options.json ? toJson(scores) : toTable(scores));
}

async function gptScores(directory: Directory, { ids, all = false, maskAt }: LogitsOptions): Promise<Scores> {
  if (maskAt !== undefined) failOption('--mask-at', 'the model is a GPT-2; a BERT was needed; use --all instead');
  const { model } = await loadModel(directory);
  try {
    const tokenIds = Int32Array.from(ids);
    const logits = all
      ? model.forward(tokenIds, [1, ids.length])
      : model.logitsAt(tokenIds, [1, ids.length], ids.length - 1);
    const titles = ids.map((_, place) => `after ${ids.slice(0, place + 1).join(',')}`);
    const rows = await rowsOf(logits, model.config.vocabSize);
    return { ids, rows, titles: all ? titles : titles.slice(-1), single: !all };
  } finally {
    model.dispose();
  }
}

async function bertScores(directory: Directory, { ids, maskAt }: LogitsOptions): Promise<Scores> {
  const loaded = await loadBert(directory);
  try {
    if (loaded.kind === 'maskedLanguage') return await wordScores(loaded, ids, maskAt);
    if (maskAt !== undefined) failOption('--mask-at', 'the model has no masked-LM head; one was needed; leave it out');
    if (loaded.kind === 'encoder') failOption('logits', 'a BERT without a head was found; one with a head was needed');
    const { labels } = loaded.model;
    const rows = await rowsOf(loaded.model.forward(Int32Array.from(ids), [1, ids.length]), labels.length);
    return { ids, rows, titles: ['labels'], single: true, columns: labels };
  } finally {
    loaded.model.dispose();
  }
}

async function wordScores(
  { model, tokenizer }: Extract<LoadedBert, { kind: 'maskedLanguage' }>,
  given: readonly number[],
  maskAt: number | undefined,
): Promise<Scores> {
  const maskId = tokenizer?.specialTokens.get(MASK);
  const ids = given.map((id, place) => (place === maskAt ? (maskId ?? id) : id));
  const [tokenIds, V] = [Int32Array.from(ids), model.config.vocabSize];
  if (maskAt === undefined) {
    const rows = await rowsOf(model.forward(tokenIds, [1, ids.length]), V);
    return { ids, rows, titles: ids.map((_, place) => `at place ${place}`), single: false };
  }
  const rows = await rowsOf(model.logitsAt(tokenIds, [1, ids.length], maskAt), V);
  return { ids, rows, titles: [`at place ${maskAt}`], single: true };
}

async function rowsOf(
  logits: { data(): Promise<ArrayLike<number>>; dispose(): void },
  width: number,
): Promise<number[][]> {
  const values = Array.from(await logits.data());
  logits.dispose();
  return Array.from({ length: values.length / width }, (_, row) => values.slice(row * width, (row + 1) * width));
}

function toJson({ ids, rows, single }: Scores): string {
  return `${JSON.stringify({ ids, logits: single ? rows[0] : rows })}\n`;
}

function toTable({ rows, titles, columns }: Scores): string {
  const lines = rows.map((row, index) => {
    const highest = Array.from(row, (logit, id) => ({ logit, id })).sort((a, b) => b.logit - a.logit);
    const shown = highest.slice(0, SHOWN).map(({ id, logit }) => `${columns?.[id] ?? id}: ${logit.toFixed(4)}`);
    return `${titles[index]} → ${shown.join('  ')}`;
  });
  return `${lines.join('\n')}\n`;
}

function failOption(option: string, reason: string): never {
  throw new CliError(`${option}: ${reason}.`);
}
