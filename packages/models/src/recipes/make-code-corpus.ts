/**
 * Writes `data/typescript.txt`, the corpus of the model `code`: the TypeScript of this repository as committed when the
 * snapshot was taken, files apart by a form feed. Run it again and the model's figures change with the sources:
 * `node src/recipes/make-code-corpus.ts`.
 */
import { execFileSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { CODE_CORPUS, FILE_END } from './code-corpus.ts';
import { inPackage } from './texts.ts';

const root = inPackage('../..');
const git = (...args: string[]) => execFileSync('git', ['-C', root, ...args], { encoding: 'utf8', maxBuffer: 2 ** 26 });
const SOURCES = /^(packages|apps|scripts)\/.*\.ts$/;

const files = git('ls-tree', '-r', '--name-only', 'HEAD')
  .split('\n')
  .filter((path) => SOURCES.test(path) && !path.endsWith('.d.ts'));
const text = files.map((path) => `${git('show', `HEAD:${path}`).trim()}\n`).join(FILE_END);
await writeFile(inPackage(CODE_CORPUS), text);
console.log(`${CODE_CORPUS}: ${files.length} files, ${text.length} characters`);
