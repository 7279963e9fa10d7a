/** Turns an outcome into what a learner is shown: sentences with numbers, and what each number stands for. */
import type { Citation, RagDocument } from '@glassbox/core/rag';
import type { PassageBlock, PassageText } from '@glassbox/curriculum/passages';
import type { Locale } from '@glassbox/quiz';
import { type CourseText, parseDocumentId } from '../../ask/course-documents.ts';
import type { Outcome } from '../../ask/engine.ts';
import type { AskAnswer, AskCitation } from '../../schemas/ask.ts';

/** Where citations of one language lead. */
export interface Places {
  locale: Locale;
  course: CourseText;
  /** The instructors' documents that are cited, by the id of their row; one that was removed meanwhile is absent. */
  documents: ReadonlyMap<string, RagDocument>;
}

/** A block of an instructor's document is addressed by its place in it. */
export function documentAnchor(index: number): string {
  return `p-${index + 1}`;
}

/** Returns the ids of the instructors' documents that an outcome cites. */
export function citedDocuments({ sentences }: Outcome): string[] {
  const names = sentences.flatMap(({ citations }) => citations.map(({ document }) => parseDocumentId(document)));
  return [...new Set(names.filter(({ kind }) => kind === 'document').map(({ name }) => name))];
}

/** Returns the answer. Two quotes from one paragraph share a number; a sentence that lost all its citations is left out. */
export function answerView({ sentences, by, scope }: Outcome, places: Places): AskAnswer {
  const citations: AskCitation[] = [];
  const shown = sentences.flatMap(({ text, citations: cited }) => {
    const numbers = cited.flatMap((citation) => {
      const view = citationView(citation, places);
      if (!view) return [];
      const known = citations.find(({ href }) => href === view.href);
      if (known) {
        widen(known, view);
        return [known.number];
      }
      const number = citations.length + 1;
      citations.push({ number, ...view });
      return [number];
    });
    return numbers.length > 0 ? [{ text, citations: [...new Set(numbers)] }] : [];
  });
  return { answered: shown.length > 0, sentences: shown, citations, by, scope };
}

type View = Omit<AskCitation, 'number'>;

/** The mark in the paragraph covers both quotes. */
function widen({ passage }: AskCitation, other: View): void {
  passage.start = Math.min(passage.start, other.passage.start);
  passage.end = Math.max(passage.end, other.passage.end);
}

function citationView(citation: Citation, { locale, course, documents }: Places): View | undefined {
  const { kind, name } = parseDocumentId(citation.document);
  const prefix = locale === 'zh' ? '' : '/en';
  if (kind === 'document') {
    const document = documents.get(name);
    const place = document && findPlace(document, citation);
    if (!place) return undefined;
    const href = `${prefix}/ask/document?id=${name}#${documentAnchor(place.index)}`;
    return { kind, title: document.title, href, section: place.section, passage: place.passage };
  }
  const lesson = course.lessons.find(({ slug }) => slug === name);
  const source = kind === 'glossary' ? course.glossary : lesson;
  const place = source && findPlace(source.passages, citation);
  const block = place && source.passages.blocks[place.index];
  const slug = block?.lesson ?? lesson?.slug;
  if (!place || slug === undefined || block?.anchor === undefined) return undefined;
  const page = course.lessons.find((each) => each.slug === slug);
  return {
    kind,
    title: page?.title ?? source.title,
    section: place.section,
    href: `${prefix}/lessons/${slug}#${block.anchor}`,
    passage: place.passage,
  };
}

interface Place {
  index: number;
  section: string;
  passage: AskCitation['passage'];
}

/** Below it are myths and small print, which name no section. */
const LOWEST_SECTION_LEVEL = 3;

/** The block in which a quote begins, as far as its last block; the nearest heading above. */
function findPlace(
  {
    text,
    blocks,
  }: { text: string; blocks: readonly Pick<PassageBlock, 'kind' | 'start' | 'end' | 'level'>[] } | PassageText,
  { start, end }: Citation,
): Place | undefined {
  const index = blocks.findIndex((block) => block.kind !== 'heading' && block.start <= start && block.end > start);
  const block = blocks[index];
  if (!block) return undefined;
  const heading = blocks
    .slice(0, index)
    .findLast((each) => each.kind === 'heading' && (each.level ?? 1) <= LOWEST_SECTION_LEVEL && each.end > each.start);
  const stop = Math.max(block.end, end);
  return {
    index,
    section: heading ? text.slice(heading.start, heading.end) : '',
    passage: { text: text.slice(block.start, stop), start: start - block.start, end: end - block.start },
  };
}
