/** The how-to page keeps its word: the folder it shows, put into a copy of this package, is a whole kind; nothing else is touched. */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { generateKinds, listKinds } from '../scripts/generate-kinds.ts';

const root = join(import.meta.dirname, '..');
const page = readFileSync(join(root, '../../docs/how-to/add-a-question-kind.md'), 'utf8');
const copy = mkdtempSync(join(tmpdir(), 'glassbox-kind-'));
const folder = join(copy, 'packages/quiz/src/kinds/estimate');

/** Each block belongs to the file that was named last, in backticks, before it. */
function filesOf(markdown: string): [string, string][] {
  return [...markdown.matchAll(/^`([\w.]+)`[^`]*?(?:`[^`\n]+`[^`]*?)*?\n```(?:ts|svelte|yaml)\n(.*?)```/gms)].map(
    ([, name = '', code = '']) => [name, code],
  );
}

beforeAll(() => {
  const target = join(copy, 'packages/quiz');
  mkdirSync(target, { recursive: true });
  for (const name of ['src', 'scripts', 'test', 'package.json', 'tsconfig.json'])
    cpSync(join(root, name), join(target, name), { recursive: true });
  cpSync(join(root, '../../tsconfig.base.json'), join(copy, 'tsconfig.base.json'));
  symlinkSync(join(root, 'node_modules'), join(target, 'node_modules'));
  mkdirSync(folder);
  for (const [name, code] of filesOf(page)) writeFileSync(join(folder, name), code);
  generateKinds(target);
});
afterAll(() => rmSync(copy, { recursive: true, force: true }));

test('the page shows every file that a kind needs', () => {
  expect(
    filesOf(page)
      .map(([name]) => name)
      .sort(),
  ).toEqual(
    [
      'View.svelte',
      'answers.ts',
      'examples.yaml',
      'public.ts',
      'schema.ts',
      'score.ts',
      'validate.ts',
      'words.ts',
    ].sort(),
  );
  expect(listKinds(join(copy, 'packages/quiz/src/kinds'))).toContain('estimate');
});

test('the package with the new folder type-checks', () => {
  execFileSync(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-p', 'tsconfig.json', '--noEmit'], {
    cwd: join(copy, 'packages/quiz'),
    stdio: 'inherit',
  });
});

test('a quiz with the new kind compiles, its answers are checked and scored', async () => {
  const source = join(copy, 'packages/quiz/src');
  const { compileQuiz } = await import(join(source, 'compile/index.ts'));
  const { score, rightResponse } = await import(join(source, 'score/index.ts'));
  const { kindNames } = await import(join(source, 'index.ts'));
  const yaml = readFileSync(join(folder, 'examples.yaml'), 'utf8');
  const { secret } = compileQuiz(yaml, { file: 'quiz.yaml', lesson: 'a-lesson' });
  const [question] = secret.questions;

  expect(kindNames.estimate).toEqual({ zh: '估一估', en: 'An estimate' });
  expect(score(question, rightResponse(question))).toMatchObject({ verdict: 'right', score: 2 });
  expect(score(question, { kind: 'estimate', percent: 64 })).toMatchObject({ verdict: 'partly', score: 1 });
  expect(score(question, { kind: 'estimate', percent: 20 })).toMatchObject({ verdict: 'wrong', score: 0 });
  expect(score(question, { kind: 'estimate', percent: null })).toMatchObject({ verdict: 'ungraded' });
  expect(() =>
    compileQuiz(yaml.replace('answer: 75', 'answer: 175'), { file: 'quiz.yaml', lesson: 'a-lesson' }),
  ).toThrow(/found the number 175 as "answer"; needed a percentage from 0 to 100/);
});

test('the tests of all kinds find the new one by themselves', async () => {
  const { everyKind } = await import(join(copy, 'packages/quiz/test/compiled.ts'));
  const kinds: string[] = everyKind.public.questions.map(({ kind }: { kind: string }) => kind);
  expect(kinds).toContain('estimate');
});

test('a folder that lacks a file is refused by name', () => {
  rmSync(join(folder, 'words.ts'));
  expect(() => listKinds(join(copy, 'packages/quiz/src/kinds'))).toThrow(/src\/kinds\/estimate: found no words\.ts/);
});
