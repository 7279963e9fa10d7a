/** `model.safetensors.index.json`: which tensor stands in which shard, and how little of that is believed. */
import { CheckpointError } from '../foundations/errors.ts';
import { findDuplicateKey } from './duplicate-key.ts';
import { parseJson } from './json-file.ts';

export const INDEX_FILE = 'model.safetensors.index.json';

/** A plain file name of this kind, no path, nothing hidden. */
const SHARD_NAME = /^[\w-][\w.-]*\.safetensors$/;

/**
 * Returns the shard's file name of every tensor.
 *
 * @throws CheckpointError naming the tensor if the file is not JSON, says something twice, or names no plain
 *   `.safetensors` file
 */
export function readIndex(bytes: Uint8Array): Map<string, string> {
  const json = parseJson(bytes, INDEX_FILE);
  const duplicate = findDuplicateKey(new TextDecoder().decode(bytes));
  if (duplicate !== undefined) {
    fail(`the key ${JSON.stringify(duplicate)} stands twice`, 'unique keys were needed', duplicate);
  }
  const map = typeof json === 'object' && json !== null && 'weight_map' in json ? json.weight_map : undefined;
  const entries = typeof map === 'object' && map !== null && !Array.isArray(map) ? Object.entries(map) : [];
  if (entries.length === 0) fail('no usable weight_map was found', 'file names by tensor were needed');
  for (const [name, shard] of entries) {
    if (typeof shard === 'string' && SHARD_NAME.test(shard)) continue;
    fail(
      `${JSON.stringify(name)} is in ${JSON.stringify(shard)}`,
      'a plain name ending in .safetensors was needed',
      name,
    );
  }
  return new Map(entries);
}

function fail(found: string, needed: string, tensor?: string): never {
  throw new CheckpointError(`${INDEX_FILE}: ${found}; ${needed}; copy it again.`, tensor);
}
