/** Characters that cannot be seen get a sign and a name. */
import type { Locale } from '@glassbox/quiz';

/** `\n` → "↵", space → "␣"; everything else as it is. */
export function visible(text: string, locale: Locale): string {
  if (text === '\n') return locale === 'zh' ? '↵ 换行' : '↵';
  if (text === ' ') return locale === 'zh' ? '␣ 空格' : '␣';
  return text;
}
