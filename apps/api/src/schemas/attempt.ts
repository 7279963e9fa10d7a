/** An answer on its way in, and what comes back: verdict, score and the feedback for what was chosen. */
import { z } from '@hono/zod-openapi';
import { idempotencyKeySchema, localTextSchema, nameSchema } from './common.ts';

const MAX_CHOICES = 100;
const MAX_TEXT = 10_000;
const itemId = z.string().min(1).max(100);

/** An answer as the form produced it. Whether it can be graded is for `validate` of `@glassbox/quiz` to say. */
export const questionResponseSchema = z
  .discriminatedUnion('kind', [
    z.object({ kind: z.literal('single-choice'), choice: itemId }),
    z.object({ kind: z.literal('multiple-choice'), choices: z.array(itemId).max(MAX_CHOICES) }),
    z.object({ kind: z.literal('number'), value: z.string().max(100) }),
    z.object({ kind: z.literal('ordering'), order: z.array(itemId).max(MAX_CHOICES) }),
    z.object({ kind: z.literal('short-text'), text: z.string().max(MAX_TEXT) }),
  ])
  .openapi('QuestionResponse');

export const feedbackSchema = z
  .object({
    target: z.string().optional().openapi({ description: 'The option or item it speaks of.' }),
    tone: z.enum(['right', 'wrong', 'hint']),
    text: localTextSchema,
  })
  .openapi('Feedback');

const verdictSchema = z.enum(['right', 'partly', 'wrong']);
const scoreSchema = z.number().min(0);

export const attemptRequestSchema = z
  .object({
    idempotencyKey: idempotencyKeySchema,
    lesson: nameSchema,
    questionId: nameSchema,
    questionVersion: z.string().min(1).max(200),
    response: questionResponseSchema,
    presented: z
      .array(itemId)
      .max(MAX_CHOICES)
      .optional()
      .openapi({ description: 'The options or items in the order the learner saw.' }),
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
  })
  .openapi('AttemptResult');

export const questionHistorySchema = z
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
  })
  .openapi('QuestionHistory', { description: 'The latest attempt at one question, and the best score so far.' });

export const lessonAttemptsSchema = z.object({ attempts: z.array(questionHistorySchema) }).openapi('LessonAttempts');

export type AttemptRequest = z.infer<typeof attemptRequestSchema>;
export type AttemptResult = z.infer<typeof attemptResultSchema>;
export type QuestionHistory = z.infer<typeof questionHistorySchema>;
