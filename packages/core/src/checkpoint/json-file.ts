/** JSON files of a model's folder. */
import { CheckpointError } from '../foundations/errors.ts';

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

/** Returns an object as the bytes of a JSON file. */
export function jsonBytes(json: object): Uint8Array {
  return new TextEncoder().encode(`${JSON.stringify(json, null, 2)}\n`);
}
