/** Finds the stored tensors of a model folder: one `model.safetensors`, or shards listed in an index. */
import type { Directory } from '../foundations/directory.ts';
import { CheckpointError } from '../foundations/errors.ts';
import { readSafetensors, type SafetensorsEntry } from './safetensors.ts';

export const WEIGHTS_FILE = 'model.safetensors';
const INDEX_FILE = 'model.safetensors.index.json';

/**
 * Returns every stored tensor by name, as views into the files.
 *
 * @throws CheckpointError if there are no weights in safetensors, a shard is missing, or a file is damaged
 */
export async function readWeightFiles(directory: Directory): Promise<ReadonlyMap<string, SafetensorsEntry>> {
  const whole = await directory.read(WEIGHTS_FILE);
  if (whole) return readSafetensors(whole).tensors;
  const tensors = new Map<string, SafetensorsEntry>();
  for (const shard of await shardNames(directory)) {
    const bytes = await directory.read(shard);
    if (!bytes) {
      throw new CheckpointError(`${shard}: no such file was found; ${INDEX_FILE} lists it; copy the whole folder.`);
    }
    for (const [name, entry] of readSafetensors(bytes).tensors) tensors.set(name, entry);
  }
  return tensors;
}

async function shardNames(directory: Directory): Promise<Set<string>> {
  const index = await directory.read(INDEX_FILE);
  if (!index) {
    throw new CheckpointError(
      `${WEIGHTS_FILE}: no such file was found; weights in safetensors were needed; check the folder or convert the model.`,
    );
  }
  const json = parseJson(index, INDEX_FILE);
  const map = typeof json === 'object' && json !== null && 'weight_map' in json ? json.weight_map : undefined;
  const names = typeof map === 'object' && map !== null ? Object.values(map) : [];
  const plain = names.filter((name): name is string => typeof name === 'string' && !/[\\/]/.test(name));
  if (plain.length === 0 || plain.length !== names.length) {
    throw new CheckpointError(
      `${INDEX_FILE}: no usable weight_map was found; file names by tensor were needed; copy it again.`,
    );
  }
  return new Set(plain);
}

/** Returns the parsed JSON of a file. Throws a CheckpointError that names it. */
export function parseJson(bytes: Uint8Array, name: string): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (cause) {
    throw new CheckpointError(`${name}: it is not JSON in UTF-8; it must be; the file is damaged.`, undefined, {
      cause,
    });
  }
}
