/**
 * Turns one language of a lesson into the text that can be searched and quoted: what a reader sees, without markup,
 * labs, questions and sources. A myth is only the heading over its correction, so that it is found but never quoted.
 */
import type { Locale } from '@glassbox/quiz';
import type { Nodes, Root, RootContent } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmTableFromMarkdown } from 'mdast-util-gfm-table';
import { type MdxJsxFlowElement, type MdxJsxTextElement, mdxFromMarkdown } from 'mdast-util-mdx';
import { gfmTable } from 'micromark-extension-gfm-table';
import { mdxjs } from 'micromark-extension-mdxjs';
import { createAnchors } from './anchors.ts';
import type { PassageBlock, PassageText } from './passages.ts';

/** Sections that hold one of these say nothing about the subject. */
const SILENT = new Set(['Quiz', 'Sources']);
/** Stands for a number that the page puts in; a sentence without it would read as if nothing were missing. */
const LEFT_OUT = '…';
const BLOCK_GAP = '\n\n';
/** Below the lesson's own headings, and saying what it is: somebody might read it as a fact. */
const MYTH_LEVEL = 4;
const MYTH: Record<Locale, string> = { zh: '误区：', en: 'Myth: ' };

/** Passages, and in which block each glossary term stands first. */
export interface ReadPassages extends PassageText {
  /** Term id → anchor. */
  terms: ReadonlyMap<string, string>;
}

type Jsx = MdxJsxFlowElement | MdxJsxTextElement;

/** Returns the passages of an MDX text that `readMdx` found nothing wrong with. */
export function readPassages(mdx: string, locale: Locale): ReadPassages {
  const root = fromMarkdown(mdx, {
    extensions: [mdxjs(), gfmTable()],
    mdastExtensions: [mdxFromMarkdown(), gfmTableFromMarkdown()],
  });
  const builder = new PassageBuilder(MYTH[locale]);
  for (const section of sectionsOf(root)) {
    // The page names its paragraphs in one go, the silent ones too.
    const silent = section.some(holdsSilent);
    for (const node of section) builder.add(node, silent);
  }
  return builder.build();
}

function sectionsOf({ children }: Root): RootContent[][] {
  const sections: RootContent[][] = [[]];
  for (const node of children) {
    if (node.type === 'heading' && node.depth === 2) sections.push([]);
    sections.at(-1)?.push(node);
  }
  return sections;
}

function holdsSilent(node: Nodes): boolean {
  return isJsx(node) ? SILENT.has(node.name ?? '') : 'children' in node && node.children.some(holdsSilent);
}

class PassageBuilder {
  readonly #anchorOf = createAnchors();
  readonly #blocks: PassageBlock[] = [];
  readonly #terms = new Map<string, string>();
  readonly #myth: string;
  #text = '';

  constructor(myth: string) {
    this.#myth = myth;
  }

  add(node: Nodes, silent: boolean): void {
    if (node.type === 'heading') {
      if (!silent) this.#write({ kind: 'heading', level: node.depth }, textOf(node));
    } else if (node.type === 'paragraph') this.#block('paragraph', [node], silent);
    else if (node.type === 'listItem') {
      const isList = (child: Nodes) => child.type === 'list';
      const own = node.children.filter((child) => !isList(child));
      this.#block('listItem', own, silent);
      for (const child of node.children.filter(isList)) this.add(child, silent);
    } else if (node.type === 'tableRow') this.#block('row', [node], silent);
    else if (node.type === 'code') this.#block('code', [node], silent);
    else if (isJsx(node) && node.name === 'MythCheck') {
      if (!silent) this.#write({ kind: 'heading', level: MYTH_LEVEL }, `${this.#myth}${attribute(node, 'claim')}`);
      for (const child of node.children) this.add(child, silent);
      if (!silent) this.#write({ kind: 'heading', level: MYTH_LEVEL }, '');
    } else if ('children' in node) for (const child of node.children) this.add(child, silent);
  }

  build(): ReadPassages {
    return { text: this.#text, blocks: this.#blocks, terms: this.#terms };
  }

  #block(kind: PassageBlock['kind'], nodes: readonly Nodes[], silent: boolean): void {
    const text = nodes.map(textOf).join(' ');
    if (text.trim() === '') return;
    const anchor = this.#anchorOf(text);
    if (silent) return;
    this.#write({ kind, anchor }, text);
    for (const id of nodes.flatMap(termIds)) if (!this.#terms.has(id)) this.#terms.set(id, anchor);
  }

  #write(block: Omit<PassageBlock, 'start' | 'end'>, text: string): void {
    const clean = block.kind === 'code' ? text : text.replace(/\s+/g, ' ').trim();
    if (this.#text !== '' && clean !== '') this.#text += BLOCK_GAP;
    const start = this.#text.length;
    this.#text += clean;
    this.#blocks.push({ ...block, start, end: this.#text.length });
  }
}

function textOf(node: Nodes): string {
  if (node.type === 'text' || node.type === 'inlineCode' || node.type === 'code') return node.value;
  if (node.type === 'break') return ' ';
  if (isJsx(node) && node.name === 'Measured') return LEFT_OUT;
  if (!('children' in node)) return '';
  return node.children.map(textOf).join(node.type === 'tableRow' ? ' | ' : '');
}

function termIds(node: Nodes): string[] {
  const own = isJsx(node) && node.name === 'Term' ? [attribute(node, 'id') ?? ''] : [];
  return 'children' in node ? [...own, ...node.children.flatMap(termIds)] : own;
}

function isJsx(node: Nodes): node is Jsx {
  return node.type === 'mdxJsxFlowElement' || node.type === 'mdxJsxTextElement';
}

function attribute(node: Jsx, name: string): string | undefined {
  for (const each of node.attributes) {
    if (each.type === 'mdxJsxAttribute' && each.name === name && typeof each.value === 'string') return each.value;
  }
  return undefined;
}
