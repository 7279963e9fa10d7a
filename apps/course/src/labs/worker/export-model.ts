/** A model as the files that are handed in for an experiment or loaded elsewhere. */
import { type Directory, type Gpt, memoryDirectory, saveModel, type Tokenizer } from '@glassbox/core';
import type { ExportedFile } from './contract.ts';

/** Resolves to `config.json`, `model.safetensors` and `tokenizer.json`; the model stays the caller's to dispose. */
export async function exportedFiles(model: Gpt, tokenizer: Tokenizer): Promise<ExportedFile[]> {
  const directory = memoryDirectory();
  await saveModel(model, tokenizer, directory);
  return await filesIn(directory, await directory.list());
}

/** Resolves to the files of these names; one that is not there is left out. */
export async function filesIn(directory: Directory, names: readonly string[]): Promise<ExportedFile[]> {
  const files: ExportedFile[] = [];
  for (const name of names) {
    const bytes = await directory.read(name);
    if (bytes) files.push({ name, bytes });
  }
  return files;
}
