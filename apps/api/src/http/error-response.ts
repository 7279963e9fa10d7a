/**
 * The one place where a failure becomes a response. What the server didn't expect is told to the log, and to the
 * caller only as "something went wrong": no stack, no SQL, no key.
 */
import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { routePath } from 'hono/route';
import { ApiError } from '../errors.ts';
import type { Log } from '../operations/log.ts';
import type { ErrorBody } from '../schemas/common.ts';

/** Returns the handler for hono's `onError`. `log` gets what the caller must not see. */
export function errorResponse(log: Log) {
  return (error: Error, c: Context): Response => {
    const known = toApiError(error);
    // The pattern and not the path, which may hold a learner's code or file name.
    if (known.status >= 500) log(`${c.req.method} ${routePath(c)}: ${describe(error)}`, { level: 'error' });
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
  if (isStorageFull(error)) {
    return new ApiError(
      503,
      'storage-full',
      'The server has no space left to store anything. Nothing was stored; send it again later.',
      { cause: error },
    );
  }
  if (isConnectionFailure(error)) {
    return new ApiError(
      503,
      'database-unavailable',
      'The database does not answer. Whether this was stored is not known; send it again with the same key, then it counts once.',
      {
        cause: error,
      },
    );
  }
  return new ApiError(500, 'internal', 'Something went wrong on the server. Nothing was stored; send it again.', {
    cause: error,
  });
}

/** Postgres' `disk_full`, the file system's own code, and the sentence in which the embedded database passes that on. */
function isStorageFull(error: unknown): boolean {
  return causesOf(error).some(({ code, message }) => /^(53100|ENOSPC)$/.test(code) || /no space left/i.test(message));
}

/** Postgres' classes 08 (connection) and 57P (shutting down), Node's network errors and pg's own sentences. */
function isConnectionFailure(error: unknown): boolean {
  return causesOf(error).some(
    ({ code, message }) =>
      /^(08|57P|53300|ECONN|EPIPE|ETIMEDOUT|ENOTFOUND|ENOENT)/.test(code) ||
      /connection terminated|timeout exceeded when trying to connect|query read timeout|not queryable|closed/i.test(
        message,
      ),
  );
}

function causesOf(error: unknown): { code: string; message: string }[] {
  const causes = [];
  for (let current = error; current instanceof Error; current = current.cause) {
    causes.push({ code: 'code' in current ? String(current.code) : '', message: current.message });
  }
  return causes;
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
