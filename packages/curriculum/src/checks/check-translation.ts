/** Signs that one language was left untranslated. Whether it reads natively is for people to say. */
import type { Problem } from '../problem.ts';
import type { LessonText } from '../read-mdx.ts';
import type { Block } from '../read-prose.ts';

/** Quoting a Chinese word in English is fine; a text that is mostly Chinese is not English. */
const MOST = 0.5;
/** Shorter texts ("top-k", "%") may be the same in both languages. */
const LEAST_LETTERS = 30;

/** Returns a warning for every paragraph in the wrong language and for subheadings that the other text lacks. */
export function checkTranslation(zh: LessonText, en: LessonText): Problem[] {
  const problems = [...wrongBlocks(zh, 'zh'), ...wrongBlocks(en, 'en')];
  const [zhCount, enCount] = [zh.prose.subheadings.length, en.prose.subheadings.length];
  if (zhCount !== enCount) {
    const place = en.prose.subheadings.at(-1);
    problems.push({
      file: en.file,
      line: place?.line ?? 1,
      column: place?.column ?? 1,
      found: `${enCount} subheadings (###)`,
      needed: `as many as in ${zh.file}: ${zhCount}`,
      level: 'warning',
    });
  }
  return problems;
}

/** Says what is wrong with the language of a text, or nothing. */
export function languageProblem(text: string, locale: 'zh' | 'en'): { found: string; needed: string } | undefined {
  const han = text.match(/\p{Script=Han}/gu)?.length ?? 0;
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  if (locale === 'en' && han > MOST * letters) return { found: 'Chinese in the English text', needed: 'it in English' };
  if (locale === 'zh' && han === 0 && letters >= LEAST_LETTERS)
    return { found: 'no Chinese in the Chinese text', needed: 'it in Chinese' };
  return undefined;
}

function wrongBlocks(text: LessonText, locale: 'zh' | 'en'): Problem[] {
  return text.prose.blocks.flatMap((block): Problem[] => {
    const wrong = languageProblem(words(block), locale);
    return wrong ? [{ file: text.file, line: block.line, column: block.column, ...wrong, level: 'warning' }] : [];
  });
}

function words({ parts }: Block): string {
  return parts.map((part) => ('source' in part ? '' : part.text)).join('');
}
