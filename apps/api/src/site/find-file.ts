/**
 * From an address to a file of the built site (`build.format: 'file'`): `/lessons/start` is `lessons/start.html`, `/en`
 * is `en.html` or `en/index.html`, `/` is `index.html`. Nothing outside the site's folder can be named.
 */
import { stat } from 'node:fs/promises';
import { join, resolve, sep } from 'node:path';

export interface SiteFile {
  path: string;
  sizeBytes: number;
  modifiedMs: number;
}

/** `/join/K7QM-3XTP` is `join.html`, `/certificates/NUMBER` is `certificates.html`: they read the rest themselves. */
const PAGE_WITH_REST = /^((?:en\/)?(?:join|certificates))\/[^/]+$/;

/** Returns the file an address means, or `undefined`. `pathname` is percent-encoded, as it came. */
export async function findFile(siteDir: string, pathname: string): Promise<SiteFile | undefined> {
  const name = decodeName(pathname);
  if (name === undefined) return undefined;
  const candidates = name === '' ? ['index.html'] : [name, `${name}.html`, join(name, 'index.html')];
  const page = PAGE_WITH_REST.exec(name)?.[1];
  if (page !== undefined) candidates.push(`${page}.html`);
  for (const candidate of candidates) {
    const file = await statFile(siteDir, candidate);
    if (file !== undefined) return file;
  }
  return undefined;
}

/** Returns the page for an address that means nothing, in the language of the address, or `undefined`. */
export async function findNotFoundPage(siteDir: string, pathname: string): Promise<SiteFile | undefined> {
  const english = /^\/en(\/|$)/.test(pathname) ? await statFile(siteDir, 'en/404.html') : undefined;
  return english ?? statFile(siteDir, '404.html');
}

/** Hidden files, `..`, backslashes and NUL name nothing. */
function decodeName(pathname: string): string | undefined {
  let name: string;
  try {
    name = decodeURIComponent(pathname);
  } catch {
    return undefined; // a broken percent sequence
  }
  const parts = name.split('/').filter((part) => part !== '');
  return /[\\\0]/.test(name) || parts.some((part) => part.startsWith('.')) ? undefined : parts.join('/');
}

async function statFile(siteDir: string, name: string): Promise<SiteFile | undefined> {
  const root = resolve(siteDir);
  const path = resolve(root, name);
  if (!path.startsWith(root + sep)) return undefined;
  // Whatever can't be read, the address means nothing to us.
  const found = await stat(path).catch(() => undefined);
  return found?.isFile() ? { path, sizeBytes: found.size, modifiedMs: found.mtimeMs } : undefined;
}
