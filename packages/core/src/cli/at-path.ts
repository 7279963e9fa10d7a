/** Puts the folder's path before the message of what went wrong inside it. */
import { GlassboxError } from '@glassbox/kernels';
import { CliError, explainFileError } from './cli-error.ts';

/** Returns the task's result. Throws a CliError that names `path` first. */
export async function atPath<Result>(path: string, task: () => Promise<Result>): Promise<Result> {
  try {
    return await task();
  } catch (cause) {
    const reason = cause instanceof GlassboxError ? cause.message : explainFileError(cause);
    throw new CliError(`${path}: ${reason}`, { cause });
  }
}
