/** The last progress this device saw, so that pages show it at once and "my learning" has something without a network. */
import type { Progress } from '@glassbox/api/client';

const KEY = 'glassbox-last-progress';

export interface LastProgress {
  progress: Progress;
  /** ISO time it was fetched. */
  at: string;
}

/** Returns what was remembered, if it is there and readable. */
export function findLastProgress(): LastProgress | undefined {
  try {
    const text = localStorage.getItem(KEY);
    return text ? (JSON.parse(text) as LastProgress) : undefined;
  } catch {
    // Blocked or damaged storage is the same as none: the server has the truth.
    return undefined;
  }
}

/** Remembers progress with the time it was fetched. */
export function rememberProgress(progress: Progress, at: string): void {
  try {
    localStorage.setItem(KEY, JSON.stringify({ progress, at } satisfies LastProgress));
  } catch {
    // A full or blocked storage costs only the first paint of the next page.
  }
}

/** Forgets it: whoever uses this browser from now on is somebody else. */
export function forgetProgress(): void {
  try {
    localStorage.removeItem(KEY);
  } catch {
    // Blocked storage remembers nothing either.
  }
}
