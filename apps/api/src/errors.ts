/**
 * The two kinds of failure the server knows. `ApiError` becomes a response in `http/error-response.ts`, and only
 * there; `StartupError` is one sentence for the person at the terminal.
 */

/** Every failure of Glassbox carries a stable `code` beside its sentence. */
export abstract class GlassboxError extends Error {
  abstract readonly code: string;
}

/** The statuses this API refuses with. */
export type ErrorStatus = 400 | 401 | 403 | 404 | 405 | 409 | 413 | 415 | 422 | 429 | 500 | 503;

/** Why an answer could not be read, in the learner's languages. */
export interface Problem {
  code: string;
  text: { zh: string; en: string };
}

export interface ApiErrorOptions extends ErrorOptions {
  /** The path of the offending field in the request, e.g. `response.choices.0`. */
  field?: string | undefined;
  problem?: Problem | undefined;
  /** When it is worth another try; becomes the header Retry-After. */
  retryAfterSeconds?: number | undefined;
}

/**
 * A request the server refuses. `message` is shown to the caller: it never holds SQL, a stack or a key.
 */
export class ApiError extends GlassboxError {
  override readonly name = 'ApiError';
  readonly status: ErrorStatus;
  readonly code: string;
  readonly field: string | undefined;
  readonly problem: Problem | undefined;
  readonly retryAfterSeconds: number | undefined;

  constructor(status: ErrorStatus, code: string, message: string, options: ApiErrorOptions = {}) {
    super(message, options);
    this.status = status;
    this.code = code;
    this.field = options.field;
    this.problem = options.problem;
    this.retryAfterSeconds = options.retryAfterSeconds;
  }
}

/** Why a server could not start, in one sentence: what was found; what was needed; what to do. */
export class StartupError extends GlassboxError {
  override readonly name = 'StartupError';
  readonly code: string;

  constructor(code: string, message: string, options: ErrorOptions = {}) {
    super(message, options);
    this.code = code;
  }
}
