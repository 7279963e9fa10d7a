/**
 * The shape of the four kinds of YAML an author writes besides the quiz. Objects are strict: an unknown field is
 * a typo until proven otherwise. Every text exists in both languages or the build stops.
 */
import { z } from 'zod';

const line = z.string().trim().min(1);
const localText = z.strictObject({ zh: line, en: line });
const name = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'a kebab-case name such as next-token');

/** `modules.yaml`: the number is the first digit of the folders that belong to the module. */
export const modulesSchema = z.strictObject({
  modules: z.array(z.strictObject({ id: name, number: z.int().min(0).max(9), title: localText })).min(1),
});

/** `lessons/NN-slug/lesson.yaml`. A planned lesson has no labs yet, a draft is planned for everyone but its authors. */
export const lessonSchema = z.strictObject({
  status: z.enum(['ready', 'draft', 'planned']),
  minutes: z.int().min(1).max(90),
  title: localText,
  summary: localText,
  labs: z.array(name),
  objectives: z.array(z.strictObject({ id: name, text: localText })).default([]),
});

/** `glossary.yaml`. */
export const glossarySchema = z.strictObject({
  terms: z.array(z.strictObject({ id: name, term: localText, definition: localText })),
});

/** `lessons/NN-slug/sources.yaml`: primary sources with the exact place. */
export const sourcesSchema = z.strictObject({
  sources: z
    .array(
      z.strictObject({
        id: name,
        authors: z.array(line).min(1),
        title: line,
        year: z.int().min(1600).max(2100),
        venue: line,
        url: z.url({ protocol: /^https$/ }),
        place: localText,
        claim: localText,
      }),
    )
    .min(1),
});
