/**
 * Reads bodies before any route does: JSON in UTF-8, small, shallow, and made only of characters Postgres can store.
 * Everything after this may take the text as it is.
 */
import type { MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { ApiError } from '../errors.ts';

export const MAX_BODY_BYTES = 64 * 1024;
const MAX_DEPTH = 20;
/** What an error calls the field where the body itself is wrong and no field in it. */
export const WHOLE_BODY = 'body';

/** Refuses a body over 64 KB without reading all of it. */
export function limitBody(): MiddlewareHandler {
  return bodyLimit({
    maxSize: MAX_BODY_BYTES,
    onError: () => {
      throw new ApiError(413, 'body-too-large', `The body is larger than ${MAX_BODY_BYTES} bytes.`);
    },
  });
}

/** Refuses a body that isn't sound JSON; routes then parse the same bytes again. */
export function soundJson(): MiddlewareHandler {
  return async (c, next) => {
    if (c.req.method === 'POST') {
      checkMediaType(c.req.header('content-type'), c.req.header('content-encoding'));
      checkValue(parse(await c.req.arrayBuffer()), [], 0);
    }
    await next();
  };
}

/** Refuses an address whose path or query holds text that Postgres can't store. */
export function soundAddress(): MiddlewareHandler {
  return async (c, next) => {
    checkText(c.req.path.replace(/%00/g, '\0'), 'path');
    for (const [name, values] of Object.entries(c.req.queries())) {
      checkText(name, 'query');
      for (const value of values) checkText(value, name);
    }
    await next();
  };
}

function checkMediaType(contentType: string | undefined, contentEncoding: string | undefined): void {
  if (contentEncoding !== undefined && contentEncoding !== 'identity') {
    throw new ApiError(415, 'encoding-unsupported', 'A compressed body is not accepted. Send it as it is.');
  }
  if (!/^application\/json\s*(;\s*charset="?utf-8"?\s*)?$/i.test(contentType ?? '')) {
    throw new ApiError(415, 'media-type-unsupported', 'The body must be application/json in UTF-8.');
  }
}

function parse(bytes: ArrayBuffer): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (cause) {
    throw new ApiError(400, 'invalid-json', 'The body is not JSON in UTF-8.', { cause });
  }
}

function checkValue(value: unknown, path: readonly string[], depth: number): void {
  const field = path.join('.') || WHOLE_BODY;
  if (depth > MAX_DEPTH)
    throw new ApiError(422, 'invalid-request', `The body nests deeper than ${MAX_DEPTH} levels.`, { field });
  if (typeof value === 'string') checkText(value, field);
  if (typeof value !== 'object' || value === null) return;
  for (const [name, child] of Object.entries(value)) {
    checkText(name, field);
    checkValue(child, [...path, name], depth + 1);
  }
}

/** Postgres stores neither NUL nor half a surrogate pair. */
function checkText(text: string, field: string): void {
  if (!text.includes('\0') && text.isWellFormed()) return;
  throw new ApiError(422, 'invalid-text', 'A text holds a NUL character or half a character.', { field });
}
