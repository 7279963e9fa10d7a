/** The two probes: is the process alive, and does its database answer. */
import { z } from '@hono/zod-openapi';

export const healthSchema = z.object({ status: z.literal('ok') }).openapi('Health');
export const readySchema = z
  .object({ status: z.enum(['ready', 'unavailable']), database: z.enum(['ok', 'unreachable']) })
  .openapi('Ready');
