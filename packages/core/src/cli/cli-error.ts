/** A mistake at the command line: a wrong file, folder or option. Its message is all that the user sees. */
import { GlassboxError } from '@glassbox/kernels';

export class CliError extends GlassboxError {
  readonly code = 'cli';
}

/** Says in words why the operating system refused a path. */
export function explainFileError(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const known = FILE_ERRORS[code];
  return known ?? (error instanceof Error ? error.message : String(error));
}

/** Whether the operating system refused a path, for a reason that `explainFileError` knows. */
export function isFileError(error: unknown): boolean {
  return error instanceof Error && 'code' in error && String(error.code) in FILE_ERRORS;
}

const FILE_ERRORS: Readonly<Record<string, string>> = {
  ENOENT: 'it does not exist',
  EISDIR: 'it is a folder',
  ENOTDIR: 'a part of the path is a file, not a folder',
  EEXIST: 'a file of that name is in the way',
  EACCES: 'this user may not use it',
  EPERM: 'this user may not use it',
  EROFS: 'the disk is read-only',
  ENOSPC: 'the disk is full',
};
