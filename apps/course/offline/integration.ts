/** Writes what reading without a network needs: `/sw.js`, and `/offline.json`, the list of what a device keeps. */
import { createHash } from 'node:crypto';
import { globSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { stripTypeScriptTypes } from 'node:module';
import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';
import type { OfflineList } from '../src/offline/offline-list.ts';
import { searchFiles } from './search-files.ts';

/** Pages that are of no use without the server, and the one for a mistyped address. */
const ONLINE_ONLY = /^(en\/)?(404|account|ask|certificates|join|teach)(\/|\.html$)/;
/** What pages and labs run. Weights and texts are kept when a lab first loads them: they are too many for every phone. */
const FILES = '_astro/*{.js,.css,.woff2,-simd-*.wasm}';
const WORKER = new URL('service-worker.ts', import.meta.url);

export function offline(): AstroIntegration {
  return {
    name: 'glassbox-offline',
    hooks: {
      'astro:build:done': async ({ dir, logger }) => {
        const site = fileURLToPath(dir);
        const pages = globSync('**/*.html', { cwd: site })
          .map((file) => file.replaceAll('\\', '/'))
          .filter((file) => !ONLINE_ONLY.test(file))
          .sort();
        const files = globSync(FILES, { cwd: site })
          .map((file) => `/${file.replaceAll('\\', '/')}`)
          .sort();
        const addresses = pages.map((file) => `/${file.replace(/(^|\/)index\.html$/, '').replace(/\.html$/, '')}`);
        const isEnglish = (address: string) => /^\/en(\/|$)/.test(address);
        const search = await searchFiles(site);
        const version = createHash('sha256').update(JSON.stringify([files, search]));
        for (const page of pages) version.update(await readFile(`${site}${page}`));
        const list: OfflineList = {
          version: version.digest('hex').slice(0, 16),
          zh: addresses.filter((address) => !isEnglish(address)),
          en: addresses.filter(isEnglish),
          files,
          search,
        };
        await writeFile(`${site}offline.json`, JSON.stringify(list));
        await writeFile(`${site}sw.js`, stripTypeScriptTypes(await readFile(WORKER, 'utf8')));
        logger.info(
          `${pages.length} pages and ${files.length} files can be read without a network, searched with ${search.zh.length} more in Chinese and ${search.en.length} in English`,
        );
      },
    },
  };
}
