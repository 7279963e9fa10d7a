/** Shapes that several routes share: names, texts in two languages and the one form of every error. */
import { z } from '@hono/zod-openapi';

/** Lessons, questions and labs are named in kebab-case. */
export const nameSchema = z
  .string()
  .min(1)
  .max(100)
  .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'a kebab-case name such as next-token');

export const localTextSchema = z.object({ zh: z.string(), en: z.string() }).openapi('LocalText');

export const idempotencyKeySchema = z.uuid().openapi({
  description: 'Made once by the client for this submission. The same key with the same body is counted once.',
});

const errorSchema = z
  .object({
    error: z.object({
      code: z.string().openapi({ example: 'answer-invalid' }),
      message: z.string(),
      field: z.string().optional().openapi({ description: 'The offending field of the request.' }),
      problem: z
        .object({ code: z.string(), text: localTextSchema })
        .optional()
        .openapi({ description: 'Why an answer could not be read, in words for the learner.' }),
    }),
  })
  .openapi('Error');

export type ErrorBody = z.infer<typeof errorSchema>;

/** The body of a request or an answer that has nothing to say. */
export const nothingSchema = z.object({}).openapi('Nothing');

/** The JSON content of a request or a response. */
export function json<Schema extends z.ZodType>(schema: Schema) {
  return { 'application/json': { schema } };
}

/** One documented error response. */
export function refusal(description: string) {
  return { description, content: json(errorSchema) };
}
