/** Downloads a shipped model and loads it; the caller disposes it. */
import { type Gpt, loadModel, memoryDirectory, type Tokenizer } from '@glassbox/core';
import { download, MODEL_FILES } from './assets.ts';
import type { ShippedModel } from './contract.ts';
import { WorkerCallError } from './protocol.ts';

/** Throws DOWNLOAD_FAILED without a network, NO_TOKENIZER when a file is damaged. */
export async function loadShipped(name: ShippedModel): Promise<{ model: Gpt; tokenizer: Tokenizer }> {
  const directory = memoryDirectory();
  const files = Object.entries(MODEL_FILES[name]);
  await Promise.all(files.map(async ([file, url]) => directory.write(file, await download(url))));
  const { model, tokenizer } = await loadModel(directory);
  if (tokenizer) return { model, tokenizer };
  model.dispose();
  throw new WorkerCallError('NO_TOKENIZER', `model ${name}: its tokenizer.json cannot be read; reload the page.`);
}

/** In the texts the models were trained on, every text begins after a blank line. */
export function startOf(prompt: string): string {
  return `\n\n${prompt}`;
}
