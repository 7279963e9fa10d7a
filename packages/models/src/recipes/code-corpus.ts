/** The TypeScript that the model `code` learns from, in a seeded order of files. */
import { readFile } from 'node:fs/promises';
import { shuffledIndices } from './rows.ts';
import { inPackage } from './texts.ts';

export const CODE_CORPUS = 'data/typescript.txt';
/** Stands between two files of the corpus; no source file holds one. */
export const FILE_END = '\f\n';
export const CODE_SEED = 4;
export const CODE_VALIDATION_FRACTION = 0.05;

/** All files, shuffled, so that the held-out end comes from every package alike. */
export async function codeFiles(): Promise<string[]> {
  const files = (await readFile(inPackage(CODE_CORPUS), 'utf8')).split(FILE_END);
  return Array.from(shuffledIndices(files.length, CODE_SEED), (index) => files[index] ?? '');
}
