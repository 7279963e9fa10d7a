/**
 * Fetches the site's own Latin faces when the first page has been read for a while. Until then text stands in the device's: a first visit on a slow line would
 * wait longer for 100 KB of type than for all its words, and nothing changes its shape under a reader's eyes.
 */
import { FACES_KEY } from './theme-script.ts';

const FACES = ['1em "Inter Variable"', '600 1em "Source Serif 4 Variable"'];
const QUIET_MS = 2_500;

/** To be called once by the layout. Does nothing where they are there, or where the reader asked to save data. */
export function startFetchingFaces(): void {
  const { connection } = navigator as { connection?: { saveData?: boolean } };
  if (document.documentElement.dataset.faces !== undefined || connection?.saveData) return;
  const begin = () => setTimeout(() => void fetchFaces().catch(() => undefined), QUIET_MS);
  if (document.readyState === 'complete') begin();
  else addEventListener('load', begin, { once: true });
}

async function fetchFaces(): Promise<void> {
  const found = await Promise.all(FACES.map((face) => document.fonts.load(face)));
  // A device without storage reads in its own faces.
  if (found.every((faces) => faces.length > 0)) localStorage.setItem(FACES_KEY, '1');
}
