/** What the integrations do to a finished site: each page is read, changed and written back. */
import { globSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

/** Puts what `rewrite` makes of each page in its place. `file` is its path within `dir`, the folder of the built site. */
export async function rewritePages(
  dir: URL,
  rewrite: (html: string, file: string) => string | Promise<string>,
): Promise<void> {
  for (const file of globSync('**/*.html', { cwd: fileURLToPath(dir) })) {
    const page = new URL(file.replaceAll('\\', '/'), dir);
    await writeFile(page, await rewrite(await readFile(page, 'utf8'), file));
  }
}
