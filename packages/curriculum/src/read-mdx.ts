/**
 * Reads one language of a lesson into what the checks need: its h2 sections and the components in each, with places.
 * The same parser as the site's (micromark with the MDX extension), so what passes here compiles there.
 */
import type { Nodes, Root } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmTableFromMarkdown } from 'mdast-util-gfm-table';
import { type MdxJsxFlowElement, type MdxJsxTextElement, mdxFromMarkdown } from 'mdast-util-mdx';
import { gfmTable } from 'micromark-extension-gfm-table';
import { mdxjs } from 'micromark-extension-mdxjs';
import { COMPONENTS } from './components.ts';
import type { Place, Problem } from './problem.ts';
import { type Prose, readProse } from './read-prose.ts';

export interface ComponentUse extends Place {
  name: string;
  attributes: Record<string, string>;
  /** 0-based index of the h2 section it stands in; -1 before the first heading. */
  section: number;
}

export interface LessonText {
  file: string;
  headings: Place[];
  components: ComponentUse[];
  /** Letters and ideographs of each section, without headings, markup and spaces. */
  sectionTexts: string[];
  /** Paragraphs, links and subheadings. */
  prose: Prose;
  /** Syntax errors, unknown components, wrong attributes. The checks across files are in check-lesson.ts. */
  problems: Problem[];
}

/** What is needed when nothing further can be said of a text. */
export const VALID_MDX = 'valid MDX';

const NO_PROSE: Prose = { blocks: [], links: [], subheadings: [] };
/** `{/* … *\/}`: a note to the authors, which the page does not show. */
const COMMENT = /^\s*\/\*[\s\S]*\*\/\s*$/;

type Jsx = MdxJsxFlowElement | MdxJsxTextElement;

/** Returns the structure of an MDX text and every problem that can be seen in it alone. */
export function readMdx(text: string, file: string): LessonText {
  const lesson: LessonText = { file, headings: [], components: [], sectionTexts: [], prose: NO_PROSE, problems: [] };
  const root = parse(text, lesson);
  if (!root) return lesson;
  visit(root, lesson);
  lesson.prose = readProse(root);
  return lesson;
}

function parse(text: string, lesson: LessonText): Root | undefined {
  try {
    return fromMarkdown(text, {
      extensions: [mdxjs(), gfmTable()],
      mdastExtensions: [mdxFromMarkdown(), gfmTableFromMarkdown()],
    });
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const reason = error.message.replace(/ \(\d+:\d+-\d+:\d+\)/, '');
    report(lesson, placeOfError(error), `a syntax error (${reason})`, VALID_MDX);
    return undefined;
  }
}

/** An unclosed tag is noticed at the end of the text; its own place stands in the message, and helps more. */
function placeOfError(error: Error): Place {
  const [, openLine, openColumn] = /\((\d+):(\d+)-/.exec(error.message) ?? [];
  if (openLine && openColumn) return { line: Number(openLine), column: Number(openColumn) };
  const [line, column] = [Reflect.get(error, 'line'), Reflect.get(error, 'column')];
  return { line: typeof line === 'number' ? line : 1, column: typeof column === 'number' ? column : 1 };
}

function visit(node: Nodes, lesson: LessonText): void {
  const place = placeOf(node);
  if (node.type === 'heading') {
    if (node.depth === 2) {
      lesson.headings.push(place);
      lesson.sectionTexts.push('');
    } else if (node.depth === 1) {
      report(lesson, place, 'a first-level heading', 'sections that start with ##; the title comes from lesson.yaml');
    }
    return;
  }
  if (node.type === 'mdxjsEsm') {
    report(lesson, place, 'an import or export', 'only text and the components the site passes in');
  } else if (node.type === 'mdxFlowExpression' || node.type === 'mdxTextExpression') {
    if (!COMMENT.test(node.value))
      report(lesson, place, `an expression {${node.value}}`, 'plain text; write \\{ for a brace');
  } else if (node.type === 'mdxJsxFlowElement' || node.type === 'mdxJsxTextElement') {
    readComponent(node, place, lesson);
  } else if (node.type === 'text') {
    const last = lesson.sectionTexts.length - 1;
    if (last >= 0) lesson.sectionTexts[last] += node.value;
  }
  if ('children' in node) for (const child of node.children) visit(child, lesson);
}

function readComponent(node: Jsx, place: Place, lesson: LessonText): void {
  const name = node.name ?? '';
  const rule = COMPONENTS[name];
  if (!rule) {
    report(lesson, place, `<${name}>`, `one of ${Object.keys(COMPONENTS).join(', ')}`);
    return;
  }
  const attributes = readAttributes(node, place, lesson);
  for (const key of rule.required) {
    if (!attributes[key]) report(lesson, place, `<${name}> without ${key}`, `<${name} ${key}="…">`);
  }
  for (const key of Object.keys(attributes)) {
    if (!rule.required.includes(key) && !rule.optional.includes(key)) {
      report(
        lesson,
        place,
        `<${name} ${key}>`,
        `only ${[...rule.required, ...rule.optional].join(', ') || 'no attributes'}`,
      );
    }
  }
  if (rule.children !== node.children.length > 0) {
    const needed = rule.children ? `text between <${name}> and </${name}>` : `<${name} /> without text inside`;
    report(lesson, place, rule.children ? `an empty <${name}>` : `text inside <${name}>`, needed);
  }
  lesson.components.push({ name, attributes, section: lesson.headings.length - 1, ...place });
}

function readAttributes(node: Jsx, place: Place, lesson: LessonText): Record<string, string> {
  const attributes: Record<string, string> = {};
  for (const attribute of node.attributes) {
    if (attribute.type === 'mdxJsxAttribute' && typeof attribute.value === 'string') {
      attributes[attribute.name] = attribute.value;
    } else {
      report(lesson, place, `a computed attribute on <${node.name}>`, 'attributes in quotes, name="value"');
    }
  }
  return attributes;
}

function placeOf(node: Nodes): Place {
  return { line: node.position?.start.line ?? 1, column: node.position?.start.column ?? 1 };
}

function report(lesson: LessonText, { line, column }: Place, found: string, needed: string): void {
  lesson.problems.push({ file: lesson.file, line, column, found, needed });
}
