/** Where "resume" leads: to the place that was read last, on to the next open lesson once that one is done. Pure. */
import type { Place, Progress } from '@glassbox/api/client';

export interface ResumePlace {
  lesson: string;
  /** The anchor in the lesson, if reading had got that far. */
  section: string | null;
}

/**
 * Returns where to go on, or `undefined` when nothing was begun.
 *
 * @param here the place this device remembers; it may be newer than what the server knows.
 */
export function resumePlace({ lessons, place }: Progress, here?: Place): ResumePlace | undefined {
  const exists = (candidate: Place | null | undefined) => lessons.some(({ slug }) => slug === candidate?.lesson);
  const [last] = [here, place]
    .filter((candidate) => candidate !== undefined && candidate !== null && exists(candidate))
    .sort((a, b) => Date.parse(b?.at ?? '') - Date.parse(a?.at ?? ''));
  const isBegun = lessons.some(({ state }) => state !== 'new');
  if (!last) return isBegun ? firstOpen(lessons, 0) : undefined;
  const index = lessons.findIndex(({ slug }) => slug === last.lesson);
  if (lessons[index]?.state !== 'done') return { lesson: last.lesson, section: last.section };
  return firstOpen(lessons, index + 1) ?? firstOpen(lessons, 0) ?? { lesson: last.lesson, section: null };
}

function firstOpen(lessons: Progress['lessons'], from: number): ResumePlace | undefined {
  const open = lessons.slice(from).find(({ state }) => state !== 'done');
  return open && { lesson: open.slug, section: null };
}
