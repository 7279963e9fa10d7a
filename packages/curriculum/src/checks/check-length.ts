/** Whether a lesson takes the time it says: the idea in one sitting, the whole not longer to read than its minutes. */
import type { Place, Problem } from '../problem.ts';
import type { LessonText } from '../read-mdx.ts';

/** Length of the idea section: long enough to explain, short enough for one sitting. Chinese stops the build. */
const IDEA_LENGTH = { zh: { min: 600, max: 1200 }, en: { min: 350, max: 900 } } as const;
/** Characters and words that a careful reader takes in per minute. */
const PER_MINUTE = { zh: 350, en: 220 } as const;

/** Returns an error for an idea of the wrong length in Chinese, a warning for one in English. */
export function checkIdeaLength(text: LessonText, locale: 'zh' | 'en'): Problem[] {
  const length = lengthOf(text.sectionTexts[0] ?? '', locale);
  const { min, max } = IDEA_LENGTH[locale];
  if (length >= min && length <= max) return [];
  const unit = locale === 'zh' ? 'Chinese characters' : 'English words';
  const { line, column } = text.headings[0] ?? { line: 1, column: 1 };
  const found = `${length} ${unit} in the idea`;
  return [
    { file: text.file, line, column, found, needed: `${min} to ${max}`, ...(locale === 'en' && { level: 'warning' }) },
  ];
}

/** Returns a warning when reading alone takes longer than `minutes`. `place` is where minutes stand. */
export function checkMinutes(
  texts: Record<'zh' | 'en', LessonText>,
  minutes: number,
  file: string,
  place: Place,
): Problem[] {
  const times = (['zh', 'en'] as const).map(
    (locale) => texts[locale].sectionTexts.reduce((sum, part) => sum + lengthOf(part, locale), 0) / PER_MINUTE[locale],
  );
  const reading = Math.ceil(Math.max(...times));
  if (reading <= minutes) return [];
  const needed = `at least ${reading}: reading alone takes that long, labs and questions come on top`;
  return [{ file, ...place, found: `minutes = ${minutes}`, needed, level: 'warning' }];
}

function lengthOf(text: string, locale: 'zh' | 'en'): number {
  const pattern = locale === 'zh' ? /\p{Script=Han}/gu : /[\p{L}\p{N}’'-]+/gu;
  return text.match(pattern)?.length ?? 0;
}
