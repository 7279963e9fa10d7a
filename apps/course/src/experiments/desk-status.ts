/** What the view shows of an experiment as the server tells it. Pure. */
import type { ExperimentView } from '@glassbox/api/client';
import type { DeskStatus } from '@glassbox/quiz/views';

const NO_REASON = { zh: '没有说明原因。请再交一次。', en: 'No reason was given. Hand it in again.' };

/** Returns the status that a run makes. */
export function statusOf({ state, ahead, workers, progress, metrics, reason }: ExperimentView): DeskStatus {
  switch (state) {
    case 'uploading':
      return { phase: 'uploading', share: 0 };
    case 'queued':
      return { phase: 'queued', ahead, worked: workers === 'ready' };
    case 'running':
      return { phase: 'running', share: progress };
    case 'graded':
      return { phase: 'graded', metrics: metrics ?? {} };
    case 'cancelled':
      return { phase: 'cancelled' };
    case 'refused':
    case 'failed':
      return { phase: 'refused', reason: reason?.text ?? NO_REASON };
  }
}

/** Whether the server still has something to do. */
export function isUnderWay({ state }: ExperimentView): boolean {
  return state === 'queued' || state === 'running';
}

const FIRST_MS = 400;
const MOST_MS = 5_000;
const GROWTH = 1.25;

/** How long to wait before looking again: soon at first, then seldom enough for a long queue. */
export function pauseBefore(look: number): number {
  return Math.min(MOST_MS, FIRST_MS * GROWTH ** look);
}
