/** What instructors read and write: cohorts and members, how a lesson is going, and what its answers say. */
import { z } from '@hono/zod-openapi';
import { localTextSchema, nameSchema } from './common.ts';

const MAX_NAME = 100;

const countSchema = z.int().min(0);
/** `null`: too few learners, or no spread to compare. */
const statisticSchema = z.number().nullable();
const momentSchema = z.iso.datetime();

export const cohortNameSchema = z.object({ name: z.string().trim().min(1).max(MAX_NAME) }).openapi('CohortName');
export const cohortStateSchema = z.object({ archived: z.boolean() }).openapi('CohortState');

export const cohortSchema = z
  .object({
    cohortId: z.uuid(),
    name: z.string(),
    invitationCode: z.string(),
    members: countSchema,
    createdAt: momentSchema,
    archivedAt: momentSchema.nullable(),
    own: z.boolean().openapi({ description: 'Made by whoever asks. Administrators see those of others too.' }),
  })
  .openapi('Cohort');
export const cohortListSchema = z.object({ cohorts: z.array(cohortSchema) }).openapi('CohortList');

const memberSchema = z
  .object({
    member: z.string().openapi({ description: 'Names the membership in addresses.' }),
    pseudonym: z.string(),
    joinedAt: momentSchema,
    lessonsDone: countSchema,
    score: z.number(),
    lastSignAt: momentSchema.nullable(),
  })
  .openapi('CohortMember');
export const memberListSchema = z
  .object({ lessonsTotal: countSchema, maxScore: z.number(), members: z.array(memberSchema) })
  .openapi('CohortMembers');

export const scopeQuerySchema = z.object({
  cohort: z.uuid().optional().openapi({ description: 'Without it: all own cohorts; for administrators, everyone.' }),
});

const timeSchema = z
  .object({ learners: countSchema, lower: z.number(), median: z.number(), upper: z.number() })
  .openapi('TimeSpent', { description: 'Minutes between signs at most 30 minutes apart: a lower bound.' });

const lessonLineSchema = z.object({
  slug: z.string(),
  started: countSchema,
  done: countSchema,
  stoppedInside: countSchema,
  stoppedAfter: countSchema,
  time: timeSchema.nullable(),
  openReports: countSchema,
});
export const overviewSchema = z
  .object({
    learners: countSchema,
    active: countSchema.openapi({ description: 'With a sign in the last 7 days.' }),
    openReports: countSchema,
    waitingTexts: countSchema,
    lessons: z.array(lessonLineSchema),
  })
  .openapi('TeachingOverview');

const itemFields = {
  n: countSchema,
  nComplete: countSchema,
  facility: statisticSchema,
  sd: statisticSchema,
  discrimination: statisticSchema,
  efficiency: statisticSchema,
};
const namedSchema = z.object({ id: z.string(), ...itemFields });
const questionStatisticsSchema = z.object({
  ...namedSchema.shape,
  slot: z.string().openapi({ description: 'Its place in the quiz; the first one of its pool.' }),
  prompt: localTextSchema,
  kind: z.string(),
  points: z.number(),
  version: z.string().openapi({ description: 'The one served today.' }),
  randomGuess: statisticSchema,
  openReports: countSchema,
  versions: z.array(namedSchema),
  variants: z.array(namedSchema),
});
const slotSchema = z.object({
  ...namedSchema.shape,
  maxScore: z.number(),
  intendedWeight: z.number(),
  effectiveWeight: statisticSchema,
});
const quizSchema = z
  .object({
    n: countSchema,
    nComplete: countSchema,
    maxScore: z.number(),
    mean: statisticSchema,
    median: statisticSchema,
    sd: statisticSchema,
    skewness: statisticSchema,
    kurtosis: statisticSchema,
    internalConsistency: statisticSchema,
    errorRatio: statisticSchema,
    standardError: statisticSchema,
    slots: z.array(slotSchema),
    questions: z.array(questionStatisticsSchema),
  })
  .openapi('QuizStatistics', { description: "By Moodle's definitions, over first attempts; shares, not per cent." });

const drawnSchema = z.object({
  id: z.string(),
  prompt: localTextSchema.optional(),
  asked: countSchema.openapi({ description: 'Whose draw holds it, or who answered it.' }),
  learners: countSchema,
});
const stepSchema = z.object({
  kind: z.enum(['lab', 'question', 'pool']),
  id: z.string().openapi({ description: 'Of a pool that draws two: POOL#1 and POOL#2.' }),
  learners: countSchema.openapi({
    description: 'Who did it. POOL#2: who answered at least two of the questions of the pool, whichever they drew.',
  }),
  prompt: localTextSchema.optional(),
  drawnFrom: z.array(drawnSchema).optional().openapi({ description: 'With the first step of a pool: its questions.' }),
});
export const lessonReportSchema = z
  .object({
    slug: z.string(),
    learners: countSchema,
    started: countSchema,
    done: countSchema,
    steps: z.array(stepSchema).openapi({ description: 'In the order of the page: labs, then the places of the quiz.' }),
    quiz: quizSchema,
    minima: z.object({ facility: countSchema, correlation: countSchema }),
  })
  .openapi('LessonReport');

export const questionQuerySchema = scopeQuerySchema.extend({
  version: z.string().min(1).max(200).optional().openapi({ description: 'Without it: the version served today.' }),
});
const responseSchema = z.object({
  label: localTextSchema.openapi({ description: 'The answer in short, for reading.' }),
  count: countSchema,
  share: z.number().openapi({ description: 'Of the points.' }),
});
export const questionDetailSchema = z
  .object({
    lesson: z.string(),
    questionId: z.string(),
    kind: z.string(),
    version: z.string(),
    prompt: localTextSchema,
    points: z.number(),
    randomGuess: statisticSchema,
    n: countSchema.openapi({ description: 'First answers to this version.' }),
    options: z
      .array(
        z.object({
          id: z.string(),
          text: localTextSchema,
          right: z.boolean().nullable(),
          count: countSchema,
          share: z.number(),
        }),
      )
      .nullable()
      .openapi({ description: '`null` for a question without options.' }),
    responses: z.array(responseSchema).openapi({ description: 'The commonest first. None for free texts.' }),
    distinctResponses: countSchema,
  })
  .openapi('QuestionDetail');

export const teachLessonParams = z.object({ slug: nameSchema });
export const teachQuestionParams = z.object({ slug: nameSchema, id: nameSchema });
export const cohortParams = z.object({ id: z.uuid() });
export const memberParams = z.object({ id: z.uuid(), member: z.string().regex(/^[0-9a-f]{24}$/) });

export type Cohort = z.infer<typeof cohortSchema>;
export type MemberList = z.infer<typeof memberListSchema>;
export type TeachingOverview = z.infer<typeof overviewSchema>;
export type LessonReport = z.infer<typeof lessonReportSchema>;
export type QuestionDetail = z.infer<typeof questionDetailSchema>;
