/** The embedder that the course ships, by its hashed addresses. */
import { type Directory, memoryDirectory } from '@glassbox/core';
import embedderConfig from '@glassbox/models/embedder/config.json?url';
import embedderWeights from '@glassbox/models/embedder/model.safetensors?url';
import { download } from '../worker/assets.ts';

const FILES = { 'config.json': embedderConfig, 'model.safetensors': embedderWeights };

export async function embedderFolder(): Promise<Directory> {
  const directory = memoryDirectory();
  await Promise.all(Object.entries(FILES).map(async ([name, url]) => directory.write(name, await download(url))));
  return directory;
}
