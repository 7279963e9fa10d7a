/** Questions to the course, what is answered, and what instructors see of both. */
import { z } from '@hono/zod-openapi';
import { nameSchema } from './common.ts';

const MAX_QUESTION_LENGTH = 300;
const MAX_TITLE_LENGTH = 120;
const MAX_FILE_NAME_LENGTH = 200;

const localeSchema = z.enum(['zh', 'en']);

export const askRequestSchema = z
  .object({
    locale: localeSchema.openapi({ description: 'The language of the lessons that are searched.' }),
    question: z.string().trim().min(2).max(MAX_QUESTION_LENGTH),
    lesson: nameSchema.optional().openapi({ description: 'Looked at first: where the question was asked from.' }),
  })
  .openapi('AskRequest');

const citationSchema = z
  .object({
    number: z.int().positive(),
    kind: z.enum(['lesson', 'glossary', 'document']),
    title: z.string().openapi({ description: 'Of the lesson or document.' }),
    section: z.string().openapi({ description: 'The nearest heading above; may be empty.' }),
    href: z.string().openapi({ description: 'The paragraph on this site.' }),
    passage: z.object({
      text: z.string().openapi({ description: 'The whole paragraph.' }),
      start: z.int().nonnegative().openapi({ description: 'Where in it the quote begins.' }),
      end: z.int().nonnegative(),
    }),
  })
  .openapi('AskCitation');

export const askAnswerSchema = z
  .object({
    answered: z.boolean(),
    sentences: z
      .array(z.object({ text: z.string(), citations: z.array(z.int().positive()).min(1) }))
      .openapi({ description: 'Each with the numbers of its citations; empty when the course does not say.' }),
    citations: z.array(citationSchema),
    by: z.enum(['definition', 'quotes', 'model']),
    scope: z.enum(['lesson', 'course']),
  })
  .openapi('AskAnswer');

export const courseDocumentSchema = z
  .object({
    id: z.uuid(),
    locale: localeSchema,
    title: z.string(),
    fileName: z.string(),
    sizeBytes: z.int(),
    characters: z.int(),
    changedAt: z.iso.datetime(),
  })
  .openapi('CourseDocument');

export const documentListSchema = z.object({ documents: z.array(courseDocumentSchema) }).openapi('CourseDocumentList');

/** The file itself is the body. */
export const documentQuerySchema = z.object({
  locale: localeSchema,
  fileName: z.string().trim().min(1).max(MAX_FILE_NAME_LENGTH),
  title: z.string().trim().max(MAX_TITLE_LENGTH).optional().openapi({ description: 'Else the first heading.' }),
});

export const idParamSchema = z.object({ id: z.uuid() });

export const documentTextSchema = z
  .object({
    title: z.string(),
    locale: localeSchema,
    blocks: z.array(
      z.object({
        anchor: z.string(),
        kind: z.enum(['heading', 'paragraph', 'listItem', 'row', 'code']),
        level: z.int().optional(),
        page: z.int().optional().openapi({ description: 'Of a PDF.' }),
        text: z.string(),
      }),
    ),
  })
  .openapi('CourseDocumentText');

const unansweredSchema = z
  .object({
    id: z.uuid(),
    locale: localeSchema,
    question: z.string(),
    wordings: z.array(z.string()),
    timesAsked: z.int(),
    firstAskedAt: z.iso.datetime(),
    lastAskedAt: z.iso.datetime(),
    handled: z.boolean(),
  })
  .openapi('UnansweredQuestion');

export const unansweredListSchema = z
  .object({ questions: z.array(unansweredSchema), total: z.int() })
  .openapi('UnansweredList');

export const unansweredQuerySchema = z.object({
  locale: localeSchema.optional(),
  state: z.enum(['open', 'handled']).default('open'),
});

export const handledRequestSchema = z.object({ handled: z.boolean() }).openapi('HandledRequest');

export type AskAnswer = z.infer<typeof askAnswerSchema>;
export type AskCitation = z.infer<typeof citationSchema>;
export type AskQuestion = z.infer<typeof askRequestSchema>;
export type CourseDocument = z.infer<typeof courseDocumentSchema>;
export type CourseDocumentText = z.infer<typeof documentTextSchema>;
export type DocumentQuery = z.infer<typeof documentQuerySchema>;
export type UnansweredQuestion = z.infer<typeof unansweredSchema>;
export type UnansweredQuery = z.infer<typeof unansweredQuerySchema>;
