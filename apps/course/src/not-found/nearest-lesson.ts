/** Which lesson a wrong address was probably meant for. */
import { distance } from 'fastest-levenshtein';

/** Of the letters of the longer of two names, this share may differ. */
const MOST_CHANGED = 0.4;

/** Returns the slug nearest to the last part of `pathname` by edit distance, or undefined when none is near. */
export function nearestLesson(pathname: string, slugs: readonly string[]): string | undefined {
  const typed = lastPart(pathname);
  if (typed === '') return undefined;
  const [nearest] = slugs
    .map((slug) => ({ slug, changed: distance(typed, slug) / Math.max(typed.length, slug.length) }))
    .filter(({ changed }) => changed <= MOST_CHANGED)
    .sort((a, b) => a.changed - b.changed);
  return nearest?.slug;
}

/** `/en/Lessons/Next_Token.html/` → `next-token` */
function lastPart(pathname: string): string {
  const part = pathname.split('/').findLast((one) => one !== '') ?? '';
  return part
    .toLowerCase()
    .replace(/\.html?$/, '')
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^(\d+-)+|-$/g, '');
}
