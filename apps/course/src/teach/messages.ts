/** Words of the instructors' pages, in both languages. */
import type { Locale } from '@glassbox/quiz';
import { en } from './messages-en.ts';
import { type TeachMessages, zh } from './messages-zh.ts';

export type { TeachMessages };

const messages: Record<Locale, TeachMessages> = { zh, en };

export function teachMessages(locale: Locale): TeachMessages {
  return messages[locale];
}
