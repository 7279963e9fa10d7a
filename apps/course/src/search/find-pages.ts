/** Asks the index that the build made. It lies beside the pages and is loaded with the first search. */
import { isMeant, tidyExcerpt } from './excerpts.ts';
import { queriesOf } from './query-words.ts';

/** A place in a page that answers a search. */
interface FoundPlace {
  readonly title: string;
  readonly url: string;
  /** Text with `<mark>` around what was found; the rest is escaped. */
  readonly excerpt: string;
}

/** A page with its best places. */
export interface FoundPage extends FoundPlace {
  readonly places: readonly FoundPlace[];
}

interface PagefindPlace {
  readonly title: string;
  readonly url: string;
  readonly excerpt: string;
}

interface PagefindData extends Omit<PagefindPlace, 'title'> {
  readonly meta: { readonly title?: string };
  readonly sub_results: readonly PagefindPlace[];
}

interface Pagefind {
  search(query: string): Promise<{ readonly results: readonly { data(): Promise<PagefindData> }[] }>;
}

const INDEX = '/pagefind/pagefind.js';
const MOST_PAGES = 8;
const MOST_PLACES = 3;

let loading: Promise<Pagefind> | undefined;

/** Resolves to the best pages for a query; rejects where the site was built without an index or it can't be reached. */
export async function findPages(query: string): Promise<FoundPage[]> {
  loading ??= import(/* @vite-ignore */ INDEX).catch((error) => {
    loading = undefined;
    throw error;
  });
  const pagefind = await loading;
  const pages = await firstAnswers(pagefind, queriesOf(query));
  return pages.map(({ url, excerpt, meta, sub_results }) => ({
    title: meta.title ?? url,
    url: addressOf(url),
    excerpt: tidyExcerpt(excerpt, meta.title ?? url),
    places: sub_results
      .filter((place) => place.url !== url)
      .slice(0, MOST_PLACES)
      .map((place) => ({
        ...place,
        url: addressOf(place.url),
        excerpt: tidyExcerpt(place.excerpt, place.title),
      })),
  }));
}

/** The first query that finds anything decides. */
async function firstAnswers(pagefind: Pagefind, queries: readonly string[]): Promise<PagefindData[]> {
  for (const query of queries) {
    const { results } = await pagefind.search(query);
    const best = await Promise.all(results.slice(0, MOST_PAGES).map((result) => result.data()));
    const pages = best.filter(({ excerpt, sub_results }) =>
      isMeant(query, [excerpt, ...sub_results.map((place) => place.excerpt)]),
    );
    if (pages.length > 0) return pages;
  }
  return [];
}

/** Pages are files, `start.html`; their addresses have no ending. */
function addressOf(url: string): string {
  return url.replace(/\.html(?=#|$)/, '');
}
