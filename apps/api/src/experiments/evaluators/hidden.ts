/** The texts that models are tried on. They lie beside the server's code, are read by it alone and never leave it. */
import { readFile } from 'node:fs/promises';
import type { HiddenText } from '@glassbox/quiz';

export function readHidden(name: HiddenText): Promise<string> {
  return readFile(new URL(`../../../hidden/${name}.txt`, import.meta.url), 'utf8');
}
