/**
 * `client:near`: an island whose script is fetched once the page is painted and the browser idle, so also before it goes offline, and which wakes
 * once the reader comes within `rootMargin` of it. Waking all questions of a lesson is one task; it is not done to somebody who reads far above them.
 */
import type { ClientDirective } from 'astro';

/** How long a browser without `requestIdleCallback` is taken to be busy. */
const BUSY_MS = 200;

const near: ClientDirective = async (load, { value }, island) => {
  await window.painted;
  // Astro takes a script that doesn't come as an island without life; asked again, it fetches again.
  if ('requestIdleCallback' in window) window.requestIdleCallback(() => load());
  else setTimeout(load, BUSY_MS);
  const approach = new IntersectionObserver(async (entries) => {
    if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
    approach.disconnect();
    const hydrate = await load();
    await hydrate();
  }, value as IntersectionObserverInit);
  for (const child of island.children) approach.observe(child);
};

export default near;
