/** Every page that people read: the documentation, and each package's README. */
import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../../', import.meta.url));

export interface MarkdownFile {
  /** From the root of the repository. */
  readonly path: string;
  readonly text: string;
}

const PAGES = ['README.md', 'docs/**/*.md', '{packages,apps,examples}/*/README.md'];
/** Generated from docstrings, or not ours. */
const LEFT_OUT = /^docs\/api\/|node_modules/;

export function readMarkdownFiles(): MarkdownFile[] {
  return globSync(PAGES, { cwd: ROOT })
    .filter((path) => !LEFT_OUT.test(path))
    .sort()
    .map((path) => ({ path, text: readFileSync(`${ROOT}${path}`, 'utf8') }));
}
