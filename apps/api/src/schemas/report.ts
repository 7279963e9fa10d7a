/** Reports of questions, answers to them, and scores set by hand: what learners and instructors tell each other. */
import { z } from '@hono/zod-openapi';
import { REPORT_REASONS } from '../report-reasons.ts';
import { idempotencyKeySchema, localTextSchema, nameSchema } from './common.ts';
import { scopeQuerySchema } from './teach.ts';

const MAX_TEXT = 2_000;

const textSchema = z.string().trim().max(MAX_TEXT);
const neededTextSchema = textSchema.min(1);
const reasonSchema = z.enum(REPORT_REASONS);
const momentSchema = z.iso.datetime();

export const reportRequestSchema = z
  .object({
    idempotencyKey: idempotencyKeySchema,
    lesson: nameSchema,
    questionId: nameSchema,
    questionVersion: z.string().min(1).max(200),
    reason: reasonSchema,
    text: textSchema,
  })
  .openapi('ReportRequest');

const ownReportSchema = z
  .object({
    reportId: z.uuid(),
    lesson: z.string(),
    questionId: z.string(),
    reason: reasonSchema,
    text: z.string(),
    reportedAt: momentSchema,
    answer: z.string().nullable(),
    answeredAt: momentSchema.nullable(),
  })
  .openapi('OwnReport');

export { ownReportSchema };

const ownOverrideSchema = z
  .object({
    attemptId: z.uuid(),
    lesson: z.string(),
    questionId: z.string(),
    originalScore: z.number(),
    score: z.number(),
    maxScore: z.number(),
    note: z.string(),
    overriddenAt: momentSchema,
  })
  .openapi('OwnOverride', {
    description: 'An answer of the learner that an instructor read, and perhaps graded anew.',
  });

export const noticesSchema = z
  .object({
    pseudonym: z.string().nullable().openapi({ description: 'What instructors call this learner.' }),
    reports: z.array(ownReportSchema),
    overrides: z.array(ownOverrideSchema),
  })
  .openapi('Notices', { description: 'What instructors told the learner, the newest first.' });

export const reportListQuerySchema = scopeQuerySchema.extend({ state: z.enum(['open', 'answered']).default('open') });
const taughtReportSchema = ownReportSchema
  .extend({
    pseudonym: z.string(),
    prompt: localTextSchema.nullable().openapi({ description: 'Of the version that was reported.' }),
    isCurrent: z.boolean().openapi({ description: 'Whether that version is still served.' }),
  })
  .openapi('TaughtReport');
export const reportListSchema = z.object({ reports: z.array(taughtReportSchema) }).openapi('ReportList');
export const reportAnswerSchema = z.object({ answer: neededTextSchema }).openapi('ReportAnswer');

export const queueQuerySchema = scopeQuerySchema.extend({ state: z.enum(['waiting', 'read']).default('waiting') });
const queuedTextSchema = z
  .object({
    attemptId: z.uuid(),
    lesson: z.string(),
    questionId: z.string(),
    pseudonym: z.string(),
    prompt: localTextSchema,
    text: z.string(),
    modelAnswer: localTextSchema.nullable(),
    rubric: z.array(
      z.object({ id: z.string(), text: localTextSchema, points: z.number(), claimed: z.boolean().nullable() }),
    ),
    score: z.number(),
    originalScore: z.number(),
    maxScore: z.number(),
    note: z.string().nullable(),
    receivedAt: momentSchema,
    overriddenAt: momentSchema.nullable(),
  })
  .openapi('QueuedText', { description: 'A free text with the score its writer gave it.' });
export const queueSchema = z.object({ texts: z.array(queuedTextSchema) }).openapi('FreeTextQueue');
export const overrideRequestSchema = z
  .object({ score: z.number().min(0), note: textSchema })
  .openapi('OverrideRequest', { description: 'The same score as before says: read and agreed.' });

export const byIdParams = z.object({ id: z.uuid() });

export type ReportRequest = z.infer<typeof reportRequestSchema>;
export type OwnReport = z.infer<typeof ownReportSchema>;
export type Notices = z.infer<typeof noticesSchema>;
export type TaughtReport = z.infer<typeof taughtReportSchema>;
export type QueuedText = z.infer<typeof queuedTextSchema>;
