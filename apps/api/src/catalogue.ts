/**
 * The course as the server sees it: which lessons, questions and labs there are today. Built once at start from what
 * `@glassbox/curriculum` compiled, or from a test's own small lessons.
 */
import type { QuestionPool, SecretQuestion, SecretQuiz } from '@glassbox/quiz/score';

/** What the server needs of a lesson; `LessonMeta` of `@glassbox/curriculum` fits. */
export interface CourseLesson {
  slug: string;
  /** Planned lessons have nothing to do yet and don't count. */
  status: 'ready' | 'planned';
  labs: readonly string[];
  /** What the lesson is to teach; a question names one by its ID. */
  objectives?: readonly { id: string }[];
}

export interface CatalogueLesson {
  slug: string;
  labs: readonly string[];
  /** IDs, in the author's order. */
  objectives: readonly string[];
  /** In the order of the page: all of each pool, and the first variant of each question with variants. */
  questions: readonly SecretQuestion[];
  pools: readonly QuestionPool[];
}

export interface Catalogue {
  /** In course order. */
  lessons: readonly CatalogueLesson[];
  findLesson(slug: string): CatalogueLesson | undefined;
  findQuestion(slug: string, questionId: string): SecretQuestion | undefined;
  /** Returns every variant of a question, the question itself when it has none; empty when there is no such question. */
  variantsOf(slug: string, questionId: string): readonly SecretQuestion[];
}

/**
 * Returns the catalogue of the lessons that are ready.
 *
 * @param quizzes by lesson slug; a lesson without one has no questions.
 */
export function createCatalogue(
  lessons: readonly CourseLesson[],
  quizzes: Readonly<Record<string, SecretQuiz>>,
): Catalogue {
  const ready = lessons
    .filter((lesson) => lesson.status === 'ready')
    .map(({ slug, labs, objectives = [] }) => ({
      slug,
      labs,
      objectives: objectives.map(({ id }) => id),
      questions: quizOf(slug)?.questions ?? [],
      pools: quizOf(slug)?.pools ?? [],
    }));
  const bySlug = new Map(ready.map((lesson) => [lesson.slug, lesson]));
  const findQuestion = (slug: string, questionId: string) =>
    bySlug.get(slug)?.questions.find((question) => question.id === questionId);
  return {
    lessons: ready,
    findLesson: (slug) => bySlug.get(slug),
    findQuestion,
    variantsOf(slug, questionId) {
      const question = findQuestion(slug, questionId);
      if (question === undefined) return [];
      const variants = quizOf(slug)?.variants ?? {};
      return (Object.hasOwn(variants, questionId) ? variants[questionId] : undefined) ?? [question];
    },
  };

  function quizOf(slug: string): SecretQuiz | undefined {
    return Object.hasOwn(quizzes, slug) ? quizzes[slug] : undefined;
  }
}

/** Returns every question with the lesson it belongs to. */
export function listQuestions({ lessons }: Catalogue): { lesson: string; question: SecretQuestion }[] {
  return lessons.flatMap(({ slug, questions }) => questions.map((question) => ({ lesson: slug, question })));
}

/** Returns every question in every variant, as they are frozen at start. */
export function listVersions(catalogue: Catalogue): { lesson: string; question: SecretQuestion }[] {
  return catalogue.lessons.flatMap(({ slug, questions }) =>
    questions.flatMap(({ id }) => catalogue.variantsOf(slug, id).map((question) => ({ lesson: slug, question }))),
  );
}
