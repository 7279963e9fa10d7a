/** A quiz as it comes to one learner: the questions drawn, in the learner's own variant and order, and what was taken. */
import type { PublicQuestion } from '@glassbox/quiz';
import { z } from '@hono/zod-openapi';
import { localTextSchema } from './common.ts';

/** A question of any kind; its form reads the rest, as `QuestionResponse` in `attempt.ts`. */
const publicQuestionSchema = z
  .looseObject({ id: z.string(), kind: z.string(), version: z.string(), points: z.number(), prompt: localTextSchema })
  .openapi('PublicQuestion', {
    description: 'The public half of a question with the fields of its kind. Nothing in it tells the key.',
  }) as unknown as z.ZodType<PublicQuestion, PublicQuestion>;

export const solutionSchema = z
  .object({
    submissionId: z.uuid(),
    text: z.string().openapi({ description: 'What was handed in; it can no longer be changed.' }),
    modelAnswer: localTextSchema,
    criteria: z.array(z.object({ id: z.string(), points: z.number(), text: localTextSchema })),
  })
  .openapi('Solution', { description: 'Given out once a text was handed in, for its writer to assess it by.' });

export const presentedQuestionSchema = z
  .object({
    question: publicQuestionSchema,
    round: z.int().min(0).openapi({ description: 'Which presentation of this question it is, from 0.' }),
    hints: z.array(localTextSchema).openapi({ description: 'Hints taken so far, in order.' }),
    solution: solutionSchema.optional().openapi({ description: 'Set while a text waits for its assessment.' }),
  })
  .openapi('PresentedQuestion');

const levelSchema = z.object({
  certainty: z.union([z.literal(1), z.literal(2), z.literal(3)]),
  answers: z.int().min(1),
  right: z.number().min(0).max(1),
  judgement: z.enum(['fits', 'overconfident', 'underconfident']),
});

const calibrationSchema = z
  .object({
    answers: z.int().min(1),
    accuracy: z.number().min(0).max(1),
    average: z.number().min(-6).max(3),
    bonus: z.number(),
    levels: z.array(levelSchema),
  })
  .openapi('Calibration', {
    description:
      'How certainty fitted the answers, over the whole course: the first certain answer to each question. Definitions as in Moodle.',
  });

export const presentedQuizSchema = z
  .object({
    lesson: z.string(),
    personal: z.boolean().openapi({ description: 'False without a learner: the quiz as everyone sees it at first.' }),
    questions: z.array(presentedQuestionSchema),
    calibration: calibrationSchema.optional(),
  })
  .openapi('PresentedQuiz');

export const hintRequestSchema = z
  .object({
    questionVersion: z.string().min(1).max(200),
    hint: z.int().min(0).max(50).openapi({ description: 'Its place, from 0. Hints are taken in order.' }),
  })
  .openapi('HintRequest');

export const hintResultSchema = z
  .object({
    hints: z.array(localTextSchema).openapi({ description: 'All hints taken so far, in order.' }),
    worth: z.number().min(0).max(1).openapi({ description: 'The share of the points that the next try can earn.' }),
  })
  .openapi('HintResult');

export const roundRequestSchema = z
  .object({ after: z.int().min(0).max(10_000).openapi({ description: 'The round that is shown now.' }) })
  .openapi('RoundRequest');

export const assessmentRequestSchema = z
  .object({ met: z.array(z.string().min(1).max(100)).max(50).openapi({ description: 'IDs of the criteria met.' }) })
  .openapi('AssessmentRequest');

export type Solution = z.infer<typeof solutionSchema>;
export type PresentedQuestion = z.infer<typeof presentedQuestionSchema>;
export type PresentedQuiz = z.infer<typeof presentedQuizSchema>;
export type HintRequest = z.infer<typeof hintRequestSchema>;
export type HintResult = z.infer<typeof hintResultSchema>;
