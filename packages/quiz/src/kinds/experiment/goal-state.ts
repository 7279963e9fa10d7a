/** Which needs a measurement meets, for showing it; what is earned is the server's to say. */
import type { Need } from './public.ts';

/** Returns whether the need is met; undefined before anything was measured. */
export function isMetBy(
  { metric, atMost, atLeast }: Need,
  metrics: Readonly<Record<string, number>> | undefined,
): boolean | undefined {
  if (metrics === undefined) return undefined;
  const value = Object.hasOwn(metrics, metric) ? metrics[metric] : undefined;
  if (value === undefined) return false;
  return (atMost === undefined || value <= atMost) && (atLeast === undefined || value >= atLeast);
}

/** Numbers of a kind in one form: counts whole, everything else to a thousandth, so that 4.8 and 4.8004 differ. */
export function numberText(locale: string, metric: string, value: number): string {
  const whole = /^(parameters|questions|items)$/.test(metric);
  return new Intl.NumberFormat(locale === 'zh' ? 'zh-CN' : 'en', { maximumFractionDigits: whole ? 0 : 3 }).format(
    value,
  );
}
