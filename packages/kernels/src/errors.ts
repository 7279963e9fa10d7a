/**
 * The errors of Glassbox. Every one is a `GlassboxError` with a stable `code`, so that callers branch on the code and
 * people read the message: *where: what was found; what was needed; what to do*. Other packages add subclasses.
 */

/** What every Glassbox error has: a stable `code` for programs beside the message for people. */
export abstract class GlassboxError extends Error {
  abstract readonly code: string;

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
  }
}

/** A tensor whose shape or dtype an op can't take. It is thrown before any kernel runs, so nothing was allocated. */
export class ShapeError extends GlassboxError {
  readonly code = 'shape';
  readonly expected: string;
  readonly actual: string;

  constructor(message: string, detail: { expected: string; actual: string }) {
    super(message);
    this.expected = detail.expected;
    this.actual = detail.actual;
  }
}

/** A kernel that could not be loaded, is missing for a backend, or was given an option out of range. */
export class KernelError extends GlassboxError {
  readonly code = 'kernel';
}
