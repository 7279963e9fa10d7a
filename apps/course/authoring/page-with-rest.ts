/**
 * In development, `/join/CODE` and `/certificates/NUMBER` are the pages `/join` and `/certificates`, which read the rest
 * themselves. On the built site the server does the same (`apps/api/src/site/find-file.ts`).
 */
import type { Plugin } from 'vite';

const PAGE_WITH_REST = /^(\/(?:en\/)?(?:join|certificates))\/[^/?]+(?=\?|$)/;

/** Returns the address whose page is shown for `url`. */
export function pageOf(url: string): string {
  return url.replace(PAGE_WITH_REST, '$1');
}

export function pageWithRest(): Plugin {
  return {
    name: 'glassbox-page-with-rest',
    configureServer({ middlewares }) {
      middlewares.use((request, _response, next) => {
        if (request.url !== undefined) request.url = pageOf(request.url);
        next();
      });
    },
  };
}
