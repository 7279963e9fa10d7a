/** The embedder that ships with the course, read from the package that holds its weights. */
import { fileURLToPath } from 'node:url';
import { nodeDirectory } from '@glassbox/core/node';
import { type HashedEmbedder, loadEmbedder } from '@glassbox/core/rag';

export function shippedEmbedder(): Promise<HashedEmbedder> {
  const config = fileURLToPath(import.meta.resolve('@glassbox/models/embedder/config.json'));
  return loadEmbedder(nodeDirectory(config.slice(0, -'/config.json'.length)));
}
