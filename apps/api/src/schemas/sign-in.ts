/** Where a browser goes on to. */
import { z } from '@hono/zod-openapi';

export const addressSchema = z.object({ url: z.url() }).openapi('Address');
