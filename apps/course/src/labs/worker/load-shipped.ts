/** Downloads a shipped model and loads it; the caller disposes it. */
import { type Gpt, loadModel, memoryDirectory, type Tokenizer } from '@glassbox/core';
import { download, MODEL_FILES } from './assets.ts';
import type { ShippedModel } from './contract.ts';
import { WorkerCallError } from './protocol.ts';

/** Throws DOWNLOAD_FAILED without a network, NO_TOKENIZER when a file is damaged. */
export function loadShipped(name: ShippedModel): Promise<{ model: Gpt; tokenizer: Tokenizer }> {
  return loadFolder(name, MODEL_FILES[name]);
}

/** The same for any folder: its files by their names, each with its address. */
export async function loadFolder(
  name: string,
  files: Readonly<Record<string, string>>,
): Promise<{ model: Gpt; tokenizer: Tokenizer }> {
  const directory = memoryDirectory();
  await Promise.all(Object.entries(files).map(async ([file, url]) => directory.write(file, await download(url))));
  const { model, tokenizer } = await loadModel(directory);
  if (tokenizer) return { model, tokenizer };
  model.dispose();
  throw new WorkerCallError('NO_TOKENIZER', `model ${name}: its tokenizer.json cannot be read; reload the page.`);
}

/** In the texts the models were trained on, every text begins after a blank line. */
export function startOf(prompt: string): string {
  return `\n\n${prompt}`;
}
