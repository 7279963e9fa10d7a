/**
 * The one place where a failure becomes a response. What the server didn't expect is told to the log, and to the
 * caller only as "something went wrong": no stack, no SQL, no key.
 */
import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { ApiError } from '../errors.ts';
import type { ErrorBody } from '../schemas/common.ts';

/** Returns the handler for hono's `onError`. `log` gets what the caller must not see. */
export function errorResponse(log: (line: string) => void) {
  return (error: Error, c: Context): Response => {
    const known = toApiError(error);
    if (known.status >= 500) log(`${c.req.method} ${c.req.path}: ${describe(error)}`);
    if (known.retryAfterSeconds !== undefined) c.header('Retry-After', String(known.retryAfterSeconds));
    return c.json(toBody(known), known.status);
  };
}

function toBody({ code, message, field, problem }: ApiError): ErrorBody {
  return { error: { code, message, ...(field !== undefined && { field }), ...(problem && { problem }) } };
}

function toApiError(error: Error): ApiError {
  if (error instanceof ApiError) return error;
  if (error instanceof HTTPException && error.status === 400) {
    return new ApiError(400, 'invalid-json', 'The body is not JSON.', { cause: error });
  }
  if (isConnectionFailure(error)) {
    return new ApiError(
      503,
      'database-unavailable',
      'The database does not answer. Nothing was stored; send it again.',
      {
        cause: error,
      },
    );
  }
  return new ApiError(500, 'internal', 'Something went wrong on the server. Nothing was stored; send it again.', {
    cause: error,
  });
}

/** Postgres' classes 08 (connection) and 57P (shutting down), Node's network errors and pg's own sentences. */
function isConnectionFailure(error: unknown): boolean {
  for (let current = error; current instanceof Error; current = current.cause) {
    const code = 'code' in current ? String(current.code) : '';
    if (/^(08|57P|53300|ECONN|EPIPE|ETIMEDOUT|ENOTFOUND|ENOENT)/.test(code)) return true;
    if (/connection terminated|timeout exceeded when trying to connect|closed/i.test(current.message)) return true;
  }
  return false;
}

/** The chain of messages without parameters: drizzle's own message would quote the learner's answer. */
function describe(error: unknown): string {
  const parts: string[] = [];
  for (let current = error; current instanceof Error; current = current.cause) {
    parts.push(
      current.name === 'Error' && current.message.startsWith('Failed query') ? 'a query failed' : current.message,
    );
  }
  return parts.join(' ← ');
}
