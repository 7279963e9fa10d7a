/** A command that can't be carried out as it was written: one sentence for the person at the terminal. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
  readonly code = 'USAGE';
}
