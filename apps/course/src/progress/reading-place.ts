/**
 * Remembers where a lesson is being read, on this device at once and on the server now and then and when the page is
 * left. Without a network it stays here and goes out with the next page: the newest by its own time wins.
 */
import type { Place } from '@glassbox/api/client';

const KEY = 'glassbox-place';
/** Looking in for a moment is not reading. */
const FIRST_MS = 5_000;
const EVERY_MS = 20_000;
const LESSON = /^\/(?:en\/)?lessons\/([a-z0-9-]+)$/;

interface KeptPlace extends Place {
  sent: boolean;
}

/** Returns the place this device remembers, if it is readable. */
export function findReadingPlace(): Place | undefined {
  const kept = findKept();
  return kept && { lesson: kept.lesson, section: kept.section, at: kept.at };
}

/** Starts it; to be called once by a page. Pages that are no lesson only send what was kept. */
export function startReadingPlace(): void {
  addEventListener('online', () => void send());
  const lesson = LESSON.exec(location.pathname)?.[1];
  if (lesson === undefined) return void send();
  // Not by the clock of the day, which may be set while somebody reads.
  const begun = performance.now();
  const note = (): void => {
    if (performance.now() - begun >= FIRST_MS) remember(lesson, sectionInView()?.dataset.section ?? null);
  };
  setTimeout(note, FIRST_MS + 1);
  addEventListener('scrollend', note, { passive: true });
  setInterval(() => {
    if (document.visibilityState !== 'visible') return;
    note();
    void send();
  }, EVERY_MS);
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') return;
    note();
    void send();
  });
}

/** The last section that begins above the middle of the window; none at the top of the page. */
export function sectionInView(): HTMLElement | undefined {
  const middle = innerHeight / 2;
  const sections = [...document.querySelectorAll<HTMLElement>('[data-section]')];
  return sections.filter((section) => section.getBoundingClientRect().top < middle && scrollY > middle / 2).at(-1);
}

function remember(lesson: string, section: string | null): void {
  const before = findKept();
  if (before?.lesson === lesson && before.section === section) return;
  keep({ lesson, section, at: new Date().toISOString(), sent: false });
}

async function send(): Promise<void> {
  const kept = findKept();
  if (kept === undefined || kept.sent) return;
  const { sent: _, ...place } = kept;
  try {
    const headers = { 'content-type': 'application/json', 'sent-at': new Date().toISOString() };
    // `keepalive` lets it finish after the page is gone.
    const body = JSON.stringify(place);
    const response = await fetch('/api/place', {
      method: 'POST',
      headers,
      body,
      keepalive: document.visibilityState === 'hidden',
    });
    if (response.ok && findKept()?.at === kept.at) keep({ ...kept, sent: true });
  } catch {
    // No network: it stays and is sent with the next page.
  }
}

function findKept(): KeptPlace | undefined {
  try {
    const text = localStorage.getItem(KEY);
    return text ? (JSON.parse(text) as KeptPlace) : undefined;
  } catch {
    // Blocked or damaged storage is the same as none: the server may know.
    return undefined;
  }
}

function keep(place: KeptPlace): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(place));
  } catch {
    // A full or blocked storage costs only this convenience.
  }
}
