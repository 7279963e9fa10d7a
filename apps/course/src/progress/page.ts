/**
 * Runs on every page: sends what waits, fetches progress, and paints it into whatever asks for it:
 * `[data-progress-chip]`, `[data-lesson-state="slug"]`, `[data-lesson-answered="slug"]` and `[data-continue]`.
 */
import type { LessonProgress, Progress } from '@glassbox/api/client';
import { fill } from '../i18n/fill.ts';
import { findLastProgress, rememberProgress } from './last-progress.ts';
import { fetchProgress, flushOutbox, onDelivery } from './learner.ts';
import { findReadingPlace, startReadingPlace } from './reading-place.ts';
import { resumePlace } from './resume.ts';

/** Starts it; to be called once by the layout. */
export function startProgress(): void {
  startReadingPlace();
  const last = findLastProgress();
  if (last) paint(last.progress);
  void refreshProgress();
  void flushOutbox();
  onDelivery(({ delivery }) => {
    if (delivery.state === 'delivered') void refreshProgress();
  });
  addEventListener('online', () => void flushOutbox());
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') void flushOutbox();
  });
}

/** Fetches progress and paints it, e.g. after another learner came to this page. */
export async function refreshProgress(): Promise<void> {
  try {
    const progress = await fetchProgress();
    rememberProgress(progress, new Date().toISOString());
    paint(progress);
  } catch {
    // Without network or server the page keeps what it showed; "my learning" is where this is said in words.
  }
}

function paint(progress: Progress): void {
  const { lessons, course } = progress;
  for (const chip of document.querySelectorAll<HTMLElement>('[data-progress-chip]')) {
    const values = { done: course.lessonsDone, total: course.lessonsTotal };
    const { short = '' } = chip.dataset;
    const text = chip.querySelector('[data-text]');
    if (text) text.textContent = fill(short, values);
    const circumference = 100;
    const ring = chip.querySelector('[data-ring]');
    const share = course.lessonsTotal > 0 ? course.lessonsDone / course.lessonsTotal : 0;
    ring?.setAttribute('stroke-dasharray', `${share * circumference} ${circumference}`);
  }
  for (const lesson of lessons) paintLesson(lesson);
  paintContinue(progress);
}

function paintLesson(lesson: LessonProgress): void {
  for (const place of document.querySelectorAll<HTMLElement>(`[data-lesson-state="${lesson.slug}"]`)) {
    place.dataset.state = lesson.state;
    const words = lesson.state === 'done' ? place.dataset.wordDone : place.dataset.wordStarted;
    const label = place.querySelector('[data-state-word]');
    if (label) label.textContent = lesson.state === 'new' ? '' : (words ?? '');
  }
  for (const place of document.querySelectorAll<HTMLElement>(`[data-lesson-answered="${lesson.slug}"]`)) {
    if (lesson.questionsAnswered === 0) continue;
    place.textContent = fill(place.dataset.words ?? '', {
      answered: lesson.questionsAnswered,
      total: lesson.questionsTotal,
    });
  }
}

/** The home page's first button leads to where reading stopped, and says which lesson that is. */
function paintContinue(progress: Progress): void {
  const link = document.querySelector<HTMLAnchorElement>('[data-continue]');
  const place = link && resumePlace(progress, findReadingPlace());
  if (!link || !place) return;
  link.href = `${link.dataset.base}${place.lesson}${place.section ? `#${place.section}` : ''}`;
  const titles = JSON.parse(link.dataset.titles ?? '{}') as Record<string, string>;
  const label = link.querySelector('[data-label]');
  if (label) label.textContent = link.dataset.continue ?? '';
  const lesson = document.querySelector('[data-continue-lesson]');
  if (lesson) lesson.textContent = titles[place.lesson] ?? '';
}
