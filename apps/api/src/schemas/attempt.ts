/** An answer on its way in, and what comes back: verdict, score and the feedback for what was chosen. */
import type { QuestionResponse } from '@glassbox/quiz';
import { z } from '@hono/zod-openapi';
import { idempotencyKeySchema, localTextSchema, nameSchema } from './common.ts';

const MAX_PRESENTED = 100;

/**
 * An answer of any kind, as the form made it. Only `kind` is looked at here: reading the rest is for `validate` of
 * `@glassbox/quiz`, so that a new kind of question changes nothing in this app.
 */
const questionResponseSchema = z.looseObject({ kind: z.string().min(1).max(100) }).openapi('QuestionResponse', {
  description: 'The answer with the fields of its kind, e.g. { "kind": "number", "value": "1,024" }.',
}) as unknown as z.ZodType<QuestionResponse, QuestionResponse>;

const feedbackSchema = z
  .object({
    target: z.string().optional().openapi({ description: 'The option or item it speaks of.' }),
    tone: z.enum(['right', 'wrong', 'hint']),
    text: localTextSchema,
  })
  .openapi('Feedback');

const verdictSchema = z.enum(['right', 'partly', 'wrong']);
const scoreSchema = z.number().min(0);

const certaintySchema = z.union([z.literal(1), z.literal(2), z.literal(3)]);

/** How the rules around the question bore on this attempt. */
const mechanicsFields = {
  worth: z.number().min(0).max(1).openapi({ description: 'The share of the points this try could still earn.' }),
  attemptNumber: z.int().min(1).openapi({ description: 'Which graded try it was, in order of arrival.' }),
  gradedBy: z.enum(['server', 'self', 'instructor']),
  certainty: certaintySchema.optional(),
  certaintyPoints: z.number().min(-6).max(3).optional().openapi({ description: 'Stand beside the score.' }),
};

export const attemptRequestSchema = z
  .object({
    idempotencyKey: idempotencyKeySchema,
    lesson: nameSchema,
    questionId: nameSchema,
    questionVersion: z.string().min(1).max(200),
    response: questionResponseSchema,
    presented: z
      .array(z.string().min(1).max(100))
      .max(MAX_PRESENTED)
      .optional()
      .openapi({ description: 'The options or items in the order the learner saw.' }),
    certainty: certaintySchema.optional().openapi({
      description: 'How sure the learner is, where the question asks. It never changes the score.',
    }),
    answeredAt: z.iso.datetime({ offset: true }).openapi({ description: "The learner's clock." }),
  })
  .openapi('AttemptRequest');

export const attemptResultSchema = z
  .object({
    attemptId: z.uuid(),
    verdict: verdictSchema,
    score: scoreSchema,
    maxScore: scoreSchema,
    feedback: z.array(feedbackSchema),
    bestScore: scoreSchema.openapi({
      description: 'The best score for this question so far. A retry never lowers it.',
    }),
    ...mechanicsFields,
  })
  .openapi('AttemptResult');

const questionHistorySchema = z
  .object({
    questionId: z.string(),
    questionVersion: z.string().openapi({ description: 'The version that was answered.' }),
    response: questionResponseSchema,
    verdict: verdictSchema,
    score: scoreSchema,
    maxScore: scoreSchema,
    feedback: z.array(feedbackSchema),
    answeredAt: z.iso.datetime(),
    attemptCount: z.int().min(1),
    bestScore: scoreSchema,
    ...mechanicsFields,
    comparison: z
      .object({
        predicted: z.number(),
        measured: z.number(),
        closeness: z.enum(['close', 'above', 'below']),
        feedback: feedbackSchema,
      })
      .optional()
      .openapi({ description: "A prediction beside the learner's own run, once there is one." }),
  })
  .openapi('QuestionHistory', { description: 'The latest attempt at one question, and the best score so far.' });

export const lessonAttemptsSchema = z.object({ attempts: z.array(questionHistorySchema) }).openapi('LessonAttempts');

export type AttemptRequest = z.infer<typeof attemptRequestSchema>;
export type AttemptResult = z.infer<typeof attemptResultSchema>;
export type QuestionHistory = z.infer<typeof questionHistorySchema>;
