/** Bodies that are files: bytes as they are, read by the route as they come and bounded by what was announced. */
import type { MiddlewareHandler } from 'hono';
import { ApiError } from '../errors.ts';

/** Refuses a file that is packed: what it unpacks to would be bounded by nothing. */
export function plainUpload(): MiddlewareHandler {
  return async (c, next) => {
    if (c.req.method === 'PUT') {
      const encoding = c.req.header('content-encoding');
      if (encoding !== undefined && encoding !== 'identity') {
        throw new ApiError(415, 'encoding-unsupported', 'A compressed body is not accepted. Send it as it is.');
      }
      if (c.req.header('content-type') !== 'application/octet-stream') {
        throw new ApiError(415, 'media-type-unsupported', 'The body must be application/octet-stream.');
      }
    }
    await next();
  };
}
