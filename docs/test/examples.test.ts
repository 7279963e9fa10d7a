/**
 * Every program in the documentation runs. A block fenced as `ts` whose first line is `// runnable` is a complete
 * program: it is type-checked with the repository's settings, run in Node, and has to print something.
 */
import { execFile } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import { readMarkdownFiles } from './markdown-files.ts';

const run = promisify(execFile);
const DOCS = fileURLToPath(new URL('../', import.meta.url));
const FOLDER = join(DOCS, '.examples');
const FENCE = /^```ts\n(\/\/ runnable\n[\s\S]*?)^```$/gm;
const TIMEOUT_MS = 60_000;

const examples = readMarkdownFiles().flatMap(({ path, text }) =>
  [...text.matchAll(FENCE)].map(([, program = ''], index) => ({
    title: `${path}, example ${index + 1}`,
    file: join(FOLDER, `${path.replaceAll(/[/.]/g, '-')}-${index + 1}.ts`),
    program,
  })),
);

beforeAll(() => {
  rmSync(FOLDER, { recursive: true, force: true });
  mkdirSync(FOLDER);
  for (const { file, program } of examples) writeFileSync(file, program);
  const compilerOptions = { types: ['node'], noEmit: true, noUnusedLocals: false };
  writeFileSync(
    join(FOLDER, 'tsconfig.json'),
    JSON.stringify({ extends: '../../tsconfig.base.json', compilerOptions }),
  );
});

describe('examples in the documentation', () => {
  it('are there', () => {
    expect(examples.length).toBeGreaterThan(0);
  });

  it('have no type errors', async () => {
    const tsc = join(DOCS, 'node_modules/typescript/bin/tsc');
    const { stdout } = await run(process.execPath, [tsc, '-p', FOLDER]).catch(({ stdout }) => ({ stdout }));
    expect(stdout).toBe('');
  });

  it.each(examples)('$title runs and prints', async ({ file }) => {
    const { stdout } = await run(process.execPath, [file], { cwd: FOLDER, timeout: TIMEOUT_MS });
    expect(stdout.trim()).not.toBe('');
  });
});
