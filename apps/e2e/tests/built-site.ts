/** The built site as files. */
import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
export const SITE = join(ROOT, 'apps/course/dist');

const TEXT_FILE = /\.(html|js|mjs|css|json|map|txt|xml|svg|webmanifest)$/;

/** Every file of a built site that could hold text, by its path within the folder, with slashes. */
export async function readSite(folder: string): Promise<Map<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile() && TEXT_FILE.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
  return new Map(
    await Promise.all(
      files.map(async (file) => [relative(folder, file).replaceAll(sep, '/'), await readFile(file, 'utf8')] as const),
    ),
  );
}

/** The pages among such files, by their address: `/en/lessons/start`. */
export function pagesOf(site: ReadonlyMap<string, string>): Map<string, string> {
  const pages = [...site].filter(([file]) => file.endsWith('.html'));
  return new Map(pages.map(([file, html]) => [`/${file.replace(/\.html$/, '').replace(/^index$/, '')}`, html]));
}
