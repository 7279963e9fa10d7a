/**
 * The site without a network. Pages come from the network while there is one, so that a corrected lesson is read at once, and
 * from what was kept when there is none. Files with their content's hash in the name never change and come from what was kept
 * first. Answers and progress are not its business: the page keeps those itself. Becomes `/sw.js`; it imports nothing.
 */

/** The little of a service worker's scope that is used: its types and those of a page can't be had in one program. */
interface WorkerScope {
  readonly location: Location;
  readonly clients: { claim(): Promise<void> };
  skipWaiting(): Promise<void>;
  addEventListener(
    type: 'install' | 'activate',
    hear: (event: { waitUntil(work: Promise<unknown>): void }) => void,
  ): void;
  addEventListener(
    type: 'fetch',
    hear: (event: { readonly request: Request; respondWith(response: Promise<Response>): void }) => void,
  ): void;
}

const worker = self as unknown as WorkerScope;
const PAGES = 'glassbox-pages';
const FILES = 'glassbox-files';
const HASHED = '/_astro/';
const PATIENCE_MS = 4_000;

worker.addEventListener('install', (event) => event.waitUntil(worker.skipWaiting()));
worker.addEventListener('activate', (event) => event.waitUntil(worker.clients.claim()));

worker.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== worker.location.origin || pathname.startsWith('/api/')) return;
  event.respondWith(pathname.startsWith(HASHED) ? keptFirst(request) : networkFirst(request));
});

async function keptFirst(request: Request): Promise<Response> {
  const files = await caches.open(FILES);
  const kept = await files.match(request.url);
  if (kept) return kept;
  // A request that fails, or whose page is left meanwhile, is a network error and none of ours.
  const response = await fetch(request).catch(() => Response.error());
  if (response.status === 200) await keep(files, request.url, response);
  return response;
}

async function networkFirst(request: Request): Promise<Response> {
  const pages = await caches.open(PAGES);
  // A page reads the rest of its address itself, so one copy serves every `?…`.
  const address = request.url.replace(/[?#].*$/, '');
  const fresh = fetch(request).then(async (response) => {
    if (response.status === 200 && !response.redirected) await keep(pages, address, response);
    return response;
  });
  fresh.catch(() => undefined);
  const kept = await pages.match(address);
  if (!kept) return fresh.catch(() => notKept(request, pages));
  const late = new Promise<Response>((resolve) => setTimeout(resolve, PATIENCE_MS, kept));
  return Promise.race([fresh, late]).catch(() => kept);
}

/** A page that was never read and has no copy: say so on a page of our own. */
async function notKept(request: Request, pages: Cache): Promise<Response> {
  const inEnglish = /^\/en(\/|$)/.test(new URL(request.url).pathname);
  const page =
    request.mode === 'navigate'
      ? await pages.match(new URL(inEnglish ? '/en/offline' : '/offline', worker.location.origin))
      : undefined;
  return page ?? Response.error();
}

/** A full disk must not cost the answer. */
async function keep(cache: Cache, address: string, response: Response): Promise<void> {
  await cache.put(address, response.clone()).catch(() => undefined);
}
