/** The running text of one language, as the checks of claims, links and translation read it: blocks, links, subheadings. */
import type { Nodes, Root } from 'mdast';
import { toString as textOf } from 'mdast-util-to-string';
import type { Place } from './problem.ts';

/** A run of text, or the mark of a source behind it (`<Cite>`, `<Measured>`). */
type Part = { text: string; place: Place } | { source: true };

/** A paragraph, a list item's text, a table cell. */
export interface Block extends Place {
  /** 0-based index of the h2 section; -1 before the first. */
  section: number;
  /** The component it stands in. */
  inside: string | undefined;
  parts: Part[];
}

interface Link extends Place {
  kind: 'link' | 'image';
  url: string;
  /** The alternative text of an image. */
  alt: string;
  /** 0-based index of the h2 section; -1 before the first. */
  section: number;
}

export interface Prose {
  blocks: Block[];
  links: Link[];
  /** Headings below the second level, with their text. */
  subheadings: (Place & { text: string })[];
}

/** Components that name where a statement comes from. */
const SOURCE_MARKS = ['Cite', 'Measured'];

interface Walk {
  prose: Prose;
  section: number;
  inside: string | undefined;
}

/** Returns the prose of a parsed text. */
export function readProse(root: Root): Prose {
  const walk: Walk = { prose: { blocks: [], links: [], subheadings: [] }, section: -1, inside: undefined };
  visit(root, walk);
  return walk.prose;
}

function visit(node: Nodes, walk: Walk): void {
  if (node.type === 'heading') {
    if (node.depth === 2) walk.section += 1;
    else walk.prose.subheadings.push({ text: textOf(node), ...placeOf(node) });
  }
  if (node.type === 'paragraph' || node.type === 'tableCell') {
    walk.prose.blocks.push({ section: walk.section, inside: walk.inside, parts: partsOf(node), ...placeOf(node) });
  }
  if (node.type === 'link' || node.type === 'image' || node.type === 'definition') {
    const alt = node.type === 'image' ? (node.alt ?? '') : '';
    const kind = node.type === 'image' ? 'image' : 'link';
    walk.prose.links.push({ kind, url: node.url, alt, section: walk.section, ...placeOf(node) });
  }
  if (!('children' in node)) return;
  const outside = walk.inside;
  if (node.type === 'mdxJsxFlowElement') walk.inside = node.name ?? undefined;
  for (const child of node.children) visit(child, walk);
  walk.inside = outside;
}

/** Text and source marks in the order of reading; words inside links, emphasis and terms are text. */
function partsOf(node: Nodes): Part[] {
  if (node.type === 'text' || node.type === 'inlineCode') return [{ text: node.value, place: placeOf(node) }];
  if (node.type === 'mdxJsxTextElement' && SOURCE_MARKS.includes(node.name ?? '')) return [{ source: true }];
  return 'children' in node ? node.children.flatMap(partsOf) : [];
}

function placeOf(node: Nodes): Place {
  return { line: node.position?.start.line ?? 1, column: node.position?.start.column ?? 1 };
}
