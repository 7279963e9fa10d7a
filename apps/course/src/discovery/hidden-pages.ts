/** Pages that hold nothing until somebody signs in, asks, follows a citation or scans a code: no search engine has anything to find there. */

const HIDDEN = ['account', 'ask/document', 'certificates', 'join', 'me', 'offline', 'review', 'teach'] as const;
const HIDDEN_PATH = new RegExp(`^/(?:en/)?(?:${HIDDEN.join('|')})(?:/|$)`);

/** Tells whether the page at a path is none for search engines. */
export function isHidden(pathname: string): boolean {
  return HIDDEN_PATH.test(pathname);
}

/** Returns `robots.txt`: the hidden pages in both languages, and the sitemap where the site's address is known. */
export function robotsText(site: URL | undefined): string {
  const paths = ['', '/en'].flatMap((language) => HIDDEN.map((page) => `${language}/${page}`));
  const rules = ['User-agent: *', ...paths.map((path) => `Disallow: ${path}`)];
  const sitemap = site && ['', `Sitemap: ${new URL('/sitemap-index.xml', site).href}`];
  return `${[...rules, ...(sitemap ?? [])].join('\n')}\n`;
}
