/** `pnpm lesson new` and `pnpm lesson check`: reads the command line and answers with an exit code. */
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { writeJsonSchemas } from '../json-schemas.ts';
import { check, checkAndWatch, requireLesson } from './check-command.ts';
import { newLesson } from './new-lesson.ts';
import { UsageError } from './usage-error.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const USAGE = `Usage:
  pnpm lesson new SLUG [--module ID] [--place 0-9] [--title-zh 题目] [--title-en Title]
      makes packages/curriculum/lessons/NN-SLUG, a draft that builds at once;
      for a lesson that is planned already, writes the files that are missing
  pnpm lesson check [SLUG] [--json] [--watch]
      tells every error and warning at file:line:column; exit code 1 when there is an error
  pnpm lesson regrade LESSON [QUESTION] [--apply --reason "…"]
      shows (and with --apply does) what today's key makes of earlier answers; --help for more

Guide: docs/authoring/`;

const print = (text: string): void => console.log(text);

try {
  process.exitCode = run(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof UsageError) && !isArgumentError(error)) throw error;
  console.error(error.message);
  process.exitCode = 2;
}

function run([command, ...rest]: string[]): number | undefined {
  if (command === 'check') return runCheck(rest);
  if (command === 'new') return runNew(rest);
  const isAsked = command === undefined || command === 'help' || command === '--help';
  if (isAsked) print(USAGE);
  else console.error(`lesson: found the command "${command}"; needed new, check or regrade.\n\n${USAGE}`);
  return isAsked ? 0 : 2;
}

function runCheck(rest: string[]): number | undefined {
  const { values, positionals } = parseArgs({
    args: rest,
    allowPositionals: true,
    options: { json: { type: 'boolean', default: false }, watch: { type: 'boolean', default: false } },
  });
  const [slug] = positionals;
  if (slug !== undefined) requireLesson(readdirSync(`${ROOT}lessons`), slug);
  const options = { root: ROOT, slug, json: values.json, print };
  if (!values.watch) return check(options);
  checkAndWatch(options);
  return undefined;
}

function runNew(rest: string[]): number {
  const text = { type: 'string' } as const;
  const { values, positionals } = parseArgs({
    args: rest,
    allowPositionals: true,
    options: { module: text, place: text, 'title-zh': text, 'title-en': text },
  });
  const [slug, ...more] = positionals;
  if (slug === undefined || more.length > 0) {
    throw new UsageError(
      `lesson new: found ${positionals.length} names; needed one slug, in lower-case letters, digits and hyphens: pnpm lesson new my-lesson`,
    );
  }
  const { module, place } = values;
  writeJsonSchemas(ROOT);
  print(newLesson({ root: ROOT, slug, module, place, title: { zh: values['title-zh'], en: values['title-en'] } }));
  return 0;
}

/** An option that `parseArgs` does not know, in its own good words. */
function isArgumentError(error: unknown): error is Error {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
}
