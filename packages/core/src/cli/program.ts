/** The commands of `glassbox` and their options. */
import { readFileSync } from 'node:fs';
import { Argument, Command, InvalidArgumentError, Option } from 'commander';
import { BACKEND_NAMES } from '../backend/backend.ts';
import { PRESETS } from '../train/presets.ts';
import { type GenerateCommandOptions, generateCommand } from './generate-command.ts';
import { type LogitsOptions, logitsCommand } from './logits-command.ts';
import { type ResumeOptions, resumeCommand } from './resume-command.ts';
import { type TrainOptions, trainCommand } from './train-command.ts';
import type { Terminal } from './training-view.ts';

/** Returns the parser; running it runs a command. Mistakes in options end the process with code 1, as commander does. */
export function createProgram(terminal: Terminal): Command {
  const program = new Command('glassbox')
    .description('Train small GPTs on your own text, and look at what they say.')
    .version(packageVersion(), '--version');
  program
    .command('train')
    .description('train a model on text')
    .addArgument(new Argument('<corpus...>', 'UTF-8 files: .txt, .md, .tsv (last column), .jsonl (field "text")'))
    .requiredOption('--out <dir>', 'folder for the model; must not hold one yet')
    .addOption(new Option('--preset <name>', 'size and schedule').choices(Object.keys(PRESETS)).default('tiny'))
    .option('--config <file>', 'JSON with fields of the model and the training, on top of the preset')
    .addOption(
      new Option('--tokenizer <kind>', 'one token per character, or byte-level BPE learnt from the text')
        .choices(['char', 'bpe'])
        .default('char'),
    )
    .option('--vocab-size <n>', 'tokens of a bpe tokenizer, the 256 bytes included', toWhole, 512)
    .option('--minutes <n>', 'plan as many steps as fit, and stop then', toPositive)
    .option('--seed <n>', 'of weights, batches and dropout', toWhole, 1)
    .option('--json', 'print one JSON line per step: step, loss, validationLoss, tokensPerSecond')
    .addOption(backendOption())
    .action((paths: string[], options: TrainOptions) => trainCommand(paths, options, terminal));
  program
    .command('resume')
    .description('go on with an interrupted run, exactly where it stopped')
    .argument('<dir>', 'folder of the run')
    .option('--minutes <n>', 'stop after this time', toPositive)
    .option('--json', 'as for train')
    .addOption(backendOption())
    .action((path: string, options: ResumeOptions) => resumeCommand(path, options, terminal));
  program
    .command('generate')
    .description('write on after a prompt')
    .argument('<dir>', 'folder of the model')
    .option('--prompt <text>', 'what to go on from', '\n')
    .option('--max-tokens <n>', 'how many tokens to write', toWhole, 200)
    .option('--temperature <t>', 'below 1 bolder, above 1 wilder, 0 always the likeliest', toNumber, 1)
    .option('--top-k <k>', 'draw from the k likeliest only', toWhole)
    .option('--top-p <p>', 'draw from the likeliest that together reach p', toNumber)
    .option('--seed <n>', 'same seed, same text', toWhole, 1)
    .option('--json', 'print one line of JSON: prompt, text, tokens, seed')
    .addOption(backendOption())
    .action((path: string, options: GenerateCommandOptions) => generateCommand(path, options, terminal));
  program
    .command('logits')
    .description(
      'print raw scores, for any Hugging Face GPT-2 folder (of the next token) or BERT folder (of each place, or of labels)',
    )
    .argument('<dir>', 'folder of the model')
    .requiredOption('--ids <ids>', 'token ids, such as 1,2,3', toIds)
    .option('--all', 'GPT-2: after every id instead of the last')
    .option('--mask-at <place>', 'BERT: hide the id at this place, counted from 0, and score what stood there', toWhole)
    .option('--json', 'print one line of JSON: ids, logits')
    .addOption(backendOption())
    .action((path: string, options: LogitsOptions) => logitsCommand(path, options, terminal));
  return program;
}

function packageVersion(): string {
  return JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')).version;
}

function backendOption(): Option {
  return new Option('--backend <name>', 'where to compute').choices(['auto', ...BACKEND_NAMES]).default('auto');
}

function toNumber(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value)) throw new InvalidArgumentError('A number was needed.');
  return value;
}

function toWhole(text: string): number {
  const value = toNumber(text);
  if (!Number.isInteger(value)) throw new InvalidArgumentError('A whole number was needed.');
  return value;
}

function toPositive(text: string): number {
  const value = toNumber(text);
  if (value <= 0) throw new InvalidArgumentError('A number above 0 was needed.');
  return value;
}

function toIds(text: string): number[] {
  const ids = text.split(',').map((id) => Number(id.trim() || Number.NaN));
  if (ids.some((id) => !Number.isInteger(id) || id < 0)) {
    throw new InvalidArgumentError('Whole numbers from 0 up, separated by commas, were needed.');
  }
  return ids;
}
