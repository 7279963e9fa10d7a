/** The learner's own quiz as last seen on this device, so that the same one is there without a network. */
import type { PresentedQuiz } from '@glassbox/api/client';

const PREFIX = 'glassbox-quiz/';

/** Returns what was kept of a lesson's quiz; `undefined` where nothing, or nothing sound, is kept. */
export function readPresented(lesson: string, storage: Storage | undefined = local()): PresentedQuiz | undefined {
  try {
    const kept: unknown = JSON.parse(storage?.getItem(PREFIX + lesson) ?? 'null');
    return isQuiz(kept) && kept.lesson === lesson ? kept : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Keeps the questions and hints, not what their learner wrote: others may use the device. A full or forbidden storage is
 * no reason to fail.
 */
export function keepPresented(quiz: PresentedQuiz, storage: Storage | undefined = local()): void {
  const { lesson, personal } = quiz;
  const questions = quiz.questions.map(({ question, round, hints }) => ({ question, round, hints }));
  try {
    storage?.setItem(PREFIX + lesson, JSON.stringify({ lesson, personal, questions }));
  } catch (error) {
    console.warn('quiz: not kept for offline use', error);
  }
}

function isQuiz(kept: unknown): kept is PresentedQuiz {
  if (typeof kept !== 'object' || kept === null || !('questions' in kept) || !('lesson' in kept)) return false;
  return Array.isArray(kept.questions) && kept.questions.every(isPresented);
}

function isPresented(entry: unknown): boolean {
  if (typeof entry !== 'object' || entry === null || !('question' in entry) || !('hints' in entry)) return false;
  const { question, hints } = entry;
  return typeof question === 'object' && question !== null && 'version' in question && Array.isArray(hints);
}

function local(): Storage | undefined {
  try {
    return globalThis.localStorage;
  } catch {
    // Some browsers throw where storage is forbidden.
    return undefined;
  }
}
