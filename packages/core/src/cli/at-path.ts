/** Puts the folder's path before the message of what went wrong inside it. */
import { GlassboxError } from '@glassbox/kernels';
import { CliError, explainFileError, isFileError } from './cli-error.ts';

/** Returns the result of a task on a model's folder. Throws a CliError that names `path` first. */
export async function atPath<Result>(path: string, task: () => Promise<Result>): Promise<Result> {
  try {
    return await task();
  } catch (cause) {
    const reason = cause instanceof GlassboxError ? cause.message : explainFileError(cause);
    const advice = isFileError(cause) ? '; a folder with a saved model was needed; check the path.' : '';
    throw new CliError(`${path}: ${reason}${advice}`, { cause });
  }
}
