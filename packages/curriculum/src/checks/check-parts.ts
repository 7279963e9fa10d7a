/** Every check of one lesson, in the order in which an author reads its files. */
import { citedIds, type LessonParts } from '../load-lesson.ts';
import type { Problem } from '../problem.ts';
import { type LessonText, VALID_MDX } from '../read-mdx.ts';
import type { SiteFacts } from '../site-facts.ts';
import { checkClaims } from './check-claims.ts';
import { checkIdeaLength, checkMinutes } from './check-length.ts';
import { checkLesson } from './check-lesson.ts';
import { checkLinks } from './check-links.ts';
import { checkNames } from './check-names.ts';
import { checkObjectives } from './check-objectives.ts';
import { checkPredictions } from './check-predictions.ts';
import { checkQuestions } from './check-questions.ts';
import { checkTranslation } from './check-translation.ts';

export interface CheckContext {
  root: string;
  termIds: readonly string[];
  lessons: ReadonlyMap<string, 'ready' | 'planned'>;
  site: SiteFacts;
}

/** Returns what is wrong with a lesson beyond the shape of its single files. A planned lesson has nothing to check. */
export function checkParts(parts: LessonParts, context: CheckContext): Problem[] {
  if (parts.meta.status === 'planned') return [];
  return [...checkTexts(parts, context), ...checkQuiz(parts)];
}

function checkTexts({ meta, file, locate, zh, en, sourcesSource }: LessonParts, context: CheckContext): Problem[] {
  if (!zh || !en || !sourcesSource) return [];
  // Of a text that could not be read nothing further is known: what follows would be noise.
  if ([zh, en].some(({ problems }) => problems.some(({ needed }) => needed === VALID_MDX))) return [];
  const sourceIds = sourcesSource.sources.map(({ id }) => id);
  const problems = checkLesson({ zh, en, labs: meta.labs, sourceIds, termIds: context.termIds });
  for (const [locale, text] of [
    ['zh', zh],
    ['en', en],
  ] as const) {
    problems.push(
      ...checkLinks(text, { ...context, locale, sourceIds }),
      ...checkNames(text, context.site, meta.draft === true),
      ...checkIdeaLength(text, locale),
      ...checkClaims(text),
    );
  }
  return [
    ...problems,
    ...checkTranslation(zh, en),
    ...checkMinutes({ zh, en }, meta.minutes, file, locate(['minutes'])),
    ...checkSources(sourcesSource, zh),
  ];
}

function checkQuiz({ meta, file, locate, quizSource }: LessonParts): Problem[] {
  if (!quizSource) return [];
  return [
    ...checkQuestions(quizSource),
    ...checkObjectives({ file, objectives: meta.objectives, locate }, quizSource),
    ...checkPredictions(quizSource, meta.labs),
  ];
}

function checkSources({ file, sources, locate }: NonNullable<LessonParts['sourcesSource']>, zh: LessonText): Problem[] {
  const cited = citedIds(zh);
  const ids = sources.map(({ id }) => id);
  return ids.flatMap((id, index) => {
    const place = { file, ...locate(['sources', index, 'id']) };
    if (ids.indexOf(id) !== index) return [{ ...place, found: `the source ${id} twice`, needed: 'each id once' }];
    if (!cited.includes(id))
      return [{ ...place, found: `a source nobody cites: ${id}`, needed: `<Cite id="${id}" />` }];
    return [];
  });
}
