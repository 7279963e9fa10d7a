/** Which files of the search index a device needs for searching in one language without a network. */
import { existsSync, globSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { OfflineList } from '../src/offline/offline-list.ts';

/** What Pagefind writes down of its index (`pagefind-entry.json`). */
interface Entry {
  readonly languages: Readonly<Record<string, { readonly hash: string; readonly wasm: string | null }>>;
}

const ENTRY = 'pagefind/pagefind-entry.json';
/** As Pagefind names the languages of our pages. */
const LANGUAGES = { zh: 'zh-cn', en: 'en' } as const;

/** Resolves to the addresses, by language; to none where the site at the path `site` was built without an index. Throws if the index lacks a language. */
export async function searchFiles(site: string): Promise<OfflineList['search']> {
  if (!existsSync(`${site}${ENTRY}`)) return { zh: [], en: [] };
  const { languages }: Entry = JSON.parse(await readFile(`${site}${ENTRY}`, 'utf8'));
  const filesOf = (language: string): string[] => {
    const index = languages[language];
    if (!index)
      throw new Error(
        `offline: ${ENTRY} knows ${Object.keys(languages).join(', ')}; pages in ${language} are searched too.`,
      );
    const parts = globSync(`pagefind/{index,fragment}/${language}_*`, { cwd: site }).map((file) =>
      file.replaceAll('\\', '/'),
    );
    return [
      'pagefind/pagefind.js',
      'pagefind/pagefind-worker.js',
      ENTRY,
      `pagefind/wasm.${index.wasm ?? 'unknown'}.pagefind`,
      `pagefind/pagefind.${index.hash}.pf_meta`,
      ...parts.sort(),
    ].map((file) => `/${file}`);
  };
  return { zh: filesOf(LANGUAGES.zh), en: filesOf(LANGUAGES.en) };
}
