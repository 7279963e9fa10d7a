/**
 * Keeps the course on this device while nobody waits for anything, so that it can be read and answered without a network.
 * Not where the learner asked to save data.
 */
import type { Locale } from '@glassbox/quiz';
import type { OfflineList } from './offline-list.ts';

/** As the service worker names them. */
const PAGES = 'glassbox-pages';
const FILES = 'glassbox-files';
/** Where the search index lies. */
const INDEX = '/pagefind/';
const DONE = 'glassbox.offline';
/** What the version in force runs, for when the next one comes. */
const RUN_NOW = 'glassbox.offline.files';
const QUIET_MS = 4_000;

/** Starts it some seconds after the page is loaded; to be called once by the layout. */
export function startKeepingCourse(): void {
  const { connection } = navigator as { connection?: { saveData?: boolean } };
  if (!import.meta.env.PROD || !('serviceWorker' in navigator) || connection?.saveData) return;
  const begin = () => setTimeout(() => void keepCourse().catch(() => undefined), QUIET_MS);
  if (document.readyState === 'complete') begin();
  else addEventListener('load', begin, { once: true });
}

async function keepCourse(): Promise<void> {
  await navigator.serviceWorker.register('/sw.js', { updateViaCache: 'none' });
  const response = await fetch('/offline.json', { cache: 'no-cache' });
  if (!response.ok) return;
  const list: OfflineList = await response.json();
  const locale: Locale = document.documentElement.lang.startsWith('en') ? 'en' : 'zh';
  const done = `${list.version} ${locale}`;
  if (localStorage.getItem(DONE) === done) return;
  const files = await caches.open(FILES);
  await keepMissing(files, list.files);
  const pages = await caches.open(PAGES);
  await keepFresh(pages, list[locale]);
  // Comes last: what is read goes before what is looked up.
  await keepFresh(pages, list.search[locale]);
  await dropOldIndex(pages, [...list.search.zh, ...list.search.en]);
  // What the last version ran stays one version longer: a tab that was open through the update still runs it.
  await dropOld(files, [...list.files, ...readRunNow()]);
  localStorage.setItem(RUN_NOW, JSON.stringify(list.files));
  localStorage.setItem(DONE, done);
}

/** One after the other: whoever reads meanwhile comes first. */
async function keepMissing(cache: Cache, addresses: readonly string[]): Promise<void> {
  for (const address of addresses) if (!(await cache.match(address))) await cache.add(address);
}

async function keepFresh(cache: Cache, addresses: readonly string[]): Promise<void> {
  for (const address of addresses) await cache.add(new Request(address, { cache: 'no-cache' }));
}

/** Nothing before the first time, and where it can't be read. */
function readRunNow(): string[] {
  try {
    const files: unknown = JSON.parse(localStorage.getItem(RUN_NOW) ?? '[]');
    return Array.isArray(files) ? files.filter((file) => typeof file === 'string') : [];
  } catch {
    return [];
  }
}

/** Scripts and styles of versions gone by; what a lab has fetched besides stays. */
async function dropOld(cache: Cache, addresses: readonly string[]): Promise<void> {
  const current = new Set(addresses);
  for (const { url } of await cache.keys()) {
    const { pathname } = new URL(url);
    if (/\.(js|css|woff2)$/.test(pathname) && !current.has(pathname)) await cache.delete(url);
  }
}

/** Parts of the search index carry their content's hash in the name: those of versions gone by are asked for no more. */
async function dropOldIndex(cache: Cache, addresses: readonly string[]): Promise<void> {
  const current = new Set(addresses);
  for (const { url } of await cache.keys()) {
    const { pathname } = new URL(url);
    if (pathname.startsWith(INDEX) && !current.has(pathname)) await cache.delete(url);
  }
}
