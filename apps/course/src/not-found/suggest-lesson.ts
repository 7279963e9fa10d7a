/** Fills in, on the page for a wrong address, the lesson it was probably meant for; without one the line stays hidden. */
import { nearestLesson } from './nearest-lesson.ts';

/** Reads `data-titles` (JSON, slug → title) and `data-base` of `[data-suggestion]` and shows its link. */
export function suggestLesson(): void {
  const line = document.querySelector<HTMLElement>('[data-suggestion]');
  const link = line?.querySelector('a');
  if (!line || !link) return;
  const titles: Record<string, string> = JSON.parse(line.dataset.titles ?? '{}');
  const slug = nearestLesson(location.pathname, Object.keys(titles));
  if (slug === undefined) return;
  link.href = `${line.dataset.base}${slug}`;
  link.textContent = titles[slug] ?? slug;
  line.hidden = false;
}
