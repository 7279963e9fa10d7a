/** The router every group of routes starts from: a request that breaks its schema is refused naming the field. */
import { OpenAPIHono } from '@hono/zod-openapi';
import { ApiError } from '../errors.ts';
import type { ApiEnvironment } from './environment.ts';
import { WHOLE_BODY } from './json-body.ts';

export function openApiRouter() {
  return new OpenAPIHono<ApiEnvironment>({
    defaultHook: (result) => {
      if (result.success) return;
      const issue = result.error.issues[0];
      const field = issue?.path.map(String).join('.') || (result.target === 'json' ? WHOLE_BODY : undefined);
      throw new ApiError(422, 'invalid-request', issue?.message ?? 'The request could not be read.', { field });
    },
  });
}
