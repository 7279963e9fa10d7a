/**
 * What the site may know: the course map, the lessons' metadata, glossary, sources and the public half of every quiz.
 * These are declarations only. `build.ts` reads `lessons/` and writes the values to `dist/public.js`,
 * so the types that consumers see are these and can't drift from a generated file.
 */
import type { LocalText, PublicQuiz } from '@glassbox/quiz';

export type { Locale, LocalText } from '@glassbox/quiz';

export interface ModuleMeta {
  /** Kebab-case, e.g. `training`. */
  id: string;
  /** 0–9, the first digit of its lessons' folders. */
  number: number;
  title: LocalText;
}

export interface LessonMeta {
  /** The address: `/lessons/SLUG` and `/en/lessons/SLUG`. */
  slug: string;
  /** The id of its module. */
  module: string;
  /** 0-based place in the whole course. */
  order: number;
  /** Its folder in `lessons/`, e.g. `31-next-token`: import `@glassbox/curriculum/lessons/FOLDER/zh.mdx`. */
  folder: string;
  /** `planned` lessons have a title and a summary but no text, no labs and no questions yet. */
  status: 'ready' | 'planned';
  /** A lesson that only its authors see so far: `ready` where drafts are shown (`pnpm dev`), `planned` everywhere else. */
  draft?: true;
  /** Reading, labs and questions together; for a planned lesson the length we aim for. */
  minutes: number;
  title: LocalText;
  /** One line. */
  summary: LocalText;
  /** Names of its labs in the order of the page. */
  labs: readonly string[];
  /** What a learner can do afterwards; a question names the one it tests by its id. */
  objectives: readonly Objective[];
}

export interface Objective {
  /** Kebab-case, unique in its lesson. Mastery hangs on it: do not rename it. */
  id: string;
  text: LocalText;
}

export interface GlossaryEntry {
  id: string;
  term: LocalText;
  /** One or two sentences for the hover card. */
  definition: LocalText;
}

export interface Source {
  /** Cited as `<Cite id="…" />` by the lesson. */
  id: string;
  authors: readonly string[];
  title: string;
  year: number;
  /** Journal, conference or publisher. */
  venue: string;
  url: string;
  /** Section, table, figure or equation. */
  place: LocalText;
  /** What the lesson takes from it. */
  claim: LocalText;
}

/** Ordered by `number`. */
export declare const modules: readonly ModuleMeta[];
/** Every lesson of the course, planned ones too, in course order. */
export declare const lessons: readonly LessonMeta[];
/** Ordered by id. */
export declare const glossary: readonly GlossaryEntry[];
/** By lesson slug, in the order in which the lesson cites them: the number of a citation is its index + 1. */
export declare const sources: Readonly<Record<string, readonly Source[]>>;
/** By lesson slug; only ready lessons have one. */
export declare const publicQuizzes: Readonly<Record<string, PublicQuiz>>;
