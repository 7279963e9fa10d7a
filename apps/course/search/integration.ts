/** Builds the search index of the finished site with Pagefind: a few small files that the search page loads as needed. */
import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';
import { close, createIndex } from 'pagefind';

/** Read on a page, but not what one searches for. */
const LEFT_OUT = ['nav', 'astro-island', '[data-screen-only]', '[popover]', '.sources'];

export function search(): AstroIntegration {
  return {
    name: 'glassbox-search',
    hooks: {
      'astro:build:done': async ({ dir, logger }) => {
        try {
          const { index, errors } = await createIndex({ excludeSelectors: LEFT_OUT });
          if (!index) throw new Error(errors.join('; '));
          const { page_count } = await index.addDirectory({ path: fileURLToPath(dir) });
          await index.writeFiles({ outputPath: fileURLToPath(new URL('pagefind/', dir)) });
          logger.info(`${page_count} pages can be searched`);
        } catch (error) {
          // Pagefind is a program of its own and does not exist for every machine; the course is whole without it.
          logger.warn(
            `the search index was not built (${error instanceof Error ? error.message : error}); the page says so.`,
          );
        } finally {
          await close();
        }
      },
    },
  };
}
