/** What a learner is told when an author corrected a key and stored answers were graded again. */
import { z } from '@hono/zod-openapi';
import { localTextSchema } from './common.ts';

const standingSchema = z.object({
  verdict: z.enum(['right', 'partly', 'wrong']),
  score: z.number().min(0),
  maxScore: z.number().min(0),
});

const regradeNoticeSchema = z
  .object({
    id: z.uuid(),
    lesson: z.string(),
    questionId: z.string(),
    at: z.iso.datetime(),
    reason: localTextSchema,
    before: standingSchema,
    after: standingSchema,
    seen: z.boolean().openapi({ description: 'Whether the learner has put it away.' }),
  })
  .openapi('RegradeNotice');

export const regradeNoticesSchema = z.object({ notices: z.array(regradeNoticeSchema) }).openapi('RegradeNotices');
export const noticeParameterSchema = z.object({ id: z.uuid() });

export type RegradeNotice = z.infer<typeof regradeNoticeSchema>;
