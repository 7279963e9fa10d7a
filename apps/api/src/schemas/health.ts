/** The probes: is the process alive, does its database answer, and does anyone work on the queue. */
import { z } from '@hono/zod-openapi';

export const healthSchema = z.object({ status: z.literal('ok') }).openapi('Health');
export const readySchema = z
  .object({ status: z.enum(['ready', 'unavailable', 'draining']), database: z.enum(['ok', 'unreachable']) })
  .openapi('Ready');

export const queueSchema = z
  .object({
    queued: z.int().min(0),
    running: z.int().min(0),
    waitingSeconds: z.int().min(0).openapi({ description: 'How long the oldest has waited.' }),
    workers: z.int().min(0).openapi({ description: 'Processes that were seen in the last minute.' }),
  })
  .openapi('ExperimentQueue');
