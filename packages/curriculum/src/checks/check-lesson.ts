/**
 * What must hold across the files of one lesson: five sections in order, nothing cited that has no source,
 * and two languages that differ in words only.
 */
import type { Place, Problem } from '../problem.ts';
import type { ComponentUse, LessonText } from '../read-mdx.ts';

export interface LessonParts {
  zh: LessonText;
  en: LessonText;
  labs: readonly string[];
  sourceIds: readonly string[];
  termIds: readonly string[];
}

/** The component that makes a section what it is; headings are free. */
const SECTIONS = [
  { title: 'the idea', marker: 'Picture' },
  { title: 'the lab', marker: 'Lab' },
  { title: 'for your product', marker: 'ForProduct' },
  { title: 'check yourself', marker: 'Quiz' },
  { title: 'sources', marker: 'Sources' },
] as const;

/** Components that both languages must use alike, with the attribute that tells one use from another. */
const TWINS = [
  { name: 'Cite', key: 'id' },
  { name: 'Term', key: 'id' },
  { name: 'Lab', key: 'name' },
  { name: 'Picture', key: 'name' },
] as const;

/** Returns every problem that shows only when the files of a lesson are laid side by side. */
export function checkLesson(parts: LessonParts): Problem[] {
  const problems: Problem[] = [];
  for (const text of [parts.zh, parts.en]) {
    problems.push(
      ...checkSections(text),
      ...checkReferences(text, 'Cite', parts.sourceIds, 'an id of sources.yaml'),
      ...checkReferences(text, 'Term', parts.termIds, 'an id of glossary.yaml'),
      ...checkLabs(text, parts.labs),
    );
  }
  return [...problems, ...checkTwins(parts.zh, parts.en)];
}

function checkSections(text: LessonText): Problem[] {
  const problems: Problem[] = [];
  const count = text.headings.length;
  if (count !== SECTIONS.length) {
    const order = SECTIONS.map(({ title }) => title).join(', ');
    problems.push(problem(text, text.headings.at(-1), `${count} sections (##)`, `5 in this order: ${order}`));
  }
  for (const [index, { title, marker }] of SECTIONS.entries()) {
    const uses = text.components.filter(({ name }) => name === marker);
    if (!uses.some(({ section }) => section === index) && !(marker === 'Picture' && hasImage(text, index))) {
      problems.push(
        problem(text, text.headings[index], `no <${marker}> in section ${index + 1}`, `${title} with a <${marker}>`),
      );
    }
    // Pictures may stand anywhere; the other markers belong to their section alone.
    for (const use of uses) {
      if (marker !== 'Picture' && use.section !== index) {
        problems.push(
          problem(text, use, `<${marker}> in section ${use.section + 1}`, `it in section ${index + 1}, ${title}`),
        );
      }
    }
  }
  return problems;
}

/** A file beside the text does for a picture that the site draws. */
function hasImage({ prose }: LessonText, index: number): boolean {
  return prose.links.some(({ kind, section }) => kind === 'image' && section === index);
}

function checkReferences(text: LessonText, component: string, ids: readonly string[], needed: string): Problem[] {
  return text.components
    .filter(({ name, attributes }) => name === component && attributes.id && !ids.includes(attributes.id))
    .map((use) => problem(text, use, `<${component} id="${use.attributes.id}">`, needed));
}

function checkLabs(text: LessonText, labs: readonly string[]): Problem[] {
  const used = text.components.filter(({ name }) => name === 'Lab');
  const names = used.map(({ attributes }) => attributes.name ?? '');
  if (names.join() === labs.join()) return [];
  return [problem(text, used[0], `labs ${list(names)}`, `the labs of lesson.yaml in its order: ${list(labs)}`)];
}

function checkTwins(zh: LessonText, en: LessonText): Problem[] {
  const problems = TWINS.flatMap(({ name, key }) => [...missingIn(en, zh, name, key), ...missingIn(zh, en, name, key)]);
  const [zhMyths, enMyths] = [usesOf(zh, 'MythCheck'), usesOf(en, 'MythCheck')];
  if (zhMyths.length !== enMyths.length) {
    const needed = `as many as in ${zh.file}: ${zhMyths.length}`;
    problems.push(problem(en, enMyths.at(-1), `${enMyths.length} <MythCheck>`, needed));
  }
  return problems;
}

/** Uses in `present` that `absent` lacks, once per id, reported where they are used. */
function missingIn(absent: LessonText, present: LessonText, name: string, key: string): Problem[] {
  const known = new Set(usesOf(absent, name).map(({ attributes }) => attributes[key]));
  const seen = new Set<string | undefined>();
  return usesOf(present, name).flatMap((use) => {
    const id = use.attributes[key];
    if (known.has(id) || seen.has(id)) return [];
    seen.add(id);
    return [problem(present, use, `<${name} ${key}="${id}">`, `the same in ${absent.file}`)];
  });
}

function usesOf(text: LessonText, component: string): ComponentUse[] {
  return text.components.filter(({ name }) => name === component);
}

function list(names: readonly string[]): string {
  return names.length > 0 ? names.join(', ') : 'none';
}

function problem(text: LessonText, place: Place | undefined, found: string, needed: string): Problem {
  return { file: text.file, line: place?.line ?? 1, column: place?.column ?? 1, found, needed };
}
