/** The folder a new model goes to: it must be writable, and must not hold another model. */

import { CONFIG_FILE } from '../checkpoint/model-folder.ts';
import { WEIGHTS_FILE } from '../checkpoint/weight-files.ts';
import type { Directory } from '../foundations/directory.ts';
import { nodeDirectory } from '../node/node-directory.ts';
import { TRAINER_FILE } from '../train/save-training.ts';
import { CliError, explainFileError } from './cli-error.ts';

const PROBE_FILE = '.glassbox-probe';

/**
 * Returns the folder for a new model, made if it is missing.
 *
 * @throws CliError if it can't be written or already holds a model
 */
export async function openOutput(path: string): Promise<Directory> {
  const directory = nodeDirectory(path);
  const names = await refusing(path, () => directory.list());
  const taken = [TRAINER_FILE, WEIGHTS_FILE, CONFIG_FILE].find((name) => names.includes(name));
  if (taken) {
    throw new CliError(
      `${path}: a model is already there (${taken}); an empty or new folder was needed; ` +
        `choose another --out, or go on with "glassbox resume ${path}".`,
    );
  }
  await refusing(path, () => directory.write(PROBE_FILE, new Uint8Array(0)));
  await directory.remove(PROBE_FILE);
  return directory;
}

async function refusing<Result>(path: string, task: () => Promise<Result>): Promise<Result> {
  try {
    return await task();
  } catch (cause) {
    throw new CliError(
      `${path}: it can't be written: ${explainFileError(cause)}; a writable folder was needed; choose another --out.`,
      { cause },
    );
  }
}
