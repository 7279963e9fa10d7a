/** A note in localStorage that a run is kept in private storage, so that a page can offer it without starting a worker. */
import { numberIn, type Persisted, persisted, record } from '../parts/persisted.ts';

export interface KeptRun {
  step: number;
  maxSteps: number;
  /** Milliseconds since 1970. */
  savedAt: number;
}

const NEVER_MORE = Number.MAX_SAFE_INTEGER;

/** The note of a lab's slot; `null` means nothing is kept. */
export function keptRun(slot: string, store?: Storage): Persisted<KeptRun | null> {
  return persisted<KeptRun | null>(`glassbox.lab.${slot}.kept`, parse, null, store);
}

function parse(json: unknown): KeptRun | null {
  const fields = record(json);
  const step = numberIn(fields?.step, 1, NEVER_MORE, 0);
  const maxSteps = numberIn(fields?.maxSteps, 1, NEVER_MORE, 0);
  const savedAt = numberIn(fields?.savedAt, 1, NEVER_MORE, 0);
  return step > 0 && maxSteps > 0 && savedAt > 0 ? { step, maxSteps, savedAt } : null;
}

/** "3 分钟前" / "3 minutes ago"; never a time to come, even when the clock was set back meanwhile. */
export function agoText(locale: string, savedAt: number, now: number): string {
  const format = new Intl.RelativeTimeFormat(locale === 'zh' ? 'zh-CN' : 'en', { numeric: 'auto' });
  const minutes = Math.min(Math.round((savedAt - now) / 60_000), 0);
  if (minutes > -60) return format.format(minutes, 'minute');
  if (minutes > -60 * 24) return format.format(Math.round(minutes / 60), 'hour');
  return format.format(Math.round(minutes / (60 * 24)), 'day');
}
