/** Where a page stands in the other language. */

const ENGLISH = /^\/en(?=\/|$)/;

/**
 * Returns the address of the same page in the other language: `/search?q=token#found` is `/en/search?q=token#found`. The path is the one in the address bar, not the
 * page's own: one page may serve many (`/certificates/NUMBER`). `hash` is with its `#`, or empty.
 */
export function twinAddress({ pathname, search, hash }: Pick<Location, 'pathname' | 'search' | 'hash'>): string {
  const twin = ENGLISH.test(pathname) ? pathname.replace(ENGLISH, '') || '/' : `/en${pathname === '/' ? '' : pathname}`;
  return `${twin}${search}${hash}`;
}
