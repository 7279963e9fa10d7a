/**
 * Gives every paragraph, list item, table row and code block of a lesson its address, by the rule of
 * `@glassbox/curriculum/anchors`: the same names that the passages carry which "Ask the course" cites.
 */
import { createAnchors } from '@glassbox/curriculum/anchors';

/** What is used of the node and the context that the Markdown processor passes in. */
interface HtmlNode {
  readonly type: string;
  readonly tagName?: string;
  readonly children?: readonly HtmlNode[];
}
interface Context {
  parent(node: HtmlNode): HtmlNode | undefined;
  textContent(node: HtmlNode): string;
  setProperty(node: HtmlNode, key: string, value: string): void;
}

const LISTS = new Set(['ul', 'ol']);

/** One per file: the addresses of a page count their repetitions. */
export function paragraphAnchors() {
  const anchorOf = createAnchors();
  return {
    name: 'paragraph-anchors',
    element: {
      filter: ['p', 'li', 'tr', 'pre'],
      visit(node: HtmlNode, context: Context): void {
        // A list item is one block, with or without paragraphs inside; a list within it has items of its own.
        if (node.tagName === 'p' && context.parent(node)?.tagName === 'li') return;
        const own = node.tagName === 'li' ? (node.children ?? []).filter((child) => !isList(child)) : [node];
        const text = own.map((part) => context.textContent(part)).join(' ');
        if (text.trim() !== '') context.setProperty(node, 'id', anchorOf(text));
      },
    },
  };
}

function isList({ tagName }: HtmlNode): boolean {
  return tagName !== undefined && LISTS.has(tagName);
}
