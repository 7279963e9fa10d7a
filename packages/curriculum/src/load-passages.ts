/** Reads the passages of the whole course: every ready lesson in both languages, and the glossary. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locale } from '@glassbox/quiz';
import type { Course } from './load-course.ts';
import type { PassageBlock, PassageText } from './passages.ts';
import { readPassages } from './read-passages.ts';

export interface CoursePassages {
  lessonPassages: Record<string, Record<Locale, PassageText>>;
  glossaryPassages: Record<Locale, PassageText>;
}

const LOCALES = ['zh', 'en'] as const;
const TERM_LEVEL = 2;

/** Returns the passages of a course that `loadCourse` loaded from the same `root`. */
export function loadPassages(root: string, { lessons, glossary }: Course): CoursePassages {
  const lessonPassages: CoursePassages['lessonPassages'] = {};
  const firstUse: Record<Locale, Map<string, Place>> = { zh: new Map(), en: new Map() };
  for (const { slug, folder } of lessons.filter(({ status }) => status === 'ready')) {
    const read = (locale: Locale): PassageText => {
      const { text, blocks, terms } = readPassages(
        readFileSync(join(root, 'lessons', folder, `${locale}.mdx`), 'utf8'),
        locale,
      );
      for (const [id, anchor] of terms) {
        if (!firstUse[locale].has(id)) firstUse[locale].set(id, { lesson: slug, anchor });
      }
      return { text, blocks };
    };
    lessonPassages[slug] = { zh: read('zh'), en: read('en') };
  }
  const [zh, en] = LOCALES.map((locale) => glossaryText(locale, glossary, firstUse[locale]));
  return { lessonPassages, glossaryPassages: { zh: zh ?? EMPTY, en: en ?? EMPTY } };
}

interface Place {
  lesson: string;
  anchor: string;
}

const EMPTY: PassageText = { text: '', blocks: [] };

/** The term in both languages is the heading; the definition begins with the term, so that it can stand alone. */
function glossaryText(locale: Locale, glossary: Course['glossary'], places: ReadonlyMap<string, Place>): PassageText {
  const pieces: string[] = [];
  const blocks: PassageBlock[] = [];
  let length = 0;
  const write = (text: string, block: Omit<PassageBlock, 'start' | 'end'>) => {
    const start = length === 0 ? 0 : length + 2;
    length = start + text.length;
    pieces.push(text);
    blocks.push({ ...block, start, end: length });
  };
  for (const { id, term, definition } of glossary) {
    const place = places.get(id);
    if (!place) continue;
    write(locale === 'zh' ? `${term.zh}（${term.en}）` : term.en, { kind: 'heading', level: TERM_LEVEL });
    const text =
      locale === 'zh' ? `${term.zh}：${definition.zh}` : `${capitalised(term.en)}: ${decapitalised(definition.en)}`;
    write(text, { kind: 'paragraph', ...place });
  }
  return { text: pieces.join('\n\n'), blocks };
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** A definition goes on after its colon in small letters; a word in capitals keeps them. */
function decapitalised(text: string): string {
  return /^[A-Z][a-z]|^A /.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
}
