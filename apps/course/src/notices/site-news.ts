/**
 * What happened to the site or this device while a page was open, told in one line at the foot of the window (`SiteNews.astro`):
 * the site was updated, so that files this page still wants are gone; or the storage is full, so that what is set or written
 * here ends with the page.
 */

type News = 'updated' | 'not-kept';

const NOT_FOUND = 404;
/** How Chromium, Firefox and Safari say that a script could not be fetched. */
const NOT_FETCHED = /dynamically imported module|Importing a module script failed/;

let isLooking = false;

/** Starts listening for files that don't come; to be called once by the layout. */
export function startSiteNews(): void {
  document.addEventListener('astro:hydration-error', tellFileGone);
  addEventListener('vite:preloadError', tellFileGone);
  addEventListener('unhandledrejection', ({ reason }) => {
    if (reason instanceof Error && NOT_FETCHED.test(reason.message)) tellFileGone();
  });
  // The failure of an element doesn't bubble, but it can be captured.
  addEventListener('error', ({ target }) => target instanceof HTMLElement && tellFileGone(), { capture: true });
  for (const button of document.querySelectorAll('[data-news-reload]')) {
    button.addEventListener('click', () => location.reload());
  }
  for (const button of document.querySelectorAll('[data-news-close]')) {
    button.addEventListener('click', () => button.closest('[data-news]')?.setAttribute('hidden', ''));
  }
}

/** A file did not come. Says so on the page if that is because of an update; whoever asked for it says the rest. */
export function tellFileGone(): void {
  if (!isLooking) void look();
}

/** Something could not be written to this device's storage. */
export function tellNotKept(): void {
  show('not-kept');
}

async function look(): Promise<void> {
  isLooking = true;
  if (await isOutdated()) show('updated');
  isLooking = false;
}

/**
 * A build names its files by their content, and a file that imports a changed one changes its name too: a page some of whose own
 * files the server doesn't know any more is of an earlier build.
 */
async function isOutdated(): Promise<boolean> {
  const names = [...document.querySelectorAll('script[src], link[rel="stylesheet"], astro-island')].flatMap((element) =>
    ['src', 'href', 'component-url', 'renderer-url'].map((name) => element.getAttribute(name)),
  );
  const own = new Set(names.filter((name) => name?.startsWith('/_astro/')));
  const statuses = await Promise.all([...own].map(statusOf));
  return statuses.includes(NOT_FOUND);
}

/** HEAD, which the service worker leaves to the server; undefined without a network. */
async function statusOf(address: string | null | undefined): Promise<number | undefined> {
  const response = await fetch(address ?? '', { method: 'HEAD', cache: 'no-store' }).catch(() => undefined);
  return response?.status;
}

function show(news: News): void {
  if (typeof document === 'undefined') return;
  document.querySelector(`[data-news="${news}"]`)?.removeAttribute('hidden');
}
